//! The register of documents: 100,000 regulations of 20,000 organisations, searched and listed, and files as large as they may be.

use std::{
    fs::File,
    io::{Read, Write},
    path::Path,
    time::{Duration, Instant},
};

use chrono::NaiveDate;
use danchu::{
    access::{AttachmentId, DocumentId, Event, Record, RegulationId, System, Task, derived, fresh},
    clock::Clocks,
    document::regulation::{
        ConsultationForm, RegulationState, Setting,
        entity::{self as regulation, Consultation, ConsultationResult, Course, Issue, Partner},
    },
    organisation::organisation,
    reporting::official::SigningCapacity,
    text,
};
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    Result,
    database::Database,
    figure::{Figure, Target},
    load::{Plan, Question, ask},
    progress,
    register::{self, NATION},
    service::Service,
};

/// Organisations, each with as many documents as there are subjects.
pub const ORGANISATIONS: u32 = 20_000;
const SUBJECTS: [&str; 5] = [
    "Quy chế thực hiện dân chủ ở cơ sở",
    "Quy chế công khai tài chính, ngân sách",
    "Quy chế tiếp công dân, giải quyết kiến nghị",
    "Quy chế chi tiêu nội bộ",
    "Nội quy cơ quan",
];
const LIST: &str = "/api/v1/democracy-regulations?limit=50";
/// Two words that few documents have, and two that twenty thousand have.
const RARE: &str = "/api/v1/documents?q=doan+ket&limit=50";
const COMMON: &str = "/api/v1/documents?q=tiep+cong&limit=50";
const MANY: usize = 32;
/// The largest file.
const FILE: usize = 25 * 1024 * 1024;
const AT_ONCE: usize = 2000;

/// Fills an empty database.
pub async fn fill(database: &Database) -> Result<()> {
    register::fill(database, ORGANISATIONS).await?;
    let store = database.open().await?;
    let change = System::new(&store, Task::LoadBuiltIns).begin().await?;
    let connection = change.connection();
    let bodies = organisation::Entity::find().order_by_asc(organisation::Column::Id);
    let bodies = bodies.all(connection).await?;
    let rows: Vec<regulation::Model> = bodies.iter().flat_map(regulations).collect();
    for rows in rows.chunks(AT_ONCE) {
        register::keep::<regulation::Entity>(connection, rows.to_vec()).await?;
        regulation::Entity::keep_beside(rows, connection).await?;
    }
    let event = Event::about("register", derived::<uuid::Uuid>("bench/documents"));
    change.commit(event, Clocks::SYSTEM.real.now()).await?;
    store.close().await;
    database.settle().await
}

fn regulations(body: &organisation::Model) -> impl Iterator<Item = regulation::Model> {
    let signed_on = body.valid_from;
    SUBJECTS.iter().zip(1..).map(move |(subject, number)| {
        let title = format!("{subject} của {}", body.name);
        let id: DocumentId = derived(&format!("bench/regulation/{}/{number}", body.id));
        regulation::Model {
            id: RegulationId(id.0),
            organisation_id: body.id,
            unit_id: body.unit_id,
            origin_unit_id: body.unit_id,
            setting: if number == 1 {
                Setting::Agency
            } else {
                Setting::Internal
            },
            field: None,
            title_fold: text::fold(&title),
            title,
            summary: Some(format!(
                "Quy định nguyên tắc, nội dung, hình thức và trách nhiệm thực hiện trong hoạt động của {}.",
                body.name
            )),
            state: RegulationState::Issued,
            begun_on: signed_on,
            number: Some(number),
            symbol: Some("QĐ".to_owned()),
            signed_on: Some(signed_on),
            in_force_on: Some(signed_on),
            expires_on: None,
            course: issued(signed_on),
            version: 1,
        }
    })
}

/// As most are: those concerned were asked, and the union took part.
fn issued(signed_on: NaiveDate) -> Course {
    let consultation = Consultation {
        opened_on: signed_on,
        forms: vec![ConsultationForm::StaffConference, ConsultationForm::Portal],
        plan: Some("Kế hoạch số 15/KH-UBND".to_owned()),
        draft_file: None,
        open_until: None,
        result: Some(ConsultationResult {
            closed_on: signed_on,
            opinions: 34,
            accepted: 21,
            explanation: "Tiếp thu 21 ý kiến; 13 ý kiến còn lại đã có trong Luật.".to_owned(),
            explained_on: signed_on,
        }),
    };
    let issue = Issue {
        signer: "Lò Văn Inh".to_owned(),
        capacities: vec![SigningCapacity::Tm],
        partner: Some(Partner {
            name: "Ban Chấp hành Công đoàn".to_owned(),
            document: "Công văn số 12/CV-CĐ".to_owned(),
        }),
        no_partner_reason: None,
        signed_file: None,
    };
    Course {
        consultation: Some(consultation),
        issue: Some(issue),
        ..Course::default()
    }
}

