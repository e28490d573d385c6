//! Ballots, and other meetings, after a meeting of too few (Law 10/2022 Art. 17.2, 19.1b, 21.1; Decree 59/2023 Art. 3.5d, 4, 9.3).

use rstest::rstest;

use super::*;

const BOTH: [Purpose; 2] = [Purpose::Elect, Purpose::Dismiss];

/// So many of 120 households that took part, and of them in favour.
fn cast(purpose: Purpose, by: HeadVoteForm, when: &str, [present, in_favour]: [u32; 2]) -> Counting {
    let counted = match purpose {
        Purpose::Elect => votes(120, present, &[in_favour]),
        Purpose::Dismiss => Counting {
            in_favour: Some(in_favour),
            ..votes(120, present, &[])
        },
    };
    Counting {
        by,
        on: day(when),
        ..counted
    }
}

/// After a meeting on 28 December 2025 that so many of 120 households attended, none of them in favour.
fn met(purpose: Purpose, present: u32) -> Model {
    let mut row = prepared(purpose, "2025-12-28");
    let meeting = cast(purpose, HeadVoteForm::Meeting, "2025-12-28", [present, 0]);
    on(LATER, |today| record_vote(&mut row, meeting, today)).unwrap();
    row
}

/// Law Art. 17.2, 19.1b, Decree Art. 4.1b: where 60 of 120 households attend, no more than half can agree; where 61 do, the meeting has decided.
#[rstest]
#[case::ballots_after_half(HeadVoteForm::Ballot, 60, None)]
#[case::ballots_after_more_than_half(HeadVoteForm::Ballot, 61, at("", "state_forbids"))]
#[case::a_meeting_after_half(HeadVoteForm::Meeting, 60, None)]
#[case::a_meeting_after_more_than_half(HeadVoteForm::Meeting, 61, at("", "state_forbids"))]
fn another_vote_follows_a_meeting_of_too_few(
    #[case] by: HeadVoteForm,
    #[case] present: u32,
    #[case] expected: Option<(String, String)>,
) {
    for purpose in BOTH {
        let mut row = met(purpose, present);
        assert_eq!(row.state, ElectionState::NotCarried);
        assert_eq!(ElectionAction::RecordVote.fits(&row), expected.is_none());
        let another = cast(purpose, by, "2026-01-04", [90, 77]);
        let outcome = on(LATER, |today| record_vote(&mut row, another, today));
        assert_eq!(refused(outcome), expected);
    }
}

/// Law Art. 19.1b, of an odd number: 61 of 121 households are more than half.
#[rstest]
#[case::sixty(60, true)]
#[case::sixty_one(61, false)]
fn half_of_an_odd_number_is_too_few(#[case] present: u32, #[case] again: bool) {
    let mut row = prepared(Purpose::Elect, "2025-12-28");
    on(LATER, |today| record_vote(&mut row, votes(121, present, &[0]), today)).unwrap();
    assert_eq!(ElectionAction::RecordVote.fits(&row), again);
}

/// Law Art. 17.2: ballots do not take the place of the meeting.
#[test]
fn nobody_votes_by_ballot_before_there_was_a_meeting() {
    for purpose in BOTH {
        let mut row = prepared(purpose, "2025-12-28");
        let ballots = cast(purpose, HeadVoteForm::Ballot, "2025-12-28", [101, 77]);
        let outcome = on(LATER, |today| record_vote(&mut row, ballots, today));
        assert_eq!(refused(outcome), at("", "state_forbids"));
        assert_eq!(row.course.vote, None);
    }
}

/// Law Art. 21.1, Decree Art. 4.6b: by ballot, too, more than half of all 120 households, however many gave theirs back.
#[rstest]
#[case::half([120, 60], Ok(ElectionState::NotCarried))]
#[case::more_than_half([120, 61], Ok(ElectionState::Carried))]
#[case::nobody_beside([61, 61], Ok(ElectionState::Carried))]
#[case::more_votes_than_ballots([60, 61], Err("out_of_range"))]
#[case::more_ballots_than_households([121, 61], Err("out_of_range"))]
fn ballots_need_more_than_half_of_all(#[case] counts: [u32; 2], #[case] expected: Result<ElectionState, &str>) {
    for purpose in BOTH {
        let mut row = met(purpose, 40);
        let ballots = cast(purpose, HeadVoteForm::Ballot, "2026-01-04", counts);
        match (on(LATER, |today| record_vote(&mut row, ballots, today)), &expected) {
            (Ok(()), Ok(state)) => assert_eq!(row.state, *state),
            (outcome, expected) => assert_eq!(refused(outcome).unwrap().1, expected.unwrap_err()),
        }
    }
}

