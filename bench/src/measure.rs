//! What is measured, and how.

use std::path::Path;

use serde_json::Value;

use crate::{
    Result,
    database::Database,
    figure::{Figure, Target},
    load::{Plan, Question, ask},
    progress,
    register::{COMMUNE, Caller, NATION, PROVINCE},
    reports::round_id,
    service::{Service, credentials},
};

const LIST: &str = "/api/v1/organisations?limit=50";

/// Connections at a time: many where throughput counts, few where latency does.
const MANY: usize = 32;
const FEW: usize = 4;
const CROWD: usize = 64;
const SIGNING_IN: usize = 2;

/// Everything, on one database.
pub async fn all(database: &Database, danchu: &Path, plan: Plan) -> Result<Vec<Figure>> {
    let bench = Bench { database, danchu, plan };
    // The first start makes the signing key; the others find everything in place.
    Service::time_to_ready(danchu, &database.config).await?;
    let mut figures = vec![bench.ready().await?];
    figures.extend(bench.lists().await?);
    let list = bench
        .latency("a province's list of 50, p95 at 4 clients", LIST, FEW)
        .await?;
    figures.push(list.wanted(Target::AtMost(15.0)));
    let totals = format!("/api/v1/report-rounds/{}/totals", round_id());
    let total = bench.latency("a province's total, p95 at 1 client", &totals, 1).await?;
    figures.push(total.wanted(Target::AtMost(10.0)));
    figures.push(
        bench
            .latency("a province's total, p95 at 4 clients", &totals, FEW)
            .await?,
    );
    figures.push(bench.logins().await?);
    figures.extend(bench.memory().await?);
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

    async fn ready(&self) -> Result<Figure> {
        let mut runs = Vec::new();
        for _ in 0..self.plan.runs.max(5) {
            runs.push(Service::time_to_ready(self.danchu, &self.database.config).await? * 1000.0);
        }
        let figure = self.figure("ready on an existing database", "ms", runs);
        Ok(figure.wanted(Target::AtMost(300.0)))
    }

    /// The same 50 organisations from danchu and from the floor, in turn.
    async fn lists(&self) -> Result<[Figure; 2]> {
        let (danchu, floor) = (self.serve()?, Service::floor(&self.database.config)?);
        let token = danchu.sign_in(COMMUNE.login).await?;
        let me = danchu.get(LIST, Some(&token)).await?;
        let unit = me
            .pointer("/items/0/unit/id")
            .and_then(Value::as_str)
            .ok_or("an empty commune")?;
        let of_a_unit = format!("/organisations/{unit}");
        Ok([
            self.list("list of 50, caller over all", &danchu, NATION, &floor, "/organisations")
                .await?,
            self.list("list of 50, caller of a commune", &danchu, COMMUNE, &floor, &of_a_unit)
                .await?,
        ])
    }

    async fn list(
        &self,
        measure: &'static str,
        danchu: &Service,
        caller: Caller,
        floor: &Service,
        path: &str,
    ) -> Result<Figure> {
        let token = danchu.sign_in(caller.login).await?;
        same(danchu.get(LIST, Some(&token)).await?, floor.get(path, None).await?)?;
        let below = Question::get(&floor.address, path, None);
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..self.plan.runs {
            let token = danchu.sign_in(caller.login).await?;
            let above = Question::get(&danchu.address, LIST, Some(&token));
            theirs.push(self.per_second(&below).await?);
            ours.push(self.per_second(&above).await?);
        }
        let figure = self.figure(measure, "requests/s", ours).beside(theirs);
        Ok(figure.wanted(Target::RatioAtLeast(0.7)))
    }

    async fn per_second(&self, question: &Question) -> Result<f64> {
        ask(question, MANY, self.plan.lasting / 10).await?;
        Ok(ask(question, MANY, self.plan.lasting).await?.per_second())
    }

    async fn latency(&self, measure: &'static str, path: &str, clients: usize) -> Result<Figure> {
        let danchu = self.serve()?;
        let mut runs = Vec::new();
        for _ in 0..self.plan.runs {
            let token = danchu.sign_in(PROVINCE.login).await?;
            let question = Question::get(&danchu.address, path, Some(&token));
            ask(&question, clients, self.plan.lasting / 10).await?;
            runs.push(ask(&question, clients, self.plan.lasting).await?.p95());
        }
        Ok(self.figure(measure, "ms", runs))
    }

    async fn logins(&self) -> Result<Figure> {
        let danchu = self.serve()?;
        let question = signing_in(&danchu);
        let run = ask(&question, SIGNING_IN, self.plan.lasting).await?;
        Ok(self.figure("sign-ins, 2 at a time", "a second", vec![run.per_second()]))
    }

    /// A crowd reads while people sign in. Only SQLite, which works within the process, has a bound.
    async fn memory(&self) -> Result<Option<Figure>> {
        let danchu = self.serve()?;
        let token = danchu.sign_in(NATION.login).await?;
        let reading = Question::get(&danchu.address, LIST, Some(&token));
        let signing_in = signing_in(&danchu);
        let lasting = self.plan.lasting * 2;
        let (read, signed_in) = tokio::join!(ask(&reading, CROWD, lasting), ask(&signing_in, SIGNING_IN, lasting));
        read?;
        signed_in?;
        let measured = danchu.most_memory().map(|most| {
            self.figure("memory at 64 connections and 2 sign-ins", "MB", vec![most])
                .wanted(Target::AtMost(150.0))
        });
        Ok(measured)
    }
}

fn signing_in(danchu: &Service) -> Question {
    Question::post(&danchu.address, "/api/v1/auth/login", &credentials(PROVINCE.login))
}

/// A comparison is one only when both sides say the same, but for what depends on who asks: the floor asks nobody.
fn same(danchu: Value, floor: Value) -> Result<()> {
    let (ours, theirs) = (items(danchu)?, items(floor)?);
    match ours == theirs && ours.len() == 50 {
        true => Ok(()),
        false => Err("danchu and the floor list different rows".into()),
    }
}

fn items(mut page: Value) -> Result<Vec<Value>> {
    let items = page.get_mut("items").map(Value::take);
    let Some(Value::Array(mut items)) = items else {
        return Err("a list without items".into());
    };
    for item in items.iter_mut().filter_map(Value::as_object_mut) {
        item.remove("etag");
        item.remove("allowed_actions");
    }
    Ok(items)
}
