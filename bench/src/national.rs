//! The nation at work: totals of a round with 100,000 reports, read while others are being accepted, beside the same totals added up from the
//! reports as they are stored.

mod totals;
mod work;
mod writing;

use std::{path::Path, process::Command, time::Instant};

use serde_json::Value;

use crate::{
    Result,
    database::Database,
    figure::Figure,
    load::{Plan, Question},
    progress,
    service::Service,
};

const NATION: &str = "leader.vn";
const PROVINCE: &str = "leader.12";

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
    figures.extend(bench.accepted(&work).await?);
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

impl Bench<'_> {
    fn figure(&self, measure: &'static str, unit: &'static str, runs: Vec<f64>) -> Figure {
        progress(&format!("{}: {measure}", self.database.backend));
        Figure::new(self.database.backend, measure, unit, runs)
    }

    fn question(&self, path: &str, token: &str) -> Question {
        Question::get(&self.service.address, path, Some(token))
    }
}

fn text(value: &Value, pointer: &str) -> Result<String> {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found
        .map(str::to_owned)
        .ok_or_else(|| format!("no {pointer} in {value}").into())
}
