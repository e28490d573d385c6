//! Bringing the tables up to date. On PostgreSQL one process at a time: an advisory lock makes the others wait.

use migration::{Migrations, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DbBackend, EntityTrait, Statement};

use super::{Store, store::options};
use crate::{config::DatabaseConfig, http::Result};

const ADVISORY_LOCK: i64 = 0x6461_6e63_6875;

impl Store {
    /// Applies what is missing; safe to run from several processes at once.
    pub async fn migrate(&self, config: &DatabaseConfig) -> Result<()> {
        let Some(url) = &config.database_url else {
            return Ok(Migrations::up(self.writer(), None).await?);
        };
        // A connection of its own: the lock belongs to the connection that takes it.
        let alone = Database::connect(options(url, 1)).await?;
        let lock = |what: &str| Statement::from_string(DbBackend::Postgres, format!("SELECT {what}({ADVISORY_LOCK})"));
        alone.query_one_raw(lock("pg_advisory_lock")).await?;
        let migrated = Migrations::up(&alone, None).await;
        alone.query_one_raw(lock("pg_advisory_unlock")).await?;
        Ok(migrated?)
    }

    /// Whether every migration this program knows has been applied.
    pub async fn is_current(&self) -> bool {
        let known = i64::try_from(Migrations::migrations().len()).unwrap_or(i64::MAX);
        let count = Statement::from_string(
            self.reader().get_database_backend(),
            "SELECT COUNT(*) AS applied FROM seaql_migrations",
        );
        let applied = self.reader().query_one_raw(count).await.ok().flatten();
        applied
            .and_then(|row| row.try_get::<i64>("", "applied").ok())
            .is_some_and(|applied| applied >= known)
    }

    /// A value danchu keeps about this installation itself.
    pub async fn installation(&self, name: &str) -> Result<Option<String>> {
        let found = super::installation::Entity::find_by_id(name.to_owned())
            .one(self.reader())
            .await?;
        Ok(found.map(|row| row.value))
    }
}
