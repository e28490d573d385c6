//! Totals as they are kept: beside the same from the stored reports, while reports are being accepted, and as a workbook.

use std::time::{Duration, Instant};

use super::{
    Bench, PROVINCE, text,
    work::{Report, Work},
};
use crate::{
    Result,
    figure::{Figure, Target},
    load::ask,
    progress,
};

/// Reports accepted a second.
const PACE: u8 = 50;
/// How long totals are read meanwhile.
const LASTING: Duration = Duration::from_secs(6);

impl Bench<'_> {
    /// The nation's and a province's total as they are kept, and the same from the reports as they are stored: of the day before, after
    /// which nothing was accepted.
    pub async fn ratios(&self) -> Result<Vec<Figure>> {
        let province = self.service.sign_in(PROVINCE).await?;
        let path = format!("/api/v1/report-rounds/{}/totals", self.round);
        let today = self.service.get(&path, Some(&self.nation)).await?;
        let day: chrono::NaiveDate = text(&today, "/as_of")?.parse()?;
        let before = day.pred_opt().ok_or("a day")?;
        let stored = format!("{path}?as_of={before}");
        let both = async |measure, token: &str| {
            let (kept, stored) = (self.question(&path, token), self.question(&stored, token));
            let (mut ours, mut theirs) = (Vec::new(), Vec::new());
            for _ in 0..self.plan.runs {
                theirs.push(ask(&stored, 1, self.plan.lasting).await?.p95());
                ours.push(ask(&kept, 1, self.plan.lasting).await?.p95());
            }
            Ok::<_, crate::Failure>(self.figure(measure, "ms", ours).beside(theirs))
        };
        let national = "national total, p95 at 1 client (beside: from the reports)";
        let provincial = "province's total, p95 at 1 client (beside: from the reports)";
        Ok(vec![
            both(national, &self.nation)
                .await?
                .wanted(Target::RatioAtMost(1.0 / 40.0)),
            both(provincial, &province).await?,
        ])
    }

    /// Totals read while 50 reports a second are accepted.
    pub async fn while_accepting(&self, work: &Work) -> Result<Vec<Figure>> {
        let province = self.service.sign_in(PROVINCE).await?;
        let path = format!("/api/v1/report-rounds/{}/totals", self.round);
        let (first, second) = work.paced.split_at(work.paced.len() / 2);
        let both = [
            (
                "national total while 50/s are accepted, p95 at 1 client",
                &self.nation,
                1,
                100.0,
                first,
            ),
            (
                "province's total while 50/s are accepted, p95 at 4 clients",
                &province,
                4,
                20.0,
                second,
            ),
        ];
        let mut figures = Vec::new();
        for (measure, token, clients, most, reports) in both {
            let question = self.question(&path, token);
            let (read, accepted) = tokio::join!(ask(&question, clients, LASTING), self.keep_accepting(work, reports));
            let accepted = accepted?;
            let read = self.figure(measure, "ms", vec![read?.p95()]);
            figures.push(read.wanted(Target::AtMost(most)));
            figures.push(self.figure("meanwhile accepted", "/s", vec![accepted]));
        }
        Ok(figures)
    }

    /// Accepts at a pace, several at a time where one takes longer than its turn; how many were accepted a second.
    async fn keep_accepting(&self, work: &Work, reports: &[Report]) -> Result<f64> {
        let started = Instant::now();
        let turn = Duration::from_secs(1) / u32::from(PACE);
        let turns = (0..PACE).map(|first| async move {
            let mut accepted = 0.0;
            let its = reports.iter().skip(first.into()).step_by(PACE.into());
            for (second, report) in (0..).zip(its) {
                let due = started + Duration::from_secs(second) + turn * u32::from(first);
                tokio::time::sleep_until(due.into()).await;
                self.accept(work, report).await?;
                if started.elapsed() > LASTING {
                    break;
                }
                accepted += 1.0;
            }
            Ok::<_, crate::Failure>(accepted)
        });
        let accepted: Result<Vec<f64>> = futures_util::future::join_all(turns).await.into_iter().collect();
        Ok(accepted?.iter().sum::<f64>() / LASTING.as_secs_f64())
    }

    /// The totals of every commune as a workbook: how much memory it takes besides what the service has, and how long.
    pub async fn workbook(&self) -> Result<Vec<Figure>> {
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
        Ok(vec![
            self.figure("totals of 3,321 communes as XLSX, memory grown", "MB", grown)
                .wanted(Target::AtMost(100.0)),
            self.figure("totals of 3,321 communes as XLSX, time", "ms", took),
        ])
    }
}
