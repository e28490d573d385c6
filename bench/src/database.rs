//! Where the register lies while it is measured.

use std::fmt;

use clap::ValueEnum;
use danchu::{access::Store, config::DatabaseConfig};
use sqlx::Connection;
use tempfile::TempDir;

use crate::{Result, postgres, program::checkout};

const NAME: &str = "danchu_bench";

/// The databases danchu runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Backend {
    Sqlite,
    Postgres,
}

impl fmt::Display for Backend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// A database that lasts as long as this value.
pub struct Database {
    pub backend: Backend,
    pub config: DatabaseConfig,
    _directory: TempDir,
}

impl Database {
    /// An empty one; none where no PostgreSQL is installed.
    pub fn new(backend: Backend) -> Result<Option<Self>> {
        // On the disk of the checkout: a temporary directory may lie in memory.
        let target = checkout().join("target");
        std::fs::create_dir_all(&target)?;
        let directory = tempfile::Builder::new().prefix("bench-").tempdir_in(target)?;
        let database_url = match (backend, postgres::server()) {
            (Backend::Sqlite, _) => None,
            (Backend::Postgres, None) => return Ok(None),
            (Backend::Postgres, Some(server)) => {
                server.drop_database(NAME);
                Some(server.create_database(NAME, None))
            }
        };
        Ok(Some(Self {
            backend,
            config: DatabaseConfig {
                database_url,
                data_dir: directory.path().to_owned(),
                database_connections: 16,
            },
            _directory: directory,
        }))
    }

    /// With its tables.
    pub async fn open(&self) -> Result<Store> {
        let store = Store::open(&self.config).await?;
        store.migrate(&self.config).await?;
        Ok(store)
    }

    /// Does at once what PostgreSQL itself does a minute after so many rows were written; SQLite does nothing of the kind.
    pub async fn settle(&self) -> Result<()> {
        if let Some(url) = &self.config.database_url {
            let mut connection = sqlx::PgConnection::connect(url).await?;
            sqlx::query("VACUUM ANALYZE").execute(&mut connection).await?;
            sqlx::query("CHECKPOINT").execute(&mut connection).await?;
            connection.close().await?;
        }
        Ok(())
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let (Backend::Postgres, Some(server)) = (self.backend, postgres::server()) {
            server.drop_database(NAME);
        }
    }
}
