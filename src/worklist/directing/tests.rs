//! When a board is to be elected anew, one case on either side of each day.

use rstest::rstest;

use super::*;
use crate::{
    access::fresh,
    board::{Course, course::Fate},
    document::number::DocumentNumber,
};

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn board(term_from: &str, term_to: Option<&str>) -> board::Model {
    board::Model {
        id: fresh(),
        organisation_id: fresh(),
        unit_id: fresh(),
        origin_unit_id: fresh(),
        body_id: fresh(),
        host_id: crate::access::derived("host"),
        kind: BoardKind::CommunePeopleInspectorate,
        name: "Ban Thanh tra nhân dân".to_owned(),
        name_sort: Vec::new(),
        state: BoardState::Recognised,
        staff: None,
        term_from: day(term_from),
        term_to: term_to.map(day),
        project_id: None,
        course: Course::default(),
        ended_on: None,
        version: 1,
    }
}

/// Law 10/2022 Art. 36.2: a term ends with that of the village heads; nobody is elected for what nobody knows the end of.
#[rstest]
#[case::in_the_middle(Some("2028-01-01"), "2026-01-01", None)]
#[case::sixty_one_days_before(Some("2026-03-02"), "2025-12-31", None)]
#[case::sixty_days_before(Some("2026-03-02"), "2026-01-01", Some("2026-03-01"))]
#[case::over(Some("2026-03-02"), "2026-04-01", Some("2026-03-01"))]
#[case::of_a_project(None, "2026-04-01", None)]
fn a_term_is_followed_by_another(#[case] term_to: Option<&str>, #[case] today: &str, #[case] due: Option<&str>) {
    let row = board("2021-01-01", term_to);
    let wait = anew(&row, std::slice::from_ref(&row), day(today));
    assert_eq!(
        wait.map(|wait| (wait.kind, wait.due)),
        due.map(|due| (WorkKind::ElectBoard, Some(day(due))))
    );
}

#[rstest]
#[case::anew(FateDecision::ElectAnew, Some((Some(day("2025-12-31")), day("2025-07-10"))))]
#[case::goes_on(FateDecision::Continue, None)]
fn what_the_front_decides_at_a_reorganisation_waits(
    #[case] decision: FateDecision,
    #[case] expected: Option<(Option<NaiveDate>, NaiveDate)>,
) {
    let mut row = board("2021-01-01", Some("2028-01-01"));
    row.course.fates.push(Fate {
        decision,
        number: DocumentNumber {
            number: 3,
            symbol: "QĐ-MTTQ".to_owned(),
        },
        on: day("2025-07-10"),
        by: (decision == FateDecision::ElectAnew).then(|| day("2025-12-31")),
    });
    let wait = anew(&row, std::slice::from_ref(&row), day("2025-10-20"));
    assert_eq!(wait.map(|wait| (wait.due, wait.since)), expected);
}

#[test]
fn nothing_waits_once_the_next_board_is_there() {
    let (row, next) = (
        board("2021-01-01", Some("2026-01-01")),
        board("2026-01-01", Some("2031-01-01")),
    );
    let both = [row.clone(), next];
    assert!(anew(&row, &both, day("2026-02-01")).is_none());
    let mut elsewhere = both;
    elsewhere[1].host_id = fresh();
    assert!(anew(&row, &elsewhere, day("2026-02-01")).is_some());
}
