//! What a version of a report template asks for: sections, indicators, rules between indicators, and narrative parts.
//!
//! The same shape travels on the wire and is stored with the version; once the version is published it never changes.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    code::{choice, code},
    rule::TemplateRule,
};
use crate::{
    reporting::known::FigureSource,
    text::{Paragraphs, Text},
};

/// Nội dung mẫu báo cáo: everything one version of a report template asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateContent {
    /// Các phần của biểu mẫu, in the order shown; at most 50.
    #[schema(max_items = 50)]
    pub sections: Vec<Section>,
    /// Các chỉ tiêu, in the order shown; 1 to 500.
    #[schema(max_items = 500)]
    pub indicators: Vec<Indicator>,
    /// Ràng buộc giữa các chỉ tiêu, judged when a report is submitted; at most 200.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub rules: Vec<TemplateRule>,
    /// Các phần lời văn, in the order shown; at most 50.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub narrative: Vec<NarrativePart>,
    /// Các tệp đính kèm, in the order shown; at most 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 20)]
    pub attachments: Vec<AttachmentPart>,
    /// Cho gửi muộn: whether a report that was never sent may still be sent after its deadline; it then is late.
    #[serde(default = "allowed")]
    #[schema(default = true)]
    pub late_allowed: bool,
    /// Cho báo "không phát sinh": whether an organisation may answer that there is nothing to report.
    #[serde(default)]
    #[schema(default = false)]
    pub nothing_allowed: bool,
}

pub(super) const fn allowed() -> bool {
    true
}

/// Văn bản song ngữ: the same text in Vietnamese and in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"vi": "Số cuộc kiểm tra", "en": "Checks carried out"}))]
pub struct Bilingual {
    /// Tiếng Việt: the authoritative text.
    #[schema(inline)]
    pub vi: Paragraphs<1, 2000>,
    /// Tiếng Anh: the English text.
    #[schema(inline)]
    pub en: Paragraphs<1, 2000>,
}

/// Phần của biểu mẫu: a group of indicators under one heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Mã phần, unique in the template; indicators name it.
    #[serde(deserialize_with = "code")]
    #[schema(example = "D", pattern = "^[A-Za-z][A-Za-z0-9._]{0,39}$")]
    pub code: String,
    /// Tên phần.
    pub name: Bilingual,
}

/// Chỉ tiêu: one question of the report, and how its answers add up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Mã chỉ tiêu, unique in the template; the key under `values` of a report.
    #[serde(deserialize_with = "code")]
    #[schema(example = "D02", pattern = "^[A-Za-z][A-Za-z0-9._]{0,39}$")]
    pub code: String,
    /// Mã phần the indicator stands in.
    #[serde(deserialize_with = "code")]
    #[schema(example = "D", pattern = "^[A-Za-z][A-Za-z0-9._]{0,39}$")]
    pub section: String,
    /// Tên chỉ tiêu.
    pub name: Bilingual,
    /// Khái niệm: what the indicator means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub definition: Option<Bilingual>,
    /// Cách tính: what is counted and what is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub how_to_count: Option<Bilingual>,
    /// Đơn vị tính.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub unit_of_measure: Option<Bilingual>,
    /// Kiểu giá trị, which also sets how the answer is written in JSON.
    pub value_type: ValueType,
    /// Các lựa chọn, for `choice` only: the answers allowed, at most 50.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Số chữ số thập phân kept, 0 to 6; other than 0 for `decimal` only.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 6)]
    pub scale: u8,
    /// Nguồn số liệu: where danchu knows the figure from; for numbers. What is reported otherwise is explained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub source: Option<FigureSource>,
    /// Bắt buộc: a report cannot be submitted without it. Zero is an answer.
    pub required: bool,
    /// Giá trị nhỏ nhất allowed, for numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = 0)]
    #[schema(nullable = false)]
    pub minimum: Option<i64>,
    /// Giá trị lớn nhất allowed, for numbers; never above 10^13.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(maximum = 10_000_000_000_000_i64)]
    #[schema(nullable = false)]
    pub maximum: Option<i64>,
    /// Đối tượng báo cáo that answer it; the others must leave it out. At least one.
    pub applies_to: Vec<Applicability>,
    /// Cách tổng hợp theo đơn vị: how answers of several organisations become one.
    pub across_units: AcrossUnits,
    /// Cách tổng hợp theo kỳ: how answers of several periods become one.
    pub across_periods: AcrossPeriods,
    /// Căn cứ pháp lý: the articles that ask for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<String>, example = json!(["Luật 10/2022/QH15 Điều 35.2c"]))]
    pub legal_basis: Vec<Text<1, 500>>,
}

impl Indicator {
    /// Whether an organisation that is all of `applicability` answers it.
    pub fn is_asked_of(&self, applicability: &[Applicability]) -> bool {
        self.applies_to.iter().any(|kind| applicability.contains(kind))
    }
}

