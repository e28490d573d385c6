//! Each number and each clock of Decree 59/2023 Art. 3, 6–9, one case on either side, across weekends and Tết.

mod another_vote;

use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::{
    access::fresh,
    calendar::Holidays,
    document::{number::DocumentNumber, step::Today},
    election::course::{
        Call, CandidateVotes, Course, DismissalGround, ElectionTeam, HeadDecision, HeadRefusal, HeadVoteForm,
    },
    http::Place,
};

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn number() -> DocumentNumber {
    DocumentNumber::read("88/QĐ-UBND").unwrap()
}

/// Does something on a day, with the days off that hold nationwide.
fn on<T>(today: &str, act: impl FnOnce(&Today) -> T) -> T {
    let off = Holidays::built_in().unwrap();
    act(&Today { day: day(today), off })
}

fn refused<T>(outcome: Result<T>) -> Option<(String, String)> {
    let problem = outcome.err()?;
    let fault = problem.faults.first().map(|fault| {
        let place = match &fault.place {
            Place::Body(pointer) => pointer.clone(),
            _ => String::new(),
        };
        (place, fault.code.to_string())
    });
    Some(fault.unwrap_or_else(|| (String::new(), problem.code.as_str().to_owned())))
}

fn at(place: &str, code: &str) -> Option<(String, String)> {
    Some((place.to_owned(), code.to_owned()))
}

fn calling(purpose: Purpose, signed_on: &str, meeting_on: &str) -> Calling {
    Calling {
        purpose,
        call: Call {
            number: number(),
            signed: Timed::unhurried(day(signed_on)),
            renew_by: None,
            renewed_late: None,
            ground: (purpose == Purpose::Dismiss).then_some(DismissalGround::OwnRequest),
            petitioners: None,
        },
        meeting_on: day(meeting_on),
        village_since: day("2004-01-01"),
        village_until: None,
        households: None,
        dismissed_on: None,
    }
}

const LATER: &str = "2026-12-31";

/// One that was called, for a meeting on a day.
fn called(purpose: Purpose, meeting_on: &str) -> Model {
    let signed_on = (day(meeting_on) - chrono::Days::new(30)).to_string();
    let course = on(LATER, |today| call(calling(purpose, &signed_on, meeting_on), today)).unwrap();
    Model {
        id: fresh(),
        organisation_id: Uuid::nil().into(),
        unit_id: Uuid::nil().into(),
        village_id: Uuid::nil().into(),
        purpose,
        state: ElectionState::Called,
        meeting_on: day(meeting_on),
        course,
        appointment_id: None,
        version: 1,
    }
}

/// With all that must precede the meeting, in time.
fn prepared(purpose: Purpose, meeting_on: &str) -> Model {
    let mut row = called(purpose, meeting_on);
    let early = day(meeting_on) - chrono::Days::new(20);
    on(LATER, |today| {
        if purpose == Purpose::Elect {
            nominate(&mut row, early, vec![fresh()], today).unwrap();
            form_team(&mut row, team(early), today).unwrap();
        }
        announce(&mut row, early, today).unwrap();
    });
    row
}

fn team(signed_on: NaiveDate) -> ElectionTeam {
    ElectionTeam {
        number: number(),
        signed: Timed::unhurried(signed_on),
        members: 5,
    }
}

fn votes(households: i64, present: u32, in_favour: &[u32]) -> Counting {
    Counting {
        by: HeadVoteForm::Meeting,
        on: day("2025-12-28"),
        households,
        present,
        candidates: in_favour
            .iter()
            .map(|votes| CandidateVotes {
                person_id: fresh(),
                in_favour: *votes,
            })
            .collect(),
        in_favour: None,
    }
}

/// Art. 6.1a: decided at least 20 days before the meeting.
#[rstest]
#[case::twenty_days("2025-12-08", "2025-12-28", false)]
#[case::nineteen("2025-12-09", "2025-12-28", true)]
#[case::across_tet("2026-02-10", "2026-03-02", false)]
#[case::across_tet_a_day_short("2026-02-11", "2026-03-02", true)]
fn an_election_is_called_in_time(#[case] signed_on: &str, #[case] meeting_on: &str, #[case] late: bool) {
    let course = on(LATER, |today| {
        call(calling(Purpose::Elect, signed_on, meeting_on), today)
    })
    .unwrap();
    assert_eq!(course.call.signed.late, late);
}

