//! What a plan or a report to the council is on, and that it was sent to the council and the Front.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::{DirectiveKind, Model};
use crate::{
    document::step::Today,
    http::{Problem, Result},
};

/// Nội dung thực hiện dân chủ ở xã, of which a commune's committee plans and reports each year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DirectiveSubject {
    /// Công khai thông tin (Law 10/2022 Art. 14).
    Disclosure,
    /// Nhân dân bàn và quyết định (Art. 23).
    Decisions,
    /// Nhân dân tham gia ý kiến (Art. 28).
    Consultation,
}

/// What a directive is on, as its columns have it.
pub fn subjects(row: &Model) -> Vec<DirectiveSubject> {
    let of = [
        (row.on_disclosure, DirectiveSubject::Disclosure),
        (row.on_decisions, DirectiveSubject::Decisions),
        (row.on_consultation, DirectiveSubject::Consultation),
    ];
    of.into_iter()
        .filter_map(|(on, subject)| on.then_some(subject))
        .collect()
}

/// 422 where a directive of this kind is on nothing of that sort, or a report to the council is on nothing at all.
pub fn require_subjects(kind: DirectiveKind, on: &[DirectiveSubject]) -> Result<()> {
    match kind {
        DirectiveKind::Plan => Ok(()),
        DirectiveKind::ReportToCouncil if on.is_empty() => Err(Problem::invalid(
            "/on",
            "required",
            "Báo cáo Hội đồng nhân dân phải nêu nội dung báo cáo (Luật 10/2022/QH15 Điều 14.3, 23.1, 28.5).",
            "A report to the Council says what it is on (Law 10/2022 Art. 14.3, 23.1, 28.5).",
        )),
        DirectiveKind::ReportToCouncil => Ok(()),
        _ if on.is_empty() => Ok(()),
        _ => Err(out_of_place("/on")),
    }
}

/// 422 for the day it was sent where it goes to nobody, or that lies before the directive or ahead.
pub fn require_sending(
    kind: DirectiveKind,
    issued_on: NaiveDate,
    sent_on: Option<NaiveDate>,
    today: &Today,
) -> Result<()> {
    match (kind, sent_on) {
        (_, None) => Ok(()),
        (DirectiveKind::Plan | DirectiveKind::ReportToCouncil, Some(sent)) => {
            today.lies("/sent_on", sent, Some(issued_on))
        }
        _ => Err(out_of_place("/sent_on")),
    }
}

fn out_of_place(pointer: &'static str) -> Problem {
    Problem::invalid(
        pointer,
        "out_of_place",
        "Chỉ nêu ở kế hoạch và báo cáo Hội đồng nhân dân.",
        "It goes with plans and reports to the Council only.",
    )
}
