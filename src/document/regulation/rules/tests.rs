//! Each number and each order of steps as the law has it, one case on either side.

use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::{
    access::fresh,
    calendar::Holidays,
    document::regulation::{
        ConsultationForm,
        entity::{Consultation, ConsultationResult, Course, Partner, Setting},
    },
    text,
};

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn holidays() -> Holidays {
    Holidays::built_in().unwrap()
}

fn draft(setting: Setting) -> Model {
    let title = "Quy chế thực hiện dân chủ".to_owned();
    Model {
        id: fresh(),
        organisation_id: Uuid::nil().into(),
        unit_id: Uuid::nil().into(),
        origin_unit_id: Uuid::nil().into(),
        setting,
        field: None,
        title_fold: text::fold(&title),
        title,
        summary: None,
        state: RegulationState::Draft,
        begun_on: day("2025-01-06"),
        number: None,
        symbol: None,
        signed_on: None,
        in_force_on: None,
        expires_on: None,
        course: Course::default(),
        version: 1,
    }
}

fn asking(opened_on: &str, forms: &[ConsultationForm]) -> Consultation {
    Consultation {
        opened_on: day(opened_on),
        forms: forms.to_vec(),
        plan: None,
        draft_file: None,
        open_until: None,
        result: None,
    }
}

fn result(closed_on: &str, explained_on: &str) -> ConsultationResult {
    ConsultationResult {
        closed_on: day(closed_on),
        opinions: 10,
        accepted: 10,
        explanation: "Tiếp thu".to_owned(),
        explained_on: day(explained_on),
    }
}

fn issuing(signed_on: &str, in_force_on: &str) -> Issuing {
    Issuing {
        number: DocumentNumber::read("12/QĐ-UBND").unwrap(),
        signed_on: day(signed_on),
        in_force_on: day(in_force_on),
        expires_on: None,
        issue: Issue {
            signer: "Lò Văn Inh".to_owned(),
            capacities: Vec::new(),
            partner: Some(Partner {
                name: "Mặt trận".to_owned(),
                document: "Công văn 1".to_owned(),
            }),
            no_partner_reason: None,
            signed_file: None,
        },
    }
}

fn consulted(setting: Setting, opened_on: &str, closed_on: &str) -> Model {
    let mut row = draft(setting);
    let today = day("2026-12-31");
    open_consultation(
        &mut row,
        asking(opened_on, &[ConsultationForm::Portal]),
        today,
        &holidays(),
    )
    .unwrap();
    close_consultation(&mut row, result(closed_on, closed_on), today).unwrap();
    row
}

/// The codes of what is wrong, by where.
fn faults(refused: Result<()>) -> Vec<(String, String)> {
    let Err(problem) = refused else { return Vec::new() };
    let place = |place: &Place| match place {
        Place::Body(pointer) => pointer.clone(),
        other => format!("{other:?}"),
    };
    let faults: Vec<_> = problem
        .faults
        .iter()
        .map(|fault| (place(&fault.place), fault.code.to_string()))
        .collect();
    match faults.is_empty() {
        true => vec![(String::new(), problem.code.as_str().to_owned())],
        false => faults,
    }
}

