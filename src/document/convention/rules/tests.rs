//! Each number and each clock of Decree 61/2023/NĐ-CP, one case on either side, across weekends and Tết.

mod remedy;

use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::{
    access::fresh,
    calendar::Holidays,
    document::{
        convention::{
            ConventionKind,
            course::{
                Course, Decision, Posting, PostingForm, Proposal, Proposer, Refusal, Team, TeamMember, VoteForm,
                VoteOutcome,
            },
            objection::{Annulment, AnnulmentGround, AnswerKind, Answered, ComplaintAim, ComplaintSource, Suspension},
        },
        number::DocumentNumber,
        step::Timed,
    },
    http::Place,
    text,
};

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn raised(received_on: &str, asks: ComplaintAim) -> Raised {
    Raised {
        received_on: day(received_on),
        source: ComplaintSource::Residents,
        asks,
        content: "Điều 9".to_owned(),
    }
}

fn off() -> Holidays {
    Holidays::built_in().unwrap()
}

fn number() -> DocumentNumber {
    DocumentNumber::read("12/QĐ-UBND").unwrap()
}

fn proposal(by: Proposer, on: &str, households: Option<i64>, in_favour: Option<u32>) -> Proposal {
    Proposal {
        by,
        on: day(on),
        households,
        in_favour,
    }
}

fn proposed() -> Model {
    let title = "Quy ước bản Nà Khằm".to_owned();
    Model {
        id: fresh(),
        organisation_id: Uuid::nil().into(),
        unit_id: Uuid::nil().into(),
        origin_unit_id: Uuid::nil().into(),
        village_id: Uuid::nil().into(),
        kind: ConventionKind::QuyUoc,
        title_fold: text::fold(&title),
        title,
        summary: None,
        state: ConventionState::Proposed,
        course: Course::beginning(Some(proposal(Proposer::VillageHead, "2025-08-20", None, None))),
        in_force_on: None,
        ended_on: None,
        change: None,
        replaces_id: None,
        replaced_by_id: None,
        version: 1,
    }
}

/// Steps taken long after they happened.
struct Late(Holidays);

impl Late {
    fn new() -> Self {
        Self(off())
    }

    fn today(&self) -> Today {
        Today {
            day: day("2026-12-31"),
            off: self.0.clone(),
        }
    }

    fn drafting(&self) -> Model {
        let mut row = proposed();
        form_team(
            &mut row,
            team("2025-08-25", &[TeamMember::Reputed]),
            false,
            &self.today(),
        )
        .unwrap();
        row
    }

    fn posted(&self, on: &str) -> Model {
        let mut row = self.drafting();
        post(&mut row, posting(on, &[PostingForm::Copies]), &self.today()).unwrap();
        row
    }

    fn adopted(&self, on: &str) -> Model {
        let mut row = self.posted("2025-09-02");
        record_vote(&mut row, count(VoteForm::Meeting, on, 100, 80, 60), &self.today()).unwrap();
        row
    }

    fn submitted(&self, received_on: &str) -> Model {
        let mut row = self.adopted("2025-10-03");
        send_dossier(&mut row, sending("2025-10-03", received_on), &self.today()).unwrap();
        row
    }

    fn recognised(&self, on: &str) -> Model {
        let mut row = self.submitted("2025-10-03");
        recognise(&mut row, decision(on), &self.today()).unwrap();
        row
    }
}

fn team(on: &str, of: &[TeamMember]) -> Team {
    Team {
        on: day(on),
        members: 5,
        of: of.to_vec(),
    }
}

fn posting(on: &str, forms: &[PostingForm]) -> Posting {
    Posting {
        on: day(on),
        place: "Nhà văn hóa".to_owned(),
        forms: forms.to_vec(),
        open_until: day(on),
        draft_file: None,
    }
}

fn count(by: VoteForm, on: &str, households: i64, present: u32, in_favour: u32) -> Count {
    Count {
        by,
        on: day(on),
        households,
        present,
        in_favour,
    }
}

fn sending(on: &str, received_on: &str) -> Sending {
    Sending {
        on: day(on),
        received_on: day(received_on),
        request_file: None,
        minutes_file: None,
        text_file: None,
    }
}

