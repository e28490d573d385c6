//! The nation at work: totals of a round with 100,000 reports, read while others are being accepted, beside the same totals added up from the
//! reports as they are stored.

use std::{
    cell::RefCell,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use danchu::access::derived;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    Result,
    database::Database,
    figure::{Figure, Target},
    load::{Plan, Question, ask},
    progress,
    service::Service,
};

const NATION: &str = "leader.vn";
const PROVINCE: &str = "leader.12";
/// Reports accepted a second.
const PACE: u32 = 50;
/// Communes whose report is accepted meanwhile.
const ACCEPTED: usize = 600;
/// Communes whose report is sent and accepted as fast as it goes, 8 at a time.
const TIMED: usize = 160;
const CLIENTS: usize = 8;
const FEW: usize = 4;
/// Figures of a report.
const FIGURES: f64 = 60.0;

/// Fills the database as `danchu demo --scale national` does.
pub fn fill(database: &Database, danchu: &Path, organisations: u32, quarters: u32) -> Result<f64> {
    let mut command = Command::new(danchu);
    command.args(["demo", "--scale", "national"]);
    command.args([
        "--organisations",
        &organisations.to_string(),
        "--quarters",
        &quarters.to_string(),
    ]);
    command
        .env_remove("DATABASE_URL")
        .env("DANCHU_DATA_DIR", &database.config.data_dir);
    if let Some(url) = &database.config.database_url {
        command.env("DATABASE_URL", url);
    }
    let started = Instant::now();
    match command.status()?.success() {
        true => Ok(started.elapsed().as_secs_f64()),
        false => Err("the nation cannot be made".into()),
    }
}

/// Everything, on one database.
pub async fn all(database: &Database, danchu: &Path, plan: Plan) -> Result<Vec<Figure>> {
    let service = Service::national(danchu, &database.config)?;
    let nation = service.sign_in(NATION).await?;
    let rounds = service.get("/api/v1/report-rounds?limit=50", Some(&nation)).await?;
    let round = text(&rounds, "/items/0/id")?;
    let bench = Bench {
        database,
        service,
        nation,
        plan,
        round,
    };
    let mut figures = bench.ratios().await?;
    let work = bench.prepare().await?;
    figures.extend(bench.taken_in(&work).await?);
    figures.extend(bench.sent(&work).await?);
    figures.extend(bench.while_accepting(&work).await?);
    figures.extend(bench.workbook().await?);
    Ok(figures)
}

struct Bench<'b> {
    database: &'b Database,
    service: Service,
    nation: String,
    plan: Plan,
    /// A round in which everything is accepted.
    round: String,
}

/// A commune's report in a new round.
struct Report {
    id: Uuid,
    obligation: String,
    officer: String,
    leader: String,
    /// The `ETag` of its draft as it was last saved.
    saved: RefCell<Option<String>>,
    /// Whose leader accepts it.
    receiver: String,
}

