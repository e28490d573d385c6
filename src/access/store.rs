//! The connections to the database. Nothing outside this module tree can reach them: data is found and changed
//! through [`super::Caller`], which knows who asks, or [`super::System`], which says why nobody does.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use crate::{
    config::DatabaseConfig,
    http::{Code, Problem, Result},
};

/// How long a statement may run before PostgreSQL ends it, and how long one waits for a lock.
const STATEMENT_SECONDS: u64 = 30;
const LOCK_SECONDS: u64 = 5;

/// How many statements each connection to PostgreSQL keeps prepared: those of ordinary work, which is more than a library expects.
const STATEMENTS: usize = 256;

/// The databases danchu runs on.
#[derive(Clone)]
pub struct Store {
    read: DatabaseConnection,
    write: DatabaseConnection,
    statements: Arc<AtomicU64>,
}

impl Store {
    /// Opens the configured database; makes the SQLite file and its directory when missing.
    pub async fn open(config: &DatabaseConfig) -> Result<Self> {
        match &config.database_url {
            Some(url) => Self::postgres(url, config.database_connections).await,
            None => {
                std::fs::create_dir_all(&config.data_dir).map_err(Problem::internal)?;
                Self::sqlite(&config.data_dir.join("danchu.sqlite"), config.database_connections).await
            }
        }
    }

    /// One writer, since SQLite has one at a time; readers beside it see the last committed state.
    async fn sqlite(file: &Path, connections: u32) -> Result<Self> {
        let url = format!("sqlite://{}?mode=rwc", file.display());
        let mut writer = options(&url, 1);
        writer.map_sqlx_sqlite_opts(|options| sqlite_pragmas(options).pragma("synchronous", "FULL"));
        let write = Database::connect(writer).await?;
        // Each connection has a thread and a cache of its own; more of them than eight a core cost memory and gain little.
        let useful = std::thread::available_parallelism().map_or(8, |cores| cores.get() * 8);
        let mut reader = options(&url, connections.min(u32::try_from(useful).unwrap_or(connections)));
        reader.map_sqlx_sqlite_opts(|options| sqlite_pragmas(options).pragma("query_only", "ON"));
        let read = Database::connect(reader).await?;
        Ok(Self::counting(read, write))
    }

    async fn postgres(url: &str, connections: u32) -> Result<Self> {
        if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
            return Err(Problem::internal("DATABASE_URL must begin with postgres://"));
        }
        let mut pool = options(url, connections);
        pool.map_sqlx_postgres_opts(|options| {
            options.statement_cache_capacity(STATEMENTS).options([
                ("statement_timeout", format!("{STATEMENT_SECONDS}s")),
                ("lock_timeout", format!("{LOCK_SECONDS}s")),
                ("idle_in_transaction_session_timeout", format!("{STATEMENT_SECONDS}s")),
                // Compiling a statement takes longer than any of these takes.
                ("jit", "off".to_owned()),
                // What is not in memory is on an SSD, where an index costs little more than reading on: few rows in scope are not sought among all.
                ("random_page_cost", "1.1".to_owned()),
            ])
        });
        let both = Database::connect(pool).await?;
        Ok(Self::counting(both.clone(), both))
    }

    fn counting(mut read: DatabaseConnection, mut write: DatabaseConnection) -> Self {
        let statements = Arc::new(AtomicU64::new(0));
        for connection in [&mut read, &mut write] {
            let statements = Arc::clone(&statements);
            connection.set_metric_callback(move |_| {
                statements.fetch_add(1, Ordering::Relaxed);
            });
        }
        Self {
            read,
            write,
            statements,
        }
    }

    /// How many statements were sent since it was opened: what a request costs shows in it.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    pub fn is_sqlite(&self) -> bool {
        self.write.get_database_backend() == DbBackend::Sqlite
    }

    /// For reading; on SQLite it cannot write.
    pub(super) fn reader(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Begins a change. On SQLite the write lock is taken at once, so that no change fails half-way for want of it.
    pub(super) async fn begin(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: self.is_sqlite().then_some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let connection = self.write.clone();
        begun(async move { connection.begin_with_options(options).await }).await
    }

    /// Begins to read one moment of the register.
    pub(super) async fn snapshot(&self) -> Result<DatabaseTransaction> {
        // SQLite's readers see one moment anyway.
        let isolation = (!self.is_sqlite()).then_some(IsolationLevel::RepeatableRead);
        let access = (!self.is_sqlite()).then_some(AccessMode::ReadOnly);
        let connection = self.read.clone();
        begun(async move { connection.begin_with_config(isolation, access).await }).await
    }

    /// The write connection itself, for migrations.
    pub(super) fn writer(&self) -> &DatabaseConnection {
        &self.write
    }

    /// Whether the database answers within a second.
    pub async fn answers(&self) -> Result<()> {
        let asked = self
            .read
            .query_one_raw(Statement::from_string(self.read.get_database_backend(), "SELECT 1"));
        tokio::time::timeout(Duration::from_secs(1), asked)
            .await
            .map_err(|_elapsed| Problem::new(Code::DatabaseUnavailable))??;
        Ok(())
    }

    /// Closes the connections after the work in hand.
    pub async fn close(&self) {
        for connection in [&self.write, &self.read] {
            if let Err(error) = connection.close_by_ref().await {
                tracing::warn!(%error, "closing the database");
            }
        }
    }
}

pub(super) fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(LOCK_SECONDS))
        .sqlx_logging(false)
        // A ping at each checkout costs a third of the throughput; an idle connection is tried instead.
        .test_before_acquire(false)
        .test_before_acquire_if_idle_for(Duration::from_secs(30));
    options
}

fn sqlite_pragmas(options: sea_orm::sqlx::sqlite::SqliteConnectOptions) -> sea_orm::sqlx::sqlite::SqliteConnectOptions {
    options
        .busy_timeout(Duration::from_secs(LOCK_SECONDS))
        .foreign_keys(true)
        .pragma("journal_mode", "WAL")
        // A page of a list at a time, so that the thread that reads it need not stop half-way.
        .row_buffer_size(256)
        .pragma("cache_size", "-2000")
        .pragma("temp_store", "MEMORY")
}

/// Lets a transaction begin to the end, even where whoever asked for it has gone away: given up in the middle, its connection would go
/// back to the others with a transaction open that nobody ends.
async fn begun(
    beginning: impl Future<Output = Result<DatabaseTransaction, DbErr>> + Send + 'static,
) -> Result<DatabaseTransaction> {
    Ok(tokio::spawn(beginning).await.map_err(Problem::internal)??)
}