fn made(on: &str) -> Timed {
    Timed::unhurried(day(on))
}

fn decision(on: &str) -> Decision {
    Decision {
        made: made(on),
        number: number(),
        signer: "Lò Văn Inh".to_owned(),
        capacities: Vec::new(),
        signed_file: None,
    }
}

fn suspension(ground: SuspensionGround, on: &str, remedy_by: &str) -> Suspension {
    Suspension {
        ground,
        on: day(on),
        number: number(),
        reason: "Sai trình tự".to_owned(),
        parts: (ground != SuspensionGround::Procedure).then(|| "Điều 9".to_owned()),
        remedy_by: day(remedy_by),
        signer: None,
        capacities: Vec::new(),
    }
}

fn annulment(ground: AnnulmentGround, on: &str) -> Annulment {
    Annulment {
        ground,
        on: day(on),
        number: number(),
        reason: "Không khắc phục".to_owned(),
        parts: (ground == AnnulmentGround::ContentNotRemedied).then(|| "Điều 9".to_owned()),
        signer: None,
        capacities: Vec::new(),
    }
}

/// Where and what is wrong; the problem's own code where no place is named.
fn refused(result: Result<()>) -> Option<String> {
    let problem = result.err()?;
    let told = problem.faults.first().map(|fault| match &fault.place {
        Place::Body(pointer) => format!("{pointer} {}", fault.code),
        other => format!("{other:?}"),
    });
    Some(told.unwrap_or_else(|| problem.code.as_str().to_owned()))
}

/// Art. 7.1: the village head needs no households; 7.3: a citizen needs 10 % of all of them, or the Front.
#[rstest]
#[case::village_head(Proposer::VillageHead, None, None, None)]
#[case::village_head_with_households(Proposer::VillageHead, None, Some(12), Some("/proposal/in_favour unsuited"))]
#[case::ten_percent(Proposer::Citizen, Some(120), Some(12), None)]
#[case::one_fewer(Proposer::Citizen, Some(120), Some(11), Some("/proposal/in_favour below_threshold"))]
#[case::a_part_of_a_household_counts_as_one(
    Proposer::Citizen,
    Some(121),
    Some(12),
    Some("/proposal/in_favour below_threshold")
)]
#[case::and_one_more(Proposer::Citizen, Some(121), Some(13), None)]
#[case::with_the_front(Proposer::CitizenWithFront, Some(120), Some(11), None)]
#[case::more_than_there_are(Proposer::Citizen, Some(120), Some(121), Some("/proposal/in_favour out_of_range"))]
fn a_citizen_needs_ten_percent_or_the_front(
    #[case] by: Proposer,
    #[case] households: Option<i64>,
    #[case] in_favour: Option<u32>,
    #[case] expected: Option<&str>,
) {
    let late = Late::new();
    let told = propose(
        &proposal(by, "2025-08-20", households, in_favour),
        day("2004-01-01"),
        &late.today(),
    );
    assert_eq!(refused(told).as_deref(), expected);
}

/// Art. 25.1: the decree holds from 16 August 2023. Nothing is proposed before its village.
#[rstest]
#[case::the_day_before_the_decree("2023-08-15", "2004-01-01", Some("/proposal/on out_of_range"))]
#[case::its_first_day("2023-08-16", "2004-01-01", None)]
#[case::before_the_village("2025-06-30", "2025-07-01", Some("/proposal/on out_of_range"))]
#[case::as_the_village_begins("2025-07-01", "2025-07-01", None)]
#[case::to_come("2027-01-01", "2004-01-01", Some("/proposal/on out_of_range"))]
fn a_proposal_has_its_day(#[case] on: &str, #[case] village_since: &str, #[case] expected: Option<&str>) {
    let late = Late::new();
    let told = propose(
        &proposal(Proposer::VillageHead, on, None, None),
        day(village_since),
        &late.today(),
    );
    assert_eq!(refused(told).as_deref(), expected);
}

