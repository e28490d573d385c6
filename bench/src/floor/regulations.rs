//! The first fifty regulations with all that the answer may tell of each, by one statement.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use danchu::{
    clock::Clocks,
    document::{
        regulation::entity::{Consultation, Course, Issue, Review},
        repeal::Repeal,
    },
};
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

use super::{Failed, Manager, Pool, failed, listed};

const REGULATIONS: &str = "SELECT r.id, r.organisation_id, o.name AS organisation_name, r.unit_id, r.origin_unit_id, r.setting, r.field, r.title, \
     r.summary, r.state, r.begun_on, r.number, r.symbol, r.signed_on, r.in_force_on, r.expires_on, CAST(r.course AS TEXT) AS course, \
     (SELECT valid_to FROM unit WHERE id = r.unit_id) AS unit_ended_on, \
     (EXISTS (SELECT 1 FROM document_link WHERE from_id = r.id) OR EXISTS (SELECT 1 FROM document_link WHERE to_id = r.id)) AS linked \
     FROM (SELECT * FROM democracy_regulation ORDER BY title_fold, id LIMIT 50) r \
     JOIN organisation o ON o.id = r.organisation_id ORDER BY r.title_fold, r.id";

#[derive(FromRow)]
struct Row {
    id: Uuid,
    organisation_id: Uuid,
    organisation_name: String,
    unit_id: Uuid,
    origin_unit_id: Uuid,
    setting: String,
    field: Option<String>,
    title: String,
    summary: Option<String>,
    state: String,
    begun_on: NaiveDate,
    number: Option<i64>,
    symbol: Option<String>,
    signed_on: Option<NaiveDate>,
    in_force_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
    course: String,
    unit_ended_on: Option<NaiveDate>,
    linked: bool,
}

/// The fields of danchu's regulation, of one that neither does anything to others nor is done anything to.
#[serde_with::skip_serializing_none]
#[derive(Serialize)]
struct Regulation {
    id: Uuid,
    organisation: Manager,
    unit_id: Uuid,
    origin_unit_id: Option<Uuid>,
    setting: String,
    field: Option<String>,
    title: String,
    summary: Option<String>,
    state: String,
    begun_on: NaiveDate,
    force: Option<&'static str>,
    number: Option<String>,
    signed_on: Option<NaiveDate>,
    in_force_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
    consultation: Option<Consultation>,
    issue: Option<Issue>,
    review: Option<Review>,
    repeal: Option<Repeal>,
    withdrawn: Option<String>,
    does: [(); 0],
    done_by: [(); 0],
    allowed_actions: [(); 0],
}

impl Row {
    fn shown(self, today: NaiveDate) -> Result<Regulation, Failed> {
        if self.linked {
            return Err(Failed("the bench links no documents".to_owned()));
        }
        let course: Course = serde_json::from_str(&self.course).map_err(failed)?;
        Ok(Regulation {
            force: self.force(today),
            id: self.id,
            organisation: Manager {
                id: self.organisation_id,
                name: self.organisation_name,
            },
            unit_id: self.unit_id,
            origin_unit_id: Some(self.origin_unit_id).filter(|origin| *origin != self.unit_id),
            setting: self.setting,
            field: self.field,
            title: self.title,
            summary: self.summary,
            state: self.state,
            begun_on: self.begun_on,
            number: self
                .number
                .zip(self.symbol)
                .map(|(number, symbol)| format!("{number:02}/{symbol}")),
            signed_on: self.signed_on,
            in_force_on: self.in_force_on,
            expires_on: self.expires_on,
            consultation: course.consultation,
            issue: course.issue,
            review: course.review,
            repeal: course.repeal,
            withdrawn: course.withdrawn,
            does: [],
            done_by: [],
            allowed_actions: [],
        })
    }

    fn force(&self, today: NaiveDate) -> Option<&'static str> {
        let since = self.in_force_on?;
        let over = |end: Option<NaiveDate>| end.is_some_and(|end| end <= today);
        Some(match () {
            () if over(self.expires_on) => "expired",
            () if today < since => "not_yet",
            () if over(self.unit_ended_on) => "carried_over",
            () => "in_force",
        })
    }
}

impl Pool {
    async fn regulations(&self) -> Result<Vec<Row>, sqlx::Error> {
        match self {
            Self::Sqlite(pool) => sqlx::query_as(REGULATIONS).fetch_all(pool).await,
            Self::Postgres(pool) => sqlx::query_as(REGULATIONS).fetch_all(pool).await,
        }
    }
}

/// The first fifty by title.
pub async fn fifty(pool: web::Data<Pool>) -> Result<HttpResponse, Failed> {
    let rows = pool.regulations().await.map_err(failed)?;
    let today = Clocks::SYSTEM.legal.today();
    let shown: Result<Vec<Regulation>, Failed> = rows.into_iter().map(|row| row.shown(today)).collect();
    listed(shown?)
}