/// Art. 6.2: 15 days; 6.1b: 10 and 7 days; 3.3: 2 days before the meeting, which is on 28 December 2025.
#[rstest]
#[case::candidates_fifteen_days(ElectionAction::Nominate, Purpose::Elect, "2025-12-13", false)]
#[case::candidates_fourteen(ElectionAction::Nominate, Purpose::Elect, "2025-12-14", true)]
#[case::team_ten_days(ElectionAction::FormTeam, Purpose::Elect, "2025-12-18", false)]
#[case::team_nine(ElectionAction::FormTeam, Purpose::Elect, "2025-12-19", true)]
#[case::announced_seven_days(ElectionAction::Announce, Purpose::Elect, "2025-12-21", false)]
#[case::announced_six(ElectionAction::Announce, Purpose::Elect, "2025-12-22", true)]
#[case::dismissal_announced_two_days(ElectionAction::Announce, Purpose::Dismiss, "2025-12-26", false)]
#[case::dismissal_announced_one(ElectionAction::Announce, Purpose::Dismiss, "2025-12-27", true)]
fn what_precedes_the_meeting_is_in_time(
    #[case] action: ElectionAction,
    #[case] purpose: Purpose,
    #[case] when: &str,
    #[case] late: bool,
) {
    let mut row = called(purpose, "2025-12-28");
    let done = on(LATER, |today| match action {
        ElectionAction::Nominate => {
            nominate(&mut row, day(when), vec![fresh()], today).unwrap();
            row.course.nomination.as_ref().unwrap().sent
        }
        ElectionAction::FormTeam => {
            form_team(&mut row, team(day(when)), today).unwrap();
            row.course.team.as_ref().unwrap().signed
        }
        _ => {
            announce(&mut row, day(when), today).unwrap();
            row.course.notice.unwrap().given
        }
    });
    assert_eq!(done.late, late);
}

/// A meeting that is put off gives what precedes it more time; one that is brought forward takes it away.
#[rstest]
#[case::put_off("2026-01-04", false)]
#[case::brought_forward("2025-12-27", true)]
fn another_day_is_judged_anew(#[case] meeting_on: &str, #[case] late: bool) {
    let mut row = called(Purpose::Elect, "2025-12-28");
    on(LATER, |today| announce(&mut row, day("2025-12-21"), today)).unwrap();
    postpone(&mut row, day(meeting_on)).unwrap();
    assert_eq!(row.course.notice.unwrap().given.late, late);
    assert_eq!(row.meeting_on, day(meeting_on));
    let before = postpone(&mut row, day("2025-12-20"));
    assert_eq!(refused(before), at("/meeting_on", "out_of_range"));
}

/// Art. 9.3: a new election is decided within 60 days of the dismissal; a last day that is off moves to the next that is worked.
#[rstest]
#[case::on_the_sixtieth("2025-10-31", "2025-12-30", "2025-12-30", false)]
#[case::a_day_later("2025-10-31", "2025-12-31", "2025-12-30", true)]
#[case::the_sixtieth_is_a_sunday("2025-10-01", "2025-12-01", "2025-12-01", false)]
#[case::a_day_after_that_monday("2025-10-01", "2025-12-02", "2025-12-01", true)]
#[case::the_sixtieth_is_in_tet("2025-12-20", "2026-02-23", "2026-02-23", false)]
#[case::a_day_after_tet("2025-12-20", "2026-02-24", "2026-02-23", true)]
fn a_new_head_is_sought_in_time(
    #[case] dismissed_on: &str,
    #[case] signed_on: &str,
    #[case] renew_by: &str,
    #[case] late: bool,
) {
    let again = Calling {
        dismissed_on: Some(day(dismissed_on)),
        ..calling(Purpose::Elect, signed_on, "2026-03-01")
    };
    let course = on(LATER, |today| call(again, today)).unwrap();
    assert_eq!(course.call.renew_by, Some(day(renew_by)));
    assert_eq!(course.call.renewed_late, Some(late));
}