/// Art. 8.2.
#[rstest]
#[case::elsewhere(false, &[TeamMember::Reputed], None)]
#[case::both(true, &[TeamMember::VillageElder, TeamMember::SpeaksTheLanguage], None)]
#[case::no_elder(true, &[TeamMember::SpeaksTheLanguage], Some("/of required"))]
#[case::nobody_speaks_the_language(true, &[TeamMember::VillageElder], Some("/of required"))]
fn an_ethnic_minority_area_has_its_own_members(
    #[case] area: bool,
    #[case] of: &[TeamMember],
    #[case] expected: Option<&str>,
) {
    let late = Late::new();
    let told = form_team(&mut proposed(), team("2025-08-25", of), area, &late.today());
    assert_eq!(refused(told).as_deref(), expected);
}

#[rstest]
#[case::nobody(0, &[TeamMember::Reputed], Some("/members out_of_range"))]
#[case::nobody_in_particular(5, &[], Some("/members out_of_range"))]
#[case::one(1, &[TeamMember::Reputed], None)]
#[case::a_hundred(100, &[TeamMember::Reputed], None)]
#[case::more(101, &[TeamMember::Reputed], Some("/members out_of_range"))]
fn a_team_has_members(#[case] members: u32, #[case] of: &[TeamMember], #[case] expected: Option<&str>) {
    let late = Late::new();
    let new = Team {
        members,
        ..team("2025-08-25", of)
    };
    assert_eq!(
        refused(form_team(&mut proposed(), new, false, &late.today())).as_deref(),
        expected
    );
}

#[test]
fn a_hundred_complaints_are_recorded_and_no_more() {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    let mut complain = || {
        let asked = raised("2025-12-01", ComplaintAim::Suspension);
        record_complaint(&mut row, asked, &late.today())
    };
    assert!((0..100).all(|_| complain().is_ok()));
    assert_eq!(refused(complain()).as_deref(), Some("state_forbids"));
}

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

/// Art. 11.3a: 5 working days from the vote. Tết 2026 lasts from 14 to 22 February.
#[rstest]
#[case::the_fifth_working_day("2025-10-03", "2025-10-10", "2025-10-10", false)]
#[case::a_day_later("2025-10-03", "2025-10-13", "2025-10-10", true)]
#[case::across_tet("2026-02-12", "2026-02-26", "2026-02-26", false)]
#[case::across_tet_and_a_day("2026-02-12", "2026-02-27", "2026-02-26", true)]
fn the_dossier_goes_out_in_five_working_days(
    #[case] voted_on: &str,
    #[case] sent_on: &str,
    #[case] due_on: &str,
    #[case] expected: bool,
) {
    let late = Late::new();
    let mut row = late.adopted(voted_on);
    send_dossier(&mut row, sending(sent_on, sent_on), &late.today()).unwrap();
    let sent = row.course.dossier.unwrap().sent;
    assert_eq!((sent.due_on, sent.late), (day(due_on), expected));
}

/// Art. 11.3b: 5 working days from having the dossier whole, for recognising as for refusing. Tết 2026 lasts from 16 to 20 February.
#[rstest]
#[case::the_fifth_working_day("2025-10-03", "2025-10-10", "2025-10-10", false)]
#[case::a_day_later("2025-10-03", "2025-10-11", "2025-10-10", true)]
#[case::across_tet("2026-02-12", "2026-02-26", "2026-02-26", false)]
#[case::across_tet_and_a_day("2026-02-12", "2026-02-27", "2026-02-26", true)]
fn the_committee_decides_in_five_working_days(
    #[case] received_on: &str,
    #[case] on: &str,
    #[case] due_on: &str,
    #[case] expected: bool,
) {
    let late = Late::new();
    let mut row = late.submitted(received_on);
    recognise(&mut row, decision(on), &late.today()).unwrap();
    let recognised = row.course.recognition.unwrap().made;
    assert_eq!((recognised.due_on, recognised.late), (day(due_on), expected));
    assert_eq!(row.in_force_on, Some(day(on)), "Art. 11.5");
    let mut row = late.submitted(received_on);
    let refusal = Refusal {
        made: made(on),
        number: number(),
        reason: "Trái pháp luật".to_owned(),
        files: Vec::new(),
    };
    refuse(&mut row, refusal, &late.today()).unwrap();
    let refused = row.course.refusals[0].made;
    assert_eq!((refused.due_on, refused.late), (day(due_on), expected));
}

