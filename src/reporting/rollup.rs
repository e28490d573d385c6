//! Adding up reports across units: what a template's indicators come to over any number of reports.
//!
//! Folding is associative and commutative, so a province is the merge of its communes in any order.

use std::{collections::BTreeMap, fmt};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, MapAccess, Visitor, value::MapAccessDeserializer},
};
use utoipa::ToSchema;

use super::exact::{Exact, ExactNumber};
use super::figure::Figure;
use super::template::content::{AcrossUnits, Indicator, TemplateContent, ValueType};

/// What one indicator comes to. Stored as `[n, sum]`, `[n, {value: count}]` or `[n, null]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u64, Aggregate)", into = "(u64, Aggregate)")]
pub struct Cell {
    /// How many reports answered.
    pub n: u64,
    pub value: Aggregate,
}

/// The answers added up, as far as they can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Aggregate {
    /// The sum in units of 10^-scale of the indicator, or how many answered yes.
    Sum(Exact),
    /// How many gave each choice; choices nobody gave are left out.
    Counts(BTreeMap<String, u64>),
    /// Nothing but `n`: texts are read from the reports themselves, ratios are never added.
    Items,
}

/// Read by what it looks like, without trying one kind after the other: a nation has hundreds of thousands of them.
impl<'de> Deserialize<'de> for Aggregate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AggregateVisitor)
    }
}

struct AggregateVisitor;

impl<'de> Visitor<'de> for AggregateVisitor {
    type Value = Aggregate;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sum, counts by choice, or null")
    }

    fn visit_u64<E: de::Error>(self, sum: u64) -> Result<Aggregate, E> {
        Ok(Aggregate::Sum(Exact(sum.into())))
    }

    fn visit_i64<E: de::Error>(self, sum: i64) -> Result<Aggregate, E> {
        Ok(Aggregate::Sum(Exact(sum.into())))
    }

    fn visit_str<E: de::Error>(self, digits: &str) -> Result<Aggregate, E> {
        digits.parse().map(|sum| Aggregate::Sum(Exact(sum))).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, counts: A) -> Result<Aggregate, A::Error> {
        BTreeMap::deserialize(MapAccessDeserializer::new(counts)).map(Aggregate::Counts)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Aggregate, E> {
        Ok(Aggregate::Items)
    }
}

/// Every indicator of a template added up over some reports, in template order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Folded(Vec<Cell>);

/// The totals belong to another template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the totals were added up for another template")]
pub struct AnotherTemplate;

/// Tổng hợp một chỉ tiêu: what an indicator comes to over the accepted reports of a unit and all below it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"code": "D01", "n": 38, "value": 214}))]
pub struct IndicatorTotal {
    /// Mã chỉ tiêu.
    pub code: String,
    /// Số báo cáo có trả lời chỉ tiêu: how many accepted reports answered it.
    pub n: u64,
    /// Tổng số, or the number of yes answers: an integer below 2^53 in size, else a string of digits; decimals are always strings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub value: Option<ExactNumber>,
    /// Số báo cáo theo từng lựa chọn: for each choice of the indicator, how many gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub counts: Option<BTreeMap<String, u64>>,
    /// Nội dung liệt kê: the texts, where the indicator is listed and texts were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub items: Option<Vec<String>>,
}

impl Folded {
    /// The total of no reports.
    pub fn empty(content: &TemplateContent) -> Self {
        Self(content.indicators.iter().map(Cell::empty).collect())
    }

    /// The cells, in the order of the template's indicators.
    pub fn cells(&self) -> &[Cell] {
        &self.0
    }

    /// Adds the checked values of one report; on an error nothing is changed.
    pub fn add(&mut self, content: &TemplateContent, values: &BTreeMap<String, Figure>) -> Result<(), AnotherTemplate> {
        self.of(content)?;
        for (cell, indicator) in self.0.iter_mut().zip(&content.indicators) {
            if let Some(figure) = values.get(&indicator.code) {
                cell.add(indicator, figure);
            }
        }
        Ok(())
    }

