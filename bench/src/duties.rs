//! What the nation owes, how far it is, and what waits for a province: 100,000 organisations, 100,000 villages and what they have recorded in a year.

use std::{path::Path, time::Instant};

use chrono::{Datelike, NaiveDate};
use danchu::{
    access::{Event, Level, OrganisationKind, System, Task, derived, fresh},
    clock::Clocks,
    measure::activity::{
        ActivityKind, ActivityState,
        entity::{self as activity, ActivityCourse},
    },
    organisation::organisation,
    territory::{unit, village, village_kind::VillageKind},
    text,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;

use crate::{
    Result,
    database::Database,
    figure::{Figure, Target},
    load::{Plan, Question, ask},
    progress,
    register::{self, NATION, PROVINCE},
    service::Service,
};

const ORGANISATIONS: u32 = 100_000;
/// Villages of a commune.
const VILLAGES: u32 = 30;
const COVERAGE: &str = "/api/v1/duties/coverage";
const WORKLIST: &str = "/api/v1/worklist";
const PAGE: &str = "/cong-khai";
const MANY: usize = 32;
const AT_ONCE: usize = 1000;

/// Fills an empty database.
pub async fn fill(database: &Database) -> Result<()> {
    register::fill(database, ORGANISATIONS).await?;
    let store = database.open().await?;
    let change = System::new(&store, Task::LoadBuiltIns).begin().await?;
    let connection = change.connection();
    let bodies = organisation::Entity::find().order_by_asc(organisation::Column::Code);
    let bodies = bodies.all(connection).await?;
    let today = Clocks::SYSTEM.legal.today();
    let communes = unit::Entity::find().filter(unit::Column::Level.eq(Level::Commune));
    for commune in communes.all(connection).await? {
        let committee = bodies
            .iter()
            .find(|body| body.unit_id == commune.id && body.kind == OrganisationKind::PeopleCommittee);
        let Some(committee) = committee else { continue };
        let villages: Vec<village::Model> = (0..VILLAGES).map(|number| founded(committee, number)).collect();
        let conferences = villages.iter().step_by(2).map(|village| activity::Model {
            village_id: Some(village.id),
            year: Some(today.year().into()),
            ..held(committee, ActivityKind::VillageConference, today)
        });
        let conferences = conferences.collect();
        register::keep::<village::Entity>(connection, villages).await?;
        register::keep::<activity::Entity>(connection, conferences).await?;
    }
    for bodies in bodies.chunks(AT_ONCE) {
        let held = bodies.iter().step_by(3).flat_map(|body| {
            [
                ActivityKind::Dissemination,
                ActivityKind::Dialogue,
                ActivityKind::StaffConference,
            ]
            .map(|kind| held(body, kind, today))
        });
        register::keep::<activity::Entity>(connection, held.collect()).await?;
    }
    let event = Event::about("register", derived::<uuid::Uuid>("bench/duties"));
    change.commit(event, Clocks::SYSTEM.real.now()).await?;
    store.close().await;
    database.settle().await
}

fn founded(committee: &organisation::Model, number: u32) -> village::Model {
    let name = format!("Bản số {number}");
    village::Model {
        id: fresh(),
        organisation_id: committee.id,
        unit_id: committee.unit_id,
        origin_unit_id: committee.unit_id,
        code: None,
        name_fold: text::fold(&name),
        name_sort: text::sort_key(&name),
        name,
        kind: VillageKind::Ban,
        valid_from: committee.valid_from,
        valid_to: None,
        legal_basis: None,
        close_reason: None,
        successor_id: None,
        version: 1,
    }
}

fn held(body: &organisation::Model, kind: ActivityKind, today: NaiveDate) -> activity::Model {
    activity::Model {
        id: fresh(),
        organisation_id: body.id,
        unit_id: body.unit_id,
        origin_unit_id: body.unit_id,
        kind,
        state: ActivityState::Held,
        title: "Hội nghị".to_owned(),
        village_id: None,
        year: Some(i64::from(today.year()) - 1),
        planned_on: today,
        held_on: Some(today),
        on_practice: false,
        on_conventions: false,
        people: 60,
        opinions: 4,
        answered: 4,
        course: ActivityCourse::default(),
        recorded_at: None,
        version: 1,
    }
}

/// Everything, on one database.
pub async fn all(database: &Database, danchu: &Path, plan: Plan) -> Result<Vec<Figure>> {
    let bench = Bench { database, danchu, plan };
    Ok(vec![
        bench
            .p95(
                "coverage of a province by commune, p95 at 1 client",
                (PROVINCE.login, COVERAGE),
                50.0,
            )
            .await?,
        bench
            .p95(
                "coverage of the nation by province, p95 at 1 client",
                (NATION.login, COVERAGE),
                300.0,
            )
            .await?,
        bench
            .anew("coverage of a province counted anew, p95 of 40", PROVINCE.login)
            .await?
            .wanted(Target::AtMost(50.0)),
        bench
            .anew("coverage of the nation counted anew, p95 of 40", NATION.login)
            .await?,
        bench
            .p95(
                "worklist of a province, p95 at 1 client",
                (PROVINCE.login, WORKLIST),
                30.0,
            )
            .await?,
        bench.page().await?,
    ])
}

struct Bench<'b> {
    database: &'b Database,
    danchu: &'b Path,
    plan: Plan,
}

