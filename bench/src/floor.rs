//! The floor: a bare actix-web handler and the best SQL one writes by hand for the rows danchu lists. It asks nobody who he is.
//! Pragmas, allocator and number of workers are danchu's; its pool is no smaller.

mod board;
mod regulations;

use actix_web::{App, HttpResponse, HttpServer, ResponseError, http::StatusCode, web};
use chrono::NaiveDate;
use danchu::{clock::Clocks, config::DatabaseConfig};
use serde::Serialize;
use sqlx::{
    FromRow, PgPool, SqlitePool,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};
use uuid::Uuid;

use crate::{Result, say};

macro_rules! fifty {
    ($where:literal) => {
        concat!(
            "SELECT o.id, o.code, o.name, o.kind, o.sector, o.follows_parent, o.work_year_start, o.valid_from, o.valid_to, \
             o.legal_basis, o.close_reason, u.id AS unit_id, u.code AS unit_code, u.kind AS unit_kind, u.name AS unit_name, \
             u.level AS unit_level, m.id AS manager_id, m.name AS manager_name \
             FROM (SELECT * FROM organisation WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1)",
            $where,
            " ORDER BY name_sort, id LIMIT 50) o \
             JOIN unit u ON u.id = o.unit_id LEFT JOIN organisation m ON m.id = o.managed_by ORDER BY o.name_sort, o.id"
        )
    };
}

const OF_ALL: &str = fifty!("");
const OF_A_UNIT: &str = fifty!(" AND unit_id = $2");

#[derive(FromRow)]
struct Row {
    id: Uuid,
    code: Option<String>,
    name: String,
    kind: String,
    sector: Option<String>,
    follows_parent: bool,
    work_year_start: i16,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    legal_basis: Option<String>,
    close_reason: Option<String>,
    unit_id: Uuid,
    unit_code: String,
    unit_kind: String,
    unit_name: String,
    unit_level: String,
    manager_id: Option<Uuid>,
    manager_name: Option<String>,
}

#[derive(Serialize)]
struct Page<I> {
    items: Vec<I>,
}

/// The fields of danchu's organisation summary.
#[derive(Serialize)]
struct Item {
    id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    name: String,
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sector: Option<String>,
    unit: Unit,
    #[serde(skip_serializing_if = "Option::is_none")]
    managed_by: Option<Manager>,
    follows_parent: bool,
    work_year_start: i16,
    valid_from: NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_to: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    legal_basis: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    close_reason: Option<String>,
    allowed_actions: [&'static str; 2],
}

#[derive(Serialize)]
struct Unit {
    id: Uuid,
    code: String,
    name: String,
    level: String,
}

#[derive(Serialize)]
struct Manager {
    id: Uuid,
    name: String,
}

impl From<Row> for Item {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            code: row.code,
            name: row.name,
            kind: row.kind,
            sector: row.sector,
            unit: Unit {
                id: row.unit_id,
                code: row.unit_code,
                name: format!("{} {}", row.unit_kind, row.unit_name),
                level: row.unit_level,
            },
            managed_by: row
                .manager_id
                .zip(row.manager_name)
                .map(|(id, name)| Manager { id, name }),
            follows_parent: row.follows_parent,
            work_year_start: row.work_year_start,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            legal_basis: row.legal_basis,
            close_reason: row.close_reason,
            // What an officer may do.
            allowed_actions: ["edit", "count_staff"],
        }
    }
}

#[derive(Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Pool {
    async fn open(config: &DatabaseConfig) -> Result<Self> {
        let most = config.database_connections;
        if let Some(url) = &config.database_url {
            let pool = PgPoolOptions::new().max_connections(most).test_before_acquire(false);
            return Ok(Self::Postgres(pool.connect(url).await?));
        }
        let options = SqliteConnectOptions::new()
            .filename(config.data_dir.join("danchu.sqlite"))
            .foreign_keys(true)
            .pragma("journal_mode", "WAL")
            .pragma("cache_size", "-2000")
            .pragma("temp_store", "MEMORY")
            .pragma("query_only", "ON");
        let pool = SqlitePoolOptions::new()
            .max_connections(most)
            .test_before_acquire(false);
        Ok(Self::Sqlite(pool.connect_with(options).await?))
    }

    async fn fifty(&self, unit: Option<Uuid>) -> Result<Vec<Row>, sqlx::Error> {
        let today = Clocks::SYSTEM.legal.today();
        match (self, unit) {
            (Self::Sqlite(pool), None) => sqlx::query_as(OF_ALL).bind(today).fetch_all(pool).await,
            (Self::Sqlite(pool), Some(unit)) => sqlx::query_as(OF_A_UNIT).bind(today).bind(unit).fetch_all(pool).await,
            (Self::Postgres(pool), None) => sqlx::query_as(OF_ALL).bind(today).fetch_all(pool).await,
            (Self::Postgres(pool), Some(unit)) => {
                sqlx::query_as(OF_A_UNIT).bind(today).bind(unit).fetch_all(pool).await
            }
        }
    }
}

/// What the floor answers when it cannot.
#[derive(Debug)]
struct Failed(String);

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl ResponseError for Failed {
    fn status_code(&self) -> StatusCode {
        StatusCode::INTERNAL_SERVER_ERROR
    }
}

async fn answer(pool: &Pool, unit: Option<Uuid>) -> Result<HttpResponse, Failed> {
    let rows = pool.fifty(unit).await.map_err(failed)?;
    listed(rows.into_iter().map(Item::from).collect())
}

fn failed(error: impl std::error::Error) -> Failed {
    Failed(error.to_string())
}

fn listed<I: Serialize>(items: Vec<I>) -> Result<HttpResponse, Failed> {
    let json = serde_json::to_string(&Page { items }).map_err(failed)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(json))
}

async fn all(pool: web::Data<Pool>) -> Result<HttpResponse, Failed> {
    answer(&pool, None).await
}

async fn of_a_unit(pool: web::Data<Pool>, path: actix_web::HttpRequest) -> Result<HttpResponse, Failed> {
    let unit = path.match_info().get("unit").and_then(|unit| unit.parse().ok());
    answer(&pool, unit).await
}

/// Serves until it is killed.
pub async fn serve(config: &DatabaseConfig) -> Result<()> {
    let pool = web::Data::new(Pool::open(config).await?);
    let server = HttpServer::new(move || {
        App::new()
            .app_data(pool.clone())
            .route("/organisations", web::get().to(all))
            .route("/regulations", web::get().to(regulations::fifty))
            .route("/boards/{id}", web::get().to(board::board))
            .route("/organisations/{unit}", web::get().to(of_a_unit))
    })
    .bind(("127.0.0.1", 0))?;
    for address in server.addrs() {
        say(&mut std::io::stdout(), &format!("listening on http://{address}"));
    }
    Ok(server.run().await?)
}
