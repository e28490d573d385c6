//! Cơ quan, đơn vị, tổ chức: whoever owes, receives or oversees.

use chrono::NaiveDate;
use sea_orm::{Condition, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

use super::sector::Sector;
use crate::{
    access::{OrganisationId, OrganisationKind, Owner, Record, Scope, Scoped, UnitId},
    calendar::holds,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    /// Mã định danh (QĐ 20/2020/QĐ-TTg): stored as given, never parsed.
    pub code: Option<String>,
    pub name: String,
    pub name_fold: String,
    pub name_sort: Vec<u8>,
    pub kind: OrganisationKind,
    /// Ngành, of a public service unit.
    pub sector: Option<Sector>,
    /// The unit that answers for it now.
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub managed_by: Option<OrganisationId>,
    /// It carries out democracy with its parent body and owes nothing of its own (Law Art. 4.2).
    pub follows_parent: bool,
    /// Month its work year begins in, 1–12.
    pub work_year_start: i16,
    pub valid_from: NaiveDate,
    /// The first day it is no longer valid.
    pub valid_to: Option<NaiveDate>,
    pub legal_basis: Option<String>,
    pub close_reason: Option<String>,
    pub created_at: DateTimeUtc,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether the organisation exists on a day.
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        holds(day, self.valid_from, self.valid_to)
    }
}

/// The ids of the organisations in a scope, for tables whose rows belong to one.
pub fn ids_within(scope: &Scope) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Entity::within(scope))
        .into_query()
}

impl Scoped for Entity {
    fn within(scope: &Scope) -> Condition {
        scope.places(Column::Id, Column::UnitId)
    }
}

impl Record for Entity {
    type Id = OrganisationId;
    const KIND: &'static str = "organisation";

    fn id_of(row: &Model) -> OrganisationId {
        row.id
    }

    fn owner(row: &Model) -> Owner {
        Owner {
            organisation: row.id,
            unit: row.unit_id,
        }
    }

    fn version(row: &Model) -> i64 {
        row.version
    }

    fn set_version(row: &mut Model, version: i64) {
        row.version = version;
    }
}
