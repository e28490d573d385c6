//! Boards of each kind as the law makes them up, and what is found of them.

mod clocks;
mod earlier_law;
mod eligibility;
mod ending;
mod leaders;
mod merged;
mod since;
mod size;
mod term;

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    finding::{FindingCode as Code, Weight},
    *,
};
use crate::{
    access::{derived, fresh},
    board::{
        course::Course,
        ground::Held,
        kind::{BoardKind as Kind, BoardPosition, Represents},
        member::{Choice, Standings},
    },
    calendar::Holidays,
    document::{number::DocumentNumber, step::Today},
};

const BLOCKS: Weight = Weight::Blocks;
const EXPLAIN: Weight = Weight::Explain;

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn board(kind: Kind, from: &str, to: Option<&str>) -> Board {
    Board {
        id: fresh(),
        organisation_id: Uuid::nil().into(),
        unit_id: Uuid::nil().into(),
        origin_unit_id: Uuid::nil().into(),
        body_id: Uuid::nil().into(),
        host_id: Uuid::nil().into(),
        kind,
        name: "Ban".to_owned(),
        name_sort: Vec::new(),
        state: BoardState::Forming,
        staff: None,
        term_from: day(from),
        term_to: to.map(day),
        project_id: None,
        course: Course::default(),
        ended_on: None,
        version: 1,
    }
}

fn member(represents: Represents) -> Member {
    Member {
        id: fresh(),
        board_id: Uuid::nil().into(),
        person_id: fresh(),
        position: BoardPosition::Member,
        represents,
        village_id: None,
        department: None,
        choice: Choice {
            on: day("2025-10-04"),
            received_on: day("2025-10-06"),
            households: None,
            present: None,
            in_favour: None,
        },
        standing: Standings::default(),
        recognised_on: None,
        ended_on: None,
        end: None,
    }
}

fn village(number: usize) -> VillageId {
    derived(&format!("village {number}"))
}

/// Members of whom the first is head and the second deputy.
fn led(members: impl Iterator<Item = Member>) -> Vec<Member> {
    let mut all: Vec<Member> = members.collect();
    for (member, position) in all.iter_mut().zip([BoardPosition::Head, BoardPosition::Deputy]) {
        member.position = position;
    }
    all
}

/// One member from each of so many villages, in turn.
fn inspectorate(members: usize, villages: usize) -> Vec<Member> {
    led((0..members).map(|number| Member {
        village_id: Some(village(number % villages.max(1))),
        ..member(Represents::Village)
    }))
}

fn staff(members: usize) -> Vec<Member> {
    led((0..members).map(|_| member(Represents::Staff)))
}

fn supervision(front: usize, inspectors: usize, residents: usize) -> Vec<Member> {
    let of = |part, count| (0..count).map(move |_| member(part));
    let inspectors = of(Represents::Inspectorate, inspectors);
    let residents = of(Represents::Village, residents);
    led(of(Represents::Front, front).chain(inspectors).chain(residents))
}

/// What is found of a board and its members, who were elected when its term began.
fn then(board: &Board, members: &mut [Member], villages: usize) -> Vec<(Code, Weight)> {
    for member in members.iter_mut() {
        member.choice.on = board.term_from;
    }
    found(board, members, villages)
}

fn found(board: &Board, members: &[Member], villages: usize) -> Vec<(Code, Weight)> {
    let villages: Vec<Place> = (0..villages)
        .map(|number| Place {
            id: village(number),
            lives: true,
            successor: None,
        })
        .collect();
    let ground = Ground {
        today: day("2025-11-01"),
        villages: &villages,
        holders: &[],
        strangers: &[],
        outsiders: &[],
    };
    let all = findings(board, members, &ground);
    all.iter().map(|finding| (finding.code, finding.weight)).collect()
}

fn held(board: Board, members: Vec<Member>) -> Held {
    let villages: Vec<Place> = (0..5)
        .map(|number| Place {
            id: village(number),
            lives: true,
            successor: None,
        })
        .collect();
    let today = day("2026-03-20");
    let ground = Ground {
        today,
        villages: &villages,
        holders: &[],
        strangers: &[],
        outsiders: &[],
    };
    Held {
        findings: findings(&board, &members, &ground),
        today: Today {
            day: today,
            off: Holidays::built_in().unwrap(),
        },
        board,
        members,
    }
}

fn decided(on: &str) -> Decision {
    Decision {
        number: DocumentNumber::read("21/QĐ-MTTQ").unwrap(),
        on: day(on),
    }
}
