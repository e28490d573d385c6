//! What is annulled at once, and what only after the time to mend it.

use rstest::rstest;

use super::*;

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
        suspend(
            &mut row,
            suspension(ground, "2025-12-04", "2026-03-31"),
            None,
            &late.today(),
        )
        .unwrap();
    }
    let told = refused(annul(&mut row, annulment(ground, on), None, &late.today()));
    match expected {
        Ok(state) => assert_eq!((told, row.state), (None, state)),
        Err(place) => assert_eq!(told.as_deref(), Some(place)),
    }
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
    suspend(&mut row, part("Điều 9", "2025-12-31"), None, &late.today()).unwrap();
    suspend(&mut row, part("Điều 3", "2026-03-31"), None, &late.today()).unwrap();
    let annul_part = |row: &mut Model, parts: &str, on: &str| {
        let new = Annulment {
            parts: Some(parts.to_owned()),
            ..annulment(AnnulmentGround::ContentNotRemedied, on)
        };
        refused(annul(row, new, None, &late.today()))
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
