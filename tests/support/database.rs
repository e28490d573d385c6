//! A fresh database for every test: a copy of one that was migrated and filled once in this process.

use std::{
    path::{Path, PathBuf},
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
};

use danchu::{
    access::{PermissionTable, Store},
    clock::Clocks,
    config::DatabaseConfig,
};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::{postgres, register, replica::Replica};

/// The databases danchu runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

impl Backend {
    pub fn is_here(self) -> bool {
        self == Self::Sqlite || postgres::server().is_some()
    }
}

/// A database that lasts as long as this value.
pub struct Database {
    pub config: DatabaseConfig,
    pub backend: Backend,
    directory: TempDir,
    postgres: Option<String>,
}

impl Database {
    /// Without any table.
    pub fn empty(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => Self::in_directory(backend, None),
            Backend::Postgres => Self::in_directory(backend, Some(created(None))),
        }
    }

    /// With every table and the small register of [`register`].
    pub async fn filled(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => {
                let copy = Self::in_directory(backend, None);
                let template = sqlite_template().await;
                std::fs::copy(template, copy.sqlite_file()).expect("the template can be copied");
                copy
            }
            Backend::Postgres => Self::in_directory(backend, Some(created(Some(postgres_template().await)))),
        }
    }

    /// Another hold on the same database, which must outlive it.
    pub fn same(&self) -> Self {
        Self {
            config: self.config.clone(),
            backend: self.backend,
            directory: tempfile::tempdir().expect("a temporary directory"),
            postgres: None,
        }
    }

    /// The file that holds an SQLite database.
    pub fn sqlite_file(&self) -> PathBuf {
        self.data_dir().join("danchu.sqlite")
    }

    pub fn data_dir(&self) -> &Path {
        self.directory.path()
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.config).await.expect("the database opens")
    }

    fn in_directory(backend: Backend, postgres: Option<(String, String)>) -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let (name, url) = postgres.unzip();
        Self {
            config: DatabaseConfig {
                database_url: url,
                data_dir: directory.path().to_owned(),
                database_connections: 4,
            },
            backend,
            directory,
            postgres: name,
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let (Some(name), Some(server)) = (&self.postgres, postgres::server()) {
            server.drop_database(name);
        }
    }
}

/// A new PostgreSQL database: its name and its URL.
fn created(template: Option<&str>) -> (String, String) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    // The server may be shared with other test processes.
    let name = format!("danchu_test_{}_{number}", std::process::id());
    let server = postgres::server().expect("looked for before");
    let url = server.create_database(&name, template);
    (name, url)
}

async fn sqlite_template() -> &'static Path {
    static HOME: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a temporary directory"));
    static TEMPLATE: OnceCell<PathBuf> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let config = DatabaseConfig {
                database_url: None,
                data_dir: HOME.path().to_owned(),
                database_connections: 2,
            };
            fill(&config).await;
            HOME.path().join("danchu.sqlite")
        })
        .await
}

async fn postgres_template() -> &'static str {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    TEMPLATE
        .get_or_init(|| async {
            let (name, url) = created(None);
            let config = DatabaseConfig {
                database_url: Some(url),
                data_dir: PathBuf::new(),
                database_connections: 2,
            };
            fill(&config).await;
            name
        })
        .await
}

/// Tables, signing key and register.
async fn fill(config: &DatabaseConfig) {
    let store = Store::open(config).await.expect("the database opens");
    store.migrate(config).await.expect("the migrations run");
    let replica = Replica::start(store, Clocks::SYSTEM, PermissionTable::default()).await;
    register::fill(&replica).await;
    // A template may have nobody connected, and all of its SQLite log must be in the file.
    replica.store.close().await;
}
