//! Each number and each order of steps as the law has it, one case on either side.

use rstest::rstest;
use uuid::Uuid;

use super::*;
use crate::{
    access::fresh,
    document::resolution::entity::{Proposal, ResolutionSubject},
};

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn number(written: &str) -> DocumentNumber {
    DocumentNumber::read(written).unwrap()
}

fn proposed() -> Model {
    let title = "Nghị quyết".to_owned();
    Model {
        id: fresh(),
        organisation_id: Uuid::nil().into(),
        unit_id: Uuid::nil().into(),
        origin_unit_id: Uuid::nil().into(),
        title_fold: crate::text::fold(&title),
        title,
        summary: None,
        subject: ResolutionSubject::DemocracyMeasures,
        state: ResolutionState::Proposed,
        proposal: Proposal {
            proposer: "Ủy ban nhân dân tỉnh".to_owned(),
            number: number("4576/TTr-UBND"),
            signed_on: day("2024-11-12"),
            file: None,
        },
        examination: None,
        adoption: None,
        rejection: None,
        number: None,
        symbol: None,
        signed_on: None,
        in_force_on: None,
        expires_on: None,
        repeal: None,
        version: 1,
    }
}

fn examination(on: &str) -> Examination {
    Examination {
        committee: "Ban Pháp chế".to_owned(),
        number: number("605/BC-HĐND"),
        signed_on: day(on),
        opinion: "Nhất trí.".to_owned(),
        file: None,
    }
}

fn examined() -> Model {
    let mut row = proposed();
    examine(&mut row, examination("2024-11-29"), day("2024-12-31")).unwrap();
    row
}

fn adopting(on: &str, (deputies, present, in_favour): (u32, u32, u32)) -> Adopting {
    Adopting {
        number: number("75/NQ-HĐND"),
        adopted_on: day(on),
        in_force_on: day(on),
        expires_on: None,
        adoption: Adoption {
            session: "Khóa XV, kỳ họp thứ hai mươi lăm".to_owned(),
            deputies,
            present,
            in_favour,
            signer: "Giàng Páo Mỷ".to_owned(),
            signed_file: None,
        },
    }
}

fn refused(outcome: Result<()>) -> Option<String> {
    let problem = outcome.err()?;
    let fault = problem.faults.first().map(|fault| fault.code.to_string());
    Some(fault.unwrap_or_else(|| problem.code.as_str().to_owned()))
}

#[rstest]
#[case::the_day_before_the_proposal("2024-11-11", Some("out_of_range"))]
#[case::the_day_of_the_proposal("2024-11-12", None)]
#[case::today("2024-12-31", None)]
#[case::tomorrow("2025-01-01", Some("out_of_range"))]
fn examined_after_it_was_proposed(#[case] on: &str, #[case] expected: Option<&str>) {
    let outcome = examine(&mut proposed(), examination(on), day("2024-12-31"));
    assert_eq!(refused(outcome).as_deref(), expected);
}

/// Law 77/2015 Art. 91.3: more than half of all deputies.
#[rstest]
#[case::half_of_all((50, 50, 25), Some("below_threshold"))]
#[case::one_more((50, 26, 26), None)]
#[case::half_of_an_odd_number((51, 51, 25), Some("below_threshold"))]
#[case::more_than_half_of_an_odd_number((51, 51, 26), None)]
#[case::all_who_came_and_yet_too_few((50, 25, 25), Some("below_threshold"))]
#[case::more_than_came((50, 30, 31), Some("out_of_range"))]
#[case::more_came_than_there_are((50, 51, 40), Some("out_of_range"))]
#[case::no_deputies((0, 0, 0), Some("out_of_range"))]
#[case::too_many_deputies((1001, 1001, 1001), Some("out_of_range"))]
fn passed_by_more_than_half_of_all(#[case] counts: (u32, u32, u32), #[case] expected: Option<&str>) {
    let outcome = adopt(&mut examined(), adopting("2024-12-09", counts), day("2024-12-31"));
    assert_eq!(refused(outcome).as_deref(), expected);
}

/// The threshold is that of the law of the day, and so is the law a refusal names.
#[rstest]
#[case("2025-02-28", "77/2015/QH13 Điều 91.3")]
#[case("2025-03-01", "65/2025/QH15")]
#[case("2025-06-15", "65/2025/QH15")]
#[case("2025-06-16", "72/2025/QH15")]
fn a_refusal_names_the_law_of_the_day(#[case] on: &str, #[case] law: &str) {
    let refused = adopt(&mut examined(), adopting(on, (50, 50, 25)), day("2025-12-31")).unwrap_err();
    let fault = refused.faults.first().unwrap();
    assert!(fault.said.vi.contains(law), "{}", fault.said.vi);
}

