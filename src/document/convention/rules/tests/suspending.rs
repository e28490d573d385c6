//! Which ground suspends the whole or a part, and a part no more than once.

use rstest::rstest;

use super::*;

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
    let told = refused(suspend(&mut row, new, None, &late.today()));
    match expected {
        Ok(state) => assert_eq!((told, row.state), (None, state)),
        Err(place) => assert_eq!(told.as_deref(), Some(place)),
    }
}

/// Art. 12.1, 14.2: a part is suspended once, and what was annulled is not suspended any more.
#[test]
fn a_part_is_suspended_once() {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    suspend(
        &mut row,
        suspension(SuspensionGround::Content, "2025-12-04", "2026-03-31"),
        None,
        &late.today(),
    )
    .unwrap();
    let again = suspension(SuspensionGround::Content, "2025-12-08", "2026-06-30");
    let twice = suspend(&mut row, again.clone(), None, &late.today());
    assert_eq!(refused(twice).as_deref(), Some("/parts duplicate"));
    let gone = annulment(AnnulmentGround::ContentNotRemedied, "2026-04-01");
    annul(&mut row, gone, None, &late.today()).unwrap();
    let after = Suspension {
        on: day("2026-04-02"),
        ..again
    };
    assert_eq!(
        refused(suspend(&mut row, after, None, &late.today())).as_deref(),
        Some("/parts duplicate")
    );
}
