use chrono::TimeDelta;
use rstest::rstest;

use super::*;
use crate::{
    access::{derived, fresh},
    calendar::Timeliness,
    reporting::{kinds::Basis, obligation::entity::Asked},
};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Due at the end of 18 December 2025.
fn owed(progress: Progress) -> Model {
    let sent = matches!(progress, Progress::Submitted | Progress::Returned | Progress::Accepted);
    Model {
        id: fresh(),
        round_id: fresh(),
        organisation_id: fresh(),
        unit_id: derived("unit"),
        origin_unit_id: derived("unit"),
        organisation_name: "UBND".to_owned(),
        name_sort: Vec::new(),
        basis: Basis::Required,
        applicability: Asked(Vec::new()),
        progress,
        due_at: at("2025-12-18T17:00:00Z"),
        extended_until: None,
        extended_at: None,
        extension_reason: None,
        reminded_days: None,
        received_on: None,
        receipt: None,
        waiver_reason: None,
        addition_reason: None,
        supplement_reason: None,
        receiver_id: fresh(),
        handled_by: None,
        submission_id: (progress != Progress::NotStarted).then(fresh),
        first_submitted_at: sent.then(|| at("2025-12-17T02:00:00Z")),
        latest_version: sent.then_some(1),
        accepted_version: (progress == Progress::Accepted).then_some(1),
        first_accepted_at: None,
        version: 3,
    }
}

#[rstest]
#[case::before_its_deadline(Progress::NotStarted, "2025-12-17T02:00:00Z", "2025-12-25T17:00:00Z", None)]
#[case::after_its_deadline(Progress::Draft, "2025-12-19T02:00:00Z", "2025-12-25T17:00:00Z", None)]
#[case::not_a_moment_more(
    Progress::Draft,
    "2025-12-17T02:00:00Z",
    "2025-12-18T17:00:00Z",
    Some(Code::InvalidContent)
)]
#[case::already_over(
    Progress::Draft,
    "2025-12-26T02:00:00Z",
    "2025-12-25T17:00:00Z",
    Some(Code::InvalidContent)
)]
#[case::it_has_come(
    Progress::Submitted,
    "2025-12-17T03:00:00Z",
    "2025-12-25T17:00:00Z",
    Some(Code::StateForbids)
)]
#[case::it_came_and_was_returned(
    Progress::Returned,
    "2025-12-17T03:00:00Z",
    "2025-12-25T17:00:00Z",
    Some(Code::StateForbids)
)]
#[case::it_is_waived(
    Progress::Waived,
    "2025-12-17T03:00:00Z",
    "2025-12-25T17:00:00Z",
    Some(Code::StateForbids)
)]
fn a_deadline_is_extended_before_the_report_comes(
    #[case] progress: Progress,
    #[case] now: &str,
    #[case] until: &str,
    #[case] refused: Option<Code>,
) {
    let decided = extend(&owed(progress), at(until), "Mưa lũ", at(now));
    assert_eq!(decided.as_ref().err().map(|problem| problem.code), refused);
    if let Ok(after) = decided {
        let standing = judge(at(now), &after.course(None));
        assert_eq!((standing.due_at, standing.extended), (at(until), true));
        assert_eq!(after.due_at, at("2025-12-18T17:00:00Z"));
    }
}

#[test]
fn a_second_extension_begins_where_the_first_ends() {
    let now = at("2025-12-17T02:00:00Z");
    let once = extend(&owed(Progress::NotStarted), at("2025-12-25T17:00:00Z"), "Mưa lũ", now).unwrap();
    let earlier = extend(&once, at("2025-12-24T17:00:00Z"), "Mưa lũ", now);
    assert_eq!(earlier.unwrap_err().code, Code::InvalidContent);
    assert!(extend(&once, at("2025-12-31T17:00:00Z"), "Mưa lũ", now).is_ok());
}

#[rstest]
#[case(Progress::NotStarted, true, Some(Progress::NotStarted))]
#[case(Progress::Draft, true, Some(Progress::Draft))]
#[case(Progress::Returned, true, Some(Progress::Returned))]
#[case(Progress::Submitted, false, None)]
#[case(Progress::Accepted, false, None)]
#[case(Progress::Waived, false, None)]
fn what_is_waived_can_be_owed_again_from_where_it_stood(
    #[case] progress: Progress,
    #[case] waivable: bool,
    #[case] again: Option<Progress>,
) {
    let decided = waive(&owed(progress), "Giải thể");
    assert_eq!(decided.is_ok(), waivable);
    if let Ok(waived) = decided {
        assert_eq!(waived.progress, Progress::Waived);
        assert_eq!(Some(reinstate(&waived).unwrap().progress), again);
    }
    let owed_still = owed(progress);
    assert_eq!(reinstate(&owed_still).is_ok(), progress == Progress::Waived);
}

#[test]
fn a_report_with_an_accepted_version_is_not_waived() {
    let supplemented = Model {
        accepted_version: Some(1),
        ..owed(Progress::Draft)
    };
    assert_eq!(waive(&supplemented, "Giải thể").unwrap_err().code, Code::StateForbids);
}

#[rstest]
#[case::on_paper_in_time(Progress::NotStarted, "2025-12-18", Ok(Timeliness::OnTime))]
#[case::on_paper_late(Progress::NotStarted, "2025-12-19", Ok(Timeliness::Late))]
#[case::on_paper_after_it_was_sent(Progress::Submitted, "2025-12-19", Ok(Timeliness::OnTime))]
#[case::before_the_round(Progress::NotStarted, "2025-11-19", Err(Code::InvalidContent))]
#[case::tomorrow(Progress::NotStarted, "2025-12-23", Err(Code::InvalidContent))]
#[case::waived(Progress::Waived, "2025-12-18", Err(Code::StateForbids))]
fn the_day_it_came_on_another_way_counts(
    #[case] progress: Progress,
    #[case] on: &str,
    #[case] expected: std::result::Result<Timeliness, Code>,
) {
    let now = at("2025-12-22T01:00:00Z");
    let receipt = ReceiptOtherwise {
        received_on: day(on),
        document: "215/BC-UBND".to_owned(),
        reason: "Mất mạng".to_owned(),
        recorded_at: now,
    };
    let decided = receive_otherwise(&owed(progress), receipt, [day("2025-11-20"), day("2025-12-22")]);
    let told = decided
        .map(|after| judge(now + TimeDelta::days(1), &after.course(None)).timeliness)
        .map_err(|problem| problem.code);
    assert_eq!(told, expected);
}
