//! The work of a new round of 100 indicators: whose report is drafted, signed and accepted, and by whom.

use std::{cell::RefCell, collections::BTreeMap};

use danchu::access::derived;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Bench, text};
use crate::{Result, progress};

/// Communes whose report is sent and accepted as fast as it goes.
const TIMED: usize = 400;
/// Communes whose report is accepted at a pace.
const PACED: usize = 600;
/// Communes whose report is written before anything is timed: a connection plans a statement when it first meets it.
const BEFORE: usize = 160;

/// Figures of a report.
pub const FIGURES: u32 = 100;

/// What there is to do, and who decides on it.
pub struct Work {
    pub before: Vec<Report>,
    pub timed: Vec<Report>,
    pub paced: Vec<Report>,
    /// A token of each leader who accepts, by login.
    pub receivers: BTreeMap<String, String>,
}

/// A commune's report in the new round.
pub struct Report {
    pub id: Uuid,
    pub obligation: String,
    pub officer: String,
    pub leader: String,
    /// The `ETag` of its draft as it was last saved.
    pub saved: RefCell<Option<String>>,
    /// Whose leader accepts it.
    pub receiver: String,
}

impl Report {
    pub fn address(&self) -> String {
        format!("/api/v1/report-submissions/{}", self.id)
    }
}

impl Bench<'_> {
    /// Opens a round and signs in whoever writes, signs and accepts.
    pub async fn prepare(&self) -> Result<Work> {
        let template = self.template().await?;
        let due = json!({"kind": "days_after", "days": 10, "event": "period_end"});
        let new = json!({
            "template_id": template, "period_key": "2036-Q1", "calendar": "civil", "name": "Báo cáo quý",
            "deadlines": {"province": due, "district": due, "commune": due},
        });
        let (round, _) = self
            .service
            .send("POST", "/api/v1/report-rounds", &self.nation, Some(&new), None)
            .await?;
        let reports = self.reports(&text(&round, "/id")?).await?;
        let mut receivers = BTreeMap::new();
        for report in &reports {
            if !receivers.contains_key(&report.receiver) {
                let token = self.service.sign_in(&report.receiver).await?;
                receivers.insert(report.receiver.clone(), token);
            }
        }
        self.database.settle().await?;
        let mut reports = reports.into_iter();
        Ok(Work {
            before: reports.by_ref().take(BEFORE).collect(),
            timed: reports.by_ref().take(TIMED).collect(),
            paced: reports.collect(),
            receivers,
        })
    }

    /// Publishes a template of 100 indicators: the nation's with more of its first.
    async fn template(&self) -> Result<String> {
        const TEMPLATES: &str = "/api/v1/report-templates";
        let found = format!("{TEMPLATES}?code=national-quarterly");
        let id = text(&self.service.get(&found, Some(&self.nation)).await?, "/items/0/id")?;
        let model = self
            .service
            .get(&format!("{TEMPLATES}/{id}"), Some(&self.nation))
            .await?;
        let mut content = model.pointer("/content").ok_or("no content")?.clone();
        let asked = content.pointer_mut("/indicators").and_then(Value::as_array_mut);
        let asked = asked.ok_or("no indicators")?;
        let first = asked.first().ok_or("no indicator")?.clone();
        for number in 61..=FIGURES {
            let mut more = first.clone();
            let its_code = more.pointer_mut("/code").ok_or("no code")?;
            *its_code = Value::String(code(number));
            asked.push(more);
        }
        let new = json!({
            "code": "bench-quarterly", "name_vi": "Báo cáo quý 100 chỉ tiêu", "name_en": "Quarterly report of 100 indicators",
            "periodicity": "quarter", "calendar": "civil", "content": content,
        });
        let (draft, etag) = self
            .service
            .send("POST", TEMPLATES, &self.nation, Some(&new), None)
            .await?;
        let id = text(&draft, "/id")?;
        let publish = format!("{TEMPLATES}/{id}/publish");
        self.service
            .send("POST", &publish, &self.nation, None, Some(&etag))
            .await?;
        Ok(id)
    }

    async fn reports(&self, round: &str) -> Result<Vec<Report>> {
        let mut reports = Vec::new();
        let mut path = "/api/v1/units?level=commune&limit=200".to_owned();
        while reports.len() < BEFORE + TIMED + PACED {
            let page = self.service.get(&path, Some(&self.nation)).await?;
            for unit in page.pointer("/items").and_then(Value::as_array).ok_or("no items")? {
                reports.push(self.report(unit, round).await?);
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
}

/// Figures that fit the template, others for each seed.
pub fn values(seed: u32) -> Value {
    let answer = |number: u32| match number {
        49..=52 => json!("12.50"),
        53..=58 => json!(number.is_multiple_of(2)),
        59..=60 => json!("tot"),
        _ => json!(number * 17 + seed),
    };
    let values: Map<String, Value> = (1..=FIGURES).map(|number| (code(number), answer(number))).collect();
    Value::Object(values)
}

fn code(number: u32) -> String {
    format!("A{number:02}")
}
