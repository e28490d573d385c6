//! Inspection boards: 200,000 members in 20,000 boards, one read with all it has, and what those of a province do counted.

use std::path::Path;

use chrono::{Days, NaiveDate};
use danchu::{
    access::{Event, OrganisationId, OrganisationKind, ProjectId, Record, System, Task, derived, fresh},
    board::{
        BoardKind, BoardPosition, BoardState, Course, RecommendationState, Represents, entity as board,
        feedback::entity::{self as feedback, Channel},
        inspection::entity::{self as inspection, InspectionKind, InspectionOutcome, InspectionResult},
        member::{self, Choice, Standings},
        project::entity::{self as project, Funding, ProjectVillages},
        recommendation::{
            course::{Course as Recommended, FollowUp, Implementation, Recovered},
            entity::{self as recommendation, RecommendationKind},
        },
    },
    clock::Clocks,
    organisation::organisation,
    person::entity as person,
    text,
};
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::Value;

use crate::{
    Result,
    database::Database,
    figure::{Figure, Target},
    load::{Plan, Question, ask},
    progress,
    register::{self, COMMUNE, LARGEST},
    service::Service,
};

/// Organisations, each with a board.
pub const ORGANISATIONS: u32 = 20_000;
/// Members of a board: nine who serve and one who did.
const MEMBERS: u32 = 10;
const FIGURES: &str = "/api/v1/board-figures?from=2026-01-01&to=2026-12-31&group=";
/// Boards counted together, and what that is called here.
const GROUPS: [(&str, &str); 3] = [
    (
        "commune_inspectorates",
        "figures F of a province's communes, p95 at 1 client",
    ),
    (
        "workplace_inspectorates",
        "figures F of a province's workplaces, p95 at 1 client",
    ),
    ("supervision", "figures G of a province, p95 at 1 client"),
];
const MANY: usize = 32;
const AT_ONCE: usize = 1000;

fn day(year: i32, month: u32, day: u32) -> Result<NaiveDate> {
    Ok(NaiveDate::from_ymd_opt(year, month, day).ok_or("a day")?)
}

/// Fills an empty database.
pub async fn fill(database: &Database) -> Result<()> {
    register::fill(database, ORGANISATIONS).await?;
    let store = database.open().await?;
    let change = System::new(&store, Task::LoadBuiltIns).begin().await?;
    let connection = change.connection();
    let bodies = organisation::Entity::find().order_by_asc(organisation::Column::Id);
    let bodies = bodies.all(connection).await?;
    let director = bodies.first().ok_or("an organisation")?.id;
    let since = day(2026, 1, 5)?;
    let numbered: Vec<(usize, &organisation::Model)> = bodies.iter().enumerate().collect();
    for bodies in numbered.chunks(AT_ONCE) {
        let founded =
            |(number, body): &(usize, &organisation::Model)| founded((body, kind_of(*number, body)), director, since);
        let boards: Vec<board::Model> = bodies.iter().map(founded).collect();
        let projects: Vec<project::Model> = boards.iter().filter_map(project).collect();
        let people: Vec<person::Model> = boards.iter().flat_map(people).collect();
        let members: Vec<member::Model> = boards.iter().flat_map(members).collect();
        let made: Vec<recommendation::Model> = boards.iter().flat_map(recommendations).collect();
        let inspections: Vec<inspection::Model> = boards.iter().flat_map(inspections).collect();
        let heard: Vec<feedback::Model> = boards.iter().map(heard).collect();
        register::keep::<person::Entity>(connection, people).await?;
        register::keep::<project::Entity>(connection, projects).await?;
        register::keep::<board::Entity>(connection, boards.clone()).await?;
        board::Entity::keep_beside(&boards, connection).await?;
        register::keep::<member::Entity>(connection, members).await?;
        register::keep::<recommendation::Entity>(connection, made.clone()).await?;
        recommendation::Entity::keep_beside(&made, connection).await?;
        register::keep::<inspection::Entity>(connection, inspections).await?;
        register::keep::<feedback::Entity>(connection, heard).await?;
    }
    let event = Event::about("register", derived::<uuid::Uuid>("bench/boards"));
    change.commit(event, Clocks::SYSTEM.real.now()).await?;
    store.close().await;
    database.settle().await
}

/// Of each kind as many; committees, which are looked at one by one, have that of an agency.
fn kind_of(number: usize, host: &organisation::Model) -> BoardKind {
    match number % 3 {
        _ if host.kind == OrganisationKind::PeopleCommittee => BoardKind::AgencyPeopleInspectorate,
        0 => BoardKind::CommunePeopleInspectorate,
        1 => BoardKind::AgencyPeopleInspectorate,
        _ => BoardKind::CommunityInvestmentSupervision,
    }
}

fn project_of(host: &organisation::Model) -> ProjectId {
    derived(&format!("bench/project/{}", host.id))
}