/// Law Art. 28.2: the people are asked for at least 20 days from the day the draft is made known; that day is not counted, and a last day
/// off moves to the next working day (Civil Code Art. 147, 148). Art. 53–55, 71–74: no time is set for staff.
#[rstest]
#[case::nineteen_days(Setting::Commune, "2025-09-08", "2025-09-27", Some("2025-09-29"))]
#[case::the_twentieth_is_a_sunday(Setting::Commune, "2025-09-08", "2025-09-28", Some("2025-09-29"))]
#[case::the_monday_after(Setting::Commune, "2025-09-08", "2025-09-29", None)]
#[case::one_day_short(Setting::Commune, "2025-09-02", "2025-09-21", Some("2025-09-22"))]
#[case::twenty_days(Setting::Commune, "2025-09-02", "2025-09-22", None)]
#[case::for_a_field_too(Setting::Field, "2025-09-02", "2025-09-21", Some("2025-09-22"))]
#[case::the_last_day_before_tet(Setting::Commune, "2026-01-24", "2026-02-13", None)]
#[case::the_twentieth_is_in_tet(Setting::Commune, "2026-01-28", "2026-02-22", Some("2026-02-23"))]
#[case::the_first_day_worked_after_tet(Setting::Commune, "2026-01-28", "2026-02-23", None)]
#[case::staff_the_same_day(Setting::Agency, "2025-09-02", "2025-09-02", None)]
#[case::workers_the_same_day(Setting::StateEnterprise, "2025-09-02", "2025-09-02", None)]
#[case::workplace_the_same_day(Setting::Workplace, "2025-09-02", "2025-09-02", None)]
#[case::internal_rules_the_same_day(Setting::Internal, "2025-09-02", "2025-09-02", None)]
fn the_people_are_asked_for_twenty_days(
    #[case] setting: Setting,
    #[case] opened_on: &str,
    #[case] closed_on: &str,
    #[case] open_until: Option<&str>,
) {
    let mut row = draft(setting);
    let today = day("2026-12-31");
    open_consultation(
        &mut row,
        asking(opened_on, &[ConsultationForm::Portal]),
        today,
        &holidays(),
    )
    .unwrap();
    let until = row
        .course
        .consultation
        .as_ref()
        .and_then(|consultation| consultation.open_until);
    let refused = faults(close_consultation(&mut row, result(closed_on, closed_on), today));
    match open_until {
        Some(expected) => {
            assert_eq!(refused, [("/closed_on".to_owned(), "too_early".to_owned())]);
            assert_eq!(until, Some(day(expected)));
        }
        None => assert!(refused.is_empty(), "{refused:?}"),
    }
}

/// Law Art. 26.1, 54, 72: which ways of asking there are.
#[rstest]
#[case(Setting::Commune, ConsultationForm::CommunityMeeting, true)]
#[case(Setting::Commune, ConsultationForm::StaffConference, false)]
#[case(Setting::Agency, ConsultationForm::StaffConference, true)]
#[case(Setting::Agency, ConsultationForm::CommunityMeeting, false)]
#[case(Setting::StateEnterprise, ConsultationForm::DialogueConference, true)]
#[case(Setting::StateEnterprise, ConsultationForm::SocialNetwork, false)]
#[case(Setting::Workplace, ConsultationForm::Unions, true)]
#[case(Setting::Workplace, ConsultationForm::CommunityMeeting, false)]
#[case(Setting::Internal, ConsultationForm::StaffConference, true)]
#[case(Setting::Internal, ConsultationForm::CommunityMeeting, false)]
fn each_setting_has_its_ways_of_asking(
    #[case] setting: Setting,
    #[case] form: ConsultationForm,
    #[case] expected: bool,
) {
    let mut row = draft(setting);
    let consultation = asking("2025-09-02", &[ConsultationForm::Portal, form]);
    let refused = faults(open_consultation(
        &mut row,
        consultation,
        day("2025-09-02"),
        &holidays(),
    ));
    match expected {
        true => assert!(refused.is_empty(), "{refused:?}"),
        false => assert_eq!(refused, [("/forms/1".to_owned(), "unsuited".to_owned())]),
    }
}

#[rstest]
#[case::nobody_is_asked(&[], "2025-09-02", "/forms", "required")]
#[case::twice(&[ConsultationForm::Portal, ConsultationForm::Portal], "2025-09-02", "/forms", "repeated")]
#[case::foreseen(&[ConsultationForm::Portal], "2025-09-03", "/opened_on", "out_of_range")]
fn a_consultation_begins_as_it_should(
    #[case] forms: &[ConsultationForm],
    #[case] opened_on: &str,
    #[case] place: &str,
    #[case] code: &str,
) {
    let refused = open_consultation(
        &mut draft(Setting::Commune),
        asking(opened_on, forms),
        day("2025-09-02"),
        &holidays(),
    );
    assert_eq!(faults(refused), [(place.to_owned(), code.to_owned())]);
}

