//! What was decided about a board, step by step.

use chrono::NaiveDate;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{BoardMemberId, OrganisationId},
    document::{number::DocumentNumber, step::Timed},
};

/// Quá trình của Ban.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = BoardCourse)]
pub struct Course {
    /// Công nhận kết quả bầu, of the whole board and of those elected later.
    #[serde(default)]
    pub recognitions: Vec<Recognition>,
    /// Không công nhận.
    #[serde(default)]
    pub refusals: Vec<Refusal>,
    /// Bầu Trưởng ban, Phó Trưởng ban, each time; the last says who leads it.
    #[serde(default)]
    pub leaders: Vec<Leading>,
    /// Thông báo cho chủ đầu tư (Art. 45.1b).
    #[schema(nullable = false)]
    pub notice: Option<Notice>,
    /// Xử lý Ban khi sắp xếp đơn vị hành chính: what the Front decided of it.
    #[serde(default)]
    pub fates: Vec<Fate>,
    /// Kinh phí hỗ trợ hoạt động.
    #[serde(default)]
    pub supports: Vec<Support>,
    /// Giải thể, kết thúc.
    #[schema(nullable = false)]
    pub dissolution: Option<Dissolution>,
}

/// Bầu Trưởng ban, Phó Trưởng ban (Art. 40.2b, 45.1a, 63.2a, 81.2a).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = BoardLeading)]
pub struct Leading {
    /// The day the board elected them.
    #[schema(example = "2025-10-12")]
    pub on: NaiveDate,
    /// Trưởng ban.
    pub head: BoardMemberId,
    /// Phó Trưởng ban.
    pub deputies: Vec<BoardMemberId>,
}

/// Quyết định công nhận.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = BoardRecognition)]
pub struct Recognition {
    /// Who recognised.
    pub by: OrganisationId,
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// When, against its 5 working days (Art. 21.2; Decree 59/2023 Art. 21.1, 25.1).
    pub made: Timed,
    /// Người ký.
    #[schema(example = "Lò Thị Phương")]
    pub signer: String,
    /// Giải trình, where the board departs from what the law foresees.
    #[schema(nullable = false)]
    pub explanation: Option<String>,
    /// The members whose election it recognises.
    pub members: Vec<BoardMemberId>,
}

/// Văn bản không công nhận.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = BoardRefusal)]
pub struct Refusal {
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// When, against its 5 working days.
    pub made: Timed,
    /// Lý do.
    #[schema(example = "Ông Lò Văn Ín là Trưởng bản.")]
    pub reason: String,
    /// The members whose election it refuses.
    pub members: Vec<BoardMemberId>,
}

/// Thông báo kế hoạch giám sát và thành phần Ban.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = BoardNotice)]
pub struct Notice {
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// When; due 45 days before the supervision begins.
    pub sent: Timed,
    /// The day the supervision begins.
    #[schema(example = "2026-02-02")]
    pub starts_on: NaiveDate,
}

/// Hỗ trợ kinh phí (Law 10/2022 Art. 40.2e, 45.1e, 63.2đ, 81.2đ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = BoardSupport)]
pub struct Support {
    /// When.
    #[schema(example = "2026-01-15")]
    pub on: NaiveDate,
    /// How much, in đồng.
    #[schema(example = 5_000_000)]
    pub amount: i64,
    /// From whom.
    #[schema(example = "Ủy ban nhân dân phường Đoàn Kết")]
    pub from: String,
}

/// Quyết định của Mặt trận khi sắp xếp.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = BoardFate)]
pub struct Fate {
    /// What was decided.
    pub decision: FateDecision,
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// When.
    #[schema(example = "2025-07-10")]
    pub on: NaiveDate,
    /// With `elect_anew`: by when.
    #[schema(nullable = false, example = "2025-12-31")]
    pub by: Option<NaiveDate>,
}

/// Ban tiếp tục, hợp nhất hay bầu mới. No law says which: the Front's decision is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FateDecision {
    /// Tiếp tục hoạt động.
    Continue,
    /// Hợp nhất với Ban khác.
    Combine,
    /// Bầu mới.
    ElectAnew,
}

/// Giải thể, kết thúc.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = BoardDissolution)]
pub struct Dissolution {
    /// Why.
    pub ground: DissolutionGround,
    /// The first day it no longer exists.
    #[schema(example = "2026-11-20")]
    pub on: NaiveDate,
    /// Lý do.
    #[schema(example = "Dự án đã nghiệm thu, bàn giao.")]
    pub reason: String,
}

/// Căn cứ kết thúc.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DissolutionGround {
    /// Hoàn thành nhiệm vụ giám sát, of a supervision board alone (Art. 41.1).
    ProjectFinished,
    /// Hết nhiệm kỳ.
    TermOver,
    /// Sắp xếp, hợp nhất.
    Combined,
    /// Bầu mới, where that was decided at a reorganisation.
    ElectedAnew,
    /// Không thuộc trường hợp tổ chức Ban, of an agency (Art. 60.1).
    NotRequired,
    /// Cơ quan, đơn vị, doanh nghiệp kết thúc hoạt động: it comes with their end alone.
    HostClosed,
}
