//! Lists, totals and progress: the ids in them are exactly those the oracle sees, on all pages together, and no count tells of more.

use std::collections::{BTreeMap, BTreeSet};

use danchu::{
    demo::Tier as Demo,
    reporting::kinds::{Basis, Progress},
};
use serde_json::Value;
use uuid::Uuid;

use super::{
    caller::Caller,
    measure::MeasureKind,
    operation::{Operation, Takes},
    oracle::{Decision, Oracle},
    province::SEAL,
    record::{Kind, Record},
    stage::Stage,
};
use crate::support::database::Backend;

on_both! {
    two_tiers,
    three_tiers,
}

async fn two_tiers(backend: Backend) {
    every_list(backend, Demo::TwoTier).await;
}

async fn three_tiers(backend: Backend) {
    every_list(backend, Demo::ThreeTier).await;
}

async fn every_list(backend: Backend, tier: Demo) {
    let stage = Stage::set(backend, tier).await;
    let oracle = Oracle::new(&stage.world, &stage.permissions);
    let mut wrong = Vec::new();
    for who in &stage.callers {
        for list in LISTS {
            wrong.extend(list.differs(&stage, &oracle, who).await);
        }
        for round in &stage.world.rounds {
            wrong.extend(counts_differ(&stage, &oracle, who, round.id.into()).await);
        }
    }
    assert!(wrong.is_empty(), "{} lists differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is read without naming a record and lists none, with why.
const NO_RECORDS: &[(&str, &str)] = &[
    ("GET /me", "the caller"),
    ("GET /permissions", "the table, alike for everybody"),
    ("GET /auth/sessions", "the caller's own"),
    (
        "GET /indicator-values",
        "the totals, which are compared; that they are, the demonstration's tests see",
    ),
    ("GET /indicator-values.csv", "the same as a table"),
    (
        "GET /worklist",
        "of the obligations, which are compared; the demonstration's tests see which",
    ),
    ("GET /worklist/summary", "the same, counted"),
    (
        "GET /documents/pending",
        "of the documents, which are compared; the API's own tests see whose",
    ),
    ("GET /documents/pending/counts", "the same, counted"),
    (
        "GET /events",
        "what happened to the records, which are compared; the API's own tests see whose",
    ),
    (
        "GET /appointment-counts",
        "of the appointments, which are compared; the demonstration's tests see of which",
    ),
    (
        "GET /attachments/{id}/parts",
        "of files that are no records yet; the API's own tests see whose",
    ),
    (
        "GET /village-convention-figures",
        "of the conventions, which are compared; the API's own tests see what is counted",
    ),
    (
        "GET /board-figures",
        "of the boards and what they do, which are compared; the API's own tests see what is counted",
    ),
    ("GET /duties", "a table, alike for everybody"),
    (
        "GET /duties/coverage",
        "of the organisations, which are compared; the API's own tests see what is counted",
    ),
    (
        "GET /duties/{duty}/gaps",
        "of the organisations, which are compared; the API's own tests see whose",
    ),
    (
        "GET /duties/{duty}/trend",
        "of the organisations, which are compared; the API's own tests see what is counted",
    ),
    ("GET /report-states", "a table, alike for everybody"),
];

#[test]
fn every_list_is_compared() {
    let listed =
        |operation: &Operation| operation.method == "GET" && operation.kind.is_none() && operation.permission.is_some();
    let operations = super::operation::operations();
    let missing: Vec<String> = operations
        .iter()
        .filter(|operation| listed(operation) && !LISTS.iter().any(|list| operation.path == list.address()))
        .map(Operation::name)
        .filter(|name| NO_RECORDS.iter().all(|(excused, _)| name != excused))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// A list, and which records stand in it for those that see them.
struct List {
    path: &'static str,
    permission: &'static str,
    holds: fn(&Stage, &Record) -> bool,
}

const LISTS: &[List] = &[
    List {
        path: "/api/v1/organisations?include_closed=true",
        permission: "organisation:read",
        holds: |_, record| record.kind == Kind::Organisation,
    },
    List {
        path: "/api/v1/organisations",
        permission: "organisation:read",
        holds: |stage, record| {
            let body = || stage.world.organisation(record.organisation);
            record.kind == Kind::Organisation && body().exists_on(stage.world.today)
        },
    },
    List {
        path: "/api/v1/mandates",
        permission: "organisation:read",
        holds: |_, record| record.kind == Kind::Mandate,
    },
    List {
        path: "/api/v1/accounts",
        permission: "account:read",
        holds: |_, record| record.kind == Kind::Account,
    },
    List {
        path: "/api/v1/village-conventions",
        permission: "convention:read",
        holds: |_, record| matches!(record.kind, Kind::Convention { .. }),
    },
    List {
        path: "/api/v1/village-elections",
        permission: "election:read",
        holds: |_, record| record.kind == Kind::Election,
    },
    List {
        path: "/api/v1/inspection-boards",
        permission: "board:read",
        holds: |_, record| record.kind == Kind::Board,
    },
    List {
        path: "/api/v1/investment-projects",
        permission: "board:read",
        holds: |_, record| record.kind == Kind::Project,
    },
    List {
        path: "/api/v1/board-plans",
        permission: "inspection:read",
        holds: |_, record| matches!(record.kind, Kind::Plan { .. }),
    },
    List {
        path: "/api/v1/board-inspections",
        permission: "inspection:read",
        holds: |_, record| matches!(record.kind, Kind::Inspection(_)),
    },
    List {
        path: "/api/v1/citizen-feedback",
        permission: "feedback:read",
        holds: |_, record| record.kind == Kind::Feedback,
    },
    List {
        path: "/api/v1/board-recommendations",
        permission: "recommendation:read",
        holds: |_, record| matches!(record.kind, Kind::Recommendation { .. }),
    },
    List {
        path: "/api/v1/activities",
        permission: "measure:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::Activity, _)),
    },
    List {
        path: "/api/v1/directives",
        permission: "measure:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::Directive, _)),
    },
    List {
        path: "/api/v1/conditions",
        permission: "measure:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::Condition, _)),
    },
    List {
        path: "/api/v1/disclosures",
        permission: "measure:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::Disclosure, _)),
    },
    List {
        path: "/api/v1/people-decisions",
        permission: "measure:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::Decision, _)),
    },
    List {
        path: "/api/v1/consultations",
        permission: "measure:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::Consultation, _)),
    },
    List {
        path: "/api/v1/document-remarks",
        permission: "measure:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::Remark, _)),
    },
    List {
        path: "/api/v1/compliance-inspections",
        permission: "compliance:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::Compliance, _)),
    },
    List {
        path: "/api/v1/evaluations",
        permission: "evaluation:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::Evaluation, _)),
    },
    List {
        path: "/api/v1/commendations",
        permission: "measure:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::Commendation, _)),
    },
    List {
        path: "/api/v1/violations",
        permission: "measure:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::Violation, _)),
    },
    List {
        path: "/api/v1/funding",
        permission: "measure:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::Funding, _)),
    },
    List {
        path: "/api/v1/service-figures",
        permission: "measure:read",
        holds: |_, record| matches!(record.kind, Kind::Measure(MeasureKind::ServiceFigure, _)),
    },
    List {
        path: "/api/v1/persons",
        permission: "person:read",
        holds: |_, record| record.kind == Kind::Person,
    },
    List {
        path: "/api/v1/appointments",
        permission: "person:read",
        holds: |_, record| record.kind == Kind::Appointment,
    },
    List {
        path: "/api/v1/council-resolutions",
        permission: "resolution:read",
        holds: |_, record| matches!(record.kind, Kind::Resolution { .. }),
    },
    List {
        path: "/api/v1/documents",
        permission: "document:read",
        holds: |_, record| record.is_document(),
    },
    List {
        path: "/api/v1/documents?q=nghi+quyet",
        permission: "document:read",
        holds: |_, record| matches!(record.kind, Kind::Resolution { .. }),
    },
    List {
        path: "/api/v1/democracy-regulations",
        permission: "regulation:read",
        holds: |_, record| matches!(record.kind, Kind::Regulation { .. }),
    },
    List {
        path: "/api/v1/villages",
        permission: "village:read",
        holds: |_, record| record.kind == Kind::Village,
    },
    List {
        path: "/api/v1/units?all_time=true",
        permission: "territory:read",
        holds: |_, record| record.kind == Kind::Unit,
    },
    List {
        path: "/api/v1/calendar-days",
        permission: "calendar:read",
        holds: |_, record| record.kind == Kind::CalendarDay,
    },
    List {
        path: "/api/v1/delegations",
        permission: "delegation:read",
        holds: |_, record| record.kind == Kind::Delegation,
    },
    List {
        path: "/api/v1/report-fillings",
        permission: "filling:read",
        holds: |_, record| record.kind == Kind::Filling,
    },
    List {
        path: "/api/v1/reorganisations",
        permission: "reorganisation:read",
        holds: |_, record| matches!(record.kind, Kind::Reorganisation { .. }),
    },
    List {
        path: "/api/v1/report-templates",
        permission: "template:read",
        holds: |_, record| matches!(record.kind, Kind::Template { .. }),
    },
    List {
        path: "/api/v1/report-consolidations",
        permission: "consolidation:read",
        holds: |_, record| matches!(record.kind, Kind::Consolidation(_)),
    },
    List {
        path: "/api/v1/report-rounds",
        permission: "round:read",
        holds: |_, record| record.kind == Kind::Round,
    },
    List {
        path: "/api/v1/report-obligations",
        permission: "obligation:read",
        holds: |_, record| matches!(record.kind, Kind::Obligation(_)),
    },
    List {
        path: "/api/v1/report-submissions",
        permission: "submission:read",
        holds: |_, record| matches!(record.kind, Kind::Submission(_)),
    },
];

impl List {
    fn address(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }

    /// The list as an operation asked of a record, so that the oracle decides it as it decides the record itself.
    fn of(&self, kind: Kind) -> Operation {
        Operation {
            method: "GET".to_owned(),
            path: self.address().to_owned(),
            permission: Some(self.permission.to_owned()),
            takes: Takes::Path,
            kind: Some(kind),
        }
    }

    async fn differs(&self, stage: &Stage, oracle: &Oracle<'_>, who: &Caller) -> Option<String> {
        let expected: BTreeSet<Uuid> = stage
            .records
            .iter()
            .filter(|record| (self.holds)(stage, record))
            .filter(|record| oracle.decide(Some(who), &self.of(record.kind), Some(record)) == Decision::Allowed)
            .map(|record| record.id)
            .collect();
        let told = |what: String| Some(format!("{} · GET {}: {what}", who.login, self.path));
        let (given, status) = all_pages(stage, who, self.path).await;
        let unsealed = given.iter().any(|item| item.to_string().contains(SEAL));
        let ids: Vec<Uuid> = given
            .iter()
            .filter_map(|item| item["id"].as_str()?.parse().ok())
            .collect();
        let once: BTreeSet<Uuid> = ids.iter().copied().collect();
        let refused = status == 403 && expected.is_empty();
        match (status == 200 || refused, once.len() == ids.len(), unsealed) {
            (false, ..) => told(format!("answered {status}")),
            (true, false, _) => told("shows some twice".to_owned()),
            (true, true, true) => told("shows a draft".to_owned()),
            (true, true, false) if once == expected => None,
            (true, true, false) => {
                let leaked: Vec<&Uuid> = once.difference(&expected).collect();
                let missing: Vec<&Uuid> = expected.difference(&once).collect();
                let (more, fewer) = (leaked.len(), missing.len());
                told(format!(
                    "{more} too many, {fewer} missing, as {:?} {:?}",
                    leaked.first(),
                    missing.first()
                ))
            }
        }
    }
}

/// The items of all pages, and the status of the last answer.
async fn all_pages(stage: &Stage, who: &Caller, path: &str) -> (Vec<Value>, u16) {
    let separator = if path.contains('?') { '&' } else { '?' };
    // Small pages for those who see little, so that every list has several.
    let limit = if stage.world.reach(who.unit).len() > 100 { 97 } else { 3 };
    let first = format!("{path}{separator}limit={limit}");
    let mut items = Vec::new();
    let mut address = first.clone();
    loop {
        let reply = who.client.get(&address).await;
        let status = reply.status.as_u16();
        items.extend(reply.json["items"].as_array().cloned().unwrap_or_default());
        match reply.json["next_cursor"].as_str().filter(|_| status == 200) {
            Some(cursor) => address = format!("{first}&cursor={cursor}"),
            None => return (items, status),
        }
    }
}

/// Counts by what the oracle sees: coverage of the totals and standings of the progress.
async fn counts_differ(stage: &Stage, oracle: &Oracle<'_>, who: &Caller, round: Uuid) -> Vec<String> {
    let operation = |permission: &str| Operation {
        method: "GET".to_owned(),
        path: "/api/v1/report-rounds/{id}/totals".to_owned(),
        permission: Some(permission.to_owned()),
        takes: Takes::Path,
        kind: None,
    };
    let obligations = stage
        .world
        .obligations
        .iter()
        .filter(|owed| owed.round_id.0 == round && owed.basis == Basis::Required);
    let records: BTreeMap<Uuid, &Record> = stage.records.iter().map(|record| (record.id, record)).collect();
    let seen: Vec<_> = obligations
        .filter(|owed| {
            oracle.decide(Some(who), &operation("totals:read"), Some(records[&owed.id.0])) == Decision::Allowed
        })
        .collect();
    let count = |holds: &dyn Fn(&danchu::reporting::obligation::entity::Model) -> bool| {
        u64::try_from(seen.iter().filter(|owed| holds(owed)).count()).expect("a number")
    };
    let sent = count(&|owed| owed.first_submitted_at.is_some());
    let coverage = [
        ("/coverage/required", count(&|_| true)),
        ("/coverage/submitted", sent),
        ("/coverage/accepted", count(&|owed| owed.first_accepted_at.is_some())),
        ("/coverage/missing", count(&|_| true) - sent),
    ];
    let standings = [
        ("/total/expected", count(&|_| true)),
        (
            "/total/not_started",
            count(&|owed| owed.progress == Progress::NotStarted),
        ),
        ("/total/draft", count(&|owed| owed.progress == Progress::Draft)),
        ("/total/submitted", count(&|owed| owed.progress == Progress::Submitted)),
        ("/total/returned", count(&|owed| owed.progress == Progress::Returned)),
        ("/total/accepted", count(&|owed| owed.progress == Progress::Accepted)),
    ];
    let mut wrong = Vec::new();
    let asked: [(_, _, &[_]); 3] = [
        ("progress", "original", &standings),
        ("progress", "current", &standings),
        ("totals", "current", &coverage),
    ];
    for (what, basis, expected) in asked {
        let address = format!("/api/v1/report-rounds/{round}/{what}?basis={basis}");
        let reply = who.client.get(&address).await;
        let counted = expected
            .iter()
            .map(|(pointer, count)| (*pointer, Some(*count), reply.json.pointer(pointer)));
        let different = counted.filter(|(_, count, given)| given.and_then(Value::as_u64) != *count);
        let different: Vec<String> = different
            .map(|(pointer, count, given)| format!("{pointer} {count:?} is {given:?}"))
            .collect();
        let answered = match reply.status.as_u16() {
            200 => different.is_empty(),
            // The caller's unit is not in the tree of that day.
            422 => reply.json["code"] == "unit_not_in_basis",
            status => seen.is_empty() && matches!(status, 403 | 404),
        };
        if !answered || reply.json.to_string().contains(SEAL) {
            wrong.push(format!(
                "{} · GET {address}: {} {}",
                who.login,
                reply.status,
                different.join(", ")
            ));
        }
    }
    wrong
}
