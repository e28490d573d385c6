//! The operations of the published document, and what each is asked of.

use danchu::{access::PermissionTable, reporting::kinds::Progress, server};
use serde_json::Value;

use super::{
    measure::{self, MeasureKind},
    record::{Announced, Kind, Reading},
};

/// Where a request names the record it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    Nothing,
    Path,
    Query,
    Body,
    /// A draft under the client's own id, of the obligation in the body.
    Put,
}

#[derive(Clone, Debug)]
pub struct Operation {
    /// `GET`.
    pub method: String,
    /// `/api/v1/organisations/{id}`.
    pub path: String,
    pub permission: Option<String>,
    pub takes: Takes,
    pub kind: Option<Kind>,
}

impl Operation {
    /// As the matrix names it: `GET /organisations/{id} · organisation`.
    pub fn name(&self) -> String {
        let path = self.path.strip_prefix("/api/v1").unwrap_or(&self.path);
        let kind = match self.kind {
            None => String::new(),
            Some(Kind::Obligation(progress)) => format!(" · obligation {progress:?}"),
            Some(Kind::Reorganisation { applied: true }) => " · carried out".to_owned(),
            Some(Kind::Reorganisation { applied: false }) => " · draft reorganisation".to_owned(),
            Some(Kind::Template { published: true }) => " · published template".to_owned(),
            Some(Kind::Template { published: false }) => " · draft template".to_owned(),
            Some(Kind::Consolidation(reading)) => format!(" · consolidation for {reading:?}"),
            Some(Kind::Submission(progress)) => format!(" · report {progress:?}"),
            Some(Kind::Regulation { open: true }) => " · regulation open to overseers".to_owned(),
            Some(Kind::Regulation { open: false }) => " · regulation in drafting".to_owned(),
            Some(Kind::Resolution { open: true }) => " · resolution open to overseers".to_owned(),
            Some(Kind::Resolution { open: false }) => " · resolution in preparation".to_owned(),
            Some(Kind::Convention { open: true }) => " · convention open to overseers".to_owned(),
            Some(Kind::Convention { open: false }) => " · convention in drafting".to_owned(),
            Some(Kind::Plan { issued: true }) => " · issued plan".to_owned(),
            Some(Kind::Plan { issued: false }) => " · draft plan".to_owned(),
            Some(Kind::Inspection(announced)) => format!(" · inspection announced {announced:?}"),
            Some(Kind::Recommendation { sent: true }) => " · recommendation on its way".to_owned(),
            Some(Kind::Recommendation { sent: false }) => " · recommendation in drafting".to_owned(),
            Some(Kind::Measure(kind, true)) => format!(" · {kind:?} open to overseers"),
            Some(Kind::Measure(kind, false)) => format!(" · {kind:?} closed to overseers"),
            Some(kind) => format!(" · {kind:?}"),
        };
        let place = if self.takes == Takes::Query { "?unit=" } else { "" };
        format!("{} {path}{place}{kind}", self.method)
            .replace("NotStarted", "not started")
            .to_owned()
    }

