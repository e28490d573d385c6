//! Changing an organisation, and counting its staff.

use actix_web::{patch, post};
use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    code::{OrganisationCode, StartMonth},
    create::{code_is_free, manager},
    identifiers::{self, NewIdentifier},
    keeping::{lock_kept, require_kept},
    organisation::{Entity, Model},
    reach, rules,
    sector::Sector,
    staff,
    view::Organisation,
};
use crate::{
    access::{Caller, EditOrganisation, Event, OrganisationId, Permission, Tx},
    http::{Answer, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    reporting::obligation::passing::pass_on,
    territory::unit,
    text::{self, Text},
};

/// Thay đổi của cơ quan, đơn vị, tổ chức: only what is named changes (RFC 7396); null clears what may be absent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Trường Tiểu học số 1 Đoàn Kết", "legal_basis": null}))]
pub struct OrganisationChange {
    /// Mã định danh điện tử.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(value_type = Option<OrganisationCode>)]
    code: Option<Option<OrganisationCode>>,
    /// Its name, 1–300 characters: to correct it. Where an act renames an organisation, close it and record its successor.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    name: Option<Text<1, 300>>,
    /// Ngành: of a public service unit only.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(value_type = Option<Sector>)]
    sector: Option<Option<Sector>>,
    /// Cơ quan chủ quản, in your scope; never one that it manages itself.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(value_type = Option<OrganisationId>)]
    managed_by: Option<Option<OrganisationId>>,
    /// It owes no report of its own (Law 10/2022/QH15 Art. 4.2).
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false)]
    follows_parent: Option<bool>,
    /// Month its work year begins in.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false)]
    work_year_start: Option<StartMonth>,
    /// Văn bản thành lập, 1–500 characters.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 500)]
    legal_basis: Option<Option<Text<1, 500>>>,
    /// What other systems call it, in place of what was known; at most 20.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 20)]
    identifiers: Option<Vec<NewIdentifier>>,
}

/// Số người làm việc: a count to record. One of the same day is replaced.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"counted_on": "2025-12-01", "staff": 42}))]
pub struct NewStaffCount {
    /// The day they were counted: within the organisation's life, not after today.
    #[schema(example = "2025-12-01")]
    #[serde(deserialize_with = "crate::http::day")]
    counted_on: NaiveDate,
    /// Number of people.
    #[schema(maximum = 10_000_000, example = 42)]
    staff: u32,
}

/// More people than any organisation of a province has.
const MOST_STAFF: u32 = 10_000_000;

