//! Where a figure may be known from, and a figure that is.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    reporting::{
        exact::{Exact, ExactNumber},
        template::content::{Indicator, ValueType},
    },
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
    /// Các kỳ ngắn hơn: the organisation's accepted reports under another template on shorter periods that together make up this one, taken
    /// together as the indicator's `across_periods` says. It must ask the same under the same code.
    ShorterPeriods {
        /// Code of that template.
        #[schema(value_type = String, example = "grassroots-democracy-quarterly")]
        template: Text<1, 100>,
    },
}

/// Số liệu đã biết: what danchu knows of one figure, and from which records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KnownFigure {
    /// Mã chỉ tiêu.
    #[schema(example = "B05")]
    pub indicator: String,
    /// The figure: an integer, or for decimals a string.
    pub value: ExactNumber,
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