impl Bench<'_> {
    fn figure(&self, measure: &'static str, runs: Vec<f64>) -> Figure {
        progress(&format!("{}: {measure}", self.database.backend));
        Figure::new(self.database.backend, measure, "ms", runs)
    }

    fn question(&self, path: &str, token: &str) -> Question {
        Question::get(&self.service.address, path, Some(token))
    }

    /// The nation's and a province's total as they are kept, and the same from the reports as they are stored: of the day before, after
    /// which nothing was accepted.
    async fn ratios(&self) -> Result<Vec<Figure>> {
        let province = self.service.sign_in(PROVINCE).await?;
        let today = self
            .service
            .get(
                &format!("/api/v1/report-rounds/{}/totals", self.round),
                Some(&self.nation),
            )
            .await?;
        let day: chrono::NaiveDate = text(&today, "/as_of")?.parse()?;
        let before = day.pred_opt().ok_or("a day")?;
        let mut figures = Vec::new();
        let both = [
            (
                "national total by province, p95 at 1 client (beside: from the reports)",
                &self.nation,
            ),
            (
                "province's total, p95 at 1 client (beside: from the reports)",
                &province,
            ),
        ];
        for (measure, token) in both {
            let path = format!("/api/v1/report-rounds/{}/totals", self.round);
            let (kept, stored) = (
                self.question(&path, token),
                self.question(&format!("{path}?as_of={before}"), token),
            );
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            for _ in 0..self.plan.runs {
                theirs.push(ask(&stored, 1, self.plan.lasting).await?.p95());
                ours.push(ask(&kept, 1, self.plan.lasting).await?.p95());
            }
            figures.push(self.figure(measure, ours).beside(theirs));
        }
        Ok(figures)
    }

    /// Opens a round and signs in whoever writes, signs and accepts.
    async fn prepare(&self) -> Result<Vec<Report>> {
        let templates = "/api/v1/report-templates?code=national-quarterly";
        let template = text(&self.service.get(templates, Some(&self.nation)).await?, "/items/0/id")?;
        let due = json!({"kind": "days_after", "days": 10, "event": "period_end"});
        let new = json!({
            "template_id": template, "period_key": "2036-Q1", "calendar": "civil", "name": "Báo cáo quý",
            "deadlines": {"province": due, "district": due, "commune": due},
        });
        let round = text(
            &self
                .service
                .send("POST", "/api/v1/report-rounds", &self.nation, Some(&new), None)
                .await?
                .0,
            "/id",
        )?;
        let mut reports = Vec::new();
        let mut path = "/api/v1/units?level=commune&limit=200".to_owned();
        while reports.len() < ACCEPTED + TIMED {
            let page = self.service.get(&path, Some(&self.nation)).await?;
            for unit in page.pointer("/items").and_then(Value::as_array).ok_or("no items")? {
                reports.push(self.report(unit, &round).await?);
            }
            progress(&format!(
                "{}: {} communes signed in",
                self.database.backend,
                reports.len()
            ));
            path = format!(
                "/api/v1/units?level=commune&limit=200&cursor={}",
                text(&page, "/next_cursor")?
            );
        }
        Ok(reports)
    }

    async fn report(&self, unit: &Value, round: &str) -> Result<Report> {
        let code = text(unit, "/code")?;
        let officer = self.service.sign_in(&format!("officer.{code}")).await?;
        let leader = self.service.sign_in(&format!("leader.{code}")).await?;
        let body: Uuid = derived(&format!("demo/national/committee/{code}"));
        let owed = format!("/api/v1/report-obligations?round={round}&organisation={body}");
        let owed = self.service.get(&owed, Some(&officer)).await?;
        Ok(Report {
            id: derived(&format!("bench/national/{code}")),
            obligation: text(&owed, "/items/0/id")?,
            receiver: format!("leader.{}", text(unit, "/parent/code")?),
            officer,
            leader,
            saved: RefCell::default(),
        })
    }

    /// Drafts saved over and over, 8 at a time, each of 60 figures that are checked and kept.
    async fn taken_in(&self, work: &[Report]) -> Result<Vec<Figure>> {
        let mut runs = Vec::new();
        for _ in 0..self.plan.runs {
            let started = Instant::now();
            let clients = work.iter().take(CLIENTS).map(|report| async move {
                let mut saved = 0_u32;
                while started.elapsed() < self.plan.lasting * 2 {
                    self.draft(report, saved).await?;
                    saved += 1;
                }
                Ok::<_, crate::Failure>(saved)
            });
            let saved: Result<Vec<u32>> = futures_util::future::join_all(clients).await.into_iter().collect();
            let drafts: u32 = saved?.iter().sum();
            runs.push(f64::from(drafts) * FIGURES / started.elapsed().as_secs_f64());
        }
        progress(&format!("{}: drafts saved", self.database.backend));
        let measure = "figures taken in, checked and kept, at 8 clients";
        let figure = Figure::new(self.database.backend, measure, "/s", runs);
        Ok(vec![figure.wanted(Target::AtLeast(20_000.0))])
    }

    /// The totals of every commune as a workbook: how much memory it takes besides what the service has, and how long.
    async fn workbook(&self) -> Result<Vec<Figure>> {
        let path = format!("/api/v1/report-rounds/{}/totals.xlsx?level=commune", self.round);
        let (mut grown, mut took) = (Vec::new(), Vec::new());
        for _ in 0..self.plan.runs {
            let before = self.service.memory_from_now();
            let started = Instant::now();
            let bytes = self.service.download(&path, &self.nation).await?;
            took.push(started.elapsed().as_secs_f64() * 1000.0);
            let most = self.service.most_memory();
            grown.extend(before.zip(most).map(|(before, most)| most - before));
            progress(&format!("{}: a workbook of {bytes} bytes", self.database.backend));
        }
        let measure = "totals of 3,321 communes as XLSX, memory grown";
        let grown = Figure::new(self.database.backend, measure, "MB", grown);
        Ok(vec![
            grown.wanted(Target::AtMost(100.0)),
            self.figure("totals of 3,321 communes as XLSX, time", took),
        ])
    }

    /// Reports sent and accepted, 8 at a time; those that are to be accepted later are only sent.
    async fn sent(&self, work: &[Report]) -> Result<Vec<Figure>> {
        let (timed, later) = work.split_at(TIMED.min(work.len()));
        let receivers = self.receivers(work).await?;
        let of = |part: usize| timed.iter().skip(part).step_by(CLIENTS);
        let (of, receivers) = (&of, &receivers);
        let clients = (0..CLIENTS).map(|client| async move {
            let (mut submits, mut accepts) = (Vec::new(), Vec::new());
            for report in of(client) {
                let (etag, took) = self.submit(report).await?;
                submits.push(took);
                accepts.push(self.accept(report, &etag, receivers).await?);
            }
            Ok::<_, crate::Failure>((submits, accepts))
        });
        let (mut submits, mut accepts) = (Vec::new(), Vec::new());
        for client in futures_util::future::join_all(clients).await {
            let (more_submits, more_accepts) = client?;
            submits.extend(more_submits);
            accepts.extend(more_accepts);
        }
        for report in later {
            self.submit(report).await?;
        }
        Ok(vec![
            self.figure("submit a report of 60 figures, p95 at 8 clients", vec![p95(submits)])
                .wanted(Target::AtMost(25.0)),
            self.figure("accept it, p95 at 8 clients", vec![p95(accepts)])
                .wanted(Target::AtMost(25.0)),
        ])
    }

    /// A token of each leader who accepts.
    async fn receivers(&self, work: &[Report]) -> Result<Map<String, Value>> {
        let mut tokens = Map::new();
        for report in work {
            if !tokens.contains_key(&report.receiver) {
                let token = self.service.sign_in(&report.receiver).await?;
                tokens.insert(report.receiver.clone(), Value::String(token));
            }
        }
        Ok(tokens)
    }

    /// Drafts and signs; the `ETag` afterwards, and how long the signing took in milliseconds.
    async fn submit(&self, report: &Report) -> Result<(String, f64)> {
        let at = format!("/api/v1/report-submissions/{}", report.id);
        let etag = self.draft(report, 0).await?;
        let started = Instant::now();
        let (_, etag) = self
            .service
            .send("POST", &format!("{at}/submit"), &report.leader, None, Some(&etag))
            .await?;
        Ok((etag, started.elapsed().as_secs_f64() * 1000.0))
    }

    /// Saves a draft; its `ETag`.
    async fn draft(&self, report: &Report, seed: u32) -> Result<String> {
        let at = format!("/api/v1/report-submissions/{}", report.id);
        let draft = json!({"obligation_id": report.obligation, "values": values(seed)});
        let last = report.saved.borrow().clone();
        let saved = self
            .service
            .send("PUT", &at, &report.officer, Some(&draft), last.as_deref())
            .await?;
        *report.saved.borrow_mut() = Some(saved.1.clone());
        Ok(saved.1)
    }

    async fn accept(&self, report: &Report, etag: &str, receivers: &Map<String, Value>) -> Result<f64> {
        let token = receivers
            .get(&report.receiver)
            .and_then(Value::as_str)
            .ok_or("nobody accepts")?;
        let at = format!("/api/v1/report-submissions/{}/accept", report.id);
        let started = Instant::now();
        self.service.send("POST", &at, token, None, Some(etag)).await?;
        Ok(started.elapsed().as_secs_f64() * 1000.0)
    }

    /// Totals read while 50 reports a second are accepted.
    async fn while_accepting(&self, work: &[Report]) -> Result<Vec<Figure>> {
        let receivers = self.receivers(work).await?;
        let province = self.service.sign_in(PROVINCE).await?;
        let path = format!("/api/v1/report-rounds/{}/totals", self.round);
        let mut waiting = work.iter().skip(TIMED);
        let mut figures = Vec::new();
        let both = [
            (
                "national total by province while 50/s are accepted, p95 at 1 client",
                &self.nation,
                100.0,
            ),
            (
                "province's total while 50/s are accepted, p95 at 4 clients",
                &province,
                20.0,
            ),
        ];
        for (measure, token, most) in both {
            let lasting = Duration::from_secs(6);
            let clients = if most > 50.0 { 1 } else { FEW };
            let question = self.question(&path, token);
            let (read, accepted) = tokio::join!(
                ask(&question, clients, lasting),
                self.keep_accepting(&mut waiting, lasting, &receivers)
            );
            let accepted = accepted?;
            progress(&format!("{}: {accepted} accepted meanwhile", self.database.backend));
            figures.push(self.figure(measure, vec![read?.p95()]).wanted(Target::AtMost(most)));
        }
        Ok(figures)
    }

    /// Accepts at a pace for so long; how many it came to.
    async fn keep_accepting<'r>(
        &self,
        waiting: &mut impl Iterator<Item = &'r Report>,
        lasting: Duration,
        receivers: &Map<String, Value>,
    ) -> Result<u32> {
        let started = Instant::now();
        let mut accepted = 0;
        while started.elapsed() < lasting {
            let Some(report) = waiting.next() else { break };
            tokio::time::sleep_until((started + Duration::from_secs(1) * accepted / PACE).into()).await;
            let at = format!("/api/v1/report-submissions/{}", report.id);
            let token = receivers
                .get(&report.receiver)
                .and_then(Value::as_str)
                .ok_or("nobody accepts")?;
            let (_, etag) = self.service.send("GET", &at, token, None, None).await?;
            self.accept(report, &etag, receivers).await?;
            accepted += 1;
        }
        Ok(accepted)
    }
}

fn values(seed: u32) -> Value {
    let answer = |number: u32| match number {
        1..=48 => json!(number * 17 + seed),
        49..=52 => json!("12.50"),
        53..=58 => json!(number.is_multiple_of(2)),
        _ => json!("tot"),
    };
    let values: Map<String, Value> = (1..=60)
        .map(|number| (format!("A{number:02}"), answer(number)))
        .collect();
    Value::Object(values)
}

fn p95(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    let at = times.len().saturating_mul(95).div_ceil(100).saturating_sub(1);
    times.get(at).copied().unwrap_or(f64::NAN)
}

fn text(value: &Value, pointer: &str) -> Result<String> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found
        .map(str::to_owned)
        .ok_or_else(|| format!("no {pointer} in {value}").into())
}
