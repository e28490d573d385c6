//! Trưởng thôn, Tổ trưởng tổ dân phố lâm thời: for how long a village has somebody who acts as its head, and with whom that was agreed.

use chrono::{Months, NaiveDate};

use super::{appointment::Model, position::Position};
use crate::{
    calendar::since::DECREE_185,
    document::order::out_of_range,
    http::{Problem, Result},
};

/// Until a head is elected, at most (Decree 185/2026 Art. 4.2).
const MOST: Months = Months::new(6);

/// 422 for an agreement with the Front that the decision does not need, or that came after it (Decree 59/2023 Art. 9.3).
pub fn agreed(new: &Model) -> Result<()> {
    let Some(agreed_on) = new.decision.front_agreed_on else {
        return Ok(());
    };
    let pointer = "/decision/front_agreed_on";
    match new.position == Position::ActingVillageHead {
        false => Err(Problem::invalid(
            pointer,
            "unsuited",
            "Chỉ nêu khi cử Trưởng thôn, Tổ trưởng tổ dân phố lâm thời (Nghị định 59/2023/NĐ-CP Điều 9.3).",
            "It goes with an acting head of a village only (Decree 59/2023 Art. 9.3).",
        )),
        true if agreed_on > new.decision.signed_on => Err(out_of_range(
            pointer,
            "Thống nhất với Mặt trận trước khi quyết định (Nghị định 59/2023/NĐ-CP Điều 9.3).".to_owned(),
            "It is agreed with the Front before it is decided (Decree 59/2023 Art. 9.3).".to_owned(),
        )),
        true => Ok(()),
    }
}

/// 422 where a village would have somebody acting as its head for too long. Terms without a day between them are one, whoever holds them: a further
/// appointment renews nothing.
pub fn in_time(new: &Model, others: &[Model]) -> Result<()> {
    if !is_limited(new) {
        return Ok(());
    }
    let (from, to) = unbroken(new, others);
    let end = from.checked_add_months(MOST).unwrap_or(NaiveDate::MAX);
    match to.is_some_and(|to| to <= end) {
        true => Ok(()),
        false => Err(out_of_range(
            "/valid_to",
            format!(
                "Lâm thời không quá 06 tháng, tính cả những lần cử liền nhau: từ ngày {from}, không quá ngày {end} (Nghị định 185/2026/NĐ-CP Điều 4.2)."
            ),
            format!(
                "A village has an acting head for six months at most, terms that follow each other counted as one: from {from} on, not after {end} (Decree 185/2026 Art. 4.2)."
            ),
        )),
    }
}

/// What began before the decree has no such end.
fn is_limited(row: &Model) -> bool {
    row.position == Position::ActingVillageHead && row.valid_from >= DECREE_185
}

