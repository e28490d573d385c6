//! Which lines hold where the caller stands: the province's own before the nationwide one of the same day.

use sea_orm::{ColumnTrait, Condition, ExprTrait, sea_query::Query};

use super::entity::{Column, Entity};
use crate::{
    access::{Look, Scope, Scoped},
    calendar::Holidays,
    http::Result,
};

/// Lines that hold within a scope.
pub fn holding(scope: &Scope) -> Condition {
    let own = Query::select()
        .column(Column::Day)
        .from(Entity)
        .cond_where(Entity::within(scope))
        .and_where(Column::OrganisationId.is_not_null())
        .and_where(Column::WithdrawnAt.is_null())
        .take();
    Condition::all().add(Column::WithdrawnAt.is_null()).add(
        Column::OrganisationId
            .is_not_null()
            .or(Column::Day.not_in_subquery(own)),
    )
}

/// The days off and days worked instead that hold where the caller stands, as known now.
pub async fn holidays(look: &impl Look) -> Result<Holidays> {
    let lines = look.find::<Entity>().filter(holding(look.scope())).all().await?;
    Ok(lines.iter().map(|line| (line.day, line.kind)).collect())
}
