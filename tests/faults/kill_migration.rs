//! Killed while it makes its tables, danchu makes them whole at the next start.

use std::{process::Child, time::Duration};

use danchu::access::Store;

use super::support::{
    database::{Backend, Database},
    process::{self, Process},
    server::ISSUER,
};

on_both![a_first_start_killed_half_way_is_made_good];

async fn a_first_start_killed_half_way_is_made_good(backend: Backend) {
    let mut half_way = 0;
    for milliseconds in [5, 15, 25, 35, 50, 70, 90, 120, 160, 220] {
        let database = Database::empty(backend);
        let mut first = first_start(&database);
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        first.kill().expect("it was running");
        first.wait().expect("it ends");
        half_way += u32::from(has_begun(&database).await && !database.open().await.is_current().await);
        comes_up(&database).await;
    }
    assert!(half_way > 0, "no kill fell into the migrations");
}

/// What makes the tables at a first start: `serve` itself on SQLite, `migrate` on PostgreSQL.
fn first_start(database: &Database) -> Child {
    let mut command = process::danchu(&database.config);
    match database.backend {
        Backend::Sqlite => command.args(["serve", "--listen", "127.0.0.1:0"]),
        Backend::Postgres => command.arg("migrate"),
    };
    let quiet = command
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    let child = quiet.spawn().expect("danchu runs");
    // On SQLite the file is the first sign of life.
    let file = database.sqlite_file();
    while database.backend == Backend::Sqlite && !file.exists() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child
}

/// Whether there is anything at all in the database.
async fn has_begun(database: &Database) -> bool {
    let store: Store = database.open().await;
    let begun = store.installation("anything").await.is_ok();
    store.close().await;
    begun || database.backend == Backend::Sqlite
}

/// The next start succeeds, serves, and is ready.
async fn comes_up(database: &Database) {
    if database.backend == Backend::Postgres {
        let migrated = process::danchu(&database.config)
            .arg("migrate")
            .output()
            .expect("danchu runs");
        assert!(
            migrated.status.success(),
            "{}",
            String::from_utf8_lossy(&migrated.stderr)
        );
    }
    let process = Process::serve(&database.config, ISSUER);
    process.client().get("/readyz").await.ok(200);
    process.kill();
}