/// Art. 18.1a: 2 working days from the decision.
#[rstest]
#[case::the_second_working_day("2025-10-10", "2025-10-14", false)]
#[case::a_day_later("2025-10-10", "2025-10-15", true)]
#[case::across_tet("2026-02-12", "2026-02-23", false)]
#[case::across_tet_and_a_day("2026-02-12", "2026-02-24", true)]
fn it_is_sent_back_in_two_working_days(#[case] recognised_on: &str, #[case] on: &str, #[case] expected: bool) {
    let late = Late::new();
    let mut row = late.recognised(recognised_on);
    send_back(&mut row, day(on), &late.today()).unwrap();
    assert_eq!(row.course.sent_back.map(|sent| sent.late), Some(expected));
    assert_eq!(
        refused(send_back(&mut row, day(on), &late.today())).as_deref(),
        Some("state_forbids")
    );
}

/// Art. 12.2: 3 working days where suspension is asked for; 14.3: 5 where annulment is. An unfounded one is answered too.
#[rstest]
#[case::suspension("2025-12-01", ComplaintAim::Suspension, "2025-12-04", "2025-12-04", false)]
#[case::suspension_a_day_later("2025-12-01", ComplaintAim::Suspension, "2025-12-05", "2025-12-04", true)]
#[case::suspension_across_tet("2026-02-11", ComplaintAim::Suspension, "2026-02-23", "2026-02-23", false)]
#[case::suspension_a_day_after_tet("2026-02-11", ComplaintAim::Suspension, "2026-02-24", "2026-02-23", true)]
#[case::annulment_across_a_weekend("2025-12-01", ComplaintAim::Annulment, "2025-12-08", "2025-12-08", false)]
#[case::annulment_a_day_later("2025-12-01", ComplaintAim::Annulment, "2025-12-09", "2025-12-08", true)]
#[case::annulment_across_tet("2026-02-11", ComplaintAim::Annulment, "2026-02-25", "2026-02-25", false)]
#[case::annulment_a_day_after_tet("2026-02-11", ComplaintAim::Annulment, "2026-02-26", "2026-02-25", true)]
fn a_complaint_has_its_clock(
    #[case] received_on: &str,
    #[case] asks: ComplaintAim,
    #[case] answered_on: &str,
    #[case] answer_by: &str,
    #[case] expected: bool,
) {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    record_complaint(&mut row, raised(received_on, asks), &late.today()).unwrap();
    let asked = row.clone();
    let dismissal = Answered {
        by: AnswerKind::Unfounded,
        on: day(answered_on),
        late: false,
        number: number(),
        reason: "Không có cơ sở".to_owned(),
    };
    dismiss(&mut row, dismissal.clone(), &late.today()).unwrap();
    let complaint = &row.course.complaints[0];
    assert_eq!(complaint.answer_by, day(answer_by));
    assert_eq!(complaint.answer.as_ref().map(|answer| answer.late), Some(expected));
    assert_eq!(
        refused(dismiss(&mut row, dismissal, &late.today())).as_deref(),
        Some("state_forbids")
    );
    // What it asks for answers it by the same clock.
    let mut row = asked;
    match asks {
        ComplaintAim::Suspension => {
            let granted = suspension(SuspensionGround::Procedure, answered_on, "2026-12-01");
            suspend(&mut row, granted, &late.today()).unwrap();
        }
        ComplaintAim::Annulment => {
            let granted = annulment(AnnulmentGround::UnlawfulContent, answered_on);
            annul(&mut row, granted, &late.today()).unwrap();
        }
    }
    let answer = row.course.complaints[0].answer.as_ref();
    assert_eq!(answer.map(|answer| answer.late), Some(expected));
}

