//! What may be recorded of a day: decided from the lines of that day alone.

use chrono::{DateTime, Utc};

use super::entity::Model;
use crate::{
    calendar::{DayKind, Holidays},
    http::{Code, IfMatch, Problem, Result},
};

/// Refuses to overwrite unseen: where the province has a line that holds, its version must be named; else none, or that of what was read
/// in its place.
pub fn seen(own: Option<&Model>, if_match: IfMatch) -> Result<()> {
    let version = own.map_or(0, |line| line.version);
    match own.is_some_and(|line| line.withdrawn_at.is_none()) {
        false if if_match == IfMatch::Absent || if_match.names(0) => Ok(()),
        _ => if_match.check(version),
    }
}

/// Refuses a day worked that is worked anyway: somebody meant another day.
pub fn differs(new: &Model, nationwide: Option<&Model>) -> Result<()> {
    let otherwise: Holidays = nationwide.map(|line| (line.day, line.kind)).into_iter().collect();
    match new.kind == DayKind::Working && otherwise.is_working_day(new.day) {
        true => Err(Problem::invalid(
            "/kind",
            "worked_anyway",
            format!("Ngày {} vốn là ngày làm việc.", new.day.format("%d/%m/%Y")),
            format!("{} is a working day anyway.", new.day),
        )),
        false => Ok(()),
    }
}

/// Withdraws a line; what holds nationwide, or the place in the week, counts again.
pub fn withdraw(line: &mut Model, reason: String, now: DateTime<Utc>) -> Result<()> {
    if line.withdrawn_at.is_some() {
        return Err(Problem::new(Code::StateForbids));
    }
    line.withdrawn_at = Some(now);
    line.withdraw_reason = Some(reason);
    Ok(())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::{access::derived, calendar::day::entity::id_of};

    fn line(day: &str, kind: DayKind, version: i64, withdrawn: bool) -> Model {
        let day = day.parse().unwrap();
        let committee = Some(derived("committee"));
        Model {
            id: id_of(committee, day),
            organisation_id: committee,
            unit_id: Some(derived("province")),
            day,
            kind,
            name: "Nghỉ bù".to_owned(),
            legal_basis: "Công văn 1".to_owned(),
            withdrawn_at: withdrawn.then(DateTime::default),
            withdraw_reason: None,
            version,
        }
    }

    const NAMED: IfMatch = IfMatch::Version(2);

    #[rstest]
    #[case::new(None, IfMatch::Absent, None)]
    #[case::over_what_holds_nationwide(None, IfMatch::Version(0), None)]
    #[case::never_there(None, NAMED, Some(Code::PreconditionFailed))]
    #[case::unseen(Some((2, false)), IfMatch::Absent, Some(Code::PreconditionRequired))]
    #[case::seen(Some((2, false)), NAMED, None)]
    #[case::changed_since(Some((3, false)), NAMED, Some(Code::PreconditionFailed))]
    #[case::not_there_when_read(Some((1, false)), IfMatch::Version(0), Some(Code::PreconditionFailed))]
    #[case::after_it_was_withdrawn(Some((2, true)), IfMatch::Absent, None)]
    #[case::what_holds_instead(Some((2, true)), IfMatch::Version(0), None)]
    #[case::withdrawn_since(Some((3, true)), NAMED, Some(Code::PreconditionFailed))]
    fn nothing_is_overwritten_unseen(
        #[case] own: Option<(i64, bool)>,
        #[case] if_match: IfMatch,
        #[case] expected: Option<Code>,
    ) {
        let own = own.map(|(version, withdrawn)| line("2026-06-01", DayKind::Holiday, version, withdrawn));
        assert_eq!(seen(own.as_ref(), if_match).err().map(|problem| problem.code), expected);
    }

    #[rstest]
    #[case::a_monday("2026-06-01", DayKind::Working, None, false)]
    #[case::a_saturday("2026-06-06", DayKind::Working, None, true)]
    #[case::a_holiday_on_a_monday("2026-06-01", DayKind::Working, Some(DayKind::Holiday), true)]
    #[case::a_saturday_worked_already("2026-06-06", DayKind::Working, Some(DayKind::Working), false)]
    #[case::off_on_a_monday("2026-06-01", DayKind::Holiday, None, true)]
    #[case::off_on_a_saturday("2026-06-06", DayKind::Holiday, None, true)]
    fn a_day_worked_must_be_off_otherwise(
        #[case] day: &str,
        #[case] kind: DayKind,
        #[case] nationwide: Option<DayKind>,
        #[case] expected: bool,
    ) {
        let nationwide = nationwide.map(|kind| line(day, kind, 0, false));
        assert_eq!(
            differs(&line(day, kind, 1, false), nationwide.as_ref()).is_ok(),
            expected
        );
    }

    #[rstest]
    #[case(false, None)]
    #[case(true, Some(Code::StateForbids))]
    fn a_line_is_withdrawn_once(#[case] before: bool, #[case] expected: Option<Code>) {
        let mut row = line("2026-06-01", DayKind::Holiday, 1, before);
        let refused = withdraw(&mut row, "Nhầm ngày".to_owned(), DateTime::default());
        assert_eq!(refused.err().map(|problem| problem.code), expected);
        assert!(row.withdrawn_at.is_some());
    }
}
