//! A person as they are kept.

use chrono::{DateTime, Utc};
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::keys::Locked;
use crate::access::{OrganisationId, PersonId, Scope, Scoped, UnitId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonId,
    /// Who keeps the record.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub name: String,
    pub name_fold: String,
    pub name_sort: Vec<u8>,
    pub birth_year: Option<i16>,
    pub sex: Option<Sex>,
    /// For counts only, never shown beside the name.
    pub of_a_minority: Option<bool>,
    /// The person's own key, wrapped; none once it is destroyed.
    pub sealed_key: Option<Vec<u8>>,
    pub sealed: Option<Vec<u8>>,
    /// By which an identifier is found again.
    pub national_id_index: Option<Vec<u8>>,
    /// Its last three digits.
    pub national_id_tail: Option<String>,
    pub erased_at: Option<DateTime<Utc>>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Giới tính.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Nữ.
    Female,
    /// Nam.
    Male,
}

impl Model {
    /// What is encrypted of them.
    pub fn locked(&self) -> Option<Locked> {
        Some(Locked {
            key: self.sealed_key.clone()?,
            content: self.sealed.clone()?,
        })
    }
}

impl Scoped for Entity {
    /// Those who keep the record and those above; councils and Fronts see records, not persons.
    fn within(scope: &Scope) -> Condition {
        scope.places(Column::OrganisationId, Column::UnitId)
    }
}

crate::record!(Entity, PersonId, "person");
