//! Where a figure may be known from, and a figure that is.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    board::figures::BoardFigure,
    document::convention::ConventionFigure,
    measure::figures::MeasureFigure,
    reporting::{
        exact::{Exact, ExactNumber},
        template::content::{Indicator, ValueType},
    },
    said::Said,
    text::Text,
};

/// Nguồn số liệu: where danchu knows an indicator's figure from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum FigureSource {
    /// Số thôn, bản, tổ dân phố recorded in the reporting unit, on the last day of the period.
    Villages {},
    /// Số hộ of those villages, by the latest count up to that day.
    Households {},
    /// Số người làm việc of the reporting organisation, by the latest count up to that day.
    Staff {},
    /// Nghị quyết của Hội đồng nhân dân: whether the council of the reporting unit has a resolution in force on the last day of the period. Known once
    /// the council's resolutions are recorded.
    CouncilResolution {},
    /// Quy chế thực hiện dân chủ và các quy chế nội bộ of the reporting organisation, once any is recorded.
    Regulations {
        /// What is told of them.
        figure: RegulationFigure,
    },
    /// Hương ước, quy ước of the reporting unit's villages (Decree 61/2023 Art. 16.1), once any is recorded.
    Conventions {
        /// Which of their figures.
        figure: ConventionFigure,
    },
    /// Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng in the reporting organisation's work, or the reporting board itself, once one is
    /// recorded.
    Boards {
        /// Which boards.
        of: BoardsOf,
        /// Which of their figures.
        figure: BoardFigure,
    },
    /// Hoạt động, công khai, lấy ý kiến, kiểm tra và các biện pháp khác of the reporting organisation, once any of the kind is recorded.
    Measures {
        /// Which of their figures.
        figure: MeasureFigure,
    },
    /// Các kỳ ngắn hơn: the organisation's accepted reports under another template on shorter periods that together make up this one, taken
    /// together as the indicator's `across_periods` says. It must ask the same under the same code.
    ShorterPeriods {
        /// Code of that template.
        #[schema(value_type = String, example = "grassroots-democracy-quarterly")]
        template: Text<1, 100>,
    },
}

/// Which boards a report asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BoardsOf {
    /// Ban Thanh tra nhân dân.
    Inspectorate,
    /// Ban Giám sát đầu tư của cộng đồng.
    Supervision,
}

/// What a report says of regulations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegulationFigure {
    /// Đã ban hành: whether a democracy regulation is in force on the last day, of a commune's committee the one for the commune.
    InForce,
    /// Số, ký hiệu, ngày ban hành of that one.
    Number,
    /// Sửa đổi, bổ sung, thay thế trong kỳ: whether a regulation has changed or replaced another in the period.
    Changed,
    /// Số nội quy, quy chế nội bộ khác issued or reviewed in the period.
    InternalRules,
}

impl FigureSource {
    /// Whether it tells what an indicator of this type asks.
    pub fn suits(&self, value_type: ValueType) -> bool {
        match self {
            Self::CouncilResolution {}
            | Self::Regulations {
                figure: RegulationFigure::InForce | RegulationFigure::Changed,
            } => matches!(value_type, ValueType::Boolean),
            Self::Boards {
                figure: BoardFigure::Boards,
                ..
            } => matches!(value_type, ValueType::Boolean) || value_type.is_number(),
            Self::Regulations {
                figure: RegulationFigure::Number,
            } => matches!(value_type, ValueType::Text),
            Self::Measures { figure } => match figure {
                MeasureFigure::AppliesIt | MeasureFigure::StaffConference | MeasureFigure::ConferenceReviewed => {
                    matches!(value_type, ValueType::Boolean)
                }
                MeasureFigure::StaffConferenceDay => matches!(value_type, ValueType::Date),
                MeasureFigure::SelfRating => matches!(value_type, ValueType::Choice),
                _ => value_type.is_number(),
            },
            _ => value_type.is_number(),
        }
    }
}

/// Giá trị đã biết: as a report answers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum KnownValue {
    YesNo(bool),
    Integer(i64),
    /// A decimal, an integer of more than 53 bits, or words.
    Text(String),
}

impl KnownValue {
    /// As a report gives it.
    pub fn as_json(&self) -> Value {
        match self {
            Self::YesNo(answer) => (*answer).into(),
            Self::Integer(number) => (*number).into(),
            Self::Text(text) => text.as_str().into(),
        }
    }

    /// As it is said in words.
    pub fn said(&self) -> Said {
        let alike = |text: String| Said::new(text.clone(), text);
        match self {
            Self::YesNo(true) => Said::new("có", "yes"),
            Self::YesNo(false) => Said::new("không", "no"),
            Self::Integer(number) => alike(number.to_string()),
            Self::Text(text) => alike(text.clone()),
        }
    }
}

impl From<ExactNumber> for KnownValue {
    fn from(number: ExactNumber) -> Self {
        match number {
            ExactNumber::Integer(number) => Self::Integer(number),
            ExactNumber::Digits(digits) => Self::Text(digits),
        }
    }
}

/// Số liệu đã biết: what danchu knows of one figure, and from which records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KnownFigure {
    /// Mã chỉ tiêu.
    #[schema(example = "B05")]
    pub indicator: String,
    /// The figure, as a report answers it.
    pub value: KnownValue,
    /// Where it is known from.
    pub source: FigureSource,
    /// Addresses of the records behind it.
    #[schema(example = json!(["/api/v1/villages?unit=cf1f942c-e3a8-5251-8a4b-c5f644ab2785&as_of=2025-12-14"]))]
    pub records: Vec<String>,
}

/// A number of units of the indicator's last decimal place, as an answer gives it.
pub fn as_answered(indicator: &Indicator, units: i128) -> ExactNumber {
    match indicator.value_type {
        ValueType::Decimal => Exact(units).decimal(indicator.scale),
        _ => Exact(units).into(),
    }
}

/// The figures known when a version was signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct KnownFigures(pub Vec<KnownFigure>);

impl KnownFigures {
    /// What is known of an indicator.
    pub fn of(&self, indicator: &str) -> Option<&KnownFigure> {
        self.0.iter().find(|known| known.indicator == indicator)
    }
}