/// Art. 9.1b: at least half of all households, of which there are 121.
#[rstest]
#[case::half_and_more(Some(61), None)]
#[case::fewer_than_half(Some(60), at("/petitioners", "below_threshold"))]
#[case::more_than_there_are(Some(122), at("/petitioners", "out_of_range"))]
#[case::nobody_said(None, at("/petitioners", "required"))]
fn a_petition_needs_half_of_all(#[case] petitioners: Option<u32>, #[case] expected: Option<(String, String)>) {
    let mut petition = calling(Purpose::Dismiss, "2025-12-01", "2025-12-28");
    petition.call.ground = Some(DismissalGround::Petition);
    petition.call.petitioners = petitioners;
    petition.households = Some(121);
    assert_eq!(refused(on(LATER, |today| call(petition, today))), expected);
}

#[rstest]
#[case::before_the_decree("2023-08-14", "2023-09-20", at("/signed_on", "out_of_range"))]
#[case::on_its_first_day("2023-08-15", "2023-09-20", None)]
#[case::before_the_village("2003-12-31", "2025-12-28", at("/signed_on", "out_of_range"))]
#[case::tomorrow("2027-01-01", "2027-02-01", at("/signed_on", "out_of_range"))]
#[case::met_before("2025-12-28", "2025-12-27", at("/meeting_on", "out_of_range"))]
fn its_days_are_in_order(
    #[case] signed_on: &str,
    #[case] meeting_on: &str,
    #[case] expected: Option<(String, String)>,
) {
    let outcome = on(LATER, |today| {
        call(calling(Purpose::Elect, signed_on, meeting_on), today)
    });
    assert_eq!(refused(outcome), expected);
}

/// Art. 3.1b, 3.3, 6: nobody votes before there are candidates, a team and a notice.
#[rstest]
#[case::candidates(|course: &mut Course| course.nomination = None)]
#[case::team(|course: &mut Course| course.team = None)]
#[case::notice(|course: &mut Course| course.notice = None)]
fn nothing_that_precedes_is_left_out(#[case] without: fn(&mut Course)) {
    let mut row = prepared(Purpose::Elect, "2025-12-28");
    without(&mut row.course);
    let outcome = on(LATER, |today| record_vote(&mut row, votes(120, 101, &[77]), today));
    assert_eq!(refused(outcome), at("", "state_forbids"));
}

/// Law Art. 21.1: more than half of all households, of which there are 120.
#[rstest]
#[case::half(votes(120, 101, &[60]), Ok(ElectionState::NotCarried))]
#[case::more_than_half(votes(120, 101, &[61]), Ok(ElectionState::Carried))]
#[case::divided(votes(120, 120, &[60, 60]), Ok(ElectionState::NotCarried))]
#[case::one_of_two(votes(120, 120, &[59, 61]), Ok(ElectionState::Carried))]
#[case::more_votes_than_households_there(votes(120, 100, &[60, 41]), Err("/candidates"))]
#[case::more_there_than_live_there(votes(120, 121, &[61]), Err("/present"))]
#[case::no_candidate(votes(120, 101, &[]), Err("/candidates"))]
fn a_head_has_more_than_half_of_all(#[case] votes: Counting, #[case] expected: Result<ElectionState, &str>) {
    let mut row = prepared(Purpose::Elect, "2025-12-28");
    let elected = votes.candidates.iter().find(|votes| votes.in_favour == 61);
    let elected = elected.map(|votes| votes.person_id);
    match (on(LATER, |today| record_vote(&mut row, votes, today)), expected) {
        (Ok(()), Ok(state)) => {
            assert_eq!(row.state, state);
            assert_eq!(row.course.vote.unwrap().elected, elected);
        }
        (outcome, expected) => assert_eq!(refused(outcome).unwrap().0, expected.unwrap_err()),
    }
}

#[rstest]
#[case::half(Some(60), Ok(ElectionState::NotCarried))]
#[case::more_than_half(Some(61), Ok(ElectionState::Carried))]
#[case::more_than_were_there(Some(102), Err("/in_favour"))]
#[case::nobody_said(None, Err("/candidates"))]
fn a_dismissal_has_more_than_half_of_all(
    #[case] in_favour: Option<u32>,
    #[case] expected: Result<ElectionState, &str>,
) {
    let mut row = prepared(Purpose::Dismiss, "2025-12-28");
    let votes = Counting {
        in_favour,
        ..votes(120, 101, &[])
    };
    match (on(LATER, |today| record_vote(&mut row, votes, today)), expected) {
        (Ok(()), Ok(state)) => assert_eq!(row.state, state),
        (outcome, expected) => assert_eq!(refused(outcome).unwrap().0, expected.unwrap_err()),
    }
}