    /// Adds what was added up elsewhere for the same template; on an error nothing is changed.
    pub fn merge(&mut self, other: &Self) -> Result<(), AnotherTemplate> {
        let alike = self.0.len() == other.0.len() && self.0.iter().zip(&other.0).all(|(one, two)| one.is_like(two));
        if !alike {
            return Err(AnotherTemplate);
        }
        for (cell, other) in self.0.iter_mut().zip(&other.0) {
            cell.merge(other);
        }
        Ok(())
    }

    /// The totals as the API shows them; `items` is left to whoever reads the texts.
    pub fn totals(&self, content: &TemplateContent) -> Result<Vec<IndicatorTotal>, AnotherTemplate> {
        self.of(content)?;
        Ok(self
            .0
            .iter()
            .zip(&content.indicators)
            .map(|(cell, indicator)| cell.total(indicator))
            .collect())
    }

    fn of(&self, content: &TemplateContent) -> Result<(), AnotherTemplate> {
        let alike = self.0.len() == content.indicators.len()
            && self
                .0
                .iter()
                .zip(&content.indicators)
                .all(|(cell, indicator)| cell.is_like(&Cell::empty(indicator)));
        if alike { Ok(()) } else { Err(AnotherTemplate) }
    }
}

impl Cell {
    fn empty(indicator: &Indicator) -> Self {
        let value = match indicator.across_units {
            AcrossUnits::Sum | AcrossUnits::CountTrue => Aggregate::Sum(Exact(0)),
            AcrossUnits::CountByValue => Aggregate::Counts(BTreeMap::new()),
            AcrossUnits::List | AcrossUnits::Ratio | AcrossUnits::None => Aggregate::Items,
        };
        Self { n: 0, value }
    }

    fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(&self.value) == std::mem::discriminant(&other.value)
    }

    fn add(&mut self, indicator: &Indicator, figure: &Figure) {
        self.n = self.n.saturating_add(1);
        match (&mut self.value, figure) {
            (Aggregate::Sum(sum), Figure::Boolean(yes)) => sum.add(i128::from(*yes)),
            (Aggregate::Sum(sum), number) => sum.add(number.scaled(indicator.scale).unwrap_or_default()),
            (Aggregate::Counts(counts), Figure::Choice(choice)) => count(counts, choice, 1),
            (Aggregate::Counts(_) | Aggregate::Items, _) => (),
        }
    }

    fn merge(&mut self, other: &Self) {
        self.n = self.n.saturating_add(other.n);
        match (&mut self.value, &other.value) {
            (Aggregate::Sum(sum), Aggregate::Sum(more)) => sum.add(more.0),
            (Aggregate::Counts(counts), Aggregate::Counts(more)) => {
                more.iter().for_each(|(choice, times)| count(counts, choice, *times));
            }
            (Aggregate::Sum(_) | Aggregate::Counts(_) | Aggregate::Items, _) => (),
        }
    }

    fn total(&self, indicator: &Indicator) -> IndicatorTotal {
        let (value, counts) = match &self.value {
            Aggregate::Sum(sum) if indicator.value_type == ValueType::Decimal => {
                (Some(sum.decimal(indicator.scale)), None)
            }
            Aggregate::Sum(sum) => (Some(ExactNumber::from(*sum)), None),
            Aggregate::Counts(counts) => (None, Some(with_zeros(counts, indicator))),
            Aggregate::Items => (None, None),
        };
        IndicatorTotal {
            code: indicator.code.clone(),
            n: self.n,
            value,
            counts,
            items: None,
        }
    }
}

fn count(counts: &mut BTreeMap<String, u64>, choice: &str, times: u64) {
    let counted = counts.entry(choice.to_owned()).or_default();
    *counted = counted.saturating_add(times);
}

fn with_zeros(counts: &BTreeMap<String, u64>, indicator: &Indicator) -> BTreeMap<String, u64> {
    let none = indicator.choices.iter().map(|choice| (choice.value.clone(), 0));
    none.chain(counts.iter().map(|(choice, times)| (choice.clone(), *times)))
        .collect()
}

impl From<(u64, Aggregate)> for Cell {
    fn from((n, value): (u64, Aggregate)) -> Self {
        Self { n, value }
    }
}

impl From<Cell> for (u64, Aggregate) {
    fn from(cell: Cell) -> Self {
        (cell.n, cell.value)
    }
}

#[cfg(test)]
mod tests;
