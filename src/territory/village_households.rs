//! Số hộ: how many households a village has, by the day they were counted. A vote uses its day's count.

use chrono::NaiveDate;
use sea_orm::{Condition, QueryFilter, QuerySelect, QueryTrait, entity::prelude::*};

use super::village;
use crate::access::{Scope, Scoped, VillageId};

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

impl Scoped for Entity {
    /// Who may see a village may see how many households it has.
    fn within(scope: &Scope) -> Condition {
        let villages = village::Entity::find()
            .select_only()
            .column(village::Column::Id)
            .filter(village::Entity::within(scope));
        Condition::all().add(Column::VillageId.in_subquery(villages.into_query()))
    }
}
