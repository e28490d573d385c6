//! What an inspection needs: pure decisions.

use chrono::NaiveDate;

use super::entity::{InspectionKind, InspectionOutcome, InspectionResult};
use crate::{
    board::{entity::Model as Board, kind::BoardKind, law::BoardLaw},
    calendar::Holidays,
    document::{
        order::{in_order, out_of_range},
        step::{Timed, Today},
    },
    http::{Problem, Result},
};

/// The days of an inspection, as told.
pub struct Days {
    pub notified_on: Option<NaiveDate>,
    pub starts_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
}

/// Judges the days: the plan is sent 5 working days before, else it is late (Decree 59/2023 Art. 14.1b, 22.1b, 26.1b). Of a supervision board the
/// investor is told once, by the Front, and so nothing is asked here.
pub fn judged(days: &Days, board: &Board, today: &Today) -> Result<Option<Timed>> {
    let founded = board.course.recognitions.first().map(|first| first.made.on);
    if founded.is_some_and(|founded| days.starts_on < founded) {
        return Err(out_of_range(
            "/starts_on",
            "Không được trước ngày Ban được công nhận.".to_owned(),
            "It must not come before the board was recognised.".to_owned(),
        ));
    }
    if let Some(on) = days.notified_on {
        in_order("/notified_on", on, None, today.day)?;
    }
    if let Some(on) = days.ended_on {
        in_order("/ended_on", on, Some(days.starts_on), today.day)?;
    }
    let law = BoardLaw::on(days.starts_on).and_then(|law| law.plan_days);
    let law = law.filter(|_| board.kind != BoardKind::CommunityInvestmentSupervision);
    Ok(days.notified_on.map(|on| match law {
        Some(working_days) => {
            let due_on = last_day_before(days.starts_on, working_days, &today.off);
            Timed {
                on,
                due_on,
                late: on > due_on,
            }
        }
        None => Timed::unhurried(on),
    }))
}

/// The last day after which so many working days still end no later than `day`.
fn last_day_before(day: NaiveDate, working_days: u16, off: &Holidays) -> NaiveDate {
    let mut days = day.iter_days().map(|_| ());
    let mut at = day;
    while days.next().is_some() && off.add_working_days(at, working_days) > day {
        at = at.pred_opt().unwrap_or(at);
    }
    at
}

/// 422 for a result before the end, an end without a result, or cases where nothing was found.
pub fn concluded(ended_on: Option<NaiveDate>, result: Option<&InspectionResult>) -> Result<()> {
    if ended_on.is_some() != result.is_some() {
        return Err(Problem::invalid(
            "/result",
            "unsuited",
            "Nêu kết quả khi kết thúc, và chỉ khi đó.",
            "An inspection that has ended has a result, and no other.",
        ));
    }
    let Some(result) = result else { return Ok(()) };
    if !(0..=100_000).contains(&result.cases) {
        return Err(out_of_range(
            "/result/cases",
            "Từ 0 đến 100000.".to_owned(),
            "0 to 100000.".to_owned(),
        ));
    }
    match result.outcome == InspectionOutcome::NothingFound && result.cases > 0 {
        true => Err(out_of_range(
            "/result/cases",
            "Không phát hiện sai phạm thì không có vụ việc.".to_owned(),
            "Where nothing was found there are no cases.".to_owned(),
        )),
        false => Ok(()),
    }
}

/// 422 for what such a board does not do: a supervision board supervises its project.
pub fn fitting(kind: InspectionKind, board: &Board) -> Result<()> {
    let supervises = board.kind == BoardKind::CommunityInvestmentSupervision;
    match board.kind == BoardKind::SteeringCommittee || (supervises && kind == InspectionKind::Check) {
        true => Err(Problem::invalid(
            "/kind",
            "unsuited",
            "Ban loại này không làm việc này.",
            "A board of this kind does not do this.",
        )),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    /// Decree 59/2023 Art. 14.1b, 22.1b, 26.1b; 14 to 22 February 2026 are off.
    #[rstest]
    #[case::a_week("2025-11-17", "2025-11-10")]
    #[case::over_a_weekend("2025-11-12", "2025-11-05")]
    #[case::from_a_monday_s_start("2025-11-10", "2025-11-03")]
    #[case::across_tet("2026-02-25", "2026-02-11")]
    fn the_plan_is_sent_five_working_days_before(#[case] starts_on: &str, #[case] due: &str) {
        let off = Holidays::built_in().unwrap();
        let last = last_day_before(day(starts_on), 5, &off);
        assert_eq!(last, day(due));
        assert!(off.add_working_days(last, 5) <= day(starts_on));
        assert!(off.add_working_days(last.succ_opt().unwrap(), 5) > day(starts_on));
    }
}
