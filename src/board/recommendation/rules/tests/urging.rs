//! Law 10/2022 Art. 40.2d, 45.1d, 63.2c, 81.2c: what is urged is that a recommendation be settled, not its answer alone.

use rstest::rstest;

use super::*;

fn taking(written: &str) -> TakingUp {
    TakingUp {
        number: DocumentNumber::read("40/MTTQ").unwrap(),
        on: day(written),
        to: "Chủ tịch Ủy ban nhân dân tỉnh".to_owned(),
    }
}

fn closing(written: &str) -> Closing {
    Closing {
        on: day(written),
        reason: "Xong".to_owned(),
    }
}

fn urge(row: &mut Model, written: &str) -> Result<()> {
    ask(row, "Chưa được giải quyết".to_owned(), &on(written))
}

/// Whether each thing the board has asked for waits.
fn waits(row: &Model) -> Vec<bool> {
    row.course.requests.iter().map(|request| request.waits).collect()
}

/// On the last day for the answer.
#[rstest]
#[case(State::Draft, false, false)]
#[case(State::Submitted, false, false)]
#[case(State::Confirmed, false, false)]
#[case(State::Sent, false, true)]
#[case(State::Received, false, true)]
#[case(State::Answered, true, true)]
#[case(State::Closed, false, false)]
#[case(State::Withdrawn, false, false)]
fn it_is_urged_from_its_sending_until_it_is_closed(#[case] state: State, #[case] asked: bool, #[case] taken_up: bool) {
    let row = Model {
        state,
        due_on: Some(day("2025-11-21")),
        ..draft(Kind::CommunePeopleInspectorate, COMMITTEE)
    };
    let fits = |action: Action| action.fits(&row, day("2025-11-21"));
    assert_eq!((fits(Action::AskDirector), fits(Action::TakeUp)), (asked, taken_up));
}

#[rstest]
#[case::on_the_last_day("2025-11-21", Some("state_forbids"))]
#[case::a_day_later("2025-11-22", None)]
fn before_an_answer_the_director_is_asked_once_the_time_is_over(#[case] today: &str, #[case] expected: Option<&str>) {
    let mut row = sent(Kind::CommunePeopleInspectorate, COMMITTEE, "2025-11-06");
    receive(&mut row, receipt("2025-11-06"), &on("2025-11-06")).unwrap();
    assert_eq!(refused(urge(&mut row, today)).as_deref(), expected);
    assert_eq!(refused(take_up(&mut row, taking(today), &on(today))), None);
}

#[test]
fn what_has_no_time_is_asked_about_at_once() {
    let mut row = sent(Kind::CommunePeopleInspectorate, SOMEBODY, "2025-11-06");
    assert_eq!(refused(urge(&mut row, "2025-11-06")).as_deref(), Some("state_forbids"));
    receive(&mut row, receipt("2025-11-06"), &on("2025-11-06")).unwrap();
    urge(&mut row, "2025-11-06").unwrap();
}

#[rstest]
#[case(Kind::CommunePeopleInspectorate, Outcome::Accepted)]
#[case(Kind::CommunityInvestmentSupervision, Outcome::Partly)]
#[case(Kind::AgencyPeopleInspectorate, Outcome::Rejected)]
#[case(Kind::EnterprisePeopleInspectorate, Outcome::Rejected)]
fn after_an_answer_it_is_urged_until_it_is_closed(#[case] kind: Kind, #[case] outcome: Outcome) {
    let mut row = sent(kind, COMMITTEE, "2025-11-06");
    receive(&mut row, receipt("2025-11-06"), &on("2025-11-06")).unwrap();
    let told = RecommendationAnswer {
        outcome,
        ..answered("2025-11-10")
    };
    answer(&mut row, told, &on("2025-11-10")).unwrap();
    let before = row.clone();
    urge(&mut row, "2025-11-12").unwrap();
    let early = take_up(&mut row, taking("2025-11-11"), &on("2025-11-13"));
    assert_eq!(refused(early).as_deref(), Some("out_of_range"));
    take_up(&mut row, taking("2025-11-12"), &on("2025-11-13")).unwrap();
    urge(&mut row, "2025-12-12").unwrap();
    take_up(&mut row, taking("2025-12-12"), &on("2025-12-12")).unwrap();
    assert_eq!(row.course.taken_up.len(), 2);
    // No clock begins anew, and nothing is late or overdue by it.
    assert!(!row.is_overdue(day("2025-12-12")));
    let told = Course {
        requests: Vec::new(),
        taken_up: Vec::new(),
        ..row.course.clone()
    };
    assert_eq!(
        Model {
            course: told,
            ..row.clone()
        },
        before
    );
    let early = close(&mut row, closing("2025-12-11"), &on("2025-12-12"));
    assert_eq!(refused(early).as_deref(), Some("out_of_range"));
    close(&mut row, closing("2025-12-12"), &on("2025-12-12")).unwrap();
    assert_eq!(refused(urge(&mut row, "2025-12-12")).as_deref(), Some("state_forbids"));
    let later = take_up(&mut row, taking("2025-12-12"), &on("2025-12-12"));
    assert_eq!(refused(later).as_deref(), Some("state_forbids"));
}

/// All of it on one day, so that days do not tell what came first.
#[test]
fn what_was_asked_for_waits_until_it_is_heard() {
    let today = "2025-11-22";
    let mut row = sent(Kind::CommunePeopleInspectorate, COMMITTEE, "2025-11-06");
    receive(&mut row, receipt("2025-11-06"), &on("2025-11-06")).unwrap();
    urge(&mut row, today).unwrap();
    assert_eq!(waits(&row), [true]);
    take_up(&mut row, taking(today), &on(today)).unwrap();
    assert_eq!(waits(&row), [false]);
    urge(&mut row, today).unwrap();
    assert_eq!(waits(&row), [false, true]);
    answer(&mut row, answered(today), &on(today)).unwrap();
    assert_eq!(waits(&row), [false, false]);
    urge(&mut row, today).unwrap();
    assert_eq!(waits(&row), [false, false, true]);
    close(&mut row, closing(today), &on(today)).unwrap();
    assert_eq!(waits(&row), [false, false, false]);
}
