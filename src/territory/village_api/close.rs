//! Closing a village: it is no more, or goes into one that is there already.

use actix_web::post;
use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    view::Village,
    write::{Then, finish, last_counted, merged_into, of_the_commune},
};
use crate::{
    access::{Caller, EditVillage, Tx, VillageId},
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    territory::{
        village,
        village_rules::{self as rules, Closing, Ground},
    },
    text::{Paragraphs, Text},
};

/// Kết thúc thôn, bản, tổ dân phố.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "on": "2025-12-31", "legal_basis": "Nghị quyết số 20/NQ-HĐND", "reason": "Sáp nhập vào bản Nà Sài 1",
    "merged_into": "ced0420d-491e-5ec6-b3cf-b7c792c4c9c9"
}))]
pub struct VillageClosing {
    /// The first day it no longer exists; at most a year ahead, after the day on which its households were counted last, and not before the day on which
    /// another village goes into it.
    #[schema(example = "2025-12-31")]
    #[serde(deserialize_with = "crate::http::day")]
    on: NaiveDate,
    /// The resolution of the commune's Council.
    #[schema(inline)]
    legal_basis: Text<1, 500>,
    /// Why it ends.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
    /// Sáp nhập: the village of the same commune that receives it, and exists on that day (`ended` where it does not). Left out where it goes into none; a
    /// new village that it goes into names it in `came_of` instead, and closes it.
    #[serde(default)]
    #[schema(nullable = false)]
    merged_into: Option<VillageId>,
}

/// Close a village
///
/// Kết thúc thôn, bản, tổ dân phố theo nghị quyết của HĐND xã. It stays readable, and its records with it. The village that receives it (`merged_into`) is its
/// `successor`: its convention is carried over until that village's next is recognised, and who sits on a board for it sits there for that village.
/// What people hold in it ends with it. Until it ends it is changed as any other, and closed again: that puts the day, the reason and the successor right, and
/// takes the successor out where `merged_into` is left out.
#[utoipa::path(tag = "Territory", operation_id = "close_village", request_body = VillageClosing, security(("bearer" = ["village:edit"])),
    params(VillageId, ("If-Match" = String, Header, description = "The `ETag` that was read.")),
    responses((status = 200, description = "The village.", body = Village), (status = 409, description = "`state_forbids`: it has ended, or goes into \
        a new village by that one's `came_of`. `already_exists`: it would go on beside one that has had its name or code since; `existing_id` names that.", body = ProblemDocument)))]
#[post("/villages/{id}/close")]
pub(super) async fn close_village(
    caller: Caller<EditVillage>,
    id: Path<VillageId>,
    if_match: IfMatch,
    body: Json<VillageClosing>,
) -> Result<Answer> {
    let today = caller.clocks().legal.today();
    let mut tx = caller.begin().await?;
    rules::plausible("/on", body.0.on, today)?;
    let closing = Closing::from(body.0);
    let said = closing.reason.clone();
    let row = closed(&mut tx, id.0, if_match, closing).await?;
    finish(tx, row, today, Then::Changed(Some(said))).await
}

impl From<VillageClosing> for Closing {
    fn from(closing: VillageClosing) -> Self {
        Self {
            on: closing.on,
            legal_basis: closing.legal_basis.into_string(),
            reason: closing.reason.into_string(),
            merged_into: closing.merged_into,
        }
    }
}

async fn closed(
    tx: &mut Tx<EditVillage>,
    id: VillageId,
    if_match: IfMatch,
    closing: Closing,
) -> Result<village::Model> {
    let others = others(tx, id, closing.merged_into).await?;
    let before = tx.lock_matching::<village::Entity>(id, if_match).await?;
    let ground = Ground {
        others: &others,
        counted_on: last_counted(tx, id).await?,
        today: tx.clocks().legal.today(),
    };
    let mut after = before.clone();
    rules::close(&mut after, closing, &ground)?;
    if before.valid_to.is_some() {
        rules::still_distinct(&before, &after, &of_the_commune(tx, &after).await?)?;
    }
    tx.save::<village::Entity>(&before, after).await
}

/// The village that one goes into, the one it was to go into, and those that go into it. Both ends of a merger are locked together, so that of two that are
/// to go into each other one is refused.
async fn others(tx: &Tx<EditVillage>, id: VillageId, into: Option<VillageId>) -> Result<Vec<village::Model>> {
    let both = village::Column::Id.is_in(into.into_iter().chain([id]));
    let mut others = tx.hold::<village::Entity>(both).await?;
    let before = others
        .iter()
        .find(|other| other.id == id)
        .and_then(|row| row.successor_id);
    let before = village::Column::Id.is_in(before);
    others.extend(tx.find::<village::Entity>().filter(before).all().await?);
    others.extend(merged_into(tx, id).await?);
    Ok(others)
}
