//! Số người làm việc: how many people work in an organisation, by the day they were counted.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use crate::access::OrganisationId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_staff")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub counted_on: NaiveDate,
    pub staff: i64,
}

impl ActiveModelBehavior for ActiveModel {}
