//! What is said against a convention, and what is decided on it: suspended, annulled, or left as it is (Decree 61/2023 Art. 12, 14).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{calendar::Holidays, document::number::DocumentNumber, reporting::official::SigningCapacity};

/// Phản ánh, kiến nghị về hương ước, quy ước, or what a review, an inspection or a supervision found. Who made it is not kept.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConventionComplaint)]
pub struct Complaint {
    /// When it was received.
    #[schema(example = "2025-12-01")]
    pub received_on: NaiveDate,
    /// Where it came from.
    #[serde(default)]
    pub source: ComplaintSource,
    /// What it says.
    #[schema(example = "Điều 9 thu quỹ không qua bàn bạc.")]
    pub content: String,
    /// What it asks for.
    pub asks: ComplaintAim,
    /// The last day for the committee: 3 working days where it asks for suspension (Art. 12.2), 5 where for annulment (Art. 14.3).
    #[schema(example = "2025-12-04")]
    pub answer_by: NaiveDate,
    /// How it was answered.
    #[schema(nullable = false)]
    pub answer: Option<Answered>,
}

/// Nguồn phát hiện (Art. 12.2, 14.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintSource {
    /// Phản ánh bằng văn bản of the village head, a household or a citizen who lives there.
    #[default]
    Residents,
    /// Kết quả rà soát.
    Review,
    /// Kết quả kiểm tra.
    Inspection,
    /// Kiến nghị sau giám sát.
    Supervision,
}

/// Nội dung kiến nghị.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComplaintAim {
    /// Tạm ngừng thực hiện.
    Suspension,
    /// Bãi bỏ.
    Annulment,
}

/// Trả lời phản ánh, kiến nghị.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConventionComplaintAnswer)]
pub struct Answered {
    /// What was done.
    pub by: AnswerKind,
    /// When.
    #[schema(example = "2025-12-04")]
    pub on: NaiveDate,
    /// Whether that came too late.
    pub late: bool,
    /// Văn bản.
    pub number: DocumentNumber,
    /// Lý do.
    #[schema(example = "Nội dung phản ánh không có cơ sở.")]
    pub reason: String,
}

/// Cách trả lời.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    /// Không có cơ sở (Art. 12.2a, 14.3a).
    Unfounded,
    /// Tạm ngừng thực hiện (Art. 12.2b, 12.2c).
    Suspended,
    /// Bãi bỏ (Art. 14.3b, 14.3c).
    Annulled,
    /// Được thay thế: the text that was complained of no longer holds (Art. 12.5, 13.4).
    Replaced,
}

/// Tạm ngừng thực hiện.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConventionSuspension)]
pub struct Suspension {
    /// Why it may be.
    pub ground: SuspensionGround,
    /// When the decision was signed; it takes effect that day (Art. 12.5).
    #[schema(example = "2025-12-04")]
    pub on: NaiveDate,
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// Lý do.
    pub reason: String,
    /// Which parts, where it is not the whole.
    #[schema(nullable = false, example = "Điều 7, Điều 9")]
    pub parts: Option<String>,
    /// Thời hạn khắc phục: the last day for the community to mend it, as the decision names it (Art. 12.3). Where it is a day off, the time ends
    /// with the next working day (Civil Code 2015 Art. 148.5).
    #[schema(example = "2026-03-31")]
    pub remedy_by: NaiveDate,
    /// Người ký.
    #[schema(nullable = false, example = "Lò Văn Inh")]
    pub signer: Option<String>,
    /// Thẩm quyền ký.
    #[serde(default)]
    pub capacities: Vec<SigningCapacity>,
}

impl Suspension {
    /// The last day on which it is mended in time: a day off moves to the next working day (Civil Code 2015 Art. 148.5).
    pub fn remedy_ends_on(&self, off: &Holidays) -> NaiveDate {
        off.next_working_day_on_or_after(self.remedy_by)
    }
}

/// Căn cứ tạm ngừng (Art. 12.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuspensionGround {
    /// Không đúng trình tự, thủ tục: the whole (Art. 12.1a).
    Procedure,
    /// Nội dung không phù hợp mục đích, nguyên tắc: a part (Art. 12.1b).
    Content,
    /// Nội dung gây thiệt hại, ảnh hưởng nghiêm trọng đến uy tín: a part (Art. 12.1c).
    Harm,
}

/// Bãi bỏ.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConventionAnnulment)]
pub struct Annulment {
    /// Why it may be.
    pub ground: AnnulmentGround,
    /// When the decision was signed.
    #[schema(example = "2026-04-03")]
    pub on: NaiveDate,
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// Lý do.
    pub reason: String,
    /// Which parts, where it is not the whole.
    #[schema(nullable = false, example = "Điều 9")]
    pub parts: Option<String>,
    /// Người ký.
    #[schema(nullable = false, example = "Lò Văn Inh")]
    pub signer: Option<String>,
    /// Thẩm quyền ký.
    #[serde(default)]
    pub capacities: Vec<SigningCapacity>,
}

/// Căn cứ bãi bỏ (Art. 14.1, 14.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnnulmentGround {
    /// Nội dung trái pháp luật: the whole, at once (Art. 14.1a).
    UnlawfulContent,
    /// Hết thời hạn mà không hoàn tất thủ tục: the whole, after it was suspended whole (Art. 14.1b).
    ProcedureNotRemedied,
    /// Không bảo đảm tỷ lệ thông qua: the whole, at once (Art. 14.1c).
    ThresholdNotMet,
    /// Hết thời hạn mà không sửa đổi: the part that was suspended (Art. 14.2).
    ContentNotRemedied,
}