/// Art. 3.5d, 9.3: what ballots did not carry is the committee's to decide on; what was carried is sent.
#[rstest]
#[case::not_carried([90, 60])]
#[case::carried([90, 61])]
fn ballots_are_the_last_vote(#[case] counts: [u32; 2]) {
    for purpose in BOTH {
        let mut row = met(purpose, 40);
        on(LATER, |today| {
            record_vote(
                &mut row,
                cast(purpose, HeadVoteForm::Ballot, "2026-01-04", counts),
                today,
            )
            .unwrap();
            for by in [HeadVoteForm::Ballot, HeadVoteForm::Meeting] {
                let another = record_vote(&mut row, cast(purpose, by, "2026-01-11", [90, 77]), today);
                assert_eq!(refused(another), at("", "state_forbids"));
            }
        });
    }
}

/// The day of the meeting too few came to, 28 December 2025, and today are the first and the last.
#[rstest]
#[case::the_same_day("2025-12-28", None)]
#[case::the_day_before("2025-12-27", at("/on", "out_of_range"))]
#[case::today(LATER, None)]
#[case::tomorrow("2027-01-01", at("/on", "out_of_range"))]
fn another_vote_comes_after_the_meeting(#[case] when: &str, #[case] expected: Option<(String, String)>) {
    let mut row = met(Purpose::Elect, 40);
    let ballots = cast(Purpose::Elect, HeadVoteForm::Ballot, when, [90, 77]);
    let outcome = on(LATER, |today| record_vote(&mut row, ballots, today));
    assert_eq!(refused(outcome), expected);
}

/// Art. 3.5d, 4.7, Law Art. 20.3: five working days from the vote that carried it, Sunday 4 January 2026; Saturday the tenth is worked.
#[rstest]
#[case::the_fifth_after_ballots(HeadVoteForm::Ballot, "2026-01-09", false)]
#[case::the_sixth_after_ballots(HeadVoteForm::Ballot, "2026-01-10", true)]
#[case::the_fifth_after_a_meeting(HeadVoteForm::Meeting, "2026-01-09", false)]
#[case::the_sixth_after_a_meeting(HeadVoteForm::Meeting, "2026-01-10", true)]
fn the_result_is_sent_from_the_vote_that_counts(#[case] by: HeadVoteForm, #[case] when: &str, #[case] late: bool) {
    for purpose in BOTH {
        let mut row = met(purpose, 40);
        on(LATER, |today| {
            record_vote(&mut row, cast(purpose, by, "2026-01-04", [90, 77]), today).unwrap();
            let early = send_result(&mut row, day("2026-01-03"), day("2026-01-03"), today);
            assert_eq!(refused(early), at("/on", "out_of_range"));
            send_result(&mut row, day(when), day(when), today).unwrap();
        });
        assert_eq!(row.course.sent.unwrap().sent.late, late);
    }
}

/// Every vote is kept; what preceded the first meeting is judged by its day, whenever the village votes again.
#[test]
fn every_vote_is_kept() {
    let mut row = prepared(Purpose::Elect, "2025-12-28");
    row.course.notice.as_mut().unwrap().given = Timed::unhurried(day("2025-12-22"));
    on(LATER, |today| {
        for (by, when, counts) in [
            (HeadVoteForm::Meeting, "2025-12-28", [40, 40]),
            (HeadVoteForm::Meeting, "2026-01-04", [50, 0]),
            (HeadVoteForm::Ballot, "2026-01-11", [90, 61]),
        ] {
            record_vote(&mut row, cast(Purpose::Elect, by, when, counts), today).unwrap();
            assert_eq!(row.meeting_on, day(when));
        }
    });
    let course = row.course;
    let earlier: Vec<u32> = course.earlier_votes.iter().map(|vote| vote.present).collect();
    assert_eq!(earlier, [40, 50]);
    let vote = course.vote.unwrap();
    assert_eq!(vote.by, HeadVoteForm::Ballot);
    assert_eq!(vote.elected, Some(vote.candidates[0].person_id));
    assert!(course.notice.unwrap().given.late);
}

/// Art. 3.5d, 9.3: the committee need not wait for another vote; once it has decided there is none.
#[test]
fn the_committee_may_decide_before_another_vote() {
    for purpose in BOTH {
        let mut row = met(purpose, 40);
        let again = purpose == Purpose::Elect;
        let ballots = cast(purpose, HeadVoteForm::Ballot, "2026-01-04", [90, 77]);
        on(LATER, |today| {
            refuse(&mut row, refusal("2025-12-30", again), today).unwrap();
            let late = record_vote(&mut row, ballots, today);
            assert_eq!(refused(late), at("", "state_forbids"));
        });
    }
}
