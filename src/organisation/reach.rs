//! Keeps `organisation_reach`: every organisation reaches itself and those it manages, transitively. Called in the transaction
//! that changes `managed_by`, after the change.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait, DbBackend, EntityTrait, QueryFilter,
    entity::prelude::*,
    sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement},
};

use super::organisation_reach::{ActiveModel, Column, Entity};
use crate::{access::OrganisationId, http::Result};

/// The advisory lock under which reach changes; any constant no other part uses.
const LOCK: i64 = 0x0072_6561_6368;

/// The whole reach that follows from who manages whom, as (root, organisation). None may manage itself, however indirectly.
pub fn closure(
    managed_by: &BTreeMap<OrganisationId, Option<OrganisationId>>,
) -> BTreeSet<(OrganisationId, OrganisationId)> {
    let above = |organisation: &OrganisationId| {
        std::iter::successors(Some(*organisation), |at| managed_by.get(at).copied().flatten())
    };
    managed_by
        .keys()
        .flat_map(|organisation| above(organisation).map(|root| (root, *organisation)))
        .collect()
}

/// A new organisation reaches itself, and its managing body's chain reaches it.
pub async fn begin(
    organisation: OrganisationId,
    managed_by: Option<OrganisationId>,
    connection: &impl ConnectionTrait,
) -> Result<()> {
    let itself = ActiveModel {
        root_id: Set(organisation),
        organisation_id: Set(organisation),
    };
    Entity::insert(itself).exec_without_returning(connection).await?;
    match managed_by {
        Some(manager) => {
            alone(connection).await?;
            attach(organisation, manager, connection).await
        }
        None => Ok(()),
    }
}

/// The organisation, with all it manages, passes from one managing body to another or to none. False, and nothing is changed,
/// when it would come to manage itself.
pub async fn pass(
    organisation: OrganisationId,
    to: Option<OrganisationId>,
    connection: &impl ConnectionTrait,
) -> Result<bool> {
    alone(connection).await?;
    if let Some(manager) = to {
        let circle = Entity::find_by_id((organisation, manager)).one(connection).await?;
        if circle.is_some() {
            return Ok(false);
        }
    }
    detach(organisation, connection).await?;
    if let Some(manager) = to {
        attach(organisation, manager, connection).await?;
    }
    Ok(true)
}

/// Two changes of reach at a time could each miss the other's. SQLite has one writer anyway.
async fn alone(connection: &impl ConnectionTrait) -> Result<()> {
    if connection.get_database_backend() == DbBackend::Postgres {
        connection
            .execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})"))
            .await?;
    }
    Ok(())
}

async fn detach(organisation: OrganisationId, connection: &impl ConnectionTrait) -> Result<()> {
    let mut above = roots_of(organisation);
    above.and_where(Column::RootId.ne(organisation));
    Entity::delete_many()
        .filter(Column::RootId.in_subquery(above))
        .filter(Column::OrganisationId.in_subquery(reached_by(organisation)))
        .exec(connection)
        .await?;
    Ok(())
}

async fn attach(
    organisation: OrganisationId,
    manager: OrganisationId,
    connection: &impl ConnectionTrait,
) -> Result<()> {
    let (above, below) = (Alias::new("above"), Alias::new("below"));
    let pairs = Query::select()
        .column((above.clone(), Column::RootId))
        .column((below.clone(), Column::OrganisationId))
        .from_subquery(roots_of(manager), above)
        .join_subquery(
            sea_orm::JoinType::InnerJoin,
            reached_by(organisation),
            below,
            Expr::val(1).eq(1),
        )
        .take();
    let mut insert = Query::insert();
    insert
        .into_table(Entity)
        .columns([Column::RootId, Column::OrganisationId])
        .select_from(pairs)
        .map_err(crate::http::Problem::internal)?;
    connection.execute(&insert).await?;
    Ok(())
}

/// Who reaches an organisation, itself included.
fn roots_of(organisation: OrganisationId) -> SelectStatement {
    Query::select()
        .column(Column::RootId)
        .from(Entity)
        .and_where(Column::OrganisationId.eq(organisation))
        .take()
}

/// Whom an organisation reaches, itself included.
fn reached_by(organisation: OrganisationId) -> SelectStatement {
    Query::select()
        .column(Column::OrganisationId)
        .from(Entity)
        .and_where(Column::RootId.eq(organisation))
        .take()
}

#[cfg(test)]
mod tests;
