//! Liên kết văn bản: what one regulation does to another, true at both ends. It is planned with the draft and takes effect with its issue.

use chrono::NaiveDate;
use sea_orm::{Condition, QuerySelect, QueryTrait, entity::prelude::*};

use super::entity as regulation;
use crate::{
    access::{RegulationId, Scope, Scoped},
    document::force::LinkKind,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "democracy_regulation_link")]
pub struct Model {
    /// The regulation that does it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_id: RegulationId,
    /// The regulation it is done to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub to_id: RegulationId,
    pub relation: LinkKind,
    /// The first day; none while it is planned.
    pub effective_on: Option<NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// Whoever sees either; what is only planned, whoever sees the draft.
    fn within(scope: &Scope) -> Condition {
        let seen = || {
            regulation::Entity::find()
                .select_only()
                .column(regulation::Column::Id)
                .filter(regulation::Entity::within(scope))
                .into_query()
        };
        let done = Condition::all()
            .add(Column::EffectiveOn.is_not_null())
            .add(Column::ToId.in_subquery(seen()));
        Condition::any().add(Column::FromId.in_subquery(seen())).add(done)
    }
}