/// Law Art. 28.3: what was said is explained, and that is made known, after it was said; not more is accepted than was said.
#[rstest]
#[case::before_it_began("2025-09-01", "2025-09-30", 10, "/closed_on")]
#[case::to_come("2026-01-02", "2026-01-02", 10, "/closed_on")]
#[case::explained_before_its_end("2025-09-22", "2025-09-21", 10, "/explained_on")]
#[case::more_than_was_said("2025-09-22", "2025-09-22", 11, "/accepted")]
fn what_came_of_it_is_told_in_order(
    #[case] closed_on: &str,
    #[case] explained_on: &str,
    #[case] accepted: u32,
    #[case] place: &str,
) {
    let mut row = draft(Setting::Commune);
    let today = day("2026-01-01");
    open_consultation(
        &mut row,
        asking("2025-09-02", &[ConsultationForm::Portal]),
        today,
        &holidays(),
    )
    .unwrap();
    let told = ConsultationResult {
        accepted,
        ..result(closed_on, explained_on)
    };
    let refused = faults(close_consultation(&mut row, told, today));
    assert_eq!(refused, [(place.to_owned(), "out_of_range".to_owned())]);
}

/// Law Art. 25–28, 53–55, 71–74 ask for opinions, and do not say how often. A further consultation begins when the one before has ended, has the same
/// days, and is the one by which the draft is issued.
#[rstest]
#[case::before_the_first_has_ended(Setting::Commune, "2025-09-21", "2025-10-20", Some("/opened_on"))]
#[case::nineteen_days(Setting::Commune, "2025-09-22", "2025-10-11", Some("/closed_on"))]
#[case::twenty_days_to_a_sunday(Setting::Commune, "2025-09-22", "2025-10-12", Some("/closed_on"))]
#[case::to_the_monday_after(Setting::Commune, "2025-09-22", "2025-10-13", None)]
#[case::staff_the_same_day(Setting::Agency, "2025-09-22", "2025-09-22", None)]
fn a_draft_may_be_consulted_on_again(
    #[case] setting: Setting,
    #[case] opened_on: &str,
    #[case] closed_on: &str,
    #[case] place: Option<&str>,
) {
    let today = day("2026-12-31");
    let mut row = consulted(setting, "2025-09-02", "2025-09-22");
    let first = row.course.consultation.clone();
    let further = asking(opened_on, &[ConsultationForm::Portal]);
    let refused = open_consultation(&mut row, further, today, &holidays())
        .and_then(|()| close_consultation(&mut row, result(closed_on, closed_on), today));
    let places: Vec<String> = faults(refused).into_iter().map(|(place, _)| place).collect();
    assert_eq!(places.first().map(String::as_str), place);
    if place.is_some() {
        return;
    }
    assert_eq!(row.course.earlier_consultations, Vec::from_iter(first));
    assert_eq!(
        row.course.consultation.as_ref().map(|latest| latest.opened_on),
        Some(day(opened_on))
    );
    if setting == Setting::Commune {
        let early = faults(issue(&mut row, issuing("2025-10-12", "2025-10-12"), today));
        assert_eq!(early, [("/signed_on".to_owned(), "out_of_range".to_owned())]);
    }
    assert!(faults(issue(&mut row, issuing("2025-10-13", "2025-10-13"), today)).is_empty());
}

/// While it is asked about again, it is not issued by what was said before.
#[test]
fn what_is_being_asked_about_is_not_issued() {
    let today = day("2026-12-31");
    let mut row = consulted(Setting::Agency, "2025-09-02", "2025-09-02");
    let further = asking("2025-09-02", &[ConsultationForm::Portal]);
    open_consultation(&mut row, further, today, &holidays()).unwrap();
    let early = faults(issue(&mut row, issuing("2025-09-03", "2025-09-03"), today));
    assert_eq!(early, [(String::new(), "state_forbids".to_owned())]);
    let again = asking("2025-09-03", &[ConsultationForm::Portal]);
    let twice = faults(open_consultation(&mut row, again, today, &holidays()));
    assert_eq!(twice, [(String::new(), "state_forbids".to_owned())]);
}

