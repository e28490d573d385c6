//! Giving, listing and ending leave to fill.

use actix_web::{get, post};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    entity::{Column, Entity, Model},
    rules,
    view::{self, ReportFilling},
};
use crate::{
    access::{Caller, Direction, Event, FillingId, GiveFilling, ListOrder, OrganisationId, ReadFilling, Tx, fresh},
    http::{Answer, IfMatch, Json, Limit, Page, Path, Problem, ProblemDocument, Query, Result},
    organisation::{name::Names, organisation},
    text::{Paragraphs, Text},
};

/// Giao nhập thay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReportFilling, example = json!({
    "filler_id": "536fe4ab-f100-538c-adde-d78e3d0be4ca", "valid_from": "2025-12-22", "document": "Công văn số 15/CV-THPT"
}))]
pub struct New {
    /// Who is to draft: the body that manages your organisation, or one of its own unit.
    filler_id: OrganisationId,
    /// The first day, not before today.
    #[schema(example = "2025-12-22")]
    #[serde(deserialize_with = "crate::http::day")]
    valid_from: NaiveDate,
    /// The first day it no longer holds; without it, it holds until it is ended.
    #[schema(nullable = false, example = "2026-12-31")]
    #[serde(default, deserialize_with = "crate::http::some_day")]
    valid_to: Option<NaiveDate>,
    /// Văn bản giao nhập thay, 1–500 characters.
    #[schema(inline)]
    document: Text<1, 500>,
}

/// Kết thúc nhập thay.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportFillingEnd, example = json!({"reason": "Trường đã có cán bộ tự nhập."}))]
pub struct End {
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FillingQuery {
    /// Whose reports are drafted.
    pub organisation: Option<OrganisationId>,
    /// Who drafts.
    pub filler: Option<OrganisationId>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List who fills for whom
///
/// Nhập thay: of the organisations in scope and for those yours fills for, the latest first.
#[utoipa::path(tag = "Reporting", operation_id = "list_report_fillings", params(FillingQuery), security(("bearer" = ["filling:read"])),
    responses((status = 200, description = "A page of them.", body = Page<ReportFilling>)))]
#[get("/report-fillings")]
async fn list_report_fillings(caller: Caller<ReadFilling>, query: Query<FillingQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "first_day",
        columns: vec![Column::ValidFrom],
        direction: Direction::Descending,
    };
    let found = caller
        .find::<Entity>()
        .filter_some(query.0.organisation, |id| Column::OrganisationId.eq(id).into())
        .filter_some(query.0.filler, |id| Column::FillerId.eq(id).into());
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    let named = page
        .items
        .iter()
        .flat_map(|(row, _)| [row.organisation_id, row.filler_id]);
    let names = Names::of(&caller, named).await?;
    Answer::page(&page.map(|row| {
        let version = row.version;
        (ReportFilling::of(&caller, row, &names), version)
    }))
}

/// Get who fills for whom
#[utoipa::path(tag = "Reporting", operation_id = "get_report_filling", params(FillingId), security(("bearer" = ["filling:read"])),
    responses((status = 200, description = "Who fills for whom.", body = ReportFilling)))]
#[get("/report-fillings/{id}")]
async fn get_report_filling(caller: Caller<ReadFilling>, id: Path<FillingId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    view::answer(&caller, &row).await
}

/// Let another organisation fill
///
/// Giao nhập thay: its officers read and draft your organisation's reports as yours do, from within five seconds. Only your leaders sign.
#[utoipa::path(tag = "Reporting", operation_id = "give_report_filling", request_body = New, security(("bearer" = ["filling:give"])),
    responses((status = 201, description = "Given.", body = ReportFilling),
        (status = 409, description = "`already_exists`: it fills on some of these days, `existing_id` names it.", body = ProblemDocument)))]
#[post("/report-fillings")]
async fn give_report_filling(caller: Caller<GiveFilling>, new: Json<New>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = give(&mut tx, new.0).await?;
    let address = format!("/api/v1/report-fillings/{}", row.id);
    let answer = view::answer(&tx, &row).await?.created(address);
    let answer = tx.commit(Event::on::<Entity>(&row), answer).await?;
    caller.kernel().forget_identities();
    Ok(answer)
}

async fn give(tx: &mut Tx<GiveFilling>, new: New) -> Result<Model> {
    // The organisation is locked, so that of two at once one is refused.
    let giver = tx.lock::<organisation::Entity>(tx.scope().organisation).await?;
    // Whoever manages an organisation is not in its scope, and is known to it all the same.
    let filler = organisation::Entity::find_by_id(new.filler_id).one(tx.within_lock::<organisation::Entity>(&giver));
    let filler = filler.await?.ok_or_else(|| Problem::unknown_reference("/filler_id"))?;
    let row = Model {
        id: fresh(),
        organisation_id: giver.id,
        unit_id: giver.unit_id,
        filler_id: filler.id,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        document: new.document.into_string(),
        end_reason: None,
        version: 1,
    };
    rules::fits(&row, &giver, &filler, tx.clocks().legal.today())?;
    let given = tx
        .find::<Entity>()
        .filter(Column::OrganisationId.eq(giver.id))
        .all()
        .await?;
    rules::first(&row, &given)?;
    tx.add::<Entity>(row).await
}

/// End filling
///
/// Kết thúc nhập thay: from today. What was drafted stays.
#[utoipa::path(tag = "Reporting", operation_id = "end_report_filling", request_body = End,
    params(FillingId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["filling:give"])),
    responses((status = 200, description = "Ended.", body = ReportFilling),
        (status = 409, description = "It has ended before.", body = ProblemDocument)))]
#[post("/report-fillings/{id}/end")]
async fn end_report_filling(
    caller: Caller<GiveFilling>,
    id: Path<FillingId>,
    if_match: IfMatch,
    end: Json<End>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let (today, reason) = (tx.clocks().legal.today(), end.0.reason.as_str());
    let row = tx
        .edit::<Entity>(id.0, if_match, |row| rules::end(row, reason, today))
        .await?;
    let answer = view::answer(&tx, &row).await?;
    let answer = tx.commit(Event::on::<Entity>(&row).because(reason), answer).await?;
    caller.kernel().forget_identities();
    Ok(answer)
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_report_fillings)
        .service(get_report_filling)
        .service(give_report_filling)
        .service(end_report_filling);
}
