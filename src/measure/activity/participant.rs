//! A person who took part in an activity.

use sea_orm::entity::prelude::*;

use crate::access::{ActivityId, PersonId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_participant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub activity_id: ActivityId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
}

impl ActiveModelBehavior for ActiveModel {}
