//! Reach: from every unit down to its communes, and back to what its predecessors held. Changed in the transaction that changes
//! units; the store reads it in every scoped query.

use sea_orm::{Condition, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};

use crate::access::{Scope, Scoped, UnitId, everyone};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit_reach")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub root_id: UnitId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: UnitId,
    /// The unit has ended: what it held may be read, not changed.
    pub inherited: bool,
}

impl ActiveModelBehavior for ActiveModel {}

/// The ids of the units that lie under a unit, or lay there, itself among them.
pub fn reached_from(root: UnitId) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::UnitId)
        .filter(Column::RootId.eq(root))
        .into_query()
}

impl Scoped for Entity {
    fn within(_: &Scope) -> Condition {
        everyone()
    }
}
