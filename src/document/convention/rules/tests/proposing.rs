//! Who proposes a convention and when, and who drafts it.

use rstest::rstest;

use super::*;

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
