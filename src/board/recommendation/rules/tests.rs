mod urging;

use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::{
    access::fresh,
    board::{
        BoardKind as Kind,
        recommendation::{
            course::{Course, Implementation, Outcome, Recovered},
            entity::RecommendationKind,
        },
    },
    calendar::Holidays,
    document::number::DocumentNumber,
};

const COMMITTEE: Uuid = Uuid::from_u128(1);
const SOMEBODY: Uuid = Uuid::from_u128(2);
const FRONT: Uuid = Uuid::from_u128(3);

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn on(written: &str) -> Today {
    Today {
        day: day(written),
        off: Holidays::built_in().unwrap(),
    }
}

fn draft(board_kind: Kind, addressee: Uuid) -> Model {
    Model {
        id: fresh(),
        organisation_id: Uuid::nil().into(),
        body_id: Uuid::nil().into(),
        unit_id: Uuid::nil().into(),
        origin_unit_id: Uuid::nil().into(),
        board_id: Uuid::nil().into(),
        board_kind,
        director_id: FRONT.into(),
        host_id: COMMITTEE.into(),
        kind: RecommendationKind::Remedy,
        title: "Kiến nghị".to_owned(),
        content: "Khắc phục".to_owned(),
        addressee_id: Some(addressee.into()),
        addressee_name: None,
        answer_by: None,
        state: State::Draft,
        begun_on: day("2025-11-03"),
        sent_on: None,
        due_on: None,
        answered_on: None,
        reminded_days: None,
        course: Course::default(),
        version: 1,
    }
}

fn sending(written: &str, through_director: bool) -> Sending {
    Sending {
        number: DocumentNumber::read("05/KN-BTTND").unwrap(),
        on: day(written),
        through_director,
    }
}

fn receipt(written: &str) -> Receipt {
    Receipt {
        on: day(written),
        by_addressee: true,
    }
}

fn answered(written: &str) -> RecommendationAnswer {
    RecommendationAnswer {
        outcome: Outcome::Accepted,
        explanation: "Đã khắc phục".to_owned(),
        number: None,
        on: day(written),
        late: None,
        by_addressee: true,
        file: None,
    }
}

fn sent(board_kind: Kind, addressee: Uuid, on_day: &str) -> Model {
    let mut row = draft(board_kind, addressee);
    let today = on(on_day);
    if board_kind.is_of_a_commune() {
        submit(&mut row, &today).unwrap();
        confirm(&mut row, Uuid::nil().into(), &today).unwrap();
    }
    send(&mut row, sending(on_day, false), &today).unwrap();
    row
}

fn refused(outcome: Result<()>) -> Option<String> {
    let problem = outcome.err()?;
    let fault = problem.faults.first().map(|fault| fault.code.to_string());
    Some(fault.unwrap_or_else(|| problem.code.as_str().to_owned()))
}

/// Law 10/2022 Art. 40.2d, 45.1d: boards of communes are confirmed first; Decree 59/2023 Art. 22.2a, 26.2c: others send by themselves, or through
/// the union.
#[rstest]
#[case(Kind::CommunePeopleInspectorate, false, Some("state_forbids"))]
#[case(Kind::CommunityInvestmentSupervision, false, Some("state_forbids"))]
#[case(Kind::AgencyPeopleInspectorate, false, None)]
#[case(Kind::AgencyPeopleInspectorate, true, None)]
#[case(Kind::EnterprisePeopleInspectorate, true, None)]
fn who_sends_without_being_confirmed(#[case] kind: Kind, #[case] through: bool, #[case] expected: Option<&str>) {
    let mut row = draft(kind, COMMITTEE);
    let outcome = send(&mut row, sending("2025-11-06", through), &on("2025-11-06"));
    assert_eq!(refused(outcome).as_deref(), expected);
}

#[test]
fn a_commune_s_board_sends_what_was_confirmed() {
    let mut row = draft(Kind::CommunePeopleInspectorate, COMMITTEE);
    let today = on("2025-11-06");
    submit(&mut row, &today).unwrap();
    assert_eq!(refused(submit(&mut row, &today)).as_deref(), Some("state_forbids"));
    give_back(&mut row, "Chưa nêu căn cứ".to_owned(), &today).unwrap();
    submit(&mut row, &today).unwrap();
    confirm(&mut row, Uuid::nil().into(), &today).unwrap();
    let early = send(&mut row, sending("2025-11-05", false), &today);
    assert_eq!(refused(early).as_deref(), Some("out_of_range"));
    let through = send(&mut row, sending("2025-11-06", true), &today);
    assert_eq!(refused(through).as_deref(), Some("unsuited"));
    send(&mut row, sending("2025-11-06", false), &today).unwrap();
    let withdrawn = withdraw(&mut row, "Nhầm".to_owned(), &today);
    assert_eq!(refused(withdrawn).as_deref(), Some("state_forbids"));
}

