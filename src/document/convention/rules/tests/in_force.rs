//! What of a convention is in force on a day.

use rstest::rstest;

use super::*;

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
        None,
        &late.today(),
    )
    .unwrap();
    annul(
        &mut row,
        annulment(AnnulmentGround::ContentNotRemedied, "2026-04-01"),
        None,
        &late.today(),
    )
    .unwrap();
    let mut next = late.recognised("2025-10-10");
    next.in_force_on = Some(day("2026-06-01"));
    replaced(&mut row, &next).unwrap();
    assert_eq!(force(&row, day(on), village_ended_on.map(day)), Some(expected));
}
