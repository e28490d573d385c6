//! What happened, written down by whoever made it happen, and what it must come to: counted by hand, without asking the program.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde_json::{Map, Value, json};

/// Midnight that begins a day in Vietnam.
pub fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(7)
}

/// Something that happened to a report.
#[derive(Clone, Debug)]
pub enum Step {
    Drafted,
    Submitted(Value),
    Returned,
    Accepted,
    Supplementing,
    Waived,
    /// Until this instant.
    Extended(DateTime<Utc>),
    Otherwise(NaiveDate),
}

/// A round as it went.
#[derive(Clone, Debug)]
pub struct Book {
    pub due: DateTime<Utc>,
    /// Who owes it, with the code of their unit.
    pub owed: BTreeMap<&'static str, &'static str>,
    pub steps: Vec<(DateTime<Utc>, &'static str, Step)>,
    pub closed_at: Option<DateTime<Utc>>,
}

/// Where a report stood at one moment.
#[derive(Clone, Debug, Default)]
struct Standing {
    progress: &'static str,
    first: Option<DateTime<Utc>>,
    sent: Option<Value>,
    accepted: Option<Value>,
    extended: Option<(DateTime<Utc>, DateTime<Utc>)>,
    otherwise: Option<NaiveDate>,
    waived: bool,
}

impl Book {
    fn standing(&self, who: &str, before: DateTime<Utc>) -> Standing {
        let mut at = Standing {
            progress: "not_started",
            ..Standing::default()
        };
        for (when, _, step) in self
            .steps
            .iter()
            .filter(|(when, whom, _)| *whom == who && *when < before)
        {
            match step {
                Step::Drafted if at.sent.is_none() => at.progress = "draft",
                Step::Drafted => {}
                Step::Submitted(values) => {
                    at.progress = "submitted";
                    at.first = at.first.or(Some(*when));
                    at.sent = Some(values.clone());
                }
                Step::Returned => at.progress = "returned",
                Step::Accepted => {
                    at.progress = "accepted";
                    at.accepted.clone_from(&at.sent);
                }
                Step::Supplementing => at.progress = "draft",
                Step::Waived => at.waived = true,
                Step::Extended(until) => at.extended = Some((*when, *until)),
                Step::Otherwise(day) => at.otherwise = Some(*day),
            }
        }
        at
    }

    fn those(&self, units: &BTreeSet<&str>) -> Vec<&'static str> {
        let within = self.owed.iter().filter(|(_, unit)| units.contains(**unit));
        within.map(|(who, _)| *who).collect()
    }

    /// Progress counts of the organisations in these units, now.
    pub fn progress(&self, units: &BTreeSet<&str>, now: DateTime<Utc>) -> Value {
        let names = [
            "expected",
            "not_started",
            "draft",
            "submitted",
            "returned",
            "accepted",
            "waived",
            "on_time",
            "late",
            "overdue",
            "due_soon",
            "missing",
        ];
        let mut counts: BTreeMap<&str, u64> = names.into_iter().map(|name| (name, 0)).collect();
        let mut count = |name: &'static str| *counts.entry(name).or_default() += 1;
        for who in self.those(units) {
            let at = self.standing(who, now + TimeDelta::seconds(1));
            if at.waived {
                count("waived");
                continue;
            }
            count("expected");
            count(at.progress);
            let granted = at
                .extended
                .filter(|(when, _)| at.first.is_none_or(|first| *when < first));
            let due = granted.map_or(self.due, |(_, until)| until);
            let paper = at.otherwise.map(midnight);
            let received = [at.first, paper].into_iter().flatten().min();
            match received {
                Some(received) if received < due => count("on_time"),
                Some(_) => count("late"),
                None if self.closed_at.is_some() => count("missing"),
                None if now >= due => count("overdue"),
                None if due - now <= TimeDelta::days(7) => count("due_soon"),
                None => {}
            }
        }
        json!(counts)
    }

    /// Coverage and totals of the organisations in these units, by what was accepted before `end`.
    pub fn totals(&self, units: &BTreeSet<&str>, end: DateTime<Utc>) -> (Value, Map<String, Value>) {
        let now = DateTime::<Utc>::MAX_UTC;
        let counted: Vec<&str> = self
            .those(units)
            .into_iter()
            .filter(|who| !self.standing(who, now).waived)
            .collect();
        let standing: Vec<Standing> = counted.iter().map(|who| self.standing(who, end)).collect();
        let submitted = standing.iter().filter(|at| at.first.is_some()).count();
        let accepted: Vec<&Value> = standing.iter().filter_map(|at| at.accepted.as_ref()).collect();
        let coverage = json!({
            "required": counted.len(), "submitted": submitted, "accepted": accepted.len(), "missing": counted.len() - submitted,
        });
        (coverage, added_up(&accepted))
    }
}

/// The totals of some reports, indicator by indicator, as the test's template adds them up.
pub fn added_up(reports: &[&Value]) -> Map<String, Value> {
    let answers = |code: &str| -> Vec<&Value> { reports.iter().filter_map(|report| report.get(code)).collect() };
    let whole = |code: &str| {
        answers(code)
            .iter()
            .map(|value| value.as_i64().expect("a whole number"))
            .sum::<i64>()
    };
    let hundredths: i64 = answers("F01")
        .iter()
        .map(|value| {
            let (whole, part) = value
                .as_str()
                .expect("a decimal")
                .split_once('.')
                .expect("two decimals");
            whole.parse::<i64>().expect("digits") * 100 + part.parse::<i64>().expect("two digits")
        })
        .sum();
    let decimal = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let decimal = decimal.trim_end_matches('0').trim_end_matches('.').to_owned();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::from([("good", 0), ("fair", 0)]);
    for choice in answers("C01") {
        *counts.entry(choice.as_str().expect("a choice")).or_default() += 1;
    }
    let yes = answers("B01")
        .iter()
        .filter(|value| value.as_bool() == Some(true))
        .count();
    let n = |code: &str| answers(code).len();
    let total = |code: &str, mut total: Value| {
        total["code"] = json!(code);
        total["n"] = json!(n(code));
        (code.to_owned(), total)
    };
    [
        total("A01", json!({"value": whole("A01")})),
        total("A02", json!({"value": whole("A02")})),
        total("M01", json!({"value": whole("M01")})),
        total("F01", json!({"value": decimal})),
        total("B01", json!({"value": yes})),
        total("C01", json!({"counts": counts})),
        total("R01", json!({})),
        total("T01", json!({})),
    ]
    .into_iter()
    .collect()
}
