//! What waits for a board with its inspections: to send the plan in time, and to end what has begun.

use chrono::NaiveDate;
use sea_orm::ColumnTrait;

use super::{documents::Wait, item::WorkKind};
use crate::{
    access::{EditInspection, Look, OrganisationId},
    board::{
        BoardKind, BoardLaw,
        inspection::entity::{Column, Entity, Model},
    },
    calendar::{Holidays, day::holidays},
    http::Result,
};

pub async fn waiting(look: &impl Look, mine: &[OrganisationId], today: NaiveDate) -> Result<Vec<Wait>> {
    if !look.may::<EditInspection>() {
        return Ok(Vec::new());
    }
    let open = look
        .find::<Entity>()
        .filter(Column::OrganisationId.is_in(mine.iter().copied()))
        .filter(Column::EndedOn.is_null());
    let (open, off) = (open.all().await?, holidays(look).await?);
    Ok(open.iter().filter_map(|row| next(row, today, &off)).collect())
}

fn next(row: &Model, today: NaiveDate, off: &Holidays) -> Option<Wait> {
    let wait = |kind, since, due| Wait {
        address: Some(format!("/api/v1/board-inspections/{}", row.id)),
        due,
        version: row.version,
        ..Wait::of(kind, row.organisation_id, since)
    };
    if row.starts_on <= today {
        return Some(wait(WorkKind::EndBoardInspection, row.starts_on, None));
    }
    // Of a supervision the Front has told the investor.
    let is_told = row.notice.is_some() || row.board_kind == BoardKind::CommunityInvestmentSupervision;
    let days = BoardLaw::on(row.starts_on)
        .and_then(|law| law.plan_days)
        .filter(|_| !is_told)?;
    let last = off.last_day_before(row.starts_on, days);
    Some(wait(WorkKind::SendInspectionPlan, last.min(today), Some(last)))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::{
        access::fresh,
        board::inspection::entity::{InspectionKind, Notice},
        document::step::Timed,
    };

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    /// Decree 59/2023 Art. 14.1b: the plan is sent five working days before; 14 to 22 February 2026 are off.
    #[rstest]
    #[case::a_week_before("2025-11-17", None, "2025-11-01", Some((WorkKind::SendInspectionPlan, Some("2025-11-10"))))]
    #[case::across_tet("2026-02-25", None, "2026-02-01", Some((WorkKind::SendInspectionPlan, Some("2026-02-11"))))]
    #[case::late_but_not_begun("2025-11-17", None, "2025-11-16", Some((WorkKind::SendInspectionPlan, Some("2025-11-10"))))]
    #[case::sent("2025-11-17", Some("2025-11-03"), "2025-11-16", None)]
    #[case::begun("2025-11-17", Some("2025-11-03"), "2025-11-17", Some((WorkKind::EndBoardInspection, None)))]
    #[case::begun_untold("2025-11-17", None, "2025-11-17", Some((WorkKind::EndBoardInspection, None)))]
    fn a_plan_is_sent_and_an_inspection_ended(
        #[case] starts_on: &str,
        #[case] told_on: Option<&str>,
        #[case] today: &str,
        #[case] expected: Option<(WorkKind, Option<&str>)>,
    ) {
        let row = inspection(starts_on, told_on);
        let next = next(&row, day(today), &Holidays::built_in().unwrap());
        let expected = expected.map(|(kind, due)| (kind, due.map(day)));
        assert_eq!(next.map(|wait| (wait.kind, wait.due)), expected);
    }

    fn inspection(starts_on: &str, told_on: Option<&str>) -> Model {
        Model {
            id: fresh(),
            organisation_id: fresh(),
            unit_id: fresh(),
            origin_unit_id: fresh(),
            board_id: fresh(),
            board_kind: BoardKind::CommunePeopleInspectorate,
            director_id: fresh(),
            host_id: fresh(),
            plan_id: None,
            kind: InspectionKind::Check,
            subject: "Quỹ của bản".to_owned(),
            inspected_id: None,
            inspected_name: Some("Bản Nà Thử".to_owned()),
            notice: told_on.map(|on| Notice(Timed::unhurried(day(on)))),
            starts_on: day(starts_on),
            ended_on: None,
            result: None,
            cases: 0,
            recorded_at: None,
            version: 1,
        }
    }
}
