//! What boards plan, inspect, hear and supervise, before the act and after it.

use std::collections::{BTreeMap, BTreeSet};

use danchu::{
    access::{BoardId, FeedbackId, InspectionId, PlanId, ProjectId, Task},
    board::{
        feedback::entity as feedback, inspection::entity as inspection, plan::entity as plan,
        project::entity as project,
    },
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::{Rows, all};
use crate::support::{client::Client, server::TestServer};

/// All of that the act may touch.
pub struct Work {
    plans: BTreeMap<PlanId, plan::Model>,
    inspections: BTreeMap<InspectionId, inspection::Model>,
    feedback: BTreeMap<FeedbackId, feedback::Model>,
    projects: BTreeMap<ProjectId, project::Model>,
}

impl Work {
    pub async fn read(server: &TestServer) -> Self {
        Self {
            plans: rows!(plan, server).into_iter().map(|row| (row.id, row)).collect(),
            inspections: rows!(inspection, server).into_iter().map(|row| (row.id, row)).collect(),
            feedback: rows!(feedback, server).into_iter().map(|row| (row.id, row)).collect(),
            projects: rows!(project, server).into_iter().map(|row| (row.id, row)).collect(),
        }
    }

    fn sizes(&self) -> [usize; 4] {
        [
            self.plans.len(),
            self.inspections.len(),
            self.feedback.len(),
            self.projects.len(),
        ]
    }
}

/// It says what it said, goes on where its board does, and stays where it was once it is over.
pub(super) fn no_work_was_lost(old: &Rows, new: &Rows) {
    let sizes = old.work.sizes();
    assert!(
        sizes.iter().all(|rows| *rows > 30),
        "the demonstration has some of all: {sizes:?}"
    );
    assert_eq!(sizes, new.work.sizes());
    for (id, before) in &old.work.plans {
        let (after, board) = (&new.work.plans[id], &new.boards[&before.board_id]);
        let expected = plan::Model {
            director_id: board.organisation_id,
            host_id: board.host_id,
            unit_id: board.unit_id,
            version: after.version,
            ..before.clone()
        };
        assert_eq!(*after, expected);
    }
    for (id, before) in &old.work.inspections {
        let (after, board) = (&new.work.inspections[id], &new.boards[&before.board_id]);
        // Each is of the body in whose work its board is.
        let goes_on = match before.ended_on {
            Some(_) => before.clone(),
            None => inspection::Model {
                host_id: board.host_id,
                inspected_id: Some(board.host_id),
                unit_id: board.unit_id,
                ..before.clone()
            },
        };
        let expected = inspection::Model {
            director_id: board.organisation_id,
            version: after.version,
            ..goes_on
        };
        assert_eq!(*after, expected);
    }
    for (id, before) in &old.work.feedback {
        let (after, board) = (&new.work.feedback[id], &new.boards[&before.board_id]);
        let open = before.told_on.is_none();
        let expected = feedback::Model {
            director_id: board.organisation_id,
            unit_id: if open { board.unit_id } else { before.unit_id },
            version: after.version,
            ..before.clone()
        };
        assert_eq!(*after, expected);
    }
    for (id, before) in &old.work.projects {
        let after = &new.work.projects[id];
        let expected = project::Model {
            organisation_id: after.organisation_id,
            unit_id: after.unit_id,
            version: after.version,
            ..before.clone()
        };
        assert_eq!(*after, expected);
        let keeper = &new.organisations[&after.organisation_id];
        let kept = keeper.valid_to.is_none() && keeper.unit_id == after.unit_id && !new.ended(after.unit_id);
        assert!(kept || after.ended_on.is_some(), "nobody keeps {}", after.name);
    }
}

/// The ids of these, as they are written.
fn ids(items: impl IntoIterator<Item = Value>) -> BTreeSet<String> {
    items.into_iter().map(|id| id.to_string()).collect()
}

/// The committee that boards are with now reads what they have issued and, of their inspections, those that it was told of and those that have ended.
pub(super) async fn its_heir_reads_it(committee: &Client, new: &Rows) {
    let me = committee.get("/api/v1/me").await;
    let unit = &me.ok(200)["unit"]["id"];
    let here = |board: BoardId| json!(new.boards[&board].unit_id) == *unit;
    let plans = new.work.plans.values().filter(|row| row.issued_on.is_some());
    let plans = ids(plans.filter(|row| here(row.board_id)).map(|row| json!(row.id)));
    let told = |row: &&inspection::Model| row.notice.is_some() || row.ended_on.is_some();
    let inspections = new.work.inspections.values().filter(told);
    let inspections = ids(inspections.filter(|row| here(row.board_id)).map(|row| json!(row.id)));
    for (list, expected) in [("board-plans", plans), ("board-inspections", inspections)] {
        let read = all(committee, &format!("/api/v1/{list}"), 200).await;
        assert_eq!(ids(read.iter().map(|item| item["id"].clone())), expected, "{list}");
        assert!(!expected.is_empty(), "{list}");
    }
}