/// Law 10/2022 Art. 40.1c, 45.2c, 63.1c, 81.1d: 15 days from the receipt; a last day off moves on (Civil Code Art. 147).
#[rstest]
#[case::a_friday("2025-11-06", "2025-11-21")]
#[case::a_saturday_moves("2025-11-07", "2025-11-24")]
#[case::a_sunday_moves("2025-11-08", "2025-11-24")]
#[case::over_tet("2026-02-02", "2026-02-23")]
fn the_law_gives_fifteen_days(#[case] received: &str, #[case] due: &str) {
    for kind in [
        Kind::CommunePeopleInspectorate,
        Kind::CommunityInvestmentSupervision,
        Kind::AgencyPeopleInspectorate,
        Kind::EnterprisePeopleInspectorate,
    ] {
        let mut row = sent(kind, COMMITTEE, received);
        receive(&mut row, receipt(received), &on(received)).unwrap();
        assert_eq!(row.due_on, Some(day(due)), "{kind:?}");
    }
}

/// The law gives them since 1 July 2023, and no decree has changed that; of what was received before, the day holds that was asked for.
#[rstest]
#[case::the_day_before_the_law("2023-06-30", None)]
#[case::the_law_s_first_day("2023-07-01", Some("2023-07-17"))]
#[case::the_day_before_decree_59("2023-08-14", Some("2023-08-29"))]
#[case::decree_59_s_first_day("2023-08-15", Some("2023-08-30"))]
#[case::the_day_before_decree_185("2026-05-25", Some("2026-06-09"))]
#[case::decree_185_s_first_day("2026-05-26", Some("2026-06-10"))]
fn there_are_fifteen_days_since_the_law(#[case] received: &str, #[case] due: Option<&str>) {
    for asked in [None, Some(day("2026-12-01"))] {
        let mut row = sent(Kind::CommunityInvestmentSupervision, COMMITTEE, received);
        row.answer_by = asked;
        receive(&mut row, receipt(received), &on(received)).unwrap();
        assert_eq!(row.due_on, due.map(day).or(asked));
    }
}

/// The fifteenth day is Sunday, 16 July 2023.
#[rstest]
#[case::received_before_the_law("2023-06-30", "2023-08-31", None)]
#[case::on_the_last_day("2023-07-01", "2023-07-17", Some(false))]
#[case::a_day_later("2023-07-01", "2023-07-18", Some(true))]
fn an_answer_is_late_since_the_law(#[case] received: &str, #[case] written: &str, #[case] late: Option<bool>) {
    let mut row = sent(Kind::AgencyPeopleInspectorate, COMMITTEE, received);
    receive(&mut row, receipt(received), &on(received)).unwrap();
    answer(&mut row, answered(written), &on(written)).unwrap();
    assert_eq!(row.course.answer.unwrap().late, late);
}

/// Art. 45.3c: investors and other authorities have no such clock.
#[rstest]
#[case::none_was_asked_for(None, None)]
#[case::one_was(Some("2025-12-01"), Some("2025-12-01"))]
fn others_have_the_day_that_was_asked_for(#[case] asked: Option<&str>, #[case] due: Option<&str>) {
    let mut row = sent(Kind::CommunePeopleInspectorate, SOMEBODY, "2025-11-06");
    row.answer_by = asked.map(day);
    receive(&mut row, receipt("2025-11-06"), &on("2025-11-06")).unwrap();
    assert_eq!(row.due_on, due.map(day));
}

