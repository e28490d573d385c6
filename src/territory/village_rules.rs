//! What may be recorded of a village, and what may be done next: decided from the row and the day alone.

use chrono::{Days, NaiveDate};

use super::{
    village,
    village_kind::VillageKind,
    village_merging::{goes_into_a_new_one, outlasts, receives},
};
use crate::{
    access::VillageId,
    http::{Code, Problem, Result},
};

/// How far ahead a decision may take effect.
const AHEAD: Days = Days::new(366);

/// A day on which a village begins or ends: not before the nation, at most a year ahead.
pub fn plausible(pointer: &'static str, day: NaiveDate, today: NaiveDate) -> Result<()> {
    let latest = today.checked_add_days(AHEAD).unwrap_or(today);
    between(pointer, day, latest)
}

/// Households are counted, not foreseen, and of a day on which there is a village.
pub fn counted(pointer: &'static str, day: NaiveDate, row: &village::Model, today: NaiveDate) -> Result<()> {
    match row.exists_on(day) {
        true => between(pointer, day, today),
        false => Err(Problem::invalid(
            pointer,
            "out_of_range",
            "Thôn, tổ dân phố không có vào ngày này.",
            "The village did not exist on that day.",
        )),
    }
}

fn between(pointer: &'static str, day: NaiveDate, latest: NaiveDate) -> Result<()> {
    let earliest = NaiveDate::from_ymd_opt(1945, 9, 2).unwrap_or_default();
    match (earliest..=latest).contains(&day) {
        true => Ok(()),
        false => Err(Problem::invalid(
            pointer,
            "out_of_range",
            format!("Ngày phải từ {earliest} đến {latest}."),
            format!("The day must lie between {earliest} and {latest}."),
        )),
    }
}

/// What is done to a village once it has ended is done too late; until that day it is as any other.
pub fn still_there(row: &village::Model, today: NaiveDate) -> Result<()> {
    match row.valid_to.filter(|_| row.is_over(today)) {
        None => Ok(()),
        Some(end) => Err(Problem::new(Code::StateForbids).detail(
            format!("Thôn, tổ dân phố đã kết thúc từ ngày {end}."),
            format!("The village ended on {end}."),
        )),
    }
}

/// By what a village ends.
pub struct Closing {
    /// The first day it no longer exists.
    pub on: NaiveDate,
    pub legal_basis: String,
    pub reason: String,
    /// The village it goes into, which is there already.
    pub merged_into: Option<VillageId>,
}

/// What a closing is measured by.
pub struct Ground<'v> {
    /// The village it goes into, the one it was to go into, and those that go into it.
    pub others: &'v [village::Model],
    /// The day of the last count of its households.
    pub counted_on: Option<NaiveDate>,
    pub today: NaiveDate,
}

/// Ends a village, or puts right how it is to end.
pub fn close(row: &mut village::Model, closing: Closing, ground: &Ground<'_>) -> Result<()> {
    still_there(row, ground.today)?;
    goes_into_a_new_one(row, ground.others)?;
    let on = closing.on;
    if on <= row.valid_from {
        return Err(Problem::invalid(
            "/on",
            "before_its_beginning",
            format!("Thôn, tổ dân phố bắt đầu từ ngày {}.", row.valid_from),
            format!("The village begins on {}.", row.valid_from),
        ));
    }
    after_its_counts(ground.counted_on, on, "/on")?;
    outlasts(row, on, ground.others, "/on")?;
    if let Some(into) = closing.merged_into {
        receives(row, into, on, ground.others)?;
    }
    row.valid_to = Some(on);
    row.close_reason = Some(format!("{} ({})", closing.reason, closing.legal_basis));
    row.successor_id = closing.merged_into;
    Ok(())
}

/// 422 for the end of a village by the day on which its households were counted last.
pub fn after_its_counts(counted_on: Option<NaiveDate>, on: NaiveDate, pointer: &str) -> Result<()> {
    match counted_on.filter(|counted| on <= *counted) {
        None => Ok(()),
        Some(counted) => Err(Problem::invalid(
            pointer,
            "out_of_range",
            format!("Đã ghi số hộ tại ngày {counted}; phải kết thúc sau ngày đó."),
            format!("Its households were counted on {counted}; it ends after that day."),
        )),
    }
}