/// Everything, on one database.
pub async fn all(database: &Database, danchu: &Path, plan: Plan) -> Result<Vec<Figure>> {
    let bench = Bench { database, danchu, plan };
    let most = if database.config.database_url.is_some() {
        20.0
    } else {
        50.0
    };
    let rare = bench
        .search("search, two words of few documents, p95 at 1 client", RARE)
        .await?;
    let common = bench
        .search("search, two words of 20,000 documents, p95 at 1 client", COMMON)
        .await?;
    let mut figures = vec![rare.wanted(Target::AtMost(most)), common.wanted(Target::AtMost(most))];
    figures.push(bench.list().await?);
    figures.extend(bench.upload().await?);
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

    fn serve(&self) -> Result<Service> {
        Service::danchu(self.danchu, &self.database.config)
    }

    async fn search(&self, measure: &'static str, path: &str) -> Result<Figure> {
        let danchu = self.serve()?;
        let mut runs = Vec::new();
        for _ in 0..self.plan.runs {
            let token = danchu.sign_in(NATION.login).await?;
            let found = danchu.get(path, Some(&token)).await?;
            if found.pointer("/items/0").is_none() {
                return Err(format!("{path} finds nothing").into());
            }
            let question = Question::get(&danchu.address, path, Some(&token));
            ask(&question, 1, self.plan.lasting / 10).await?;
            runs.push(ask(&question, 1, self.plan.lasting).await?.p95());
        }
        Ok(self.figure(measure, "ms", runs))
    }

    /// The same 50 regulations from danchu and from the floor, in turn.
    async fn list(&self) -> Result<Figure> {
        let (danchu, floor) = (self.serve()?, Service::floor(&self.database.config)?);
        let token = danchu.sign_in(NATION.login).await?;
        let (ours, theirs) = (
            danchu.get(LIST, Some(&token)).await?,
            floor.get("/regulations", None).await?,
        );
        if items(ours)? != items(theirs)? {
            return Err("danchu and the floor list different regulations".into());
        }
        let below = Question::get(&floor.address, "/regulations", None);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..self.plan.runs {
            let token = danchu.sign_in(NATION.login).await?;
            let above = Question::get(&danchu.address, LIST, Some(&token));
            theirs.push(self.per_second(&below).await?);
            ours.push(self.per_second(&above).await?);
        }
        let figure = self.figure("list of 50 regulations", "requests/s", ours).beside(theirs);
        Ok(figure.wanted(Target::RatioAtLeast(0.6)))
    }

    async fn per_second(&self, question: &Question) -> Result<f64> {
        ask(question, MANY, self.plan.lasting / 10).await?;
        Ok(ask(question, MANY, self.plan.lasting).await?.per_second())
    }

    /// A file of 25 MiB, new each time, beside copying it with a hash.
    async fn upload(&self) -> Result<Vec<Figure>> {
        let danchu = self.serve()?;
        let token = danchu.sign_in(NATION.login).await?;
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        // The first finds everything in place for the others.
        send(&danchu, &token, file("first")).await?;
        let before = danchu.memory_from_now();
        for run in 0..self.plan.runs.max(5) {
            let (name, copied) = (format!("{run}"), format!("{run}/copied"));
            theirs.push(speed(copy(&self.database.config.data_dir, &file(&copied))?));
            ours.push(speed(send(&danchu, &token, file(&name)).await?));
        }
        let speed = self.figure("upload of 25 MiB", "MB/s", ours).beside(theirs);
        let mut figures = vec![speed.wanted(Target::RatioAtLeast(0.7))];
        if let Some((before, most)) = before.zip(danchu.most_memory()) {
            let growth = self.figure("memory more, while 25 MiB come", "MB", vec![most - before]);
            figures.push(growth.wanted(Target::AtMost(20.0)));
        }
        Ok(figures)
    }
}

/// A PDF of 25 MiB like no other.
fn file(name: &str) -> Vec<u8> {
    let mut file = format!("%PDF-1.7\n{name}\n").into_bytes();
    file.resize(FILE, b' ');
    file
}

async fn send(danchu: &Service, token: &str, file: Vec<u8>) -> Result<Duration> {
    let path = format!("/api/v1/attachments/{}?name=a.pdf", fresh::<AttachmentId>());
    let started = Instant::now();
    danchu.upload(&path, token, file).await?;
    Ok(started.elapsed())
}

/// Copies it piece by piece to where it is safe, with its hash.
fn copy(directory: &Path, file: &[u8]) -> Result<Duration> {
    let source = directory.join("source");
    std::fs::write(&source, file)?;
    let started = Instant::now();
    let (mut from, mut to) = (File::open(&source)?, File::create(directory.join("copy"))?);
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 64 * 1024]);
    loop {
        let read = from.read(&mut piece)?;
        let Some(read) = piece.get(..read).filter(|read| !read.is_empty()) else {
            break;
        };
        hash.update(read);
        to.write_all(read)?;
    }
    to.sync_all()?;
    std::hint::black_box(hash.finalize());
    Ok(started.elapsed())
}

fn speed(took: Duration) -> f64 {
    let megabytes = f64::from(u32::try_from(FILE).unwrap_or_default()) / 1e6;
    megabytes / took.as_secs_f64()
}

fn items(mut page: Value) -> Result<Vec<Value>> {
    let Some(Value::Array(mut items)) = page.get_mut("items").map(Value::take) else {
        return Err("a list without items".into());
    };
    for item in items.iter_mut().filter_map(Value::as_object_mut) {
        item.remove("etag");
        item.remove("allowed_actions");
    }
    Ok(items)
}