/// Art. 12.1a suspends the whole, 12.1b and 12.1c a part; 12.3: a deadline is set.
#[rstest]
#[case::procedure(SuspensionGround::Procedure, false, "2025-12-05", Ok(ConventionState::Suspended))]
#[case::procedure_of_a_part(SuspensionGround::Procedure, true, "2025-12-05", Err("/parts unsuited"))]
#[case::content(SuspensionGround::Content, true, "2025-12-05", Ok(ConventionState::SuspendedInPart))]
#[case::harm(SuspensionGround::Harm, true, "2025-12-05", Ok(ConventionState::SuspendedInPart))]
#[case::content_of_the_whole(SuspensionGround::Content, false, "2025-12-05", Err("/parts unsuited"))]
#[case::no_time_to_mend_it(SuspensionGround::Procedure, false, "2025-12-04", Err("/remedy_by out_of_range"))]
fn each_ground_suspends_the_whole_or_a_part(
    #[case] ground: SuspensionGround,
    #[case] parts: bool,
    #[case] remedy_by: &str,
    #[case] expected: std::result::Result<ConventionState, &str>,
) {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    let new = Suspension {
        parts: parts.then(|| "Điều 9".to_owned()),
        ..suspension(ground, "2025-12-04", remedy_by)
    };
    let told = refused(suspend(&mut row, new, &late.today()));
    match expected {
        Ok(state) => assert_eq!((told, row.state), (None, state)),
        Err(place) => assert_eq!(told.as_deref(), Some(place)),
    }
}

/// Art. 14.1a and c annul at once; 14.1b and 14.2 only what was suspended so, once its time is over.
#[rstest]
#[case::unlawful_at_once(None, AnnulmentGround::UnlawfulContent, "2025-12-08", Ok(ConventionState::Annulled))]
#[case::threshold_at_once(None, AnnulmentGround::ThresholdNotMet, "2025-12-08", Ok(ConventionState::Annulled))]
#[case::unlawful_while_suspended(
    Some(SuspensionGround::Content),
    AnnulmentGround::UnlawfulContent,
    "2025-12-08",
    Ok(ConventionState::Annulled)
)]
#[case::procedure_never_suspended(None, AnnulmentGround::ProcedureNotRemedied, "2026-06-01", Err("state_forbids"))]
#[case::procedure_on_the_last_day(
    Some(SuspensionGround::Procedure),
    AnnulmentGround::ProcedureNotRemedied,
    "2026-03-31",
    Err("state_forbids")
)]
#[case::procedure_a_day_later(
    Some(SuspensionGround::Procedure),
    AnnulmentGround::ProcedureNotRemedied,
    "2026-04-01",
    Ok(ConventionState::Annulled)
)]
#[case::part_on_the_last_day(
    Some(SuspensionGround::Content),
    AnnulmentGround::ContentNotRemedied,
    "2026-03-31",
    Err("state_forbids")
)]
#[case::part_a_day_later(
    Some(SuspensionGround::Harm),
    AnnulmentGround::ContentNotRemedied,
    "2026-04-01",
    Ok(ConventionState::Recognised)
)]
#[case::part_of_what_is_suspended_whole(
    Some(SuspensionGround::Procedure),
    AnnulmentGround::ContentNotRemedied,
    "2026-04-01",
    Err("state_forbids")
)]
fn annulment_waits_for_the_remedy_where_the_law_does(
    #[case] suspended: Option<SuspensionGround>,
    #[case] ground: AnnulmentGround,
    #[case] on: &str,
    #[case] expected: std::result::Result<ConventionState, &str>,
) {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    if let Some(ground) = suspended {
        suspend(&mut row, suspension(ground, "2025-12-04", "2026-03-31"), &late.today()).unwrap();
    }
    let told = refused(annul(&mut row, annulment(ground, on), &late.today()));
    match expected {
        Ok(state) => assert_eq!((told, row.state), (None, state)),
        Err(place) => assert_eq!(told.as_deref(), Some(place)),
    }
}