impl Bench<'_> {
    fn figure(&self, measure: &'static str, unit: &'static str, runs: Vec<f64>) -> Figure {
        progress(&format!("{}: {measure}", self.database.backend));
        Figure::new(self.database.backend, measure, unit, runs)
    }

    async fn p95(&self, measure: &'static str, (login, path): (&str, &str), most: f64) -> Result<Figure> {
        let danchu = Service::danchu(self.danchu, &self.database.config)?;
        let mut runs = Vec::new();
        for _ in 0..self.plan.runs {
            let token = danchu.sign_in(login).await?;
            let told = danchu.get(path, Some(&token)).await?;
            if !says_something(&told) {
                return Err(format!("{path} has nothing to tell: {told}").into());
            }
            let question = Question::get(&danchu.address, path, Some(&token));
            ask(&question, 1, self.plan.lasting / 10).await?;
            runs.push(ask(&question, 1, self.plan.lasting).await?.p95());
        }
        Ok(self.figure(measure, "ms", runs).wanted(Target::AtMost(most)))
    }

    /// As of one day after the other: nothing of it was counted before.
    async fn anew(&self, measure: &'static str, login: &str) -> Result<Figure> {
        let danchu = Service::danchu(self.danchu, &self.database.config)?;
        let token = danchu.sign_in(login).await?;
        let mut day = Clocks::SYSTEM.legal.today();
        let mut took = Vec::new();
        for _ in 0..40 {
            day = day.pred_opt().ok_or("a day")?;
            let begun = Instant::now();
            danchu.get(&format!("{COVERAGE}?as_of={day}"), Some(&token)).await?;
            took.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        took.sort_unstable_by(f64::total_cmp);
        Ok(self.figure(measure, "ms", took.into_iter().nth(37).into_iter().collect()))
    }

    /// The public page as it is kept for everybody.
    async fn page(&self) -> Result<Figure> {
        let danchu = Service::danchu(self.danchu, &self.database.config)?;
        let question = Question::get(&danchu.address, PAGE, None);
        let mut runs = Vec::new();
        for _ in 0..self.plan.runs {
            ask(&question, MANY, self.plan.lasting / 10).await?;
            runs.push(ask(&question, MANY, self.plan.lasting).await?.per_second());
        }
        let figure = self.figure("the public page from its cache", "requests/s", runs);
        Ok(figure.wanted(Target::AtLeast(2000.0)))
    }
}

/// Whether a coverage has parts, or a worklist items.
fn says_something(told: &Value) -> bool {
    let lists = ["parts", "items"]
        .into_iter()
        .filter_map(|list| told.get(list)?.as_array());
    lists.into_iter().any(|list| !list.is_empty())
}