/// 409 where a village that is to end later than it was would then share its kind and name, or its code, with one that has come since.
pub fn still_distinct(before: &village::Model, after: &village::Model, others: &[village::Model]) -> Result<()> {
    let since = others.iter().filter(|other| !at_one_time(before, other));
    distinct(after, &since.cloned().collect::<Vec<_>>())
}

/// Refuses a village that would share its kind and name, or its code, with another of the commune at the same time.
pub fn distinct(new: &village::Model, others: &[village::Model]) -> Result<()> {
    let same_name = |other: &village::Model| (other.kind, &other.name) == (new.kind, &new.name);
    let same_code = |other: &village::Model| other.code.is_some() && other.code == new.code;
    let in_the_way = others
        .iter()
        .filter(|other| other.id != new.id && at_one_time(new, other))
        .find(|other| same_name(other) || same_code(other));
    match in_the_way {
        None => Ok(()),
        Some(other) => Err(Problem::new(Code::AlreadyExists)
            .detail(
                format!(
                    "{} của xã đã có, hoặc đã dùng mã này.",
                    full_name(other.kind, &other.name)
                ),
                format!(
                    "{} of this commune exists already, or has this code.",
                    full_name(other.kind, &other.name)
                ),
            )
            .existing(other.id)),
    }
}

fn at_one_time(one: &village::Model, other: &village::Model) -> bool {
    let before = |a: &village::Model, b: &village::Model| a.valid_to.is_some_and(|end| end <= b.valid_from);
    !before(one, other) && !before(other, one)
}