/// One whose meeting, on Sunday 28 December 2025, has carried it. 1 and 2 January 2026 are off, and Saturday 10 January is worked.
fn carried(purpose: Purpose) -> Model {
    let mut row = prepared(purpose, "2025-12-28");
    let votes = match purpose {
        Purpose::Elect => votes(120, 101, &[77]),
        Purpose::Dismiss => Counting {
            in_favour: Some(77),
            ..votes(120, 101, &[])
        },
    };
    on(LATER, |today| record_vote(&mut row, votes, today)).unwrap();
    row
}

/// Art. 3.5d, Law Art. 20.3: 5 working days from the meeting; Tết 2026 is off from 16 to 20 February, between two weekends.
#[rstest]
#[case::the_fifth_working_day("2025-12-28", "2026-01-06", false)]
#[case::the_sixth("2025-12-28", "2026-01-07", true)]
#[case::across_tet("2026-02-12", "2026-02-26", false)]
#[case::across_tet_a_day_late("2026-02-12", "2026-02-27", true)]
fn the_result_is_sent_in_time(#[case] meeting_on: &str, #[case] when: &str, #[case] late: bool) {
    let mut row = prepared(Purpose::Elect, meeting_on);
    let votes = Counting {
        on: day(meeting_on),
        ..votes(120, 101, &[77])
    };
    on(LATER, |today| record_vote(&mut row, votes, today)).unwrap();
    on(LATER, |today| send_result(&mut row, day(when), day(when), today)).unwrap();
    assert_eq!(row.course.sent.unwrap().sent.late, late);
}

/// Art. 8, 9.3: 5 working days from having it; Tết 2026 is off from 16 to 20 February.
#[rstest]
#[case::the_fifth_is_a_saturday_worked("2026-01-05", "2026-01-10", false)]
#[case::the_sixth("2026-01-05", "2026-01-12", true)]
#[case::across_tet("2026-02-12", "2026-02-26", false)]
#[case::across_tet_a_day_late("2026-02-12", "2026-02-27", true)]
fn the_committee_decides_in_time(#[case] received: &str, #[case] when: &str, #[case] late: bool) {
    for purpose in [Purpose::Elect, Purpose::Dismiss] {
        let mut row = carried(purpose);
        on(LATER, |today| {
            send_result(&mut row, day(received), day(received), today)
        })
        .unwrap();
        let mut other = row.clone();
        on(LATER, |today| recognise(&mut row, decision(when, None), today)).unwrap();
        assert_eq!(row.course.recognition.unwrap().made.late, late);
        on(LATER, |today| refuse(&mut other, refusal(when, false), today)).unwrap();
        assert_eq!(other.course.refusal.unwrap().made.late, late);
    }
}

fn decision(on: &str, front_agreed_on: Option<&str>) -> HeadDecision {
    HeadDecision {
        made: Timed::unhurried(day(on)),
        number: number(),
        signer: "Lò Văn Inh".to_owned(),
        front_agreed_on: front_agreed_on.map(day),
    }
}

fn refusal(on: &str, again: bool) -> HeadRefusal {
    HeadRefusal {
        made: Timed::unhurried(day(on)),
        number: number(),
        reason: "Sai thủ tục".to_owned(),
        again,
    }
}