/// Whatever is to be done with what was withdrawn, it was never issued, and that is not said of it.
#[test]
fn what_was_withdrawn_was_never_issued() {
    let mut row = draft(Setting::Commune);
    withdraw(&mut row, "Trùng dự thảo khác".to_owned()).unwrap();
    for action in RegulationAction::ALL {
        let problem = action.require(&row).unwrap_err();
        let said = problem.detail.as_ref().unwrap();
        assert_eq!(
            (&*said.vi, &*said.en),
            (
                "Dự thảo đã được rút và chưa từng được ban hành (Luật 10/2022/QH15 Điều 35.2c).",
                "The draft was withdrawn, and never issued (Law 10/2022/QH15 Art. 35.2c)."
            )
        );
    }
}

/// Law Art. 25.7, 53.8–53.10, 71.1a, 71.1đ, in force from 1 July 2023 (Art. 90.1): without asking, nothing is issued.
#[rstest]
#[case::the_day_before_the_law(Setting::Commune, "2023-06-30", true)]
#[case::the_first_day_of_the_law(Setting::Commune, "2023-07-01", false)]
#[case::agency_before(Setting::Agency, "2023-06-30", true)]
#[case::agency_after(Setting::Agency, "2023-07-01", false)]
#[case::enterprise_after(Setting::StateEnterprise, "2023-07-01", false)]
#[case::workplace_after(Setting::Workplace, "2023-07-01", false)]
#[case::internal_rules_before(Setting::Internal, "2023-06-30", true)]
#[case::internal_rules_after(Setting::Internal, "2023-07-01", false)]
fn nothing_is_issued_unasked(#[case] setting: Setting, #[case] signed_on: &str, #[case] expected: bool) {
    let refused = faults(issue(
        &mut draft(setting),
        issuing(signed_on, signed_on),
        day("2025-09-02"),
    ));
    match expected {
        true => assert!(refused.is_empty(), "{refused:?}"),
        false => assert_eq!(refused, [(String::new(), "state_forbids".to_owned())]),
    }
}

#[rstest]
#[case::on_the_last_day("2025-09-22", "2025-09-22", None, None)]
#[case::before_the_asking_ended("2025-09-21", "2025-10-01", None, Some("/signed_on"))]
#[case::to_come("2026-01-02", "2026-01-02", None, Some("/signed_on"))]
#[case::in_force_before_it_is_signed("2025-09-30", "2025-09-29", None, Some("/in_force_on"))]
#[case::over_as_it_begins("2025-09-30", "2025-10-01", Some("2025-10-01"), Some("/expires_on"))]
#[case::over_a_day_later("2025-09-30", "2025-10-01", Some("2025-10-02"), None)]
fn its_days_are_in_order(
    #[case] signed_on: &str,
    #[case] in_force_on: &str,
    #[case] expires_on: Option<&str>,
    #[case] place: Option<&str>,
) {
    let mut row = consulted(Setting::Commune, "2025-09-02", "2025-09-22");
    let new = Issuing {
        expires_on: expires_on.map(day),
        ..issuing(signed_on, in_force_on)
    };
    let refused = faults(issue(&mut row, new, day("2026-01-01")));
    let expected: Vec<_> = place
        .map(|place| (place.to_owned(), "out_of_range".to_owned()))
        .into_iter()
        .collect();
    assert_eq!(refused, expected);
}

/// Law Art. 35.2c, 59.1a, 81.1a: it is drawn up with the Front, or with the union; where there is none, it is said why.
#[rstest]
#[case::with_one(true, false, true)]
#[case::it_is_said_why_not(false, true, true)]
#[case::neither(false, false, false)]
#[case::both(true, true, false)]
fn somebody_took_part_or_it_is_said_why_not(#[case] partner: bool, #[case] reason: bool, #[case] expected: bool) {
    let mut row = consulted(Setting::Agency, "2025-09-02", "2025-09-02");
    let mut new = issuing("2025-09-02", "2025-09-02");
    new.issue.partner = new.issue.partner.filter(|_| partner);
    new.issue.no_partner_reason = reason.then(|| "Không còn công đoàn".to_owned());
    let refused = faults(issue(&mut row, new, day("2025-09-02")));
    match expected {
        true => assert!(refused.is_empty(), "{refused:?}"),
        false => assert_eq!(refused, [("/partner".to_owned(), "required".to_owned())]),
    }
}

