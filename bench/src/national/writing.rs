//! Reports taken in, signed and accepted, 8 at a time.

use std::time::Instant;

use serde_json::json;

use super::{
    Bench,
    work::{FIGURES, Report, Work, values},
};
use crate::{
    Failure, Result,
    figure::{Figure, Target},
    progress,
};

const CLIENTS: usize = 8;

impl Bench<'_> {
    /// Drafts saved over and over, each of 100 figures that are checked and kept.
    pub async fn taken_in(&self, work: &Work) -> Result<Vec<Figure>> {
        let mut runs = Vec::new();
        for _ in 0..self.plan.runs {
            let started = Instant::now();
            let clients = work.before.iter().take(CLIENTS).map(|report| async move {
                let mut saved = 0_u32;
                while started.elapsed() < self.plan.lasting * 2 {
                    self.draft(report, saved).await?;
                    saved += 1;
                }
                Ok::<_, Failure>(saved)
            });
            let saved: Result<Vec<u32>> = futures_util::future::join_all(clients).await.into_iter().collect();
            let drafts: u32 = saved?.iter().sum();
            runs.push(f64::from(drafts * FIGURES) / started.elapsed().as_secs_f64());
        }
        let figure = self.figure("figures taken in, checked and kept, at 8 clients", "/s", runs);
        Ok(vec![figure.wanted(Target::AtLeast(20_000.0))])
    }

    /// Each leader reads the draft and signs it.
    pub async fn sent(&self, work: &Work) -> Result<Vec<Figure>> {
        for reports in [&work.before, &work.paced, &work.timed] {
            at_once(reports, async |report| self.draft(report, 0).await.map(|_| 0.0)).await?;
        }
        for reports in [&work.before, &work.paced] {
            at_once(reports, async |report| self.submit(report).await).await?;
        }
        progress(&format!("{}: reports drafted", self.database.backend));
        let took = at_once(&work.timed, async |report| self.submit(report).await).await?;
        let figure = self.figure(
            "submit a report of 100 figures, p95 at 8 clients",
            "ms",
            vec![p95(took)],
        );
        Ok(vec![figure.wanted(Target::AtMost(25.0))])
    }

    /// Each receiving leader reads the report and accepts it.
    pub async fn accepted(&self, work: &Work) -> Result<Vec<Figure>> {
        at_once(&work.before, async |report| self.accept(work, report).await).await?;
        let took = at_once(&work.timed, async |report| self.accept(work, report).await).await?;
        let figure = self.figure("accept it, p95 at 8 clients", "ms", vec![p95(took)]);
        Ok(vec![figure.wanted(Target::AtMost(25.0))])
    }

    /// Saves a draft; its `ETag`.
    async fn draft(&self, report: &Report, seed: u32) -> Result<String> {
        let draft = json!({"obligation_id": report.obligation, "values": values(seed)});
        let last = report.saved.borrow().clone();
        let saved = self
            .service
            .send("PUT", &report.address(), &report.officer, Some(&draft), last.as_deref())
            .await?;
        *report.saved.borrow_mut() = Some(saved.1.clone());
        Ok(saved.1)
    }

    /// Reads and signs; how long the signing took in milliseconds.
    async fn submit(&self, report: &Report) -> Result<f64> {
        self.read_and(report, "submit", &report.leader).await
    }

    /// Reads and accepts; how long the accepting took in milliseconds.
    pub async fn accept(&self, work: &Work, report: &Report) -> Result<f64> {
        let token = work.receivers.get(&report.receiver).ok_or("nobody accepts")?;
        self.read_and(report, "accept", token).await
    }

    async fn read_and(&self, report: &Report, act: &str, token: &str) -> Result<f64> {
        let at = report.address();
        let (_, etag) = self.service.send("GET", &at, token, None, None).await?;
        let started = Instant::now();
        self.service
            .send("POST", &format!("{at}/{act}"), token, None, Some(&etag))
            .await?;
        Ok(started.elapsed().as_secs_f64() * 1000.0)
    }
}

/// Does something with each report, 8 at a time; what each came to.
async fn at_once(reports: &[Report], each: impl AsyncFn(&Report) -> Result<f64>) -> Result<Vec<f64>> {
    let each = &each;
    let clients = (0..CLIENTS).map(|client| async move {
        let mut took = Vec::new();
        for report in reports.iter().skip(client).step_by(CLIENTS) {
            took.push(each(report).await?);
        }
        Ok::<_, Failure>(took)
    });
    let took: Result<Vec<Vec<f64>>> = futures_util::future::join_all(clients).await.into_iter().collect();
    Ok(took?.concat())
}

fn p95(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    let at = times.len().saturating_mul(95).div_ceil(100).saturating_sub(1);
    times.get(at).copied().unwrap_or(f64::NAN)
}
