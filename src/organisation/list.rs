//! Finding organisations.

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    identifier,
    listed::ListedOrganisation,
    organisation::{Column, Entity},
    sector::Sector,
    view::{Organisation, OrganisationSummary, Powers},
};
use crate::{
    access::{Caller, Direction, ListOrder, OrganisationId, OrganisationKind, ReadOrganisation, UnitId, no_one},
    http::{Answer, Limit, Page, Path, Problem, Query, Result},
    territory::then::Then,
    text::{self, Text},
};

/// Which organisations to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrganisationQuery {
    /// Of this kind only.
    kind: Option<OrganisationKind>,
    /// Of this unit itself; not of the units under it.
    #[param(value_type = Option<uuid::Uuid>)]
    unit: Option<UnitId>,
    /// Directly managed by this organisation.
    #[param(value_type = Option<uuid::Uuid>)]
    managed_by: Option<OrganisationId>,
    /// Public service units of this sector.
    sector: Option<Sector>,
    /// Known to another system by this identifier, as `system:value`.
    #[param(example = "tax:6200012345")]
    identifier: Option<String>,
    /// With exactly this code.
    code: Option<String>,
    /// Name contains these words, tone marks and case ignored: `muong te` finds Mường Tè.
    #[param(value_type = Option<String>, min_length = 1, max_length = 100)]
    q: Option<Text<1, 100>>,
    /// As of this day; by default today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    as_of: Option<NaiveDate>,
    /// Those that had been closed by then, too.
    #[serde(default)]
    include_closed: bool,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

impl OrganisationQuery {
    async fn page(self, caller: &Caller<ReadOrganisation>) -> Result<Page<ListedOrganisation>> {
        let day = self.as_of.unwrap_or_else(|| caller.clocks().legal.today());
        let then = Then::on(caller, day).await?;
        let identified = self.identifier.as_deref().map(identified).transpose()?;
        let order = ListOrder {
            name: "name",
            columns: vec![Column::NameSort],
            direction: Direction::Ascending,
        };
        caller
            .find::<Entity>()
            .filter(existing(day, self.include_closed))
            .filter_some(self.kind, |kind| Column::Kind.eq(kind).into())
            .filter_some(self.unit, |unit| then.unit(Column::Id, Column::UnitId).eq(unit).into())
            .filter_some(self.managed_by, |body| Column::ManagedBy.eq(body).into())
            .filter_some(self.sector, |sector| Column::Sector.eq(sector).into())
            .filter_some(self.code, |code| Column::Code.eq(code).into())
            .filter_some(identified, |condition| condition)
            .filter_some(self.q, |words| named(words.as_str()))
            .page_of(order, self.cursor.as_deref(), self.limit, caller.clocks().legal.today())
            .await
    }
}

fn existing(day: NaiveDate, include_closed: bool) -> Condition {
    let begun = Condition::all().add(Column::ValidFrom.lte(day));
    match include_closed {
        true => begun,
        false => begun.add(Column::ValidTo.is_null().or(Column::ValidTo.gt(day))),
    }
}

/// A folded text holds letters, digits and spaces only, so nothing in it is a wildcard.
fn named(words: &str) -> Condition {
    match text::fold(words) {
        folded if folded.is_empty() => no_one(),
        folded => Column::NameFold.contains(folded).into(),
    }
}

fn identified(pair: &str) -> Result<Condition> {
    let (system, value) = pair.split_once(':').ok_or_else(|| {
        Problem::invalid_parameter(
            "identifier",
            "malformed",
            "Phải có dạng system:value.",
            "Must be system:value.",
        )
    })?;
    let ids = identifier::Entity::find()
        .select_only()
        .column(identifier::Column::OrganisationId)
        .filter(identifier::Column::System.eq(system))
        .filter(identifier::Column::Value.eq(value))
        .into_query();
    Ok(Column::Id.in_subquery(ids).into())
}

/// List organisations
///
/// Cơ quan, đơn vị, tổ chức trong phạm vi, theo tên (thứ tự từ điển tiếng Việt). The organisations in scope that existed on `as_of`,
/// by name in the order of a Vietnamese dictionary. All filters given must hold. Staff, identifiers, lineage and mandates are on
/// the single record.
#[utoipa::path(
    tag = "Organisations",
    operation_id = "list_organisations",
    params(OrganisationQuery),
    security(("bearer" = ["organisation:read"])),
    responses((status = 200, description = "A page of organisations.", body = Page<OrganisationSummary>))
)]
#[get("/organisations")]
pub async fn list_organisations(caller: Caller<ReadOrganisation>, query: Query<OrganisationQuery>) -> Result<Answer> {
    let found = query.0.page(&caller).await?;
    let may = Powers::of(&caller, found.items.iter().map(|(listed, _)| listed.in_line())).await?;
    let page = found.map(|listed| OrganisationSummary::listed(listed, &may));
    Answer::page(&page)
}

/// Read an organisation
///
/// Một cơ quan, đơn vị, tổ chức, kể cả khi đã kết thúc hoạt động. An organisation with its latest staff count, identifiers,
/// lineage and mandates; one that has been closed stays readable.
#[utoipa::path(
    tag = "Organisations",
    operation_id = "get_organisation",
    params(OrganisationId),
    security(("bearer" = ["organisation:read"])),
    responses((status = 200, description = "The organisation.", body = Organisation))
)]
#[get("/organisations/{id}")]
pub async fn get_organisation(caller: Caller<ReadOrganisation>, id: Path<OrganisationId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    let view = Organisation::of(&caller, &row).await?;
    Answer::record(&view, row.version)
}