/// What a board supervises.
fn project(board: &board::Model) -> Option<project::Model> {
    let name = format!("Nâng cấp đường liên bản ({})", board.name);
    Some(project::Model {
        id: board.project_id?,
        organisation_id: board.organisation_id,
        unit_id: board.unit_id,
        name_sort: text::sort_key(&name),
        name,
        funding: Funding::PublicInvestment,
        investor: "Ban quản lý dự án".to_owned(),
        cost: Some(4_500_000_000),
        villages: ProjectVillages::default(),
        begins_on: board.term_from,
        ended_on: None,
        version: 1,
    })
}

fn founded(
    (host, kind): (&organisation::Model, BoardKind),
    director: OrganisationId,
    since: NaiveDate,
) -> board::Model {
    let name = format!("Ban Thanh tra nhân dân {}", host.name);
    board::Model {
        id: derived(&format!("bench/board/{}", host.id)),
        organisation_id: director,
        unit_id: host.unit_id,
        origin_unit_id: host.unit_id,
        body_id: derived(&format!("bench/board/{}/body", host.id)),
        host_id: host.id,
        kind,
        name_sort: text::sort_key(&name),
        name,
        state: BoardState::Recognised,
        staff: Some(24),
        term_from: since,
        term_to: since.checked_add_months(chrono::Months::new(24)),
        project_id: (kind == BoardKind::CommunityInvestmentSupervision).then(|| project_of(host)),
        course: Course::default(),
        ended_on: None,
        version: 1,
    }
}

fn people(board: &board::Model) -> impl Iterator<Item = person::Model> {
    (0..MEMBERS).map(|number| {
        let name = format!("Lò Văn Ín {number}");
        person::Model {
            id: derived(&format!("bench/person/{}/{number}", board.id)),
            organisation_id: board.organisation_id,
            unit_id: board.unit_id,
            name_fold: text::fold(&name),
            name_sort: text::sort_key(&name),
            name,
            birth_year: Some(1980),
            sex: None,
            of_a_minority: Some(number % 2 == 0),
            sealed_key: None,
            sealed: None,
            national_id_index: None,
            national_id_tail: None,
            erased_at: None,
            version: 1,
        }
    })
}

fn members(board: &board::Model) -> impl Iterator<Item = member::Model> {
    (0..MEMBERS).map(|number| member::Model {
        id: derived(&format!("bench/member/{}/{number}", board.id)),
        board_id: board.id,
        person_id: derived(&format!("bench/person/{}/{number}", board.id)),
        position: match number {
            0 => BoardPosition::Head,
            1 => BoardPosition::Deputy,
            _ => BoardPosition::Member,
        },
        represents: Represents::Staff,
        village_id: None,
        department: Some("Tổ chuyên môn".to_owned()),
        choice: Choice {
            on: board.term_from,
            received_on: board.term_from,
            households: None,
            present: Some(24),
            in_favour: Some(20),
        },
        standing: Standings::default(),
        recognised_on: Some(board.term_from),
        ended_on: (number == MEMBERS - 1).then(|| board.term_from + Days::new(90)),
        end: None,
    })
}

/// Two that are not closed, and one that is.
fn recommendations(board: &board::Model) -> impl Iterator<Item = recommendation::Model> {
    (0..3_u64).map(|number| {
        let on = board.term_from + Days::new(30 + number);
        let closed = number == 0;
        let found = FollowUp {
            on: on + Days::new(20),
            progress: Implementation::Done,
            findings: "Đã thực hiện.".to_owned(),
            recovered: Recovered {
                money_recovered: 1_000_000,
                ..Recovered::default()
            },
        };
        recommendation::Model {
            id: fresh(),
            organisation_id: board.body_id,
            unit_id: board.unit_id,
            origin_unit_id: board.unit_id,
            body_id: board.body_id,
            board_id: board.id,
            board_kind: board.kind,
            director_id: board.organisation_id,
            host_id: board.host_id,
            kind: RecommendationKind::Remedy,
            title: format!("Khắc phục thiếu sót số {number}"),
            content: "Đề nghị khắc phục.".to_owned(),
            addressee_id: Some(board.host_id),
            addressee_name: None,
            answer_by: None,
            state: if closed {
                RecommendationState::Closed
            } else {
                RecommendationState::Received
            },
            begun_on: on,
            sent_on: Some(on),
            due_on: Some(on + Days::new(15)),
            answered_on: closed.then(|| on + Days::new(10)),
            reminded_days: Some(0),
            course: Recommended {
                follow_ups: if closed { vec![found] } else { Vec::new() },
                ..Recommended::default()
            },
            version: 1,
        }
    })
}

