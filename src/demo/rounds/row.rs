//! A round itself: its period, its deadlines, the letter that orders it.

use super::{Ground, Stage};
use crate::{
    access::derived,
    calendar::{Calendar, DeadlineRule, DeadlineTurn, OnDate, PeriodKey},
    demo::{
        bodies::committee_of,
        day::{day, morning},
    },
    http::{Problem, Result},
    reporting::round::entity::{self as round, Deadlines},
};

impl Ground<'_> {
    pub(super) fn round(&self, year: i32, stage: Stage) -> Result<round::Model> {
        let province = self.places.province()?;
        let key: PeriodKey = year.to_string().parse().map_err(Problem::internal)?;
        let window = key.window(Calendar::Reporting);
        Ok(round::Model {
            id: derived(&format!("demo/round/{key}")),
            organisation_id: committee_of(province),
            unit_id: province.id,
            template_id: self.template.id,
            period_key: key.to_string(),
            calendar: "reporting".to_owned(),
            period_from: window.from,
            period_to: window.to,
            occasion: String::new(),
            name: format!("Báo cáo thực hiện dân chủ ở cơ sở năm {key}"),
            deadlines: deadlines(year)?,
            legal_basis: Some(format!(
                "Công văn số 4821/UBND-NC ngày 20/11/{key} của Ủy ban nhân dân tỉnh"
            )),
            opened_at: morning(day(year, 11, 20)),
            late_allowed: self.template.content.0.late_allowed,
            closed_at: match stage {
                Stage::Finished => Some(morning(day(year + 1, 1, 15))),
                Stage::Open => None,
            },
            close_reason: match stage {
                Stage::Finished => Some("Đã tổng hợp báo cáo năm gửi Bộ Nội vụ.".to_owned()),
                Stage::Open => None,
            },
            version: match stage {
                Stage::Finished => 2,
                Stage::Open => 1,
            },
        })
    }
}

/// Communes first; those above them a few days later, so that on the demonstration's day the former are due and the latter are just
/// about to be.
fn deadlines(year: i32) -> Result<Deadlines> {
    let above = if year < 2025 { 20 } else { 22 };
    let december = |day| {
        OnDate::new(12, day, DeadlineTurn::Same)
            .map(DeadlineRule::OnDate)
            .map_err(Problem::internal)
    };
    Ok(Deadlines {
        province: december(above)?,
        district: december(above)?,
        commune: december(18)?,
    })
}