    /// The last word of the path.
    pub fn last(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    pub fn writes(&self) -> bool {
        self.method != "GET"
    }
}

/// Every operation of the document, without exception, once for each kind of record it may be about.
pub fn operations() -> Vec<Operation> {
    let document = server::document(&PermissionTable::default());
    let document = serde_json::to_value(document).expect("a document");
    let paths = document["paths"].as_object().expect("paths");
    let mut operations = Vec::new();
    for (path, item) in paths {
        for (method, described) in item.as_object().expect("a path item") {
            let method = method.to_uppercase();
            for (takes, kind) in asked_of(&method, path) {
                operations.push(Operation {
                    method: method.clone(),
                    path: path.clone(),
                    permission: permission(described),
                    takes,
                    kind,
                });
            }
        }
    }
    operations
}

fn permission(described: &Value) -> Option<String> {
    described.pointer("/security/0/bearer/0")?.as_str().map(str::to_owned)
}

fn asked_of(method: &str, path: &str) -> Vec<(Takes, Option<Kind>)> {
    use Progress::{Accepted, Draft, NotStarted, Returned, Submitted};
    let begun = [Draft, Submitted, Returned, Accepted];
    let nothing = (Takes::Nothing, None);
    let at = |kind| vec![(Takes::Path, Some(kind))];
    let naming = |kind| (Takes::Body, Some(kind));
    let short = path.strip_prefix("/api/v1").unwrap_or(path);
    match (method, short) {
        ("POST", "/auth/post") => vec![naming(Kind::Post)],
        ("DELETE", "/auth/sessions/{id}") => at(Kind::Session),
        // The id is the caller's own to choose.
        ("PUT", "/attachments/{id}")
        | (_, "/attachments/{id}/parts" | "/attachments/{id}/parts/{number}" | "/attachments/{id}/complete") => {
            vec![nothing]
        }
        (_, path) if path.starts_with("/attachments/{id}") || path.starts_with("/public/files/{id}") => {
            at(Kind::Attachment)
        }
        (_, "/public/consolidations/{id}") => at(Kind::Consolidation(Reading::Everybody)),
        (_, path) if path.starts_with("/report-fillings/{id}") => at(Kind::Filling),
        ("POST", "/mandates" | "/accounts") => vec![naming(Kind::Organisation)],
        ("POST", "/report-consolidations") => vec![naming(Kind::Round)],
        (_, path) if path.starts_with("/report-consolidations/{id}") => {
            let all = [Reading::Own, Reading::Above, Reading::Overseers, Reading::Everybody].into_iter();
            all.map(|reading| (Takes::Path, Some(Kind::Consolidation(reading))))
                .collect()
        }
        (_, path) if path.starts_with("/democracy-regulations/{id}") => {
            let all = [true, false].into_iter();
            all.map(|open| (Takes::Path, Some(Kind::Regulation { open }))).collect()
        }
        (_, path) if path.starts_with("/persons/{id}") => at(Kind::Person),
        (_, path) if path.starts_with("/appointments/{id}") => at(Kind::Appointment),
        (_, path) if path.starts_with("/council-resolutions/{id}") => {
            let all = [true, false].into_iter();
            all.map(|open| (Takes::Path, Some(Kind::Resolution { open }))).collect()
        }
        ("POST", "/village-conventions" | "/village-elections") => vec![naming(Kind::Village)],
        (_, path) if path.starts_with("/village-elections/{id}") => at(Kind::Election),
        // Whose work it is in is said in the body; nothing that exists is changed.
        ("POST", "/inspection-boards" | "/board-recommendations")
        | (
            "PUT",
            "/board-plans/{id}" | "/board-inspections/{id}" | "/citizen-feedback/{id}" | "/investment-projects/{id}",
        ) => vec![nothing],
        ("GET", "/duties/{duty}/gaps" | "/duties/{duty}/trend" | "/public/data/{dataset}/csv") => vec![nothing],
        // The id is the caller's own to choose.
        ("PUT", path) if measure::at(path).is_some() => vec![nothing],
        (_, path) if path.contains("{id}") && measure::at(path).is_some() => {
            measure::at(path).map_or_else(Vec::new, asked_of_measures)
        }
        (_, path) if path.starts_with("/investment-projects/{id}") => at(Kind::Project),
        (_, path) if path.starts_with("/board-plans/{id}") => {
            let all = [true, false].into_iter();
            all.map(|issued| (Takes::Path, Some(Kind::Plan { issued }))).collect()
        }
        (_, path) if path.starts_with("/board-inspections/{id}") => {
            let all = [Announced::Nobody, Announced::TheInspected, Announced::All].into_iter();
            all.map(|announced| (Takes::Path, Some(Kind::Inspection(announced))))
                .collect()
        }
        (_, path) if path.starts_with("/citizen-feedback/{id}") => at(Kind::Feedback),
        (_, path) if path.starts_with("/board-recommendations/{id}") => {
            let all = [true, false].into_iter();
            all.map(|sent| (Takes::Path, Some(Kind::Recommendation { sent })))
                .collect()
        }
        (_, path)
            if path.starts_with("/inspection-boards/{id}") || path.starts_with("/public/inspection-boards/{id}") =>
        {
            at(Kind::Board)
        }
        (_, path) if path.starts_with("/village-conventions/{id}") => {
            let all = [true, false].into_iter();
            all.map(|open| (Takes::Path, Some(Kind::Convention { open }))).collect()
        }
        ("POST", "/report-rounds") => vec![naming(Kind::Organisation)],
        ("POST", "/organisations") => vec![naming(Kind::Unit)],
        // The day is the caller's own to record, whatever it is nationwide.
        ("PUT", "/calendar-days/{day}") => vec![nothing],
        (_, path) if path.starts_with("/calendar-days/{day}") => at(Kind::CalendarDay),
        ("POST", "/accounts/{id}/posts") => vec![(Takes::Path, Some(Kind::Account)), naming(Kind::Organisation)],
        ("GET", "/report-rounds/{id}/totals" | "/report-rounds/{id}/progress") => {
            vec![(Takes::Path, Some(Kind::Round)), (Takes::Query, Some(Kind::Unit))]
        }
        (_, path) if path.starts_with("/report-obligations/{id}") => {
            let all = [NotStarted, Draft, Submitted, Returned, Accepted].into_iter();
            all.map(|progress| (Takes::Path, Some(Kind::Obligation(progress))))
                .collect()
        }
        ("PUT", "/report-submissions/{id}") => {
            let all = [NotStarted, Draft, Returned, Accepted].into_iter();
            all.map(|progress| (Takes::Put, Some(Kind::Obligation(progress))))
                .collect()
        }
        (_, path) if path.starts_with("/report-submissions/{id}") => begun
            .into_iter()
            .map(|progress| (Takes::Path, Some(Kind::Submission(progress))))
            .collect(),
        (_, path) if path.starts_with("/accounts/{id}") => at(Kind::Account),
        (_, path) if path.starts_with("/delegations/{id}") => at(Kind::Delegation),
        (_, path) if path.starts_with("/mandates/{id}") => at(Kind::Mandate),
        (_, path) if path.starts_with("/organisations/{id}") => at(Kind::Organisation),
        (_, path) if path.starts_with("/posts/{id}") => at(Kind::Post),
        (_, path) if path.starts_with("/report-rounds/{id}") => at(Kind::Round),
        (_, path) if path.starts_with("/reorganisations/{id}") => {
            let all = [true, false].into_iter();
            all.map(|applied| (Takes::Path, Some(Kind::Reorganisation { applied })))
                .collect()
        }
        (_, path) if path.starts_with("/report-templates/{id}") => {
            let all = [true, false].into_iter();
            all.map(|published| (Takes::Path, Some(Kind::Template { published })))
                .collect()
        }
        (_, path) if path.starts_with("/units/{id}") => at(Kind::Unit),
        (_, path) if path.starts_with("/villages/{id}") => at(Kind::Village),
        (_, path) if path.contains('{') && path != "/problems/{code}" => {
            panic!("{method} {path}: say here what kind of record it is asked of")
        }
        _ => vec![nothing],
    }
}

/// The demonstration has activities that are planned and held; of the other kinds only what overseers read, or only what they do not.
fn asked_of_measures(kind: MeasureKind) -> Vec<(Takes, Option<Kind>)> {
    let open: &[bool] = match kind {
        MeasureKind::Activity => &[true, false],
        MeasureKind::Evaluation | MeasureKind::Violation => &[false],
        _ => &[true],
    };
    let each = open.iter().map(|open| (Takes::Path, Some(Kind::Measure(kind, *open))));
    each.collect()
}

#[test]
fn every_write_has_a_body_or_needs_none() {
    let unknown: Vec<String> = operations()
        .iter()
        .filter(|operation| operation.writes() && !super::body::is_known(operation))
        .map(Operation::name)
        .collect();
    assert!(unknown.is_empty(), "say in body.rs what these are sent: {unknown:#?}");
}
