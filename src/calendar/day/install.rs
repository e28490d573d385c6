//! What holds nationwide, put into every register and brought up to the list that comes with the program. What a province recorded
//! stays as it is.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter};
use uuid::Uuid;

use super::entity::{Column, Entity, Model, id_of};
use crate::{
    access::{Event, Store, System, Task, derived},
    calendar::{ListedDay, nationwide},
    http::{Problem, Result},
};

/// Brings the nationwide lines of a register up to the list.
pub async fn install(store: &Store, now: DateTime<Utc>) -> Result<()> {
    let system = System::new(store, Task::LoadBuiltIns);
    let kept = Entity::find().filter(Column::OrganisationId.is_null());
    let kept = by_id(kept.all(system.reader()).await?);
    if kept == by_id(listed()?) {
        return Ok(());
    }
    let change = system.begin().await?;
    write(change.connection()).await?;
    change.commit(event(), now).await
}

/// As [`install`], inside a larger change, which tells of it with [`event`].
pub async fn write(connection: &impl ConnectionTrait) -> Result<()> {
    let nationwide = Entity::delete_many().filter(Column::OrganisationId.is_null());
    nationwide.exec(connection).await?;
    let rows = listed()?.into_iter().map(|row| row.into_active_model().reset_all());
    Entity::insert_many(rows).exec_without_returning(connection).await?;
    Ok(())
}

/// That the nationwide lines were brought up to the list.
pub fn event() -> Event {
    Event::about("calendar", derived::<Uuid>("calendar/nationwide"))
}

fn listed() -> Result<Vec<Model>> {
    let listed = nationwide().map_err(Problem::internal)?;
    Ok(listed.into_iter().map(Model::from).collect())
}

fn by_id(rows: Vec<Model>) -> BTreeMap<Uuid, Model> {
    rows.into_iter().map(|row| (row.id.into(), row)).collect()
}

impl From<ListedDay> for Model {
    fn from(listed: ListedDay) -> Self {
        Self {
            id: id_of(None, listed.day),
            organisation_id: None,
            unit_id: None,
            day: listed.day,
            kind: listed.kind,
            name: listed.name,
            legal_basis: listed.legal_basis,
            withdrawn_at: None,
            withdraw_reason: None,
            version: 0,
        }
    }
}
