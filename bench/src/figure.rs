//! What is shown: a table for people, and a file for programs.

use serde::Serialize;

use crate::{Result, database::Backend, program::checkout};

/// What a figure should come to.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// As a ratio to the floor.
    RatioAtLeast(f64),
    /// As a ratio to the floor.
    RatioAtMost(f64),
    /// In the figure's own unit.
    AtMost(f64),
    /// In the figure's own unit.
    AtLeast(f64),
}

/// One measured figure: the median of the runs.
#[derive(Clone, Debug, Serialize)]
pub struct Figure {
    pub database: &'static str,
    pub measure: &'static str,
    /// What it is counted in.
    pub unit: &'static str,
    pub floor: Option<f64>,
    pub danchu: f64,
    pub ratio: Option<f64>,
    pub target: Option<Target>,
    pub met: Option<bool>,
    pub floor_runs: Vec<f64>,
    pub danchu_runs: Vec<f64>,
}

impl Figure {
    pub fn new(backend: Backend, measure: &'static str, unit: &'static str, runs: Vec<f64>) -> Self {
        Self {
            database: match backend {
                Backend::Sqlite => "sqlite",
                Backend::Postgres => "postgres",
            },
            measure,
            unit,
            floor: None,
            danchu: median(&runs),
            ratio: None,
            target: None,
            met: None,
            floor_runs: Vec::new(),
            danchu_runs: runs,
        }
    }

    pub fn beside(mut self, floor: Vec<f64>) -> Self {
        let middle = median(&floor);
        self.floor = Some(middle);
        self.ratio = Some(self.danchu / middle);
        self.floor_runs = floor;
        self
    }

    pub fn wanted(mut self, target: Target) -> Self {
        self.met = match target {
            Target::RatioAtLeast(least) => self.ratio.map(|ratio| ratio >= least),
            Target::RatioAtMost(most) => self.ratio.map(|ratio| ratio <= most),
            Target::AtMost(most) => Some(self.danchu <= most),
            Target::AtLeast(least) => Some(self.danchu >= least),
        };
        self.target = Some(target);
        self
    }
}

fn median(runs: &[f64]) -> f64 {
    let mut sorted = runs.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The figures side by side.
pub fn table(figures: &[Figure]) -> String {
    let mut text = String::new();
    line(
        &mut text,
        ["database", "measure", "floor", "danchu", "ratio", "wanted", "met"],
    );
    for figure in figures {
        let number = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.1}"));
        let wanted = match figure.target {
            Some(Target::RatioAtLeast(least)) => format!("ratio ≥ {least}"),
            Some(Target::RatioAtMost(most)) => format!("ratio ≤ {most}"),
            Some(Target::AtMost(most)) => format!("≤ {most} {}", figure.unit),
            Some(Target::AtLeast(least)) => format!("≥ {least} {}", figure.unit),
            None => String::new(),
        };
        let met = figure.met.map_or("", |met| if met { "yes" } else { "NO" });
        let measure = format!("{}, {}", figure.measure, figure.unit);
        let ratio = figure.ratio.map_or_else(String::new, |ratio| format!("{ratio:.3}"));
        let (floor, danchu) = (number(figure.floor), number(Some(figure.danchu)));
        line(
            &mut text,
            [figure.database, &measure, &floor, &danchu, &ratio, &wanted, met],
        );
    }
    text
}

fn line(text: &mut String, [database, measure, floor, danchu, ratio, wanted, met]: [&str; 7]) {
    text.push_str(&format!(
        "{database:<9} {measure:<58} {floor:>8} {danchu:>8} {ratio:>6}  {wanted:<13} {met}\n"
    ));
}

/// Writes `target/bench.json`.
pub fn keep(figures: &[Figure], full: bool) -> Result<()> {
    let cores = std::thread::available_parallelism()?.get();
    let kept = serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "form": if full { "full" } else { "short" },
        "cores": cores,
        "figures": figures,
    });
    let file = checkout().join("target/bench.json");
    Ok(std::fs::write(file, serde_json::to_string_pretty(&kept)?)?)
}