/// Kiểu giá trị: what an answer is, and how it is written in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    /// Số nguyên: a JSON integer.
    Integer,
    /// Số thập phân: a JSON *string* such as `"12.5"`, so that no digit is lost.
    Decimal,
    /// Số tiền, đồng: a JSON integer.
    Money,
    /// Có hoặc không: `true` or `false`.
    Boolean,
    /// Lựa chọn: the `value` of one of the indicator's `choices`.
    Choice,
    /// Văn bản: at most 4,000 characters.
    Text,
    /// Ngày: a string `YYYY-MM-DD`.
    Date,
}

impl ValueType {
    /// Whether answers are numbers, so that bounds, rules and sums make sense.
    pub fn is_number(self) -> bool {
        match self {
            Self::Integer | Self::Decimal | Self::Money => true,
            Self::Boolean | Self::Choice | Self::Text | Self::Date => false,
        }
    }
}

/// Lựa chọn: one allowed answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Giá trị, unique in the indicator; what a report carries.
    #[serde(deserialize_with = "choice")]
    #[schema(example = "tot", pattern = "^[A-Za-z0-9._]{1,40}$")]
    pub value: String,
    /// Tên lựa chọn.
    pub name: Bilingual,
}

/// Đối tượng báo cáo: who an indicator is asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Applicability {
    /// Ủy ban nhân dân cấp tỉnh.
    Province,
    /// Ủy ban nhân dân cấp huyện, until 2025-06-30.
    District,
    /// Ủy ban nhân dân cấp xã. It is also an agency: what Law 10/2022/QH15 asks of an agency's own staff is asked of it too.
    Commune,
    /// Cơ quan hành chính nhà nước.
    Agency,
    /// Đơn vị sự nghiệp công lập.
    PublicServiceUnit,
    /// Doanh nghiệp nhà nước.
    StateEnterprise,
    /// Thôn, bản, tổ dân phố, khu phố.
    Village,
    /// Ban Thanh tra nhân dân: on the Front's or the union's line.
    InspectionBoard,
    /// Ban Giám sát đầu tư của cộng đồng: on the Front's line.
    SupervisionBoard,
}

impl Applicability {
    /// Every kind of reporter.
    pub const ALL: [Self; 9] = [
        Self::Province,
        Self::District,
        Self::Commune,
        Self::Agency,
        Self::PublicServiceUnit,
        Self::StateEnterprise,
        Self::Village,
        Self::InspectionBoard,
        Self::SupervisionBoard,
    ];
}

/// Cách tổng hợp theo đơn vị: how answers of several organisations become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AcrossUnits {
    /// Cộng: the sum of the numbers.
    Sum,
    /// Đếm số trả lời "có": how many answered `true`.
    CountTrue,
    /// Đếm theo giá trị: how many gave each choice.
    CountByValue,
    /// Liệt kê: the texts side by side.
    List,
    /// Tỷ lệ: never added, because the ratio of a whole is not the sum of its parts' ratios; only the number of answers is shown.
    Ratio,
    /// Không tổng hợp: only the number of answers is shown.
    None,
}

/// Cách tổng hợp theo kỳ: how answers of several periods become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AcrossPeriods {
    /// Cộng: what happened in the periods, added up.
    Sum,
    /// Lấy kỳ gần nhất: a stock or a year-to-date figure, the last one counts.
    Latest,
    /// Không tổng hợp.
    None,
}

/// Phần lời văn: a text the report carries beside its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NarrativePart {
    /// Mã phần lời văn, unique in the template; the key under `narrative` of a report.
    #[serde(deserialize_with = "code")]
    #[schema(example = "overview", pattern = "^[A-Za-z][A-Za-z0-9._]{0,39}$")]
    pub code: String,
    /// Tên phần lời văn.
    pub name: Bilingual,
    /// Bắt buộc: a report cannot be submitted without it.
    pub required: bool,
    /// Độ dài tối đa, in characters.
    #[schema(example = 20_000, maximum = 20_000)]
    pub max_length: u32,
}

/// Tệp phải đính kèm: files a report carries beside its figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachmentPart {
    /// Mã tệp, unique in the template; the key under `attachments` of a report.
    #[serde(deserialize_with = "code")]
    #[schema(example = "minutes", pattern = "^[A-Za-z][A-Za-z0-9._]{0,39}$")]
    pub code: String,
    /// Tên tệp.
    pub name: Bilingual,
    /// Bắt buộc: a report cannot be submitted without it.
    pub required: bool,
}

impl NarrativePart {
    /// The greatest number of characters allowed.
    pub fn longest(&self) -> usize {
        usize::try_from(self.max_length).unwrap_or(usize::MAX)
    }
}
