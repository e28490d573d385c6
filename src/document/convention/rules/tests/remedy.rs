//! When the time to mend what was suspended is over: a last day off moves to the next working day (Civil Code 2015 Art. 148.5).

use rstest::rstest;

use super::*;

/// Decree 61/2023 Art. 14.1b, 14.2: annulled only after the last day. Tết 2026 lasts from 14 to 22 February.
#[rstest]
#[case::a_working_day_itself("2026-03-31", "2026-03-31", false)]
#[case::the_day_after_it("2026-03-31", "2026-04-01", true)]
#[case::the_sunday_after_a_saturday("2026-03-28", "2026-03-29", false)]
#[case::the_monday_after_a_saturday("2026-03-28", "2026-03-30", false)]
#[case::the_day_after_that_monday("2026-03-28", "2026-03-31", true)]
#[case::within_tet("2026-02-14", "2026-02-16", false)]
#[case::the_first_working_day_after_tet("2026-02-14", "2026-02-23", false)]
#[case::the_day_after_that("2026-02-14", "2026-02-24", true)]
fn the_time_to_mend_it_ends_with_a_working_day(
    #[values(SuspensionGround::Procedure, SuspensionGround::Content)] ground: SuspensionGround,
    #[case] remedy_by: &str,
    #[case] annulled_on: &str,
    #[case] expected: bool,
) {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    suspend(
        &mut row,
        suspension(ground, "2025-12-04", remedy_by),
        None,
        &late.today(),
    )
    .unwrap();
    let not_remedied = match ground {
        SuspensionGround::Procedure => AnnulmentGround::ProcedureNotRemedied,
        SuspensionGround::Content | SuspensionGround::Harm => AnnulmentGround::ContentNotRemedied,
    };
    let told = refused(annul(
        &mut row,
        annulment(not_remedied, annulled_on),
        None,
        &late.today(),
    ));
    assert_eq!(told.as_deref(), (!expected).then_some("state_forbids"));
}

/// Whoever comes too early is told the last day, moved to a working day; where nothing was suspended there is none.
#[rstest]
#[case::a_working_day("2026-03-31", Some("2026-03-31"))]
#[case::a_saturday("2026-03-28", Some("2026-03-30"))]
#[case::never_suspended("2026-03-28", None)]
fn the_last_day_to_mend_it_is_told(#[case] remedy_by: &str, #[case] last: Option<&str>) {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    if last.is_some() {
        let suspension = suspension(SuspensionGround::Procedure, "2025-12-04", remedy_by);
        suspend(&mut row, suspension, None, &late.today()).unwrap();
    }
    let early = annulment(AnnulmentGround::ProcedureNotRemedied, "2026-03-28");
    let problem = annul(&mut row, early, None, &late.today()).unwrap_err();
    let said = problem.detail.as_ref().unwrap();
    for told in [&said.vi, &said.en] {
        assert_eq!(last.is_some_and(|last| told.contains(last)), last.is_some(), "{told}");
        assert!(told.contains("14.1b, 14.2"), "{told}");
    }
}
