//! Chức danh: what an account may do for one organisation, from a date to a date.

use chrono::NaiveDate;
use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    access::{AccountId, OrganisationId, PostId, Role, Scope, Scoped, UnitId},
    calendar::holds,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PostId,
    pub account_id: AccountId,
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// Chức vụ, as in the appointing document.
    pub title: String,
    pub roles: Roles,
    pub valid_from: NaiveDate,
    /// The first day the post is no longer held.
    pub valid_to: Option<NaiveDate>,
    /// The appointing document.
    pub document: Option<String>,
    pub end_reason: Option<String>,
    pub version: i64,
}

/// The roles of a post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Roles(pub Vec<Role>);

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether the post is held on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        holds(day, self.valid_from, self.valid_to)
    }
}

impl Scoped for Entity {
    fn within(scope: &Scope) -> Condition {
        scope.places(Column::OrganisationId, Column::UnitId)
    }
}

crate::record!(Entity, PostId, "post", ends_with_its_unit: false);
