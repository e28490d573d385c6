//! What was done with a recommendation, step by step.

use chrono::NaiveDate;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{access::OrganisationId, attachment::attached::AttachedFile, document::number::DocumentNumber};

/// Quá trình của kiến nghị.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = RecommendationCourse)]
pub struct Course {
    /// Trình Mặt trận xác nhận, the latest.
    #[schema(nullable = false, example = "2025-11-03")]
    pub submitted_on: Option<NaiveDate>,
    /// Mặt trận trả lại.
    #[serde(default)]
    pub returns: Vec<Return>,
    /// Mặt trận xác nhận (Law 10/2022 Art. 40.2d, 45.1d).
    #[schema(nullable = false)]
    pub confirmation: Option<Confirmation>,
    /// Gửi.
    #[schema(nullable = false)]
    pub sending: Option<Sending>,
    /// Tiếp nhận: the clock begins.
    #[schema(nullable = false)]
    pub receipt: Option<Receipt>,
    /// Trả lời.
    #[schema(nullable = false)]
    pub answer: Option<RecommendationAnswer>,
    /// Đề nghị Mặt trận, công đoàn có ý kiến, đôn đốc, before an answer and after it.
    #[serde(default)]
    pub requests: Vec<Request>,
    /// Mặt trận, công đoàn đôn đốc, kiến nghị với cấp có thẩm quyền, before an answer and after it (Art. 40.2d, 45.1d, 63.2c, 81.2c).
    #[serde(default)]
    pub taken_up: Vec<TakingUp>,
    /// Theo dõi việc thực hiện.
    #[serde(default)]
    pub follow_ups: Vec<FollowUp>,
    /// Kết thúc theo dõi.
    #[schema(nullable = false)]
    pub closing: Option<Closing>,
}

/// Trả lại.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RecommendationReturn)]
pub struct Return {
    /// When.
    #[schema(example = "2025-11-04")]
    pub on: NaiveDate,
    /// Lý do.
    #[schema(example = "Chưa nêu căn cứ.")]
    pub reason: String,
}

/// Xác nhận.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RecommendationConfirmation)]
pub struct Confirmation {
    /// Who confirmed.
    pub by: OrganisationId,
    /// When.
    #[schema(example = "2025-11-05")]
    pub on: NaiveDate,
}

/// Gửi.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RecommendationSending)]
pub struct Sending {
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// When.
    #[schema(example = "2025-11-06")]
    pub on: NaiveDate,
    /// Whether it went through the union (Decree 59/2023 Art. 22.2a, 26.2c).
    pub through_director: bool,
}

/// Tiếp nhận.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RecommendationReceipt)]
pub struct Receipt {
    /// When it was received.
    #[schema(example = "2025-11-07")]
    pub on: NaiveDate,
    /// Whether the addressee has recorded it; else the board has.
    pub by_addressee: bool,
}

/// Trả lời kiến nghị.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RecommendationAnswer {
    /// What comes of it.
    pub outcome: Outcome,
    /// Giải trình.
    #[schema(example = "Đã yêu cầu đơn vị thi công khắc phục trước ngày 30/11/2025.")]
    pub explanation: String,
    /// Số, ký hiệu.
    #[schema(nullable = false)]
    pub number: Option<DocumentNumber>,
    /// When.
    #[schema(example = "2025-11-20")]
    pub on: NaiveDate,
    /// Whether it came after its time, where it had one.
    #[schema(nullable = false)]
    pub late: Option<bool>,
    /// Whether the addressee has recorded it; else the board has.
    pub by_addressee: bool,
    /// Minh chứng.
    #[schema(nullable = false)]
    pub file: Option<AttachedFile>,
}

/// Kết quả giải quyết.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RecommendationOutcome)]
pub enum Outcome {
    /// Chấp nhận.
    Accepted,
    /// Chấp nhận một phần.
    Partly,
    /// Không chấp nhận.
    Rejected,
}

/// Đề nghị có ý kiến.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RecommendationRequest)]
pub struct Request {
    /// When.
    #[schema(example = "2025-11-25")]
    pub on: NaiveDate,
    /// What the board asks for.
    #[schema(example = "Quá 15 ngày chưa có trả lời.")]
    pub content: String,
    /// Whether it waits: since then the recommendation was neither taken up, nor answered, nor closed.
    #[schema(example = true)]
    pub waits: bool,
}

/// Đôn đốc, kiến nghị với cấp có thẩm quyền.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RecommendationTakingUp)]
pub struct TakingUp {
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// When.
    #[schema(example = "2025-11-26")]
    pub on: NaiveDate,
    /// To whom.
    #[schema(example = "Chủ tịch Ủy ban nhân dân tỉnh")]
    pub to: String,
}

/// Kết quả thực hiện: sums are of this follow-up alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RecommendationFollowUp)]
pub struct FollowUp {
    /// When.
    #[schema(example = "2025-12-01")]
    pub on: NaiveDate,
    /// How far it is carried out.
    pub progress: Implementation,
    /// What the board has found.
    #[schema(example = "Đã sửa chữa đoạn đường sụt lún.")]
    pub findings: String,
    #[serde(flatten)]
    pub recovered: Recovered,
}

/// Kết quả xử lý về tiền, đất.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RecoveredSums)]
pub struct Recovered {
    /// Thu hồi tiền, in đồng.
    #[serde(default)]
    #[schema(example = 12_000_000)]
    pub money_recovered: i64,
    /// Xử lý khác về tiền, in đồng.
    #[serde(default)]
    #[schema(example = 0)]
    pub money_otherwise: i64,
    /// Giảm trừ quyết toán, in đồng.
    #[serde(default)]
    #[schema(example = 0)]
    pub settlement_reduced: i64,
    /// Thu hồi đất, in m².
    #[serde(default)]
    #[schema(example = 150)]
    pub land_recovered: i64,
    /// Xử lý khác về đất, in m².
    #[serde(default)]
    #[schema(example = 0)]
    pub land_otherwise: i64,
}

/// Mức độ thực hiện.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Implementation {
    /// Chưa thực hiện.
    NotBegun,
    /// Đang thực hiện.
    InProgress,
    /// Đã thực hiện xong.
    Done,
}

/// Kết thúc theo dõi.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RecommendationClosing)]
pub struct Closing {
    /// When.
    #[schema(example = "2025-12-10")]
    pub on: NaiveDate,
    /// Vì sao.
    #[schema(example = "Đã thực hiện xong.")]
    pub reason: String,
}