/// Change an organisation
///
/// Sửa thông tin cơ quan, đơn vị, tổ chức. Its kind, unit and first day stay as they were recorded. A change of managing body takes
/// effect at once, on scope and on who receives its reports, those that wait included. It is changed by whoever may close it, and by itself.
#[utoipa::path(
    tag = "Organisations",
    operation_id = "change_organisation",
    params(OrganisationId, ("If-Match" = String, Header, description = "The organisation's `ETag`.")),
    request_body = OrganisationChange,
    security(("bearer" = ["organisation:edit"])),
    responses(
        (status = 200, description = "Changed.", body = Organisation),
        (status = 409, description = "`state_forbids`: it has been closed. `already_exists`: another has the code or an \
         identifier.", body = ProblemDocument, content_type = "application/problem+json")
    )
)]
#[patch("/organisations/{id}")]
pub async fn change_organisation(
    caller: Caller<EditOrganisation>,
    id: Path<OrganisationId>,
    if_match: IfMatch,
    body: Json<OrganisationChange>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = lock_kept(&tx, id.0, if_match).await?;
    rules::still_open(&before)?;
    let row = change(&mut tx, &before, body.0).await?;
    let view = Organisation::of(&tx, &row).await?;
    let answer = Answer::record(&view, row.version)?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn change<P: Permission>(tx: &mut Tx<P>, before: &Model, change: OrganisationChange) -> Result<Model> {
    let (after, new_identifiers) = change.apply(before.clone());
    let unit = tx.find::<unit::Entity>().by_id(after.unit_id).await?;
    let moved = before.managed_by != after.managed_by;
    // Who manages it already need not lie in the caller's scope, nor live on.
    let manager = manager(tx, after.managed_by.filter(|_| moved)).await?;
    // Nobody hands over to a body what it could not have recorded there.
    require_kept(tx, &after).await?;
    rules::check(&after, unit.level, manager.as_ref())?;
    code_is_free(tx, &after).await?;
    let saved = tx.save::<Entity>(before, after).await?;
    if let Some(new) = new_identifiers {
        identifiers::replace(tx, &saved, new).await?;
    }
    if moved && !reach::pass(saved.id, saved.managed_by, tx.within_lock::<Entity>(&saved)).await? {
        return Err(Problem::invalid(
            "/managed_by",
            "circle",
            "Cơ quan chủ quản lại do chính tổ chức này quản lý.",
            "The managing body is managed by this organisation itself.",
        ));
    }
    if moved {
        pass_on(tx, &saved).await?;
    }
    Ok(saved)
}

impl OrganisationChange {
    /// The row as changed, and the identifiers in place of the old ones.
    fn apply(self, mut row: Model) -> (Model, Option<Vec<NewIdentifier>>) {
        let Self {
            code,
            name,
            sector,
            managed_by,
            follows_parent,
            work_year_start,
            legal_basis,
            identifiers,
        } = self;
        if let Some(name) = name {
            row.name_fold = text::fold(name.as_str());
            row.name_sort = text::sort_key(name.as_str());
            row.name = name.into_string();
        }
        row.code = code.map_or(row.code, |code| code.map(String::from));
        row.sector = sector.unwrap_or(row.sector);
        row.managed_by = managed_by.unwrap_or(row.managed_by);
        row.follows_parent = follows_parent.unwrap_or(row.follows_parent);
        row.work_year_start = work_year_start.map_or(row.work_year_start, StartMonth::get);
        row.legal_basis = legal_basis.map_or(row.legal_basis, |text| text.map(Text::into_string));
        (row, identifiers)
    }
}

/// Record a staff count
///
/// Ghi số người làm việc của cơ quan, đơn vị vào một ngày. Agencies of at most 7 people form no inspectorate (Law
/// 10/2022/QH15 Art. 60.1), so counts are kept with their day.
#[utoipa::path(
    tag = "Organisations",
    operation_id = "count_staff",
    params(OrganisationId, ("If-Match" = String, Header, description = "The organisation's `ETag`.")),
    request_body = NewStaffCount,
    security(("bearer" = ["organisation:edit"])),
    responses(
        (status = 201, description = "Recorded.", body = Organisation),
        (status = 409, description = "`state_forbids`: it has been closed. Or `idempotency_in_progress`.",
         body = ProblemDocument, content_type = "application/problem+json")
    )
)]
#[post("/organisations/{id}/staff-counts")]
pub async fn count_staff(
    caller: Caller<EditOrganisation>,
    id: Path<OrganisationId>,
    if_match: IfMatch,
    body: Json<NewStaffCount>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = lock_kept(&tx, id.0, if_match).await?;
    rules::still_open(&before)?;
    let row = count(&mut tx, before, &body.0).await?;
    let view = Organisation::of(&tx, &row).await?;
    let answer = Answer::record(&view, row.version)?.created(format!("/api/v1/organisations/{}", row.id));
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn count<P: Permission>(tx: &mut Tx<P>, before: Model, new: &NewStaffCount) -> Result<Model> {
    if new.counted_on < before.valid_from || new.counted_on > tx.clocks().legal.today() {
        return Err(Problem::invalid(
            "/counted_on",
            "out_of_range",
            format!("Từ ngày {} đến hôm nay.", before.valid_from),
            format!("From {} to today.", before.valid_from),
        ));
    }
    if new.staff > MOST_STAFF {
        let (vi, en) = (format!("Tối đa {MOST_STAFF}."), format!("At most {MOST_STAFF}."));
        return Err(Problem::invalid("/staff", "out_of_range", vi, en));
    }
    let counted = staff::ActiveModel {
        organisation_id: Set(before.id),
        counted_on: Set(new.counted_on),
        staff: Set(i64::from(new.staff)),
    };
    let same_day = OnConflict::columns([staff::Column::OrganisationId, staff::Column::CountedOn])
        .update_column(staff::Column::Staff)
        .to_owned();
    staff::Entity::insert(counted)
        .on_conflict(same_day)
        .exec_without_returning(tx.within_lock::<Entity>(&before))
        .await?;
    tx.note("staff");
    tx.save::<Entity>(&before, before.clone()).await
}
