//! What an inspection needs: pure decisions.

use chrono::NaiveDate;

use super::entity::{InspectionKind, InspectionOutcome, InspectionResult, Model};
use crate::{
    board::{entity::Model as Board, kind::BoardKind, law::BoardLaw},
    document::{
        order::{Lawful, in_order, out_of_range, out_of_step},
        step::{Timed, Today},
    },
    election::days_before,
    http::{Problem, Result},
    said::in_english,
};

/// What is refused of an inspection once it has ended, and where the law has boards inspect.
const CONCLUDED: Lawful = (
    "Cuộc kiểm tra, giám sát đã kết thúc giữ nguyên kết quả",
    "An inspection that has ended stays as it was concluded",
    INSPECTING,
);
const INSPECTING: &str = "Luật 10/2022/QH15 Điều 38.1, 43.1, 61.1, 78.1";

/// The days of an inspection, as told.
pub struct Days {
    pub notified_on: Option<NaiveDate>,
    pub starts_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
}

/// Judges the days: the plan is sent 5 working days before, else it is late (Decree 59/2023 Art. 14.1b, 22.1b, 26.1b). Of a supervision board the Front
/// has told the investor once, 45 days before (Law 10/2022 Art. 45.1b): 422 for another day.
pub fn judged(days: &Days, board: &Board, today: &Today) -> Result<Option<Timed>> {
    let founded = board.course.recognitions.first().map(|first| first.made.on);
    if founded.is_some_and(|founded| days.starts_on < founded) {
        return Err(out_of_range(
            "/starts_on",
            format!("Không được trước ngày Ban được công nhận ({INSPECTING})."),
            format!(
                "It must not come before the board was recognised ({}).",
                in_english(INSPECTING)
            ),
        ));
    }
    if let Some(on) = days.notified_on {
        in_order("/notified_on", on, None, today.day)?;
    }
    if let Some(on) = days.ended_on {
        today.follows("/ended_on", on, Some(days.starts_on), CONCLUDED)?;
    }
    let law = BoardLaw::on(days.starts_on);
    if board.kind == BoardKind::CommunityInvestmentSupervision {
        return supervised(days, board, law.map_or(0, |law| law.notice_days));
    }
    Ok(days.notified_on.map(|on| match law.and_then(|law| law.plan_days) {
        Some(working_days) => Timed::by(on, today.off.last_day_before(days.starts_on, working_days)),
        None => Timed::unhurried(on),
    }))
}

/// The Front's notice, against the day on which this supervision begins.
fn supervised(days: &Days, board: &Board, notice_days: u64) -> Result<Option<Timed>> {
    if days.notified_on.is_some() {
        return Err(Problem::invalid(
            "/notified_on",
            "unsuited",
            "Mặt trận thông báo một lần cho chủ đầu tư (Luật 10/2022/QH15 Điều 45.1b).",
            "The Front tells the investor, once (Law 10/2022/QH15 Art. 45.1b).",
        ));
    }
    let told = board.course.notice.as_ref().map(|notice| notice.sent.on);
    Ok(told.map(|on| Timed::by(on, days_before(days.starts_on, notice_days))))
}

/// Whether it has begun and nobody was told before, where the law asks for that (Law 10/2022 Art. 45.1b; Decree 59/2023 Art. 14.1b, 22.1b, 26.1b). Nobody is
/// told of a verification before.
pub fn begun_without_notice(row: &Model, today: NaiveDate) -> bool {
    let asked = BoardLaw::on(row.starts_on).is_some_and(|law| match row.board_kind {
        BoardKind::CommunityInvestmentSupervision => true,
        _ => law.plan_days.is_some(),
    });
    let told_before = row.notice.is_some_and(|notice| notice.0.on < row.starts_on);
    asked && !told_before && row.kind != InspectionKind::Verification && row.starts_on <= today
}

/// 409 for another account of an inspection that has ended.
pub fn open(known: Option<&Model>, row: &Model) -> Result<()> {
    match known {
        Some(known) if known.ended_on.is_some() && known != row => Err(out_of_step(CONCLUDED)),
        _ => Ok(()),
    }
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
    let sums = [
        ("/result/cases", result.cases),
        ("/result/money", result.money),
        ("/result/land", result.land),
    ];
    match sums.into_iter().find(|(_, sum)| *sum > 0) {
        Some((pointer, _)) if result.outcome == InspectionOutcome::NothingFound => Err(out_of_range(
            pointer,
            "Không phát hiện sai phạm thì không có vụ việc, số tiền, diện tích.".to_owned(),
            "Where nothing was found there are no cases and no sums.".to_owned(),
        )),
        _ => Ok(()),
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
    use uuid::Uuid;

    use super::*;
    use crate::{
        access::fresh,
        board::{course::Course, entity::BoardState},
        calendar::Holidays,
    };

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    fn board(kind: BoardKind) -> Board {
        Board {
            id: fresh(),
            organisation_id: Uuid::nil().into(),
            unit_id: Uuid::nil().into(),
            origin_unit_id: Uuid::nil().into(),
            body_id: Uuid::nil().into(),
            host_id: Uuid::nil().into(),
            kind,
            name: "Ban".to_owned(),
            name_sort: Vec::new(),
            state: BoardState::Recognised,
            staff: None,
            term_from: day("2023-07-01"),
            term_to: None,
            project_id: None,
            course: Course::default(),
            ended_on: None,
            version: 1,
        }
    }

    /// Decree 59/2023 Art. 14.1b, 22.1b, 26.1b: five working days before; none was asked before 15 August 2023. Tết 2026 is 14 to 22 February.
    #[rstest]
    #[case::five_days("2025-11-10", "2025-11-17", Some(("2025-11-10", false)))]
    #[case::four_days("2025-11-11", "2025-11-17", Some(("2025-11-10", true)))]
    #[case::across_tet("2026-02-11", "2026-02-25", Some(("2026-02-11", false)))]
    #[case::across_tet_a_day_late("2026-02-12", "2026-02-25", Some(("2026-02-11", true)))]
    #[case::on_the_decree_s_first_day("2023-08-09", "2023-08-15", Some(("2023-08-08", true)))]
    #[case::the_day_before_it("2023-08-13", "2023-08-14", None)]
    fn the_plan_is_sent_in_time(
        #[case] notified_on: &str,
        #[case] starts_on: &str,
        #[case] expected: Option<(&str, bool)>,
        #[values(
            BoardKind::CommunePeopleInspectorate,
            BoardKind::AgencyPeopleInspectorate,
            BoardKind::EnterprisePeopleInspectorate
        )]
        kind: BoardKind,
    ) {
        let days = Days {
            notified_on: Some(day(notified_on)),
            starts_on: day(starts_on),
            ended_on: None,
        };
        let today = Today {
            day: day("2026-03-01"),
            off: Holidays::built_in().unwrap(),
        };
        let notice = judged(&days, &board(kind), &today).unwrap().unwrap();
        let expected = expected.map_or((notice.on, false), |(due_on, late)| (day(due_on), late));
        assert_eq!((notice.due_on, notice.late), expected);
    }
}