fn inspections(board: &board::Model) -> impl Iterator<Item = inspection::Model> {
    (0..2_u64).map(|number| {
        let on = board.term_from + Days::new(40 + number);
        inspection::Model {
            id: fresh(),
            organisation_id: board.body_id,
            unit_id: board.unit_id,
            origin_unit_id: board.unit_id,
            board_id: board.id,
            board_kind: board.kind,
            director_id: board.organisation_id,
            host_id: board.host_id,
            plan_id: None,
            kind: InspectionKind::Check,
            subject: "Thu, chi quỹ".to_owned(),
            inspected_id: Some(board.host_id),
            inspected_name: None,
            notice: None,
            starts_on: on,
            ended_on: Some(on + Days::new(2)),
            result: Some(InspectionResult {
                outcome: InspectionOutcome::Shortcomings,
                findings: "Hai khoản thu không có biên bản họp.".to_owned(),
                cases: 2,
                money: 12_000_000,
                land: 0,
            }),
            cases: 2,
            recorded_at: None,
            version: 1,
        }
    })
}

fn heard(board: &board::Model) -> feedback::Model {
    feedback::Model {
        id: fresh(),
        organisation_id: board.body_id,
        unit_id: board.unit_id,
        board_id: board.id,
        director_id: board.organisation_id,
        received_on: board.term_from + Days::new(10),
        channel: Channel::SuggestionBox,
        content: "Thu quỹ không có biên bản họp.".to_owned(),
        giver_key: None,
        giver: None,
        verification: None,
        verified_on: None,
        told_on: None,
        recorded_at: None,
        version: 1,
    }
}

/// Everything, on one database.
pub async fn all(database: &Database, danchu: &Path, plan: Plan) -> Result<Vec<Figure>> {
    let bench = Bench { database, danchu, plan };
    let mut figures = vec![bench.one().await?];
    for (group, measure) in GROUPS {
        figures.push(bench.figures(group, measure).await?);
    }
    Ok(figures)
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

    /// The same board from danchu and from the floor, in turn.
    async fn one(&self) -> Result<Figure> {
        let danchu = Service::danchu(self.danchu, &self.database.config)?;
        let floor = Service::floor(&self.database.config)?;
        let token = danchu.sign_in(COMMUNE.login).await?;
        let boards = danchu.get("/api/v1/inspection-boards?limit=200", Some(&token)).await?;
        let id = in_the_committee_s_work(&boards).ok_or("the committee has no board")?;
        let (path, below) = (format!("/api/v1/inspection-boards/{id}"), format!("/boards/{id}"));
        let (ours, theirs) = (danchu.get(&path, Some(&token)).await?, floor.get(&below, None).await?);
        if alike(ours.clone()) != alike(theirs.clone()) {
            return Err(format!("danchu and the floor show different boards: {ours} {theirs}").into());
        }
        let below = Question::get(&floor.address, &below, None);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..self.plan.runs {
            let token = danchu.sign_in(COMMUNE.login).await?;
            let above = Question::get(&danchu.address, &path, Some(&token));
            theirs.push(self.per_second(&below).await?);
            ours.push(self.per_second(&above).await?);
        }
        let figure = self
            .figure("a board with 10 members, 2 open recommendations", "requests/s", ours)
            .beside(theirs);
        Ok(figure.wanted(Target::RatioAtLeast(0.6)))
    }

    async fn per_second(&self, question: &Question) -> Result<f64> {
        ask(question, MANY, self.plan.lasting / 10).await?;
        Ok(ask(question, MANY, self.plan.lasting).await?.per_second())
    }

    async fn figures(&self, group: &str, measure: &'static str) -> Result<Figure> {
        let path = format!("{FIGURES}{group}");
        let danchu = Service::danchu(self.danchu, &self.database.config)?;
        let mut runs = Vec::new();
        for _ in 0..self.plan.runs {
            let token = danchu.sign_in(LARGEST.login).await?;
            let counted = danchu.get(&path, Some(&token)).await?;
            if counted
                .get("boards")
                .and_then(Value::as_i64)
                .is_none_or(|boards| boards < 100)
            {
                return Err(format!("too few boards in a province: {counted}").into());
            }
            let question = Question::get(&danchu.address, &path, Some(&token));
            ask(&question, 1, self.plan.lasting / 10).await?;
            runs.push(ask(&question, 1, self.plan.lasting).await?.p95());
        }
        let figure = self.figure(measure, "ms", runs);
        Ok(figure.wanted(Target::AtMost(50.0)))
    }
}

/// The board of the commune's own committee.
fn in_the_committee_s_work(boards: &Value) -> Option<&str> {
    let mut boards = boards.get("items")?.as_array()?.iter();
    let host = |board: &&Value| {
        let name = board.pointer("/host/name").and_then(Value::as_str);
        name.is_some_and(|name| name.starts_with("Ủy ban nhân dân"))
    };
    boards.find(host)?.get("id")?.as_str()
}

/// A board without what depends on who asks; members of one day in the order of their ids.
fn alike(mut board: Value) -> Value {
    if let Some(board) = board.as_object_mut() {
        board.remove("etag");
        board.remove("allowed_actions");
    }
    board
}
