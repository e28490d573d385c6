//! Drafting a reorganisation.

use actix_web::{patch, post};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    act::{AccountsFate, OpenedUnit, OrganisationLine, ReorganisationLines, VillageLine},
    entity::{Entity, Model, StoredLines},
    rules,
    view::{self, Reorganisation},
};
use crate::{
    access::{Caller, EditReorganisation, Event, ReorganisationId, Tx, UnitId, fresh},
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    text::Text,
};

/// Văn bản sắp xếp mới.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "legal_basis": "Nghị quyết về đổi tên phường Đoàn Kết",
    "effective_on": "2025-12-22",
    "lines": {
        "opened": [{
            "code": "03389", "name": "Lai Châu", "kind": "Phường", "level": "commune", "parent_code": "12",
            "came_of": [{"unit": "cf1f942c-e3a8-5251-8a4b-c5f644ab2785"}]
        }],
        "accounts": "move"
    }
}))]
pub struct NewReorganisation {
    /// Căn cứ pháp lý: the act, 1–500 characters.
    #[schema(inline)]
    legal_basis: Text<1, 500>,
    /// Ngày có hiệu lực: the first day of what it makes, at most a year ahead.
    #[schema(example = "2025-07-01")]
    #[serde(deserialize_with = "crate::http::day")]
    effective_on: NaiveDate,
    /// What it changes.
    lines: ReorganisationLines,
}

/// Thay đổi văn bản sắp xếp: only what is named changes (RFC 7396); a list is replaced whole.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"lines": {"accounts": "suspend"}}))]
pub struct ReorganisationChange {
    /// Căn cứ pháp lý.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    legal_basis: Option<Text<1, 500>>,
    /// Ngày có hiệu lực.
    #[schema(nullable = false, example = "2025-07-01")]
    #[serde(default, deserialize_with = "crate::http::some_day")]
    effective_on: Option<NaiveDate>,
    /// What it changes.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false)]
    lines: Option<ReorganisationLinesChange>,
}

/// Thay đổi nội dung sắp xếp.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReorganisationLinesChange {
    /// Đơn vị thành lập.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 1000)]
    opened: Option<Vec<OpenedUnit>>,
    /// Đơn vị kết thúc không có đơn vị kế thừa.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 1000)]
    abolished: Option<Vec<UnitId>>,
    /// Cơ quan, đơn vị, tổ chức.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 1000)]
    organisations: Option<Vec<OrganisationLine>>,
    /// Thôn, bản, tổ dân phố.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 1000)]
    villages: Option<Vec<VillageLine>>,
    /// Tài khoản.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false)]
    accounts: Option<AccountsFate>,
    /// Thời hạn thay thế văn bản chuyển tiếp.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-12-31")]
    documents_by: Option<NaiveDate>,
}

impl ReorganisationChange {
    fn apply(self, row: &mut Model) {
        let change = self.lines.unwrap_or_default();
        let lines = &mut row.lines.0;
        row.legal_basis = self
            .legal_basis
            .map_or_else(|| row.legal_basis.clone(), Text::into_string);
        row.effective_on = self.effective_on.unwrap_or(row.effective_on);
        lines.accounts = change.accounts.unwrap_or(lines.accounts);
        lines.documents_by = change.documents_by.or(lines.documents_by);
        replace(&mut lines.opened, change.opened);
        replace(&mut lines.abolished, change.abolished);
        replace(&mut lines.organisations, change.organisations);
        replace(&mut lines.villages, change.villages);
    }
}

fn replace<T>(old: &mut Vec<T>, new: Option<Vec<T>>) {
    if let Some(new) = new {
        *old = new;
    }
}

/// Draft a reorganisation
///
/// Soạn việc sắp xếp: mergers, splits, new names, transfers, a tier that ends. It changes nothing until it is carried out, and may contradict itself
/// until then; rehearse it to see.
#[utoipa::path(tag = "Territory", operation_id = "create_reorganisation", request_body = NewReorganisation,
    security(("bearer" = ["reorganisation:edit"])),
    responses((status = 201, description = "The draft.", body = Reorganisation)))]
#[post("/reorganisations")]
async fn create_reorganisation(caller: Caller<EditReorganisation>, new: Json<NewReorganisation>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = new.0.row(&tx)?;
    let row = tx.add::<Entity>(row).await?;
    let address = format!("/api/v1/reorganisations/{}", row.id);
    let answer = view::answer(&tx, &row)?.created(address);
    tx.commit(Event::on::<Entity>(&row), answer).await
}

impl NewReorganisation {
    fn row(self, tx: &Tx<EditReorganisation>) -> Result<Model> {
        rules::bounded(&self.lines)?;
        rules::in_time(&self.lines, self.effective_on)?;
        rules::plausible(self.effective_on, tx.clocks().legal.today())?;
        let principal = tx.principal();
        Ok(Model {
            id: fresh(),
            organisation_id: principal.organisation,
            unit_id: principal.unit,
            legal_basis: self.legal_basis.into_string(),
            effective_on: self.effective_on,
            lines: StoredLines(self.lines),
            drafter_name: tx.identity().name.clone(),
            applied_at: None,
            applier_name: None,
            effect: None,
            version: 1,
        })
    }
}

/// Change a reorganisation
///
/// Sửa việc sắp xếp đang soạn.
#[utoipa::path(tag = "Territory", operation_id = "change_reorganisation", request_body = ReorganisationChange,
    params(ReorganisationId, ("If-Match" = String, Header, description = "The reorganisation's `ETag`.")),
    security(("bearer" = ["reorganisation:edit"])),
    responses((status = 200, description = "The draft.", body = Reorganisation),
        (status = 409, description = "It has been carried out.", body = ProblemDocument)))]
#[patch("/reorganisations/{id}")]
async fn change_reorganisation(
    caller: Caller<EditReorganisation>,
    id: Path<ReorganisationId>,
    if_match: IfMatch,
    change: Json<ReorganisationChange>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = tx.clocks().legal.today();
    let edited = tx.edit::<Entity>(id.0, if_match, |row| {
        rules::still_a_draft(row)?;
        change.0.apply(row);
        rules::bounded(&row.lines.0)?;
        rules::in_time(&row.lines.0, row.effective_on)?;
        rules::plausible(row.effective_on, today)
    });
    let row = edited.await?;
    let answer = view::answer(&tx, &row)?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(create_reorganisation).service(change_reorganisation);
}
