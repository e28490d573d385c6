//! Số hộ: how many households a village has, by the day they were counted. A vote uses its day's count.

use chrono::NaiveDate;
use sea_orm::entity::prelude::*;

use crate::access::VillageId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "village_households")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub village_id: VillageId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub counted_on: NaiveDate,
    pub households: i64,
}

impl ActiveModelBehavior for ActiveModel {}
