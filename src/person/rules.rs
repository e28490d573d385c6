//! What an appointment needs: pure decisions.

use chrono::NaiveDate;

use super::{appointment::Model, position::Position};
use crate::{
    document::order::{in_order, out_of_range},
    http::{Code, Problem, Result},
};

/// Decree 59/2023 has held since 15 August 2023.
const DECREE_59: NaiveDate = match NaiveDate::from_ymd_opt(2023, 8, 15) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// 422 for an appointment whose days or whose place the law does not allow.
pub fn appointed(new: &Model, today: NaiveDate) -> Result<()> {
    in_order("/decision/signed_on", new.decision.signed_on, None, today)?;
    if new.position.is_of_a_village() != new.village_id.is_some() {
        return Err(Problem::invalid(
            "/village_id",
            "unsuited",
            "Nêu thôn, tổ dân phố với chức danh ở thôn, và không với chức danh khác.",
            "A village goes with a position held in one, and with no other.",
        ));
    }
    if new.valid_to.is_some_and(|end| end <= new.valid_from) {
        return Err(out_of_range(
            "/valid_to",
            "Phải sau ngày bắt đầu.".to_owned(),
            "It must come after the first day.".to_owned(),
        ));
    }
    let recognised = new.position == Position::VillageHead && new.valid_from >= DECREE_59;
    if recognised && new.valid_from < new.decision.signed_on {
        return Err(out_of_range(
            "/valid_from",
            "Chính thức hoạt động khi có quyết định công nhận (Nghị định 59/2023/NĐ-CP Điều 8).".to_owned(),
            "A village head acts from the decision of recognition on (Decree 59/2023 Art. 8).".to_owned(),
        ));
    }
    Ok(())
}

/// 409 when somebody holds what the new one would hold too.
pub fn alone(new: &Model, others: &[Model]) -> Result<()> {
    let at_once = |other: &&Model| {
        let begins_later = new.valid_to.is_some_and(|end| end <= other.valid_from);
        let ended_before = other.valid_to.is_some_and(|end| end <= new.valid_from);
        !begins_later && !ended_before
    };
    let same_place = |other: &&Model| other.village_id == new.village_id;
    let twice = |other: &&Model| other.person_id == new.person_id && other.position == new.position;
    let excluded = |other: &&Model| new.position.excluded().contains(&other.position);
    let held = others.iter().filter(|other| !other.is_taken_back());
    let mut others = held.filter(same_place).filter(at_once);
    match others.find(|other| twice(other) || excluded(other)) {
        None => Ok(()),
        Some(other) => Err(Problem::new(Code::AlreadyExists)
            .detail(
                "Đã có người giữ chức danh này trong thời gian đó.",
                "Somebody holds this position in that time.",
            )
            .existing(other.id)),
    }
}

