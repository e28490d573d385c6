//! All that a database holds, as text.

use std::collections::BTreeMap;

use danchu::access::{Store, System, Task};
use sea_orm::{ConnectionTrait, Statement};

use super::support::database::Backend;

/// Columns that hold a secret.
const SECRET: &str = "password_hash";
/// Tables without rows of the demonstration's own: what was migrated, and when it was made.
const ASIDE: [&str; 2] = ["seaql_migrations", "installation"];

/// The rows of every table, in order.
pub async fn dump(store: &Store, backend: Backend) -> BTreeMap<String, Vec<String>> {
    let mut tables = BTreeMap::new();
    for table in names(store, backend).await {
        let rows = ask(store, &select(store, backend, &table).await).await;
        tables.insert(table, rows);
    }
    tables
}

async fn names(store: &Store, backend: Backend) -> Vec<String> {
    let sql = match backend {
        Backend::Sqlite => "SELECT name AS line FROM sqlite_master WHERE type = 'table'",
        Backend::Postgres => {
            "SELECT table_name::text AS line FROM information_schema.tables WHERE table_schema = current_schema()"
        }
    };
    let mut found = ask(store, sql).await;
    found.retain(|name| !ASIDE.contains(&name.as_str()));
    found
}

/// The statement that writes each row of a table as one line.
async fn select(store: &Store, backend: Backend, table: &str) -> String {
    match backend {
        Backend::Postgres => format!("SELECT (to_jsonb(t) - '{SECRET}')::text AS line FROM {table} t ORDER BY 1"),
        Backend::Sqlite => {
            let columns = ask(store, &format!("SELECT name AS line FROM pragma_table_info('{table}')")).await;
            let quoted: Vec<String> = columns
                .iter()
                .filter(|name| *name != SECRET)
                .map(|name| format!("quote(\"{name}\")"))
                .collect();
            format!("SELECT {} AS line FROM {table} ORDER BY 1", quoted.join(" || '|' || "))
        }
    }
}

async fn ask(store: &Store, sql: &str) -> Vec<String> {
    let reader = System::new(store, Task::MakeDemo).reader();
    let statement = Statement::from_string(reader.get_database_backend(), sql);
    let rows = reader.query_all_raw(statement).await.expect("the database answers");
    rows.iter()
        .map(|row| row.try_get("", "line").expect("a line of text"))
        .collect()
}
