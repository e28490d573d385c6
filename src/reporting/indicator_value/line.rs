//! One line of the table.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::{RoundId, UnitId},
    http::csv_text,
    reporting::{
        exact::{Exact, ExactNumber},
        rollup::IndicatorTotal,
        round::entity as round,
        template::content::{AcrossUnits, Indicator},
        total::api::{Coverage, Totals},
    },
    territory::unit_name::NamedUnit,
};

/// Phần của số liệu: what a line adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The unit asked for with all below it.
    Total,
    /// The organisations that stand directly at the unit asked for.
    Own,
    /// A unit directly under it, with all below.
    Child,
}

impl Part {
    const fn name(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Own => "own",
            Self::Child => "child",
        }
    }
}

/// Giá trị chỉ tiêu: what one indicator came to in one round over one unit, and how much of what is owed that is. Lines of a unit's `own`
/// part and of its children add up to its `total`.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IndicatorValue {
    /// The round.
    pub round_id: RoundId,
    /// Key of its period.
    #[schema(example = "2025")]
    pub period_key: String,
    /// First day of the period.
    #[schema(example = "2024-12-15")]
    pub period_from: NaiveDate,
    /// Last day of the period.
    #[schema(example = "2025-12-14")]
    pub period_to: NaiveDate,
    /// The unit.
    pub unit_id: UnitId,
    /// Its code.
    #[schema(example = "03388")]
    pub unit_code: String,
    /// Its kind and name.
    #[schema(example = "Phường Đoàn Kết")]
    pub unit_name: String,
    /// What the line adds up.
    pub part: Part,
    /// Code of the indicator.
    #[schema(example = "D01")]
    pub indicator: String,
    /// The choice that `value` counts, where the indicator is answered by one: a line for each.
    #[schema(nullable = false, example = "tot")]
    pub choice: Option<String>,
    /// The sum, or how many answered yes or gave the choice; left out where answers are not added up.
    #[schema(nullable = false)]
    pub value: Option<ExactNumber>,
    /// How many accepted reports answered.
    #[schema(example = 38)]
    pub n: u64,
    /// Organisations that must report and are not waived.
    #[schema(example = 41)]
    pub required: u64,
    /// Those that have submitted at least once.
    #[schema(example = 40)]
    pub submitted: u64,
    /// Those with an accepted report.
    #[schema(example = 38)]
    pub accepted: u64,
    /// Those that have not submitted.
    #[schema(example = 1)]
    pub missing: u64,
}

impl IndicatorValue {
    /// As cells, in the order of the fields.
    pub fn cells(&self) -> [String; 16] {
        let value = self.value.as_ref().map(ExactNumber::to_string).unwrap_or_default();
        [
            self.round_id.to_string(),
            self.period_key.clone(),
            self.period_from.to_string(),
            self.period_to.to_string(),
            self.unit_id.to_string(),
            self.unit_code.clone(),
            csv_text(&self.unit_name),
            self.part.name().to_owned(),
            self.indicator.clone(),
            self.choice.clone().unwrap_or_default(),
            value,
            self.n.to_string(),
            self.required.to_string(),
            self.submitted.to_string(),
            self.accepted.to_string(),
            self.missing.to_string(),
        ]
    }
}

/// The lines of a round: the unit asked for, what stands directly at it, then those under it by name; in each the indicators as the
/// template has them.
pub fn lines<'i>(
    round: &round::Model,
    totals: &Totals,
    indicators: impl Iterator<Item = &'i Indicator> + Clone,
) -> Vec<IndicatorValue> {
    let children = totals.children.iter();
    let children = children.map(|child| (&child.unit, Part::Child, child.coverage, &child.indicators));
    let whole = (&totals.unit, Part::Total, totals.coverage, &totals.indicators);
    let own = (&totals.unit, Part::Own, totals.own.coverage, &totals.own.indicators);
    [whole, own]
        .into_iter()
        .chain(children)
        .flat_map(|(unit, part, coverage, figures)| {
            let figures: BTreeMap<&str, &IndicatorTotal> =
                figures.iter().map(|figure| (figure.code.as_str(), figure)).collect();
            let of_indicator = |indicator: &'i Indicator| {
                let figure = figures.get(indicator.code.as_str());
                let blank = blank(round, unit, part, coverage, indicator);
                figure.map_or_else(Vec::new, |figure| told(&blank, figure, indicator))
            };
            indicators.clone().flat_map(of_indicator).collect::<Vec<_>>()
        })
        .collect()
}

fn blank(
    round: &round::Model,
    unit: &NamedUnit,
    part: Part,
    coverage: Coverage,
    indicator: &Indicator,
) -> IndicatorValue {
    IndicatorValue {
        round_id: round.id,
        period_key: round.period_key.clone(),
        period_from: round.period_from,
        period_to: round.period_to,
        unit_id: unit.id,
        unit_code: unit.code.clone(),
        unit_name: unit.name.clone(),
        part,
        indicator: indicator.code.clone(),
        choice: None,
        value: None,
        n: 0,
        required: coverage.required,
        submitted: coverage.submitted,
        accepted: coverage.accepted,
        missing: coverage.missing,
    }
}

/// One line, or one for each choice.
fn told(blank: &IndicatorValue, figure: &IndicatorTotal, indicator: &Indicator) -> Vec<IndicatorValue> {
    let line = |choice: Option<&str>, value| IndicatorValue {
        choice: choice.map(str::to_owned),
        value,
        n: figure.n,
        ..blank.clone()
    };
    match indicator.across_units {
        AcrossUnits::CountByValue => {
            let counts = figure.counts.as_ref();
            let count = |choice: &str| counts.and_then(|counts| counts.get(choice)).copied().unwrap_or(0);
            let choices = indicator.choices.iter().map(|choice| choice.value.as_str());
            choices
                .map(|choice| line(Some(choice), Some(Exact(count(choice).into()).into())))
                .collect()
        }
        AcrossUnits::Sum | AcrossUnits::CountTrue | AcrossUnits::List | AcrossUnits::Ratio | AcrossUnits::None => {
            vec![line(None, figure.value.clone())]
        }
    }
}
