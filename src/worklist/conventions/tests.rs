//! What waits with a convention, one case on either side of each day.

use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::{
    access::fresh,
    document::{
        convention::{
            ConventionKind,
            course::{Course, Dossier, Vote, VoteForm, VoteOutcome, YearlyReview},
        },
        number::DocumentNumber,
        step::Timed,
    },
};

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn convention(state: ConventionState, course: Course) -> Model {
    Model {
        id: fresh(),
        organisation_id: Uuid::nil().into(),
        unit_id: Uuid::nil().into(),
        origin_unit_id: Uuid::nil().into(),
        village_id: Uuid::nil().into(),
        kind: ConventionKind::QuyUoc,
        title: "Quy ước".to_owned(),
        title_fold: "quy uoc".to_owned(),
        summary: None,
        state,
        course,
        in_force_on: Some(day("2024-03-01")),
        ended_on: None,
        change: None,
        replaces_id: None,
        replaced_by_id: None,
        version: 1,
    }
}

fn waits(row: &Model, today: &str) -> Vec<(WorkKind, Option<String>)> {
    let off = Holidays::built_in().unwrap();
    let steps = steps(row, day(today), &off).into_iter();
    steps
        .map(|step| (step.kind, step.due.map(|due| due.to_string())))
        .collect()
}

/// Decree 61/2023 Art. 11.3a: five working days from the vote; Tết 2025 lay between.
#[rstest]
#[case::within_a_week("2025-10-06", "2025-10-13")]
#[case::across_the_new_year_of_2025("2025-01-23", "2025-02-06")]
fn a_dossier_is_sent_in_five_working_days(#[case] voted: &str, #[case] due: &str) {
    let vote = Vote {
        by: VoteForm::Meeting,
        on: day(voted),
        households: 100,
        present: 90,
        in_favour: 80,
        outcome: VoteOutcome::Adopted,
    };
    let course = Course {
        votes: vec![vote],
        ..Course::beginning(None)
    };
    let mut row = convention(ConventionState::Adopted, course);
    row.in_force_on = None;
    assert_eq!(waits(&row, voted), [(WorkKind::SendConvention, Some(due.to_owned()))]);
}

/// Art. 11.3b: the day is that of the dossier.
#[test]
fn a_dossier_is_decided_on() {
    let course = Course {
        dossier: Some(Dossier {
            sent: Timed::unhurried(day("2025-10-07")),
            received_on: day("2025-10-08"),
            decide_by: day("2025-10-15"),
            text_file: None,
        }),
        ..Course::beginning(None)
    };
    let mut row = convention(ConventionState::Submitted, course);
    row.in_force_on = None;
    let expected = [(WorkKind::DecideConvention, Some("2025-10-15".to_owned()))];
    assert_eq!(waits(&row, "2025-10-09"), expected);
    assert_eq!(waits(&row, "2025-11-20"), expected, "it waits on when it is late");
}

/// Art. 15.4: on 18 November.
#[rstest]
#[case::before_its_season("2025-10-18", None, false)]
#[case::in_its_season("2025-10-19", None, true)]
#[case::late_in_the_year("2025-12-31", None, true)]
#[case::done_this_year("2025-12-31", Some("2025-11-18"), false)]
#[case::done_last_year("2025-11-18", Some("2024-11-18"), true)]
#[case::next_year("2026-01-01", None, false)]
fn it_is_reviewed_yearly(#[case] today: &str, #[case] reviewed: Option<&str>, #[case] expected: bool) {
    let reviews = reviewed.map(|on| YearlyReview {
        on: day(on),
        findings: "Giữ nguyên.".to_owned(),
    });
    let course = Course {
        reviews: reviews.into_iter().collect(),
        ..Course::beginning(None)
    };
    let row = convention(ConventionState::Recognised, course);
    let waiting = waits(&row, today);
    let due = format!("{}-11-18", &today[..4]);
    assert_eq!(
        waiting.contains(&(WorkKind::ReviewConvention, Some(due))),
        expected,
        "{waiting:?}"
    );
}

#[test]
fn what_was_recognised_lately_is_not_reviewed_yet() {
    let mut row = convention(ConventionState::Recognised, Course::beginning(None));
    row.in_force_on = Some(day("2025-11-01"));
    assert_eq!(waits(&row, "2025-11-18"), []);
}

/// Art. 18.1a: two working days.
#[test]
fn a_decision_is_sent_back() {
    use crate::document::convention::course::Decision;
    let decision = Decision {
        made: Timed::unhurried(day("2025-10-10")),
        number: DocumentNumber::read("9/QĐ-UBND").unwrap(),
        signer: "Lò Văn Inh".to_owned(),
        capacities: Vec::new(),
        signed_file: None,
    };
    let mut course = Course {
        recognition: Some(decision),
        ..Course::beginning(None)
    };
    let mut row = convention(ConventionState::Recognised, course.clone());
    row.in_force_on = Some(day("2025-10-10"));
    // The tenth was a Friday.
    let expected = [(WorkKind::SendBackConvention, Some("2025-10-14".to_owned()))];
    assert_eq!(waits(&row, "2025-10-10"), expected);
    course.sent_back = Some(Timed::unhurried(day("2025-10-13")));
    row.course = course;
    assert_eq!(waits(&row, "2025-10-15"), []);
}
