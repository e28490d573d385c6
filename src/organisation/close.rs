//! Closing an organisation. Nothing is deleted: it stays readable, with the day and the reason.

use std::collections::BTreeMap;

use actix_web::post;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, sea_query::LockType};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    heirs::Heirs,
    keeping::lock_kept,
    lineage, mandate,
    organisation::{Column, Entity, Model},
    rules,
    view::Organisation,
};
use crate::{
    access::{Caller, CloseOrganisation, Event, OrganisationId, Tx},
    board::{
        entity as board,
        passing::{Occasion, pass},
    },
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    measure,
    text::{Paragraphs, Text},
};

/// Quyết định kết thúc hoạt động: how an organisation is closed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-12-22", "reason": "Sáp nhập vào Trường Tiểu học số 1 Đoàn Kết", "legal_basis": "Quyết định 120/QĐ-UBND ngày 20/12/2025"}))]
pub struct Closing {
    /// The first day it no longer exists; after its own first day.
    #[schema(example = "2026-01-01")]
    #[serde(deserialize_with = "crate::http::day")]
    on: NaiveDate,
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
    /// Văn bản quyết định: the act that closes it, 1–500 characters.
    #[schema(inline, nullable = false)]
    legal_basis: Option<Text<1, 500>>,
    /// Ids of the organisations that come of it, in your scope and not closed, at most 200.
    #[serde(default)]
    #[schema(max_items = 200)]
    successors: Vec<OrganisationId>,
}

/// Close an organisation
///
/// Kết thúc hoạt động của cơ quan, đơn vị, tổ chức. It stays readable and is changed no more; mandates it gave or held end the same
/// day. What it managed then reports to the committees of its units, until another managing body is recorded; what waits for its decision goes
/// there too, and what it never sent is waived. The boards it directs, or that are in its work, go on with its only successor; without one the Front of
/// their unit directs them, and those in its work end. It is closed by whoever
/// manages it or by the committee of a unit above; by the committee of its own unit when it is under that committee and nobody else
/// manages it, thus no Council, Front, party body or central agency.
#[utoipa::path(
    tag = "Organisations",
    operation_id = "close_organisation",
    params(("id" = OrganisationId, Path, description = "Id of the organisation.", example = "6875dddc-5d4c-52cb-97b2-d45e77092fa0"), ("If-Match" = String, Header, description = "The organisation's `ETag`.")),
    request_body = Closing,
    security(("bearer" = ["organisation:close"])),
    responses(
        (status = 200, description = "Closed.", body = Organisation),
        (status = 409, description = "`state_forbids`: it has been closed before, or is a board; or it has boards, or measures under way, and the day is yet to come. Or `idempotency_in_progress`.",
         body = ProblemDocument, content_type = "application/problem+json")
    )
)]
#[post("/organisations/{id}/close")]
pub async fn close_organisation(
    caller: Caller<CloseOrganisation>,
    id: Path<OrganisationId>,
    if_match: IfMatch,
    body: Json<Closing>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = lock_kept(&tx, id.0, if_match).await?;
    let row = close(&mut tx, &before, &body.0).await?;
    let view = Organisation::of(&tx, &row).await?;
    let event = Event::on::<Entity>(&row).because(body.0.reason.as_str());
    let answer = tx.commit(event, Answer::record(&view, row.version)?).await?;
    caller.kernel().forget_identities();
    Ok(answer)
}

async fn close(tx: &mut Tx<CloseOrganisation>, before: &Model, closing: &Closing) -> Result<Model> {
    let legal_basis = closing.legal_basis.as_ref().map(Text::as_str);
    let after = rules::close(before, closing.on, closing.reason.as_str(), legal_basis)?;
    let closed = tx.save::<Entity>(before, after).await?;
    lineage::became(tx, &closed, &closing.successors).await?;
    end_mandates(tx, &closed, closing).await?;
    pass_on(tx, &closed, closing).await?;
    Ok(closed)
}

/// Boards, and measures under way, go on with its only successor. 409 for the organisation that a board itself is: it ends as a board does.
async fn pass_on(tx: &mut Tx<CloseOrganisation>, closed: &Model, closing: &Closing) -> Result<()> {
    let itself = board::Entity::find().filter(board::Column::BodyId.eq(closed.id));
    if itself.one(tx.within_lock::<Entity>(closed)).await?.is_some() {
        return Err(Problem::new(Code::StateForbids).detail(
            "Ban kết thúc theo quyết định của tổ chức chỉ đạo Ban (/inspection-boards/{id}/dissolve).",
            "A board is ended by whoever directs it (/inspection-boards/{id}/dissolve).",
        ));
    }
    let heir = match *closing.successors {
        [only] => tx.find::<Entity>().filter(Column::Id.eq(only)).one().await?,
        _ => None,
    };
    let place = heir.map(|heir| (heir.id, heir.unit_id));
    let heirs = Heirs::of([(closed.id, place)].into(), BTreeMap::new());
    let occasion = Occasion {
        on: closing.on,
        reason: closing.reason.as_str(),
    };
    let boards = pass(&heirs, occasion, tx).await?;
    let measures = measure::passing::pass(&heirs, tx).await?;
    match (boards.is_empty() && measures.is_empty()) || closing.on <= tx.clocks().legal.today() {
        true => Ok(()),
        false => Err(Problem::new(Code::StateForbids).detail(
            "Còn Ban do tổ chức này chỉ đạo hoặc thuộc tổ chức này, hoặc việc chưa xong: ghi việc kết thúc khi đến ngày.",
            "Boards are directed by it or in its work, or something is under way: close it when the day has come.",
        )),
    }
}

/// Ends the mandates that would outlive their committee or their body.
async fn end_mandates(tx: &mut Tx<CloseOrganisation>, closed: &Model, closing: &Closing) -> Result<()> {
    let party = Condition::any()
        .add(mandate::Column::OrganisationId.eq(closed.id))
        .add(mandate::Column::CommitteeId.eq(closed.id));
    let outliving = Condition::any()
        .add(mandate::Column::ValidTo.is_null())
        .add(mandate::Column::ValidTo.gt(closing.on));
    let mandates = mandate::Entity::find()
        .filter(party)
        .filter(outliving)
        .lock(LockType::NoKeyUpdate)
        .all(tx.within_lock::<Entity>(closed))
        .await?;
    for before in mandates {
        let after = mandate::Model {
            valid_to: Some(closing.on),
            end_reason: Some(closing.reason.to_string()),
            ..before.clone()
        };
        tx.save::<mandate::Entity>(&before, after).await?;
    }
    Ok(())
}