#[rstest]
#[case::before("2025-10-09", None, Force::NotYet)]
#[case::the_day_of_the_decision("2025-10-10", None, Force::InForce)]
#[case::before_it_is_suspended("2025-12-03", None, Force::InForce)]
#[case::suspended_in_part("2025-12-04", None, Force::Partly)]
#[case::annulled_in_part("2026-04-01", None, Force::Partly)]
#[case::its_village_was_merged("2026-05-01", Some("2026-05-01"), Force::CarriedOver)]
#[case::replaced("2026-06-01", None, Force::Expired)]
fn force_follows_the_days(#[case] on: &str, #[case] village_ended_on: Option<&str>, #[case] expected: Force) {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    suspend(
        &mut row,
        suspension(SuspensionGround::Content, "2025-12-04", "2026-03-31"),
        &late.today(),
    )
    .unwrap();
    annul(
        &mut row,
        annulment(AnnulmentGround::ContentNotRemedied, "2026-04-01"),
        &late.today(),
    )
    .unwrap();
    let mut next = late.recognised("2025-10-10");
    next.in_force_on = Some(day("2026-06-01"));
    replaced(&mut row, &next).unwrap();
    assert_eq!(force(&row, day(on), village_ended_on.map(day)), Some(expected));
}

/// Art. 12.1b, 14.2: a further part may be suspended; each is annulled as it was suspended, once its own time is over.
#[test]
fn each_part_has_its_own_time() {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    let part = |parts: &str, remedy_by: &str| Suspension {
        parts: Some(parts.to_owned()),
        ..suspension(SuspensionGround::Content, "2025-12-04", remedy_by)
    };
    suspend(&mut row, part("Điều 9", "2025-12-31"), &late.today()).unwrap();
    suspend(&mut row, part("Điều 3", "2026-03-31"), &late.today()).unwrap();
    let annul_part = |row: &mut Model, parts: &str, on: &str| {
        let new = Annulment {
            parts: Some(parts.to_owned()),
            ..annulment(AnnulmentGround::ContentNotRemedied, on)
        };
        refused(annul(row, new, &late.today()))
    };
    assert_eq!(
        annul_part(&mut row, "Điều 10", "2026-01-05").as_deref(),
        Some("/parts unsuited")
    );
    assert_eq!(
        annul_part(&mut row, "Điều 3", "2026-01-05").as_deref(),
        Some("state_forbids")
    );
    assert_eq!(annul_part(&mut row, "Điều 9", "2026-01-05"), None);
    assert_eq!(row.state, ConventionState::SuspendedInPart);
    assert_eq!(
        annul_part(&mut row, "Điều 9", "2026-01-05").as_deref(),
        Some("/parts unsuited")
    );
    assert_eq!(annul_part(&mut row, "Điều 3", "2026-04-01"), None);
    assert_eq!(row.state, ConventionState::Recognised);
}

/// Art. 12.1, 14.2: a part is suspended once, and what was annulled is not suspended any more.
#[test]
fn a_part_is_suspended_once() {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    suspend(
        &mut row,
        suspension(SuspensionGround::Content, "2025-12-04", "2026-03-31"),
        &late.today(),
    )
    .unwrap();
    let again = suspension(SuspensionGround::Content, "2025-12-08", "2026-06-30");
    let twice = suspend(&mut row, again.clone(), &late.today());
    assert_eq!(refused(twice).as_deref(), Some("/parts duplicate"));
    let gone = annulment(AnnulmentGround::ContentNotRemedied, "2026-04-01");
    annul(&mut row, gone, &late.today()).unwrap();
    let after = Suspension {
        on: day("2026-04-02"),
        ..again
    };
    assert_eq!(
        refused(suspend(&mut row, after, &late.today())).as_deref(),
        Some("/parts duplicate")
    );
}

/// A suspension of the committee's own motion answers no complaint that came later; what ends the whole answers all.
#[test]
fn each_complaint_is_answered_by_what_followed_it() {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    for received_on in ["2025-12-01", "2025-12-02"] {
        let asked = raised(received_on, ComplaintAim::Suspension);
        record_complaint(&mut row, asked, &late.today()).unwrap();
    }
    let before = suspension(SuspensionGround::Content, "2025-11-20", "2026-03-31");
    suspend(&mut row, before, &late.today()).unwrap();
    assert!(row.course.complaints.iter().all(|complaint| complaint.answer.is_none()));
    annul(
        &mut row,
        annulment(AnnulmentGround::UnlawfulContent, "2025-12-08"),
        &late.today(),
    )
    .unwrap();
    assert!(row.course.complaints.iter().all(|complaint| complaint.answer.is_some()));
}
