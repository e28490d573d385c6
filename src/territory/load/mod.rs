//! Loading a province's list of units, as a legal act makes them: read the files, plan the changes, write them with lineage and
//! reach in one transaction. The same list again changes nothing.

pub mod built_in;
mod check;
mod fault;
mod known;
mod origin;
mod plan;
mod row;
#[cfg(test)]
mod tests;

pub use fault::LineFault;
pub use known::Known;
pub use plan::{Act, Plan, plan};
pub use row::{List, Row, read};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, sea_query::Expr};
use uuid::Uuid;

use super::{lineage, reach, unit};
use crate::{
    access::{Event, Store, System, Task, UnitId, derived},
    clock::Clocks,
    http::Result,
};

/// Rows in one statement: both databases bound its parameters.
const CHUNK: usize = 500;

/// Loads lists that follow one act, with their event, in one transaction, and tells what changed. A list with faults changes
/// nothing and is refused with all of them.
pub async fn load(store: &Store, clocks: Clocks, lists: &[List<'_>], act: &Act) -> Result<Plan> {
    let rows = read(lists).map_err(|faults| fault::refusal(&faults))?;
    let change = System::new(store, Task::LoadTerritory).begin().await?;
    let plan = plan_rows(change.connection(), &rows, act).await?;
    if plan.is_empty() {
        return Ok(plan);
    }
    write_plan(change.connection(), &plan, act).await?;
    change.commit(event(act), clocks.legal.now()).await?;
    Ok(plan)
}

/// As [`load`], inside a larger change, which tells of it with [`event`].
pub async fn load_within(connection: &impl ConnectionTrait, lists: &[List<'_>], act: &Act) -> Result<Plan> {
    let rows = read(lists).map_err(|faults| fault::refusal(&faults))?;
    let plan = plan_rows(connection, &rows, act).await?;
    write_plan(connection, &plan, act).await?;
    Ok(plan)
}

/// What [`load`] would change.
pub async fn rehearse(store: &Store, lists: &[List<'_>], act: &Act) -> Result<Plan> {
    let rows = read(lists).map_err(|faults| fault::refusal(&faults))?;
    plan_rows(System::new(store, Task::LoadTerritory).reader(), &rows, act).await
}

async fn plan_rows(connection: &impl ConnectionTrait, rows: &[Row], act: &Act) -> Result<Plan> {
    let known = Known {
        units: unit::Entity::find().all(connection).await?,
        lineage: lineage::Entity::find().all(connection).await?,
    };
    plan(&known, rows, act).map_err(|faults| fault::refusal(&faults))
}

async fn write_plan(connection: &impl ConnectionTrait, plan: &Plan, act: &Act) -> Result<()> {
    write(connection, &plan.opened, &plan.closed, &plan.lineage, act.valid_from).await
}

/// Closes and opens units, writes where they came of, and brings reach in line.
pub async fn write(
    connection: &impl ConnectionTrait,
    opened: &[unit::Model],
    closed: &[unit::Model],
    lines: &[lineage::Model],
    on: NaiveDate,
) -> Result<()> {
    let closed: Vec<UnitId> = closed.iter().map(|unit| unit.id).collect();
    for chunk in closed.chunks(CHUNK) {
        unit::Entity::update_many()
            .col_expr(unit::Column::ValidTo, Expr::value(on))
            .col_expr(unit::Column::Version, Expr::col(unit::Column::Version).add(1))
            .filter(unit::Column::Id.is_in(chunk.iter().copied()))
            .exec(connection)
            .await?;
    }
    for chunk in opened.chunks(CHUNK) {
        let rows = chunk.iter().cloned().map(IntoActiveModel::into_active_model);
        unit::Entity::insert_many(rows)
            .exec_without_returning(connection)
            .await?;
    }
    for chunk in lines.chunks(CHUNK) {
        let rows = chunk.iter().cloned().map(IntoActiveModel::into_active_model);
        lineage::Entity::insert_many(rows)
            .exec_without_returning(connection)
            .await?;
    }
    reach::recompute(connection).await
}

/// That an act was carried out.
pub fn event(act: &Act) -> Event {
    let name = format!("reorganisation/{}/{}", act.valid_from, act.legal_basis);
    Event::about("territory", derived::<Uuid>(&name)).because(act.legal_basis.clone())
}
