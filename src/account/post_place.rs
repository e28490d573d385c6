//! Where posts are held, whoever asks: who administers a person must know that there is a post beyond their reach, though not
//! which.

use chrono::NaiveDate;
use sea_orm::{Condition, entity::prelude::*};

use crate::access::{AccountId, PostId, Scope, Scoped, everyone};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PostId,
    pub account_id: AccountId,
    pub valid_to: Option<NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    fn within(_: &Scope) -> Condition {
        everyone()
    }
}
