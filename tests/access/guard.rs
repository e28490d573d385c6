//! The guard: a trigger that refuses every event. A change commits with its event or not at all, so that under the guard every
//! request goes through all decisions and nothing in the register changes.

use danchu::config::DatabaseConfig;
use sea_orm::ConnectionTrait;

const SQLITE: &str = "CREATE TRIGGER guard BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'guarded'); END";
const POSTGRES: &str =
    "CREATE FUNCTION guarded() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''guarded''; END';
    CREATE TRIGGER guard BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION guarded()";

pub async fn set(config: &DatabaseConfig) {
    let sql = match config.database_url {
        Some(_) => POSTGRES,
        None => SQLITE,
    };
    execute(config, sql).await;
}

#[expect(
    clippy::disallowed_types,
    reason = "the guard is no part of the register: no caller may set it"
)]
pub async fn execute(config: &DatabaseConfig, sql: &str) {
    let file = config.data_dir.join("danchu.sqlite");
    let url = config
        .database_url
        .clone()
        .unwrap_or_else(|| format!("sqlite://{}", file.display()));
    let connection = sea_orm::Database::connect(url).await.expect("the database opens");
    connection.execute_unprepared(sql).await.expect("the statement runs");
    connection.close().await.expect("the database closes");
}