/// Kind and name, as one says it: "Bản Nà Sài". A name that begins with its kind ("Bản 2") is said once.
pub fn full_name(kind: VillageKind, name: &str) -> String {
    match name.strip_prefix(kind.word()).is_some_and(|rest| rest.starts_with(' ')) {
        true => name.to_owned(),
        false => format!("{} {name}", kind.word()),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;
    use crate::{access::fresh, text};

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    fn village(kind: VillageKind, name: &str, code: Option<&str>, from: &str, to: Option<&str>) -> village::Model {
        village::Model {
            id: fresh(),
            organisation_id: Uuid::nil().into(),
            unit_id: Uuid::nil().into(),
            origin_unit_id: Uuid::nil().into(),
            code: code.map(str::to_owned),
            name: name.to_owned(),
            name_fold: text::fold(name),
            name_sort: text::sort_key(name),
            kind,
            valid_from: day(from),
            valid_to: to.map(day),
            legal_basis: None,
            close_reason: None,
            successor_id: None,
            version: 1,
        }
    }

    #[rstest]
    #[case::same_name(VillageKind::Ban, "Nà Sài", None, "2025-01-01", false)]
    #[case::other_kind(VillageKind::Thon, "Nà Sài", None, "2025-01-01", true)]
    #[case::other_marks(VillageKind::Ban, "Na Sai", None, "2025-01-01", true)]
    #[case::same_code(VillageKind::Ban, "Khác", Some("B01"), "2025-01-01", false)]
    #[case::name_of_one_that_ended(VillageKind::Ban, "Cũ", None, "2020-01-01", true)]
    #[case::name_of_one_not_yet_ended(VillageKind::Ban, "Cũ", None, "2019-12-31", false)]
    fn names_and_codes_are_held_by_one_at_a_time(
        #[case] kind: VillageKind,
        #[case] name: &str,
        #[case] code: Option<&str>,
        #[case] from: &str,
        #[case] expected: bool,
    ) {
        let others = [
            village(VillageKind::Ban, "Nà Sài", Some("B01"), "2010-01-01", None),
            village(VillageKind::Ban, "Cũ", None, "2010-01-01", Some("2020-01-01")),
        ];
        assert_eq!(
            distinct(&village(kind, name, code, from, None), &others).is_ok(),
            expected
        );
        assert!(distinct(&others[0], &others).is_ok(), "a village is not in its own way");
    }

    #[rstest]
    #[case::after("2025-07-01", None, None)]
    #[case::on_its_first_day("2020-01-01", None, Some(Code::InvalidContent))]
    #[case::once_it_has_ended("2025-07-01", Some("2024-01-01"), Some(Code::StateForbids))]
    #[case::on_the_day_it_has_ended("2025-07-01", Some("2025-05-01"), Some(Code::StateForbids))]
    #[case::sooner_than_it_was_to("2025-07-01", Some("2025-12-01"), None)]
    #[case::later_than_it_was_to("2025-07-01", Some("2025-05-02"), None)]
    #[case::on_the_day_of_a_count("2025-03-01", None, Some(Code::InvalidContent))]
    #[case::the_day_after_it("2025-03-02", None, None)]
    fn a_village_ends_after_it_began_and_was_counted(
        #[case] on: &str,
        #[case] ended: Option<&str>,
        #[case] expected: Option<Code>,
    ) {
        let mut row = village(VillageKind::Ban, "Nà Sài", None, "2020-01-01", ended);
        let closing = Closing {
            on: day(on),
            legal_basis: "NQ 1".to_owned(),
            reason: "Giải thể".to_owned(),
            merged_into: None,
        };
        let ground = Ground {
            others: &[],
            counted_on: Some(day("2025-03-01")),
            today: day("2025-05-01"),
        };
        let refused = close(&mut row, closing, &ground);
        assert_eq!(refused.err().map(|problem| problem.code), expected);
    }

    /// It was to end on 1 June, from when another has its name.
    #[rstest]
    #[case::sooner("2025-05-01", true)]
    #[case::later("2025-06-02", false)]
    fn a_name_that_was_taken_since_stays_so(#[case] on: &str, #[case] expected: bool) {
        let before = village(VillageKind::Ban, "Nà Sài", None, "2010-01-01", Some("2025-06-01"));
        let mut after = before.clone();
        after.valid_to = Some(day(on));
        let beside_it_all_along = village(VillageKind::Ban, "Nà Sài", None, "2010-01-01", None);
        let since = village(VillageKind::Ban, "Nà Sài", None, "2025-06-01", None);
        let others = [before.clone(), beside_it_all_along, since];
        assert_eq!(still_distinct(&before, &after, &others).is_ok(), expected);
    }

    #[rstest]
    #[case("1945-09-01", false)]
    #[case("1945-09-02", true)]
    #[case("2026-12-31", true)]
    #[case("2028-01-01", false)]
    fn days_are_plausible(#[case] at: &str, #[case] expected: bool) {
        assert_eq!(plausible("/valid_from", day(at), day("2026-01-01")).is_ok(), expected);
    }

    #[rstest]
    #[case::its_first_day("2004-01-01", None, true)]
    #[case::before_there_was_a_village("2003-12-31", None, false)]
    #[case::long_before("-4800-01-01", None, false)]
    #[case::today("2026-01-01", None, true)]
    #[case::foreseen("2026-01-02", None, false)]
    #[case::its_last_day("2025-05-31", Some("2025-06-01"), true)]
    #[case::once_it_had_ended("2025-06-01", Some("2025-06-01"), false)]
    fn a_count_is_of_a_day_the_village_has_seen(#[case] at: &str, #[case] ended: Option<&str>, #[case] expected: bool) {
        let row = village(VillageKind::Ban, "Nà Sài", None, "2004-01-01", ended);
        let fits = counted("/counted_on", day(at), &row, day("2026-01-01")).is_ok();
        assert_eq!(fits, expected);
    }

    #[rstest]
    #[case(VillageKind::Ban, "Nà Sài", "Bản Nà Sài")]
    #[case(VillageKind::Ban, "Bản 2", "Bản 2")]
    #[case(VillageKind::ToDanPho, "số 3", "Tổ dân phố số 3")]
    fn a_kind_is_said_once(#[case] kind: VillageKind, #[case] name: &str, #[case] expected: &str) {
        assert_eq!(full_name(kind, name), expected);
    }
}
