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
    let steps = steps(row, (day(today), true), &off).into_iter();
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
            request_file: None,
            minutes_file: None,
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

/// Art. 15.4: what was missed waits until the next season.
#[rstest]
#[case::missed("2026-01-01", Some("2024-11-18"), Some("2025-11-18"))]
#[case::until_the_season("2026-10-18", Some("2024-11-18"), Some("2025-11-18"))]
#[case::then_the_next_one_waits("2026-10-19", Some("2024-11-18"), Some("2026-11-18"))]
#[case::held("2026-01-01", Some("2025-11-20"), None)]
#[case::held_since("2026-02-01", Some("2026-01-15"), None)]
#[case::never_reviewed("2026-01-01", None, Some("2025-11-18"))]
fn a_missed_review_waits_on(#[case] today: &str, #[case] reviewed: Option<&str>, #[case] due: Option<&str>) {
    let reviews = reviewed.map(|on| YearlyReview {
        on: day(on),
        findings: "Giữ nguyên.".to_owned(),
    });
    let course = Course {
        reviews: reviews.into_iter().collect(),
        ..Course::beginning(None)
    };
    let waiting = waits(&convention(ConventionState::Recognised, course), today);
    let expected = due.map(|due| (WorkKind::ReviewConvention, Some(due.to_owned())));
    assert_eq!(waiting, expected.into_iter().collect::<Vec<_>>());
}

#[test]
fn what_is_recognised_after_the_day_is_reviewed_in_the_next_year() {
    let mut row = convention(ConventionState::Recognised, Course::beginning(None));
    row.in_force_on = Some(day("2025-11-18"));
    let expected = [(WorkKind::ReviewConvention, Some("2025-11-18".to_owned()))];
    assert_eq!(waits(&row, "2025-11-18"), expected);
    row.in_force_on = Some(day("2025-11-19"));
    assert_eq!(waits(&row, "2025-11-20"), []);
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
        dossier: Some(Dossier {
            sent: Timed::unhurried(day("2025-10-07")),
            received_on: day("2025-10-08"),
            decide_by: day("2025-10-15"),
            request_file: None,
            minutes_file: None,
            text_file: None,
        }),
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

/// Art. 11.3b, 10: what was refused, or voted down, is mended and posted again.
#[test]
fn what_failed_is_begun_again() {
    use crate::document::convention::course::Refusal;
    let mut course = Course::beginning(None);
    course.refusals.push(Refusal {
        made: Timed::unhurried(day("2025-10-15")),
        number: DocumentNumber::read("42/UBND-VX").unwrap(),
        reason: "Điều 7 quy định mức phạt trái pháp luật.".to_owned(),
        files: Vec::new(),
    });
    let mut row = convention(ConventionState::Refused, course);
    row.in_force_on = None;
    let off = Holidays::built_in().unwrap();
    let mended = steps(&row, (day("2025-10-20"), true), &off);
    let expected = Step {
        kind: WorkKind::GoOnWithConvention,
        action: ConventionAction::Post,
        since: day("2025-10-15"),
        due: None,
        complaint: None,
    };
    assert_eq!(mended, [expected]);
    row.state = ConventionState::NotAdopted;
    row.course.votes.push(Vote {
        by: VoteForm::Ballot,
        on: day("2025-11-16"),
        households: 100,
        present: 60,
        in_favour: 50,
        outcome: VoteOutcome::Rejected,
    });
    let since = day("2025-11-16");
    assert_eq!(
        steps(&row, (day("2025-11-20"), true), &off),
        [Step { since, ..expected }]
    );
}

/// Art. 12.3, 14.2: of several parts, the one whose time is over first.
#[test]
fn the_next_remedy_is_the_first_that_is_due() {
    use crate::document::convention::objection::{Annulment, AnnulmentGround, Suspension, SuspensionGround};
    let suspended = |parts: &str, remedy_by: &str| Suspension {
        ground: SuspensionGround::Content,
        on: day("2025-09-01"),
        number: DocumentNumber::read("15/QĐ-UBND").unwrap(),
        reason: "Không phù hợp.".to_owned(),
        parts: Some(parts.to_owned()),
        remedy_by: day(remedy_by),
        signer: None,
        capacities: Vec::new(),
    };
    let mut course = Course::beginning(None);
    course.suspensions = vec![suspended("Điều 7", "2025-12-01"), suspended("Điều 9", "2026-02-01")];
    let mut row = convention(ConventionState::SuspendedInPart, course);
    let due = |row: &Model| {
        let follow = waits(row, "2025-10-01").into_iter();
        let mut follow = follow.filter(|(kind, _)| *kind == WorkKind::FollowRemedy);
        follow.next().and_then(|(_, due)| due)
    };
    assert_eq!(due(&row).as_deref(), Some("2025-12-01"));
    row.course.annulments.push(Annulment {
        ground: AnnulmentGround::ContentNotRemedied,
        on: day("2025-12-02"),
        number: DocumentNumber::read("20/QĐ-UBND").unwrap(),
        reason: "Không sửa.".to_owned(),
        parts: Some("Điều 7".to_owned()),
        signer: None,
        capacities: Vec::new(),
    });
    // The first of February is a Sunday.
    assert_eq!(due(&row).as_deref(), Some("2026-02-02"));
}

/// Civil Code 2015 Art. 148.5: it is late only after the working day that follows a last day off.
#[rstest]
#[case::a_working_day("2026-03-31", "2026-03-31")]
#[case::a_saturday("2026-03-28", "2026-03-30")]
#[case::the_saturday_before_tet("2026-02-14", "2026-02-23")]
fn a_remedy_is_due_on_a_working_day(#[case] remedy_by: &str, #[case] due: &str) {
    use crate::document::convention::objection::{Suspension, SuspensionGround};
    let mut course = Course::beginning(None);
    course.suspensions.push(Suspension {
        ground: SuspensionGround::Procedure,
        on: day("2025-12-04"),
        number: DocumentNumber::read("15/QĐ-UBND").unwrap(),
        reason: "Không niêm yết đủ ngày.".to_owned(),
        parts: None,
        remedy_by: day(remedy_by),
        signer: None,
        capacities: Vec::new(),
    });
    let row = convention(ConventionState::Suspended, course);
    assert_eq!(
        waits(&row, "2025-12-04"),
        [(WorkKind::FollowRemedy, Some(due.to_owned()))]
    );
}

/// Art. 15.4: what is not carried out at all is not reviewed; what is, in its season.
#[rstest]
#[case::in_force(ConventionState::Recognised, true)]
#[case::in_part(ConventionState::SuspendedInPart, true)]
#[case::not_at_all(ConventionState::Suspended, false)]
fn what_is_carried_out_is_reviewed(#[case] state: ConventionState, #[case] reviewed: bool) {
    let row = convention(state, Course::beginning(None));
    let waits = waits(&row, "2025-11-10");
    assert_eq!(
        waits.iter().any(|(kind, _)| *kind == WorkKind::ReviewConvention),
        reviewed
    );
}