/// Art. 9.3: what the meeting did not agree on, the committee may decide once the Front has agreed.
#[rstest]
#[case::with_the_front(Purpose::Dismiss, Some("2025-12-29"), None)]
#[case::before_the_meeting(Purpose::Dismiss, Some("2025-12-27"), at("/front_agreed_on", "out_of_range"))]
#[case::after_the_decision(Purpose::Dismiss, Some("2025-12-31"), at("/signed_on", "out_of_range"))]
#[case::without(Purpose::Dismiss, None, at("/front_agreed_on", "required"))]
#[case::nobody_was_elected(Purpose::Elect, Some("2025-12-29"), at("", "state_forbids"))]
fn against_the_meeting_the_front_must_agree(
    #[case] purpose: Purpose,
    #[case] agreed: Option<&str>,
    #[case] expected: Option<(String, String)>,
) {
    let mut row = prepared(purpose, "2025-12-28");
    let votes = match purpose {
        Purpose::Elect => votes(120, 101, &[40, 41]),
        Purpose::Dismiss => Counting {
            in_favour: Some(40),
            ..votes(120, 101, &[])
        },
    };
    on(LATER, |today| record_vote(&mut row, votes, today)).unwrap();
    let outcome = on(LATER, |today| {
        recognise(&mut row, decision("2025-12-30", agreed), today)
    });
    assert_eq!(refused(outcome), expected);
}

/// The village ends on 1 June 2026.
#[rstest]
#[case::its_last_day("2026-05-31", None)]
#[case::the_day_after("2026-06-01", at("/meeting_on", "out_of_range"))]
fn nobody_meets_in_a_village_that_is_gone(#[case] meeting_on: &str, #[case] expected: Option<(String, String)>) {
    let ending = Calling {
        village_until: Some(day("2026-06-01")),
        ..calling(Purpose::Elect, "2026-01-05", meeting_on)
    };
    assert_eq!(refused(on(LATER, |today| call(ending, today))), expected);
}

/// Art. 6.1b: the decisions are what is made known.
#[rstest]
#[case::the_same_day("2025-12-10", None)]
#[case::the_day_before("2025-12-09", at("", "state_forbids"))]
fn what_is_made_known_was_decided(#[case] announced_on: &str, #[case] expected: Option<(String, String)>) {
    let mut row = called(Purpose::Elect, "2025-12-28");
    on(LATER, |today| {
        announce(&mut row, day(announced_on), today).unwrap();
        nominate(&mut row, day("2025-12-10"), vec![fresh()], today).unwrap();
        form_team(&mut row, team(day("2025-12-10")), today).unwrap();
    });
    let outcome = on(LATER, |today| record_vote(&mut row, votes(120, 101, &[77]), today));
    assert_eq!(refused(outcome), expected);
}

#[test]
fn only_a_dismissal_is_asked_for() {
    let mut election = calling(Purpose::Elect, "2025-12-01", "2025-12-28");
    election.call.petitioners = Some(61);
    assert_eq!(
        refused(on(LATER, |today| call(election, today))),
        at("/petitioners", "required")
    );
}

#[test]
fn what_was_called_by_mistake_is_withdrawn_before_the_meeting() {
    let mut row = called(Purpose::Elect, "2025-12-28");
    assert_eq!(refused(withdraw(&mut row, "Ghi nhầm".to_owned())), None);
    assert_eq!(row.state, ElectionState::Withdrawn);
    let mut held = carried(Purpose::Elect);
    assert_eq!(
        refused(withdraw(&mut held, "Ghi nhầm".to_owned())),
        at("", "state_forbids")
    );
}

/// What the meeting did not carry, the committee may end (Art. 3.5d, 9.3).
#[rstest]
#[case::to_elect_anew(Purpose::Elect, true)]
#[case::not_to_dismiss(Purpose::Dismiss, false)]
fn what_was_not_carried_is_decided_on(#[case] purpose: Purpose, #[case] again: bool) {
    let mut row = prepared(purpose, "2025-12-28");
    let votes = match purpose {
        Purpose::Elect => votes(120, 101, &[40, 41]),
        Purpose::Dismiss => Counting {
            in_favour: Some(40),
            ..votes(120, 101, &[])
        },
    };
    on(LATER, |today| record_vote(&mut row, votes, today)).unwrap();
    on(LATER, |today| refuse(&mut row, refusal("2025-12-30", again), today)).unwrap();
    assert_eq!(row.state, ElectionState::Refused);
}

#[test]
fn only_an_election_is_held_anew() {
    let mut row = carried(Purpose::Dismiss);
    on(LATER, |today| {
        send_result(&mut row, day("2025-12-29"), day("2025-12-29"), today)
    })
    .unwrap();
    let outcome = on(LATER, |today| refuse(&mut row, refusal("2025-12-30", true), today));
    assert_eq!(refused(outcome), at("/again", "unsuited"));
}
