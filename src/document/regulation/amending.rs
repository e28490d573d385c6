//! Which regulations amend another for the same setting: they go with that one, and are none of their own.

use sea_orm::{
    JoinType,
    sea_query::{Alias, Expr, ExprTrait, Query, SimpleExpr},
};

use super::entity::{Column, Entity};
use crate::document::{force::LinkKind, register::link};

/// Whether a regulation amends, or is to amend, another for its setting.
pub fn amends_one() -> SimpleExpr {
    let amended = Alias::new("amended");
    let its = |column: Column| Expr::col((amended.clone(), column));
    let mut line = Query::select();
    line.expr(Expr::val(1))
        .from(link::Entity)
        .join_as(
            JoinType::InnerJoin,
            Entity,
            amended.clone(),
            its(Column::Id).equals((link::Entity, link::Column::ToId)),
        )
        .and_where(Expr::col((link::Entity, link::Column::FromId)).equals((Entity, Column::Id)))
        .and_where(Expr::col((link::Entity, link::Column::Relation)).eq(LinkKind::Amends))
        .and_where(its(Column::Setting).equals((Entity, Column::Setting)));
    Expr::exists(line)
}
