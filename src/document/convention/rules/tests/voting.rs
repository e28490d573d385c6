//! How long a draft is posted, and how many adopt it.

use rstest::rstest;

use super::*;
use crate::document::convention::course::VoteOutcome;

/// Art. 9.1: posted for at least 30 days before it is voted on; the day of posting is not counted, a last day off moves on.
#[rstest]
#[case::thirty_days("2025-09-02", "2025-10-02", None)]
#[case::twenty_nine("2025-09-02", "2025-10-01", Some("/on too_early"))]
#[case::the_thirtieth_is_a_saturday("2025-09-04", "2025-10-05", Some("/on too_early"))]
#[case::the_monday_after("2025-09-04", "2025-10-06", None)]
#[case::the_thirtieth_is_in_tet("2026-01-19", "2026-02-22", Some("/on too_early"))]
#[case::the_first_day_worked_after_tet("2026-01-19", "2026-02-23", None)]
fn a_draft_is_posted_for_thirty_days(#[case] posted_on: &str, #[case] voted_on: &str, #[case] expected: Option<&str>) {
    let late = Late::new();
    let mut row = late.posted(posted_on);
    let told = record_vote(&mut row, count(VoteForm::Meeting, voted_on, 100, 80, 60), &late.today());
    assert_eq!(refused(told).as_deref(), expected);
}

/// Art. 9.2.
#[test]
fn beside_posting_there_is_a_further_way_of_asking() {
    let late = Late::new();
    let told = post(&mut late.drafting(), posting("2025-09-02", &[]), &late.today());
    assert_eq!(refused(told).as_deref(), Some("/forms required"));
}

/// Art. 10, Law Art. 21.1: more than half of all households attend, and more than half of all are in favour.
#[rstest]
#[case::half_attend(100, 50, 50, Ok(VoteOutcome::NoQuorum))]
#[case::one_more_attends(100, 51, 51, Ok(VoteOutcome::Adopted))]
#[case::half_of_an_odd_number(101, 50, 50, Ok(VoteOutcome::NoQuorum))]
#[case::more_than_half_of_an_odd_number(101, 51, 51, Ok(VoteOutcome::Adopted))]
#[case::half_of_all_in_favour(100, 90, 50, Ok(VoteOutcome::Rejected))]
#[case::most_of_those_present_only(100, 60, 45, Ok(VoteOutcome::Rejected))]
#[case::more_than_half_of_all(100, 90, 51, Ok(VoteOutcome::Adopted))]
#[case::more_than_there_are(100, 101, 51, Err("/present out_of_range"))]
#[case::more_than_took_part(100, 60, 61, Err("/in_favour out_of_range"))]
fn more_than_half_of_all_households_decide(
    #[case] households: i64,
    #[case] present: u32,
    #[case] in_favour: u32,
    #[case] expected: std::result::Result<VoteOutcome, &str>,
) {
    let late = Late::new();
    let mut row = late.posted("2025-09-02");
    let told = record_vote(
        &mut row,
        count(VoteForm::Meeting, "2025-10-05", households, present, in_favour),
        &late.today(),
    );
    match expected {
        Ok(outcome) => {
            assert_eq!(refused(told), None);
            assert_eq!(row.course.votes.last().map(|vote| vote.outcome), Some(outcome));
        }
        Err(place) => assert_eq!(refused(told).as_deref(), Some(place)),
    }
}

/// Art. 10.2a: ballots only after a meeting that too few attended; for them no number must take part but those in favour.
#[test]
fn ballots_follow_a_meeting_that_failed() {
    let late = Late::new();
    let mut row = late.posted("2025-09-02");
    let ballots = count(VoteForm::Ballot, "2025-10-10", 100, 60, 51);
    let told = record_vote(&mut row, ballots, &late.today());
    assert_eq!(refused(told).as_deref(), Some("state_forbids"));
    record_vote(
        &mut row,
        count(VoteForm::Meeting, "2025-10-05", 100, 50, 50),
        &late.today(),
    )
    .unwrap();
    assert_eq!(row.state, ConventionState::Posted);
    record_vote(&mut row, ballots, &late.today()).unwrap();
    assert_eq!(row.state, ConventionState::Adopted);
}
