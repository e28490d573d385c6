//! Recording a new organisation.

use actix_web::post;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QuerySelect, sea_query::LockType};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    code::{OrganisationCode, StartMonth},
    identifiers::{self, NewIdentifier},
    keeping::require_kept,
    lineage,
    organisation::{Column, Entity, Model},
    reach, rules,
    sector::Sector,
    view::Organisation,
};
use crate::{
    access::{Caller, EditOrganisation, Event, OrganisationId, OrganisationKind, Permission, Tx, UnitId, fresh},
    http::{Answer, Code, Json, Problem, ProblemDocument, Result},
    territory::unit,
    text::{self, Text},
};

/// Cơ quan, đơn vị, tổ chức mới: an organisation to record.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Trường Tiểu học Đoàn Kết", "kind": "public_service_unit", "sector": "education", "unit": "cf1f942c-e3a8-5251-8a4b-c5f644ab2785", "managed_by": "536fe4ab-f100-538c-adde-d78e3d0be4ca", "valid_from": "2025-07-01", "identifiers": [{"system": "tax", "value": "6200012345"}]}))]
pub struct NewOrganisation {
    /// Mã định danh điện tử: kept as given, unique in the register.
    #[schema(nullable = false)]
    code: Option<OrganisationCode>,
    /// Its name, 1–300 characters.
    #[schema(inline)]
    name: Text<1, 300>,
    /// What it is. A unit has at most one living committee, one Council and one Front.
    #[schema(example = "public_service_unit")]
    kind: OrganisationKind,
    /// Ngành: of a public service unit only.
    #[schema(nullable = false, example = "education")]
    sector: Option<Sector>,
    /// Id of its unit, which must exist on `valid_from` and be of a level where such organisations are found: a department (Sở)
    /// of the province, a division (Phòng) of the commune, or of the district until 2025-06-30.
    #[schema(example = "cf1f942c-e3a8-5251-8a4b-c5f644ab2785")]
    unit: UnitId,
    /// Cơ quan chủ quản: id of the organisation that manages it, in your scope. Committees, Councils and the Front have none.
    #[schema(nullable = false)]
    managed_by: Option<OrganisationId>,
    /// It carries out democracy with its managing body and owes no report of its own (Law 10/2022/QH15 Art. 4.2).
    #[serde(default)]
    follows_parent: bool,
    /// Month its work year begins in; 1 by default.
    #[serde(default)]
    work_year_start: StartMonth,
    /// Its first day.
    #[schema(example = "2025-07-01")]
    #[serde(deserialize_with = "crate::http::day")]
    valid_from: NaiveDate,
    /// Văn bản thành lập: the act that founds it, 1–500 characters.
    #[schema(inline, nullable = false)]
    legal_basis: Option<Text<1, 500>>,
    /// What other systems call it, at most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    identifiers: Vec<NewIdentifier>,
    /// Ids of the organisations it came of, in your scope, at most 200.
    #[serde(default)]
    #[schema(max_items = 200)]
    predecessors: Vec<OrganisationId>,
}

