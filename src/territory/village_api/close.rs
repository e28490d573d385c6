//! Closing a village: it is no more, or goes into one that is there already.

use actix_web::post;
use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    view::Village,
    write::{Then, finish, merged_into},
};
use crate::{
    access::{Caller, EditVillage, Tx, VillageId},
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    territory::{
        village,
        village_rules::{self as rules, Closing},
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
    /// The first day it no longer exists; at most a year ahead, and not before the day on which another village goes into it.
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
#[utoipa::path(tag = "Territory", operation_id = "close_village", request_body = VillageClosing, security(("bearer" = ["village:edit"])),
    params(VillageId, ("If-Match" = String, Header, description = "The `ETag` that was read.")),
    responses((status = 200, description = "The village.", body = Village), (status = 409, description = "It has ended before: `state_forbids`.", body = ProblemDocument)))]
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
    let others = others(&tx, id.0, closing.merged_into).await?;
    let row = tx
        .edit::<village::Entity>(id.0, if_match, |row| rules::close(row, closing, &others))
        .await?;
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

/// The village that one goes into, and those that go into that one. Both ends of a merger are locked together, so that of two that are to go into each other
/// one is refused.
async fn others(tx: &Tx<EditVillage>, id: VillageId, into: Option<VillageId>) -> Result<Vec<village::Model>> {
    let both = village::Column::Id.is_in(into.into_iter().chain([id]));
    let mut others = tx.hold::<village::Entity>(both).await?;
    others.extend(merged_into(tx, id).await?);
    Ok(others)
}
