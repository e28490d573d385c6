//! Ủy quyền: one delegation of a leader's permissions.

use chrono::NaiveDate;
use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    access::{AccountId, DelegationId, OrganisationId, PostId, Scope, Scoped, UnitId},
    calendar::holds,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delegation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DelegationId,
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The leader's post; what is delegated ends with it.
    pub from_post_id: PostId,
    pub from_name: String,
    pub from_title: String,
    pub to_account_id: AccountId,
    pub to_name: String,
    pub permissions: Delegated,
    pub valid_from: NaiveDate,
    /// The first day it no longer holds.
    pub valid_to: NaiveDate,
    /// The document that delegates.
    pub document: String,
    pub end_reason: Option<String>,
    pub version: i64,
}

/// Names of permissions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Delegated(pub Vec<String>);

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        holds(day, self.valid_from, Some(self.valid_to))
    }
}

impl Scoped for Entity {
    fn within(scope: &Scope) -> Condition {
        scope.places(Column::OrganisationId, Column::UnitId)
    }
}

crate::record!(Entity, DelegationId, "delegation");