/// Record an organisation
///
/// Ghi một cơ quan, đơn vị, tổ chức trong phạm vi. By the committee of a unit above, or by that of its own unit when it is to be under
/// that committee: a commune's Council, Front, party bodies and central agencies are recorded by the province.
#[utoipa::path(
    tag = "Organisations",
    operation_id = "create_organisation",
    request_body = NewOrganisation,
    security(("bearer" = ["organisation:edit"])),
    responses(
        (status = 201, description = "Recorded.", body = Organisation),
        (status = 409, description = "`already_exists`: the code, an identifier or the unit's committee, Council or Front is there \
         already; `existing_id` names it when you may see it. Or `idempotency_in_progress`.", body = ProblemDocument,
         content_type = "application/problem+json")
    )
)]
#[post("/organisations")]
pub async fn create_organisation(caller: Caller<EditOrganisation>, body: Json<NewOrganisation>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = record(&mut tx, body.0).await?;
    let view = Organisation::of(&tx, &row).await?;
    let answer = Answer::record(&view, row.version)?.created(format!("/api/v1/organisations/{}", row.id));
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn record<P: Permission>(tx: &mut Tx<P>, new: NewOrganisation) -> Result<Model> {
    let unit = tx
        .find::<unit::Entity>()
        .filter(unit::Column::Id.eq(new.unit))
        .one()
        .await?;
    let unit = unit.ok_or_else(|| Problem::unknown_reference("/unit"))?;
    let manager = manager(tx, new.managed_by).await?;
    let row = Model {
        id: fresh(),
        code: new.code.map(String::from),
        name_fold: text::fold(new.name.as_str()),
        name_sort: text::sort_key(new.name.as_str()),
        name: new.name.into_string(),
        kind: new.kind,
        sector: new.sector,
        unit_id: unit.id,
        origin_unit_id: unit.id,
        managed_by: new.managed_by,
        follows_parent: new.follows_parent,
        work_year_start: new.work_year_start.get(),
        valid_from: new.valid_from,
        valid_to: None,
        legal_basis: new.legal_basis.map(Text::into_string),
        close_reason: None,
        created_at: tx.clocks().legal.now(),
        version: 1,
    };
    require_kept(tx, &row).await?;
    rules::check_new(&row, &unit, manager.as_ref())?;
    code_is_free(tx, &row).await?;
    let row = tx.add::<Entity>(row).await?;
    only_one(tx, &row).await?;
    if !new.identifiers.is_empty() {
        identifiers::replace(tx, &row, new.identifiers).await?;
    }
    lineage::came_of(tx, &row, &new.predecessors).await?;
    reach::begin(row.id, row.managed_by, tx.within_lock::<Entity>(&row)).await?;
    Ok(row)
}

/// The managing body, which must lie in scope.
pub(super) async fn manager<P: Permission>(tx: &Tx<P>, id: Option<OrganisationId>) -> Result<Option<Model>> {
    let Some(id) = id else { return Ok(None) };
    let found = tx.find::<Entity>().filter(Column::Id.eq(id)).one().await?;
    found.map(Some).ok_or_else(|| Problem::unknown_reference("/managed_by"))
}

/// 409 with the organisation that has this code; without it, the database refuses, when that one is out of scope.
pub(super) async fn code_is_free<P: Permission>(tx: &Tx<P>, row: &Model) -> Result<()> {
    let Some(code) = &row.code else { return Ok(()) };
    let taken = tx
        .find::<Entity>()
        .filter(Column::Code.eq(code))
        .filter(Column::Id.ne(row.id))
        .one()
        .await?;
    match taken {
        None => Ok(()),
        Some(other) => Err(Problem::new(Code::AlreadyExists)
            .detail(
                "Mã đã cấp cho cơ quan, tổ chức khác.",
                "Another organisation has this code.",
            )
            .existing(other.id)),
    }
}

/// 409 when the unit has such an organisation already. The unit's row is locked first, so that of two at once one is refused;
/// in a mode that lets others refer to the unit.
async fn only_one<P: Permission>(tx: &Tx<P>, row: &Model) -> Result<()> {
    if !rules::one_per_unit(row.kind) {
        return Ok(());
    }
    unit::Entity::find_by_id(row.unit_id)
        .lock(LockType::NoKeyUpdate)
        .one(tx.within_lock::<Entity>(row))
        .await?;
    let meanwhile = Condition::any()
        .add(Column::ValidTo.is_null())
        .add(Column::ValidTo.gt(row.valid_from));
    let same = tx
        .find::<Entity>()
        .filter(Column::UnitId.eq(row.unit_id))
        .filter(Column::Kind.eq(row.kind));
    match same.filter(Column::Id.ne(row.id)).filter(meanwhile).one().await? {
        None => Ok(()),
        Some(other) => Err(Problem::new(Code::AlreadyExists)
            .detail(
                "Đơn vị hành chính đã có cơ quan loại này đang hoạt động.",
                "The unit has a living organisation of this kind.",
            )
            .existing(other.id)),
    }
}
