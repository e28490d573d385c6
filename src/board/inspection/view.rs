//! How an inspection is shown.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    entity::{InspectionKind, InspectionResult, Model},
    rules::begun_without_notice,
};
use crate::{
    access::{BoardId, InspectionId, Look, PlanId, UnitId},
    board::BoardKind,
    document::step::Timed,
    http::{Answer, Result},
    organisation::name::{NamedOrganisation, Names},
};

/// Cuộc kiểm tra, giám sát, xác minh.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct BoardInspection {
    /// Its id.
    pub id: InspectionId,
    /// The board.
    pub board_id: BoardId,
    /// Loại Ban.
    pub board_kind: BoardKind,
    /// The organisation the board is, by name.
    pub board: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// The plan it carries out.
    #[schema(nullable = false)]
    pub plan_id: Option<PlanId>,
    /// Việc Ban làm.
    pub kind: InspectionKind,
    /// Nội dung.
    #[schema(example = "Thu, chi quỹ của bản Nà Khằm năm 2025")]
    pub subject: String,
    /// Whom it inspects, where danchu knows them.
    #[schema(nullable = false)]
    pub inspected: Option<NamedOrganisation>,
    /// Whom it inspects, where danchu does not.
    #[schema(nullable = false, example = "Ban quản lý bản Nà Khằm")]
    pub inspected_name: Option<String>,
    /// Gửi kế hoạch, against its 5 working days.
    #[schema(nullable = false)]
    pub notice: Option<Timed>,
    /// Bắt đầu khi chưa gửi kế hoạch: it has begun, and whom it inspects, or of a project the investor, was not told before, as the law asks.
    pub without_notice: bool,
    /// The day it begins.
    #[schema(example = "2025-12-10")]
    pub starts_on: NaiveDate,
    /// The day it ended.
    #[schema(nullable = false, example = "2025-12-12")]
    pub ended_on: Option<NaiveDate>,
    /// Kết quả.
    #[schema(nullable = false)]
    pub result: Option<InspectionResult>,
    /// When it was written down, where that was without a network.
    #[schema(nullable = false)]
    pub recorded_at: Option<DateTime<Utc>>,
}

/// Inspections with the names of whoever they are of and about.
pub struct Shown {
    names: Names,
    today: NaiveDate,
}

impl Shown {
    pub async fn of(look: &impl Look, rows: &[&Model]) -> Result<Self> {
        let named = rows
            .iter()
            .flat_map(|row| [Some(row.organisation_id), row.inspected_id])
            .flatten();
        Ok(Self {
            names: Names::of(look, named).await?,
            today: look.clocks().legal.today(),
        })
    }

    pub fn view(&self, row: &Model) -> BoardInspection {
        BoardInspection {
            id: row.id,
            board_id: row.board_id,
            board_kind: row.board_kind,
            board: self.names.named(row.organisation_id),
            unit_id: row.unit_id,
            plan_id: row.plan_id,
            kind: row.kind,
            subject: row.subject.clone(),
            inspected: row.inspected_id.map(|id| self.names.named(id)),
            inspected_name: row.inspected_name.clone(),
            notice: row.notice.map(|notice| notice.0),
            without_notice: begun_without_notice(row, self.today),
            starts_on: row.starts_on,
            ended_on: row.ended_on,
            result: row.result.clone(),
            recorded_at: row.recorded_at,
        }
    }
}

/// One inspection, with its `ETag`.
pub async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    let shown = Shown::of(look, &[row]).await?;
    Answer::record(&shown.view(row), row.version)
}