/// Nobody takes part in drawing up other internal rules by law (Art. 53.9, 53.10, 71.1a).
#[test]
fn internal_rules_need_no_partner() {
    let mut row = consulted(Setting::Internal, "2025-09-02", "2025-09-02");
    let mut new = issuing("2025-09-02", "2025-09-02");
    new.issue.partner = None;
    assert!(faults(issue(&mut row, new, day("2025-09-02"))).is_empty());
}

#[test]
fn a_review_begins_once_it_is_in_force_and_ends_after_it_began() {
    let today = day("2026-01-01");
    let mut row = consulted(Setting::Agency, "2025-09-02", "2025-09-02");
    issue(&mut row, issuing("2025-09-02", "2025-09-10"), today).unwrap();
    let begun = |on: &str, row: &mut Model| faults(open_review(row, day(on), "Luật sửa đổi".to_owned(), today));
    assert_eq!(
        begun("2025-09-09", &mut row),
        [("/begun_on".to_owned(), "out_of_range".to_owned())]
    );
    assert!(begun("2025-09-10", &mut row).is_empty());
    let ended = |on: &str, row: &mut Model| faults(close_review(row, day(on), "Giữ nguyên".to_owned(), today));
    assert_eq!(
        ended("2025-09-09", &mut row),
        [("/ended_on".to_owned(), "out_of_range".to_owned())]
    );
    assert!(ended("2025-09-10", &mut row).is_empty());
    assert_eq!(row.state, RegulationState::Issued);
}

#[rstest]
#[case::before_the_decision("2025-12-20", "2025-12-19", Some("/on"))]
#[case::on_its_day("2025-12-20", "2025-12-20", None)]
#[case::decided_before_it_was_issued("2025-09-01", "2025-12-20", Some("/signed_on"))]
#[case::decided_in_days_to_come("2026-01-02", "2026-01-02", Some("/signed_on"))]
#[case::when_it_is_over_anyway("2025-12-20", "2030-01-01", Some("/on"))]
fn a_repeal_takes_effect_in_order(#[case] signed_on: &str, #[case] on: &str, #[case] place: Option<&str>) {
    let today = day("2026-01-01");
    let mut row = consulted(Setting::Agency, "2025-09-02", "2025-09-02");
    let new = Issuing {
        expires_on: Some(day("2030-01-01")),
        ..issuing("2025-09-02", "2025-09-02")
    };
    issue(&mut row, new, today).unwrap();
    let decision = Repeal {
        number: DocumentNumber::read("40/QĐ-UBND").unwrap(),
        signed_on: day(signed_on),
        reason: "Không còn phù hợp".to_owned(),
    };
    let refused = faults(repeal(&mut row, decision, day(on), today));
    let expected: Vec<_> = place
        .map(|place| (place.to_owned(), "out_of_range".to_owned()))
        .into_iter()
        .collect();
    assert_eq!(refused, expected);
}

/// What each step needs, told once more as a table.
#[rstest]
#[case(RegulationState::Draft, "Change OpenConsultation Issue Withdraw")]
#[case(RegulationState::Consultation, "Change CloseConsultation Withdraw")]
#[case(RegulationState::Consulted, "Change OpenConsultation Issue Withdraw")]
#[case(RegulationState::Issued, "OpenReview Repeal")]
#[case(RegulationState::UnderReview, "CloseReview Repeal")]
#[case(RegulationState::Repealed, "")]
#[case(RegulationState::Withdrawn, "")]
fn steps_have_an_order(#[case] state: RegulationState, #[case] expected: &str) {
    let fitting = RegulationAction::ALL.into_iter().filter(|action| action.fits(state));
    let names: Vec<String> = fitting.map(|action| format!("{action:?}")).collect();
    assert_eq!(names.join(" "), expected);
}
