//! How a demonstration database is known: what it says of itself, and what speaks against one being made here.

use chrono::{DateTime, SecondsFormat, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, QueryResult, Statement, sea_query::OnConflict};

use super::write::write;
use crate::{
    access::installation::{self, Column, Entity},
    clock::{Clock, Clocks},
    config::Demo,
    http::{Problem, Result},
};

const TIER: &str = "demo";
const CREATED_AT: &str = "created_at";
/// What the legal clock showed, and when it did.
const CLOCK: &str = "clock";
const CLOCK_SET_AT: &str = "clock_set_at";

/// What is found in a database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    Demo(Demo),
    /// Something else is kept here.
    Other(String),
}

/// Writes down that this is a demonstration and where its clock stands.
pub async fn mark(
    connection: &impl ConnectionTrait,
    name: &str,
    start: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<()> {
    let rows = [
        (TIER, name.to_owned()),
        (CREATED_AT, written(now)),
        (CLOCK, written(start)),
        (CLOCK_SET_AT, written(now)),
    ]
    .map(|(name, value)| installation::Model {
        name: name.to_owned(),
        value,
    });
    write::<Entity>(&rows, connection).await
}

/// Sets the legal clock.
pub async fn set_clock(connection: &impl ConnectionTrait, to: DateTime<Utc>, now: DateTime<Utc>) -> Result<()> {
    use sea_orm::ActiveValue::Set;
    for (name, value) in [(CLOCK, to), (CLOCK_SET_AT, now)] {
        let row = installation::ActiveModel {
            name: Set(name.to_owned()),
            value: Set(written(value)),
        };
        let replace = OnConflict::column(Column::Name).update_column(Column::Value).to_owned();
        Entity::insert(row)
            .on_conflict(replace)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// The clocks as they stand: the legal one has run on since it was set.
pub async fn clocks(connection: &impl ConnectionTrait) -> Result<Clocks> {
    let showed = instant(connection, CLOCK).await?;
    let then = instant(connection, CLOCK_SET_AT).await?;
    Ok(Clocks {
        legal: Clock::starting_at(showed + (Clock::SYSTEM.now() - then)),
        real: Clock::SYSTEM,
    })
}

/// What is kept in a database, of whatever migration.
pub async fn found(connection: &impl ConnectionTrait) -> Result<Found> {
    let tables = tables(connection).await?;
    let has = |name: &str| tables.iter().any(|table| table == name);
    if let Some(table) = tables.first().filter(|_| !has("seaql_migrations")) {
        return Ok(Found::Other(format!("a table named {table}")));
    }
    if has("installation")
        && let Some(tier) = value(connection, TIER).await?
    {
        return Ok([Demo::TwoTier, Demo::ThreeTier, Demo::National]
            .into_iter()
            .find(|known| known.name() == tier)
            .map_or_else(|| Found::Other(format!("a demonstration named {tier}")), Found::Demo));
    }
    for table in ["unit", "organisation", "account"] {
        if has(table) && has_rows(connection, table).await? {
            return Ok(Found::Other(format!("rows in table {table}")));
        }
    }
    Ok(Found::Nothing)
}

async fn instant(connection: &impl ConnectionTrait, name: &str) -> Result<DateTime<Utc>> {
    let value = value(connection, name).await?;
    let value = value.ok_or_else(|| Problem::internal(format!("this demonstration does not say its {name}")))?;
    value.parse().map_err(Problem::internal)
}

async fn value(connection: &impl ConnectionTrait, name: &str) -> Result<Option<String>> {
    let found = Entity::find_by_id(name.to_owned()).one(connection).await?;
    Ok(found.map(|row| row.value))
}

async fn tables(connection: &impl ConnectionTrait) -> Result<Vec<String>> {
    let sql = match connection.get_database_backend() {
        sea_orm::DbBackend::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        }
        _ => {
            "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1"
        }
    };
    let rows = connection.query_all_raw(statement(connection, sql)).await?;
    let name = |row: &QueryResult| row.try_get::<String>("", "name");
    Ok(rows.iter().map(name).collect::<Result<_, _>>()?)
}

async fn has_rows(connection: &impl ConnectionTrait, table: &str) -> Result<bool> {
    let sql = format!("SELECT 1 AS one FROM {table} LIMIT 1");
    Ok(connection.query_one_raw(statement(connection, &sql)).await?.is_some())
}

fn statement(connection: &impl ConnectionTrait, sql: &str) -> Statement {
    Statement::from_string(connection.get_database_backend(), sql)
}

fn written(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Millis, true)
}
