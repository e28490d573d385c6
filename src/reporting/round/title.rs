//! What a round is called and what it asks, which whoever may read one of its papers may know, wherever they stand.

use sea_orm::{Condition, entity::prelude::*};

use crate::access::{RoundId, Scope, Scoped, TemplateId, everyone};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_round")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoundId,
    pub name: String,
    pub template_id: TemplateId,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    fn within(_: &Scope) -> Condition {
        everyone()
    }
}