/// The first day of the terms that a new one makes one with, and the first day after them.
fn unbroken(new: &Model, others: &[Model]) -> (NaiveDate, Option<NaiveDate>) {
    let beside = |other: &&Model| is_limited(other) && other.village_id == new.village_id && !other.is_taken_back();
    let beside: Vec<&Model> = others.iter().filter(beside).collect();
    let (mut from, mut to) = (new.valid_from, new.valid_to);
    while let Some(before) = beside.iter().find(|other| other.valid_to == Some(from)) {
        from = before.valid_from;
    }
    while let Some(after) = beside.iter().find(|other| to == Some(other.valid_from)) {
        to = after.valid_to;
    }
    (from, to)
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

    fn acting(from: &str, to: Option<&str>) -> Model {
        Model {
            id: fresh(),
            person_id: fresh(),
            position: Position::ActingVillageHead,
            organisation_id: Uuid::nil().into(),
            unit_id: Uuid::nil().into(),
            village_id: Some(Uuid::nil().into()),
            valid_from: day(from),
            valid_to: to.map(day),
            decision: AppointingDecision {
                number: DocumentNumber::read("12/QĐ-UBND").unwrap(),
                signed_on: day(from),
                front_agreed_on: None,
            },
            end_reason: None,
            version: 1,
        }
    }

    fn refused(outcome: Result<()>) -> Option<String> {
        let problem = outcome.err()?;
        problem.faults.first().map(|fault| fault.code.to_string())
    }

    /// Decree 185/2026 Art. 4.2: at most six months, since it is in force.
    #[rstest]
    #[case::six_months("2026-06-01", Some("2026-12-01"), None)]
    #[case::a_day_more("2026-06-01", Some("2026-12-02"), Some("out_of_range"))]
    #[case::without_end("2026-06-01", None, Some("out_of_range"))]
    #[case::to_the_end_of_a_shorter_month("2026-08-31", Some("2027-02-28"), None)]
    #[case::before_the_decree("2026-05-25", None, None)]
    #[case::on_its_first_day("2026-05-26", None, Some("out_of_range"))]
    fn an_acting_head_serves_six_months(#[case] from: &str, #[case] to: Option<&str>, #[case] expected: Option<&str>) {
        assert_eq!(refused(in_time(&acting(from, to), &[])).as_deref(), expected);
    }

    /// The same: after one of two months and one of one month that follow each other from June on, three are left.
    #[rstest]
    #[case::three_months_more("2026-09-01", Some("2026-12-01"), None)]
    #[case::a_day_more("2026-09-01", Some("2026-12-02"), Some("out_of_range"))]
    #[case::six_months_anew("2026-09-01", Some("2027-03-01"), Some("out_of_range"))]
    #[case::after_a_day_without("2026-09-02", Some("2027-03-02"), None)]
    #[case::recorded_afterwards("2026-05-26", Some("2026-06-01"), None)]
    #[case::recorded_afterwards_before_the_decree("2026-01-01", Some("2026-06-01"), None)]
    fn terms_that_follow_each_other_are_one(
        #[case] from: &str,
        #[case] to: Option<&str>,
        #[case] expected: Option<&str>,
    ) {
        let before = [
            acting("2026-06-01", Some("2026-08-01")),
            acting("2026-08-01", Some("2026-09-01")),
        ];
        assert_eq!(refused(in_time(&acting(from, to), &before)).as_deref(), expected);
    }

    /// A term that is recorded after the one which follows it makes the two longer than six months.
    #[rstest]
    #[case::six_months("2026-06-15", None)]
    #[case::a_day_more("2026-06-14", Some("out_of_range"))]
    fn what_follows_counts_too(#[case] from: &str, #[case] expected: Option<&str>) {
        let after = acting("2026-09-01", Some("2026-12-15"));
        let new = acting(from, Some("2026-09-01"));
        assert_eq!(refused(in_time(&new, &[after])).as_deref(), expected);
    }

    #[rstest]
    #[case::of_another_village(Some(Uuid::max().into()), Position::ActingVillageHead, None)]
    #[case::of_a_head(Some(Uuid::nil().into()), Position::VillageHead, None)]
    #[case::of_the_village(Some(Uuid::nil().into()), Position::ActingVillageHead, Some("out_of_range"))]
    fn only_acting_terms_of_one_village_are_counted(
        #[case] village_id: Option<crate::access::VillageId>,
        #[case] position: Position,
        #[case] expected: Option<&str>,
    ) {
        let before = Model {
            village_id,
            position,
            ..acting("2026-06-01", Some("2026-07-01"))
        };
        let new = acting("2026-07-01", Some("2027-01-01"));
        assert_eq!(refused(in_time(&new, &[before])).as_deref(), expected);
    }

    /// Decree 59/2023 Art. 9.3: the committee decides once the Front has agreed.
    #[rstest]
    #[case::the_day_before(Position::ActingVillageHead, "2026-05-31", None)]
    #[case::on_the_day(Position::ActingVillageHead, "2026-06-01", None)]
    #[case::afterwards(Position::ActingVillageHead, "2026-06-02", Some("out_of_range"))]
    #[case::for_a_head(Position::VillageHead, "2026-05-31", Some("unsuited"))]
    fn the_front_agrees_before(#[case] position: Position, #[case] on: &str, #[case] expected: Option<&str>) {
        let mut new = acting("2026-06-01", Some("2026-12-01"));
        new.position = position;
        new.decision.front_agreed_on = Some(day(on));
        assert_eq!(refused(agreed(&new)).as_deref(), expected);
    }
}