#[rstest]
#[case::the_day_before_its_examination("2024-11-28", Some("out_of_range"))]
#[case::the_day_of_its_examination("2024-11-29", None)]
#[case::tomorrow("2025-01-01", Some("out_of_range"))]
fn adopted_after_it_was_examined(#[case] on: &str, #[case] expected: Option<&str>) {
    let outcome = adopt(&mut examined(), adopting(on, (50, 50, 50)), day("2024-12-31"));
    assert_eq!(refused(outcome).as_deref(), expected);
}

#[rstest]
#[case::the_day_before_its_examination("2024-11-28", Some("out_of_range"))]
#[case::the_day_of_its_examination("2024-11-29", None)]
#[case::tomorrow("2025-01-01", Some("out_of_range"))]
fn rejected_after_it_was_examined(#[case] on: &str, #[case] expected: Option<&str>) {
    let rejection = Rejection {
        on: day(on),
        reason: "Rút.".to_owned(),
    };
    let outcome = reject(&mut examined(), rejection, day("2024-12-31"));
    assert_eq!(refused(outcome).as_deref(), expected);
}

#[test]
fn not_adopted_unexamined() {
    let outcome = adopt(&mut proposed(), adopting("2024-12-09", (50, 50, 50)), day("2024-12-31"));
    assert_eq!(refused(outcome).as_deref(), Some("state_forbids"));
}

/// Older than Law 77/2015: recorded as it was.
#[test]
fn what_is_older_than_the_law_needs_no_examination() {
    let mut row = proposed();
    row.proposal.signed_on = day("2015-11-30");
    let outcome = adopt(&mut row, adopting("2015-12-31", (50, 50, 20)), day("2024-12-31"));
    assert_eq!(refused(outcome), None);
    assert_eq!(row.state, ResolutionState::Adopted);
}

#[rstest]
#[case::proposed(proposed(), &[ResolutionAction::Change, ResolutionAction::Examine, ResolutionAction::Adopt, ResolutionAction::Reject])]
#[case::examined(examined(), &[ResolutionAction::Change, ResolutionAction::Adopt, ResolutionAction::Reject])]
#[case::adopted(adopted(), &[ResolutionAction::Repeal])]
#[case::rejected(rejected(), &[])]
#[case::repealed(repealed(), &[])]
fn steps_follow_each_other(#[case] row: Model, #[case] expected: &[ResolutionAction]) {
    let all = ResolutionAction::ALL.into_iter();
    assert_eq!(
        all.filter(|action| action.fits(row.state)).collect::<Vec<_>>(),
        expected
    );
}

fn adopted() -> Model {
    let mut row = examined();
    adopt(&mut row, adopting("2024-12-09", (50, 50, 50)), day("2024-12-31")).unwrap();
    row
}

fn rejected() -> Model {
    let mut row = examined();
    let rejection = Rejection {
        on: day("2024-12-09"),
        reason: "Rút.".to_owned(),
    };
    reject(&mut row, rejection, day("2024-12-31")).unwrap();
    row
}

fn repeal_of(signed_on: &str) -> Repeal {
    Repeal {
        number: number("9/NQ-HĐND"),
        signed_on: day(signed_on),
        reason: "Trái luật.".to_owned(),
    }
}

fn repealed() -> Model {
    let mut row = adopted();
    repeal(&mut row, repeal_of("2024-12-20"), day("2024-12-20"), day("2024-12-31")).unwrap();
    row
}

#[rstest]
#[case::before_it_was_adopted("2024-12-08", "2024-12-20", Some("out_of_range"))]
#[case::the_day_it_was_adopted("2024-12-09", "2024-12-20", None)]
#[case::from_before_the_decision("2024-12-20", "2024-12-19", Some("out_of_range"))]
#[case::from_the_day_of_the_decision("2024-12-20", "2024-12-20", None)]
fn repealed_after_it_was_adopted(#[case] signed_on: &str, #[case] on: &str, #[case] expected: Option<&str>) {
    let outcome = repeal(&mut adopted(), repeal_of(signed_on), day(on), day("2024-12-31"));
    assert_eq!(refused(outcome).as_deref(), expected);
}
