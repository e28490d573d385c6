//! An act as a list shows it: without its lines and what it did, which may be long.

use chrono::NaiveDate;
use sea_orm::{Condition, entity::prelude::*};

use super::entity;
use crate::access::{OrganisationId, ReorganisationId, Scope, Scoped, UnitId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reorganisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReorganisationId,
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub legal_basis: String,
    pub effective_on: NaiveDate,
    pub drafter_name: String,
    pub applied_at: Option<DateTimeUtc>,
    pub applier_name: Option<String>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// As the whole of it.
    fn within(scope: &Scope) -> Condition {
        entity::Entity::within(scope)
    }
}

crate::record!(Entity, ReorganisationId, "reorganisation");

impl From<entity::Model> for Model {
    fn from(row: entity::Model) -> Self {
        Self {
            id: row.id,
            organisation_id: row.organisation_id,
            unit_id: row.unit_id,
            legal_basis: row.legal_basis,
            effective_on: row.effective_on,
            drafter_name: row.drafter_name,
            applied_at: row.applied_at,
            applier_name: row.applier_name,
            version: row.version,
        }
    }
}