/// Ends an appointment, or takes it back before it begins: 409 when it has ended, 422 for a day on which it is not held or that is to come.
pub fn end(row: &mut Model, on: NaiveDate, reason: String, today: NaiveDate) -> Result<()> {
    if row.end_reason.is_some() {
        return Err(
            Problem::new(Code::StateForbids).detail("Chức danh đã kết thúc.", "The appointment has ended already.")
        );
    }
    let taken_back = on == row.valid_from && today < on;
    if !taken_back {
        in_order("/on", on, Some(row.valid_from), today)?;
    }
    if (on == row.valid_from && !taken_back) || row.valid_to.is_some_and(|end| end < on) {
        return Err(out_of_range(
            "/on",
            "Phải sau ngày bắt đầu và trước ngày đã kết thúc.".to_owned(),
            "It must come after the first day, and not after the day it ends by itself.".to_owned(),
        ));
    }
    row.valid_to = Some(on);
    row.end_reason = Some(reason);
    Ok(())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;
    use crate::{access::fresh, document::number::DocumentNumber, person::appointment::AppointingDecision};

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    fn appointment(position: Position, from: &str, to: Option<&str>) -> Model {
        Model {
            id: fresh(),
            person_id: fresh(),
            position,
            organisation_id: Uuid::nil().into(),
            unit_id: Uuid::nil().into(),
            village_id: position.is_of_a_village().then(|| Uuid::nil().into()),
            valid_from: day(from),
            valid_to: to.map(day),
            decision: AppointingDecision {
                number: DocumentNumber::read("12/QĐ-UBND").unwrap(),
                signed_on: day("2023-01-05"),
                front_agreed_on: None,
            },
            end_reason: None,
            version: 1,
        }
    }

    fn refused(outcome: Result<()>) -> Option<String> {
        let problem = outcome.err()?;
        let fault = problem.faults.first().map(|fault| fault.code.to_string());
        Some(fault.unwrap_or_else(|| problem.code.as_str().to_owned()))
    }

    /// Decree 59/2023 Art. 8; before it, as it was.
    #[rstest]
    #[case::from_the_decision("2025-09-15", "2025-09-15", None)]
    #[case::the_day_before("2025-09-15", "2025-09-14", Some("out_of_range"))]
    #[case::before_the_decree("2023-08-16", "2023-08-14", None)]
    #[case::on_its_first_day("2023-08-16", "2023-08-15", Some("out_of_range"))]
    #[case::signed_tomorrow("2026-10-02", "2026-10-02", Some("out_of_range"))]
    fn a_village_head_acts_once_recognised(#[case] signed: &str, #[case] from: &str, #[case] expected: Option<&str>) {
        let mut new = appointment(Position::VillageHead, from, None);
        new.decision.signed_on = day(signed);
        assert_eq!(refused(appointed(&new, day("2026-10-01"))).as_deref(), expected);
    }

    #[rstest]
    #[case::in_a_village(Position::VillageFrontHead, true, None)]
    #[case::nowhere(Position::VillageFrontHead, false, Some("unsuited"))]
    #[case::in_the_commune(Position::PersonInCharge, false, None)]
    #[case::not_in_a_village(Position::PersonInCharge, true, Some("unsuited"))]
    fn a_position_has_its_place(#[case] position: Position, #[case] village: bool, #[case] expected: Option<&str>) {
        let mut new = appointment(position, "2025-01-01", None);
        new.village_id = village.then(|| Uuid::nil().into());
        assert_eq!(refused(appointed(&new, day("2026-10-01"))).as_deref(), expected);
    }

    #[rstest]
    #[case::at_once(
        Position::VillageHead,
        Position::VillageHead,
        "2025-06-01",
        None,
        Some("already_exists")
    )]
    #[case::one_acts_for_another(
        Position::VillageHead,
        Position::ActingVillageHead,
        "2025-06-01",
        None,
        Some("already_exists")
    )]
    #[case::of_another_kind(Position::VillageHead, Position::VillageFrontHead, "2025-06-01", None, None)]
    #[case::from_the_day_it_ended(Position::VillageHead, Position::VillageHead, "2026-01-01", None, None)]
    #[case::the_day_before(
        Position::VillageHead,
        Position::VillageHead,
        "2025-12-31",
        None,
        Some("already_exists")
    )]
    #[case::until_it_began(Position::VillageHead, Position::VillageHead, "2024-06-01", Some("2025-01-01"), None)]
    #[case::a_day_into_it(
        Position::VillageHead,
        Position::VillageHead,
        "2024-06-01",
        Some("2025-01-02"),
        Some("already_exists")
    )]
    #[case::a_team_has_many(Position::DraftingTeamMember, Position::DraftingTeamMember, "2025-06-01", None, None)]
    fn a_village_has_one_head(
        #[case] held: Position,
        #[case] new: Position,
        #[case] from: &str,
        #[case] to: Option<&str>,
        #[case] expected: Option<&str>,
    ) {
        let held = appointment(held, "2025-01-01", Some("2026-01-01"));
        let new = appointment(new, from, to);
        assert_eq!(refused(alone(&new, &[held])).as_deref(), expected);
    }

    #[test]
    fn what_was_taken_back_is_in_nobodys_way() {
        let taken_back = appointment(Position::VillageHead, "2025-06-01", Some("2025-06-01"));
        let new = appointment(Position::VillageHead, "2025-01-01", None);
        assert_eq!(refused(alone(&new, &[taken_back])), None);
    }

    #[test]
    fn nobody_is_appointed_to_the_same_twice() {
        let held = appointment(Position::DraftingTeamMember, "2025-01-01", None);
        let mut new = appointment(Position::DraftingTeamMember, "2025-06-01", None);
        new.person_id = held.person_id;
        assert_eq!(refused(alone(&new, &[held])).as_deref(), Some("already_exists"));
    }

    #[rstest]
    #[case::its_first_day("2026-10-02", None)]
    #[case::before_that("2026-10-01", Some("out_of_range"))]
    #[case::after_that("2026-10-03", Some("out_of_range"))]
    fn it_is_taken_back_before_it_begins(#[case] on: &str, #[case] expected: Option<&str>) {
        let mut row = appointment(Position::VillageHead, "2026-10-02", None);
        let outcome = end(&mut row, day(on), "Xin thôi".to_owned(), day("2026-10-01"));
        assert_eq!(refused(outcome).as_deref(), expected);
        assert_eq!(row.is_taken_back(), expected.is_none());
    }

    #[rstest]
    #[case::its_first_day("2025-01-01", Some("out_of_range"))]
    #[case::the_day_after("2025-01-02", None)]
    #[case::the_day_it_ends_by_itself("2026-01-01", None)]
    #[case::after_that("2026-01-02", Some("out_of_range"))]
    #[case::tomorrow("2026-10-02", Some("out_of_range"))]
    fn it_ends_while_it_is_held(#[case] on: &str, #[case] expected: Option<&str>) {
        let mut row = appointment(Position::VillageHead, "2025-01-01", Some("2026-01-01"));
        assert_eq!(
            refused(end(&mut row, day(on), "Xin thôi".to_owned(), day("2026-10-01"))).as_deref(),
            expected
        );
    }
}