#[rstest]
#[case::on_the_last_day("2025-11-21", "2025-11-21", true, false)]
#[case::a_day_later("2025-11-22", "2025-11-22", true, true)]
#[case::said_to_be_of_another_day("2025-11-21", "2025-11-22", true, true)]
#[case::on_paper_recorded_later("2025-11-21", "2025-12-01", false, false)]
#[case::late_on_paper("2025-11-22", "2025-12-01", false, true)]
fn an_answer_is_late_after_its_time(
    #[case] written: &str,
    #[case] today: &str,
    #[case] by_addressee: bool,
    #[case] late: bool,
) {
    let told = || RecommendationAnswer {
        by_addressee,
        ..answered(written)
    };
    let mut row = sent(Kind::CommunePeopleInspectorate, COMMITTEE, "2025-11-06");
    let early = answer(&mut row, told(), &on(today));
    assert_eq!(refused(early).as_deref(), Some("state_forbids"));
    receive(&mut row, receipt("2025-11-06"), &on("2025-11-06")).unwrap();
    answer(&mut row, told(), &on(today)).unwrap();
    assert_eq!(row.course.answer.as_ref().unwrap().late, Some(late));
    let twice = answer(&mut row, told(), &on(today));
    assert_eq!(refused(twice).as_deref(), Some("state_forbids"));
}

/// A board sets no clock back for whoever reads here, and answers for nobody for good.
#[test]
fn the_addressee_has_the_last_word() {
    let mut row = sent(Kind::CommunePeopleInspectorate, COMMITTEE, "2025-11-06");
    let by_the_board = Receipt {
        by_addressee: false,
        ..receipt("2025-11-06")
    };
    receive(&mut row, by_the_board, &on("2025-11-20")).unwrap();
    assert_eq!(row.due_on, Some(day("2025-12-05")));
    let recorded = RecommendationAnswer {
        outcome: Outcome::Rejected,
        by_addressee: false,
        ..answered("2025-11-20")
    };
    answer(&mut row, recorded.clone(), &on("2025-11-20")).unwrap();
    let again = answer(&mut row, recorded, &on("2025-11-20"));
    assert_eq!(refused(again).as_deref(), Some("state_forbids"));
    answer(&mut row, answered("2025-11-21"), &on("2025-11-21")).unwrap();
    assert_eq!(row.course.answer.unwrap().outcome, Outcome::Accepted);
}

#[test]
fn what_was_answered_is_followed_up_and_closed() {
    let mut row = sent(Kind::AgencyPeopleInspectorate, COMMITTEE, "2025-11-06");
    receive(&mut row, receipt("2025-11-06"), &on("2025-11-06")).unwrap();
    let found = |written: &str| FollowUp {
        on: day(written),
        progress: Implementation::Done,
        findings: "Đã sửa".to_owned(),
        recovered: Recovered::default(),
    };
    let closing = |written: &str| Closing {
        on: day(written),
        reason: "Xong".to_owned(),
    };
    let today = on("2025-12-10");
    assert_eq!(
        refused(follow_up(&mut row, found("2025-12-01"), &today)).as_deref(),
        Some("state_forbids")
    );
    answer(&mut row, answered("2025-11-20"), &today).unwrap();
    assert_eq!(
        refused(follow_up(&mut row, found("2025-11-19"), &today)).as_deref(),
        Some("out_of_range")
    );
    // The answer was given here later than the day it names: the board had seen it by then.
    assert_eq!(row.answered_on, Some(day("2025-12-10")));
    follow_up(&mut row, found("2025-11-20"), &today).unwrap();
    follow_up(&mut row, found("2025-12-10"), &today).unwrap();
    assert_eq!(
        refused(close(&mut row, closing("2025-12-09"), &today)).as_deref(),
        Some("out_of_range")
    );
    close(&mut row, closing("2025-12-10"), &today).unwrap();
    assert_eq!(
        refused(close(&mut row, closing("2025-12-10"), &today)).as_deref(),
        Some("state_forbids")
    );
}

#[test]
fn what_was_sent_outlives_its_board() {
    let end = Dissolution {
        ground: crate::board::course::DissolutionGround::Combined,
        on: day("2025-12-10"),
        reason: "Hợp nhất".to_owned(),
    };
    for state in [State::Draft, State::Submitted, State::Confirmed] {
        let mut row = Model {
            state,
            ..draft(Kind::CommunePeopleInspectorate, COMMITTEE)
        };
        outlive(&mut row, &end);
        assert_eq!(row.state, State::Withdrawn);
    }
    for state in [State::Sent, State::Received, State::Answered] {
        let mut row = Model {
            state,
            ..draft(Kind::CommunePeopleInspectorate, COMMITTEE)
        };
        outlive(&mut row, &end);
        assert_eq!((row.state, row.organisation_id), (state, FRONT.into()));
        // Whoever keeps it asks nobody to take it up.
        assert!(!Action::AskDirector.fits(&row, day("2026-12-10")));
    }
}
