//! A programme or project as it is kept, by the Front of its commune.

use chrono::NaiveDate;
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{OrganisationId, ProjectId, Scope, Scoped, UnitId, VillageId},
    calendar::holds,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "investment_project")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProjectId,
    /// The Front that keeps the record.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub name: String,
    pub name_sort: Vec<u8>,
    pub funding: Funding,
    pub investor: String,
    /// In đồng.
    pub cost: Option<i64>,
    pub villages: ProjectVillages,
    /// The first day on which it is to be supervised.
    pub begins_on: NaiveDate,
    /// The first day on which it is no longer.
    pub ended_on: Option<NaiveDate>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Thôn, tổ dân phố nơi có chương trình, dự án; none where it is all over the commune.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ProjectVillages(pub Vec<VillageId>);

/// Nguồn vốn của dự án (Art. 41.1).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[schema(as = ProjectFunding)]
pub enum Funding {
    /// Đầu tư công.
    PublicInvestment,
    /// Đối tác công tư (PPP).
    PublicPrivatePartnership,
    /// Vốn và công sức của cộng đồng dân cư.
    Community,
    /// Tài trợ trực tiếp cho cấp xã.
    DirectSponsorship,
}

impl Model {
    /// Whether it is to be supervised on a day.
    pub fn goes_on(&self, day: NaiveDate) -> bool {
        holds(day, self.begins_on, self.ended_on)
    }
}

impl Scoped for Entity {
    /// Whoever sees the commune; what the people supervise is no secret.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        Condition::any().add(here).add(scope.own_rows(Column::OrganisationId))
    }
}

crate::record!(Entity, ProjectId, "investment_project");
