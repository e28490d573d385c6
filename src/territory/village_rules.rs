//! What may be recorded of a village, and what may be done next: decided from the row and the day alone.

use chrono::{Days, NaiveDate};

use super::{village, village_kind::VillageKind};
use crate::access::VillageId;
use crate::http::{Code, Problem, Result};

/// How far ahead a decision may take effect.
const AHEAD: Days = Days::new(366);

/// A day on which a village begins or ends: not before the nation, at most a year ahead.
pub fn plausible(pointer: &'static str, day: NaiveDate, today: NaiveDate) -> Result<()> {
    let latest = today.checked_add_days(AHEAD).unwrap_or(today);
    between(pointer, day, latest)
}

/// Households are counted, not foreseen.
pub fn counted(pointer: &'static str, day: NaiveDate, today: NaiveDate) -> Result<()> {
    between(pointer, day, today)
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

/// What is done to a village that has been closed is done too late.
pub fn still_open(row: &village::Model) -> Result<()> {
    match row.valid_to {
        None => Ok(()),
        Some(end) => Err(Problem::new(Code::StateForbids).detail(
            format!("Thôn, tổ dân phố đã kết thúc từ ngày {end}."),
            format!("The village ended on {end}."),
        )),
    }
}

/// Ends a village; `on` is the first day it no longer exists.
pub fn close(row: &mut village::Model, on: NaiveDate, legal_basis: String, reason: String) -> Result<()> {
    still_open(row)?;
    if on <= row.valid_from {
        return Err(Problem::invalid(
            "/on",
            "before_its_beginning",
            format!("Thôn, tổ dân phố bắt đầu từ ngày {}.", row.valid_from),
            format!("The village begins on {}.", row.valid_from),
        ));
    }
    row.valid_to = Some(on);
    row.close_reason = Some(format!("{reason} ({legal_basis})"));
    Ok(())
}

/// How many villages may be merged into one.
const MOST_MERGED: usize = 20;

/// 422 for a merger without the Council's resolution, of too many villages, or that names one twice.
pub fn mergeable(new: &village::Model, came_of: &[VillageId]) -> Result<()> {
    let repeated = (1..came_of.len()).any(|at| {
        came_of
            .get(..at)
            .is_some_and(|before| came_of.get(at).is_some_and(|id| before.contains(id)))
    });
    match (came_of.is_empty(), new.legal_basis.is_some()) {
        (false, _) if repeated || came_of.len() > MOST_MERGED => Err(Problem::invalid(
            "/came_of",
            "out_of_range",
            format!("Tối đa {MOST_MERGED}, không lặp lại."),
            format!("At most {MOST_MERGED}, none twice."),
        )),
        (false, false) => Err(Problem::invalid(
            "/legal_basis",
            "required",
            "Sáp nhập phải có nghị quyết của Hội đồng nhân dân xã.",
            "A merger needs the resolution of the commune's Council.",
        )),
        _ => Ok(()),
    }
}

/// A village that ends as it is merged into another; 422 where it has ended, or begins no earlier.
pub fn merge(before: &village::Model, into: &village::Model, pointer: &str) -> Result<village::Model> {
    if before.valid_to.is_some() || before.valid_from >= into.valid_from {
        return Err(Problem::invalid(
            pointer,
            "ended",
            "Thôn, tổ dân phố đã kết thúc, hoặc chưa có trước ngày sáp nhập.",
            "The village has ended, or does not exist before the merger.",
        ));
    }
    Ok(village::Model {
        valid_to: Some(into.valid_from),
        close_reason: into.legal_basis.clone(),
        successor_id: Some(into.id),
        ..before.clone()
    })
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
    #[case::twice("2025-07-01", Some("2024-01-01"), Some(Code::StateForbids))]
    fn a_village_ends_once_and_after_it_began(
        #[case] on: &str,
        #[case] ended: Option<&str>,
        #[case] expected: Option<Code>,
    ) {
        let mut row = village(VillageKind::Ban, "Nà Sài", None, "2020-01-01", ended);
        let refused = close(&mut row, day(on), "NQ 1".to_owned(), "Sáp nhập".to_owned());
        assert_eq!(refused.err().map(|problem| problem.code), expected);
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
    #[case("2026-01-01", true)]
    #[case("2026-01-02", false)]
    #[case("-4800-01-01", false)]
    fn a_count_is_not_foreseen(#[case] at: &str, #[case] expected: bool) {
        assert_eq!(counted("/counted_on", day(at), day("2026-01-01")).is_ok(), expected);
    }

    #[rstest]
    #[case(VillageKind::Ban, "Nà Sài", "Bản Nà Sài")]
    #[case(VillageKind::Ban, "Bản 2", "Bản 2")]
    #[case(VillageKind::ToDanPho, "số 3", "Tổ dân phố số 3")]
    fn a_kind_is_said_once(#[case] kind: VillageKind, #[case] name: &str, #[case] expected: &str) {
        assert_eq!(full_name(kind, name), expected);
    }
}
