//! A board with its members and what it has recommended, by two statements.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDate;
use danchu::{
    board::{Course, member::Choice},
    clock::Clocks,
};
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Failed, Manager, Pool, failed};

const BOARD: &str = "SELECT b.id, b.kind, b.name, b.body_id, b.organisation_id, d.name AS director_name, b.host_id, h.name AS host_name, b.unit_id, \
     b.origin_unit_id, b.state, b.term_from, b.term_to, b.ended_on, b.staff, b.project_id, \
     (SELECT valid_to FROM unit WHERE id = b.unit_id) AS unit_ended_on, CAST(b.course AS TEXT) AS course, \
     m.id AS member_id, m.person_id, p.name AS member_name, m.position, m.represents, m.village_id, m.department, \
     CAST(m.choice AS TEXT) AS choice, m.recognised_on, m.ended_on AS member_ended_on FROM inspection_board b \
     JOIN organisation d ON d.id = b.organisation_id JOIN organisation h ON h.id = b.host_id \
     LEFT JOIN board_member m ON m.board_id = b.id LEFT JOIN person p ON p.id = m.person_id WHERE b.id = $1";
const RECOMMENDATIONS: &str = "SELECT id, kind, title, state, sent_on, due_on, answered_on FROM board_recommendation \
     WHERE board_id = $1 AND state NOT IN ('closed', 'withdrawn') ORDER BY begun_on, id";

#[derive(FromRow)]
struct BoardRow {
    id: Uuid,
    kind: String,
    name: String,
    body_id: Uuid,
    organisation_id: Uuid,
    director_name: String,
    host_id: Uuid,
    host_name: String,
    unit_id: Uuid,
    origin_unit_id: Uuid,
    state: String,
    term_from: NaiveDate,
    term_to: Option<NaiveDate>,
    ended_on: Option<NaiveDate>,
    staff: Option<i64>,
    project_id: Option<Uuid>,
    unit_ended_on: Option<NaiveDate>,
    course: String,
}

#[derive(FromRow)]
struct MemberRow {
    #[sqlx(rename = "member_id")]
    id: Uuid,
    person_id: Uuid,
    #[sqlx(rename = "member_name")]
    name: String,
    position: String,
    represents: String,
    village_id: Option<Uuid>,
    department: Option<String>,
    choice: String,
    recognised_on: Option<NaiveDate>,
    #[sqlx(rename = "member_ended_on")]
    ended_on: Option<NaiveDate>,
}

#[derive(FromRow, Serialize)]
struct Recommendation {
    id: Uuid,
    kind: String,
    title: String,
    state: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answered_on: Option<NaiveDate>,
}

/// The fields of danchu's board, of one that departs from the law in nothing.
#[derive(Serialize)]
struct Board {
    id: Uuid,
    kind: String,
    name: String,
    organisation_id: Uuid,
    director: Manager,
    host: Manager,
    unit_id: Uuid,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin_unit_id: Option<Uuid>,
    state: String,
    term_from: NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    term_to: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    staff: Option<i64>,
    course: Course,
    serving: usize,
    members: Vec<Member>,
    findings: [(); 0],
    recommendations: Vec<Recommendation>,
    allowed_actions: [(); 0],
}

#[derive(Serialize)]
struct Member {
    id: Uuid,
    person_id: Uuid,
    name: String,
    position: String,
    represents: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    village_id: Option<Uuid>,
    #[serde(skip_serializing_if = "Option::is_none")]
    department: Option<String>,
    choice: Choice,
    #[serde(skip_serializing_if = "Option::is_none")]
    recognised_on: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ended_on: Option<NaiveDate>,
}

impl Pool {
    async fn board(&self, id: Uuid) -> Result<(BoardRow, Vec<MemberRow>, Vec<Recommendation>), sqlx::Error> {
        macro_rules! read {
            ($pool:expr) => {{
                let rows = sqlx::query(BOARD).bind(id).fetch_all($pool).await?;
                let first = rows.first().ok_or(sqlx::Error::RowNotFound)?;
                let board = BoardRow::from_row(first)?;
                let members: Result<Vec<MemberRow>, _> = rows.iter().map(MemberRow::from_row).collect();
                Ok((
                    board,
                    members?,
                    sqlx::query_as(RECOMMENDATIONS).bind(id).fetch_all($pool).await?,
                ))
            }};
        }
        match self {
            Self::Sqlite(pool) => read!(pool),
            Self::Postgres(pool) => read!(pool),
        }
    }
}

/// The board of a path.
pub async fn board(pool: web::Data<Pool>, path: HttpRequest) -> Result<HttpResponse, Failed> {
    let id = path.match_info().get("id").and_then(|id| id.parse().ok());
    let id = id.unwrap_or_default();
    let (board, mut members, recommendations) = pool.board(id).await.map_err(failed)?;
    let today = Clocks::SYSTEM.legal.today();
    if board.project_id.is_some() || board.unit_ended_on.is_some() {
        return Err(Failed(
            "the bench has boards of agencies that are still there".to_owned(),
        ));
    }
    let serves = |member: &&MemberRow| member.ended_on.is_none_or(|end| today < end);
    let serving = members.iter().filter(serves).count();
    members.sort_by_key(|member| (rank(&member.position), member.id));
    let members: Result<Vec<Member>, Failed> = members.into_iter().map(shown).collect();
    let view = Board {
        id: board.id,
        kind: board.kind,
        name: board.name,
        organisation_id: board.body_id,
        director: Manager {
            id: board.organisation_id,
            name: board.director_name,
        },
        host: Manager {
            id: board.host_id,
            name: board.host_name,
        },
        unit_id: board.unit_id,
        origin_unit_id: Some(board.origin_unit_id).filter(|origin| *origin != board.unit_id),
        state: board.state,
        term_from: board.term_from,
        term_to: board.term_to,
        ended_on: board.ended_on,
        staff: board.staff,
        course: serde_json::from_str(&board.course).map_err(failed)?,
        serving,
        members: members?,
        findings: [],
        recommendations,
        allowed_actions: [],
    };
    let json = serde_json::to_string(&view).map_err(failed)?;
    Ok(HttpResponse::Ok().content_type("application/json").body(json))
}

fn rank(position: &str) -> u8 {
    match position {
        "head" => 0,
        "deputy" => 1,
        _ => 2,
    }
}

fn shown(row: MemberRow) -> Result<Member, Failed> {
    Ok(Member {
        id: row.id,
        person_id: row.person_id,
        name: row.name,
        position: row.position,
        represents: row.represents,
        village_id: row.village_id,
        department: row.department,
        choice: serde_json::from_str(&row.choice).map_err(failed)?,
        recognised_on: row.recognised_on,
        ended_on: row.ended_on,
    })
}
