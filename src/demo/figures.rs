//! The figures of a made-up report: small, plausible, and true to the template's rules.

use std::collections::BTreeMap;

use serde_json::Value;

use super::chance::{between, draw, pick};
use crate::{
    http::{Problem, Result},
    reporting::{
        figure::Figures,
        known::KnownFigures,
        template::{
            content::{Applicability, Indicator, TemplateContent, ValueType},
            rule::{Comparison, Expression},
        },
        values::{Checked, Depth, Narrative, Values, check},
    },
};

/// A whole report that passes at submission. The same `of` gives the same report.
pub fn whole(of: &str, content: &TemplateContent, asked: &[Applicability]) -> Result<Checked> {
    let narrative = content
        .narrative
        .iter()
        .map(|part| (part.code.clone(), overview(of)))
        .collect();
    let previous = Figures::new();
    let depth = Depth::Submission {
        previous: &previous,
        known: &KnownFigures::default(),
    };
    checked(values(of, content, asked), narrative, content, asked, depth)
}

/// The beginning of a report: what its officer has filled in so far.
pub fn begun(of: &str, content: &TemplateContent, asked: &[Applicability]) -> Result<Checked> {
    let mut values = values(of, content, asked);
    values.retain(|code, _| code.as_str() < "D");
    checked(values, Narrative::new(), content, asked, Depth::Draft)
}

fn checked(
    values: Values,
    narrative: Narrative,
    content: &TemplateContent,
    asked: &[Applicability],
    depth: Depth<'_>,
) -> Result<Checked> {
    check(content, asked, &values, &narrative, depth).map_err(|faults| {
        Problem::internal(format!(
            "the demonstration's figures break the template's rules: {faults:?}"
        ))
    })
}

fn values(of: &str, content: &TemplateContent, asked: &[Applicability]) -> Values {
    let mine = |indicator: &&Indicator| indicator.is_asked_of(asked);
    let indicators: Vec<&Indicator> = content.indicators.iter().filter(mine).collect();
    let mut numbers: BTreeMap<&str, i64> = indicators
        .iter()
        .filter(|indicator| matches!(indicator.value_type, ValueType::Integer | ValueType::Money))
        .map(|indicator| (indicator.code.as_str(), number(of, indicator)))
        .collect();
    let rules = content.rules.iter().filter_map(|rule| rule.rule.tree());
    rules.for_each(|rule| obey(rule, &mut numbers));
    let value = |indicator: &Indicator| match numbers.get(indicator.code.as_str()) {
        Some(number) => Some(Value::from(*number)),
        None => other(of, indicator),
    };
    indicators
        .into_iter()
        .filter_map(|indicator| Some((indicator.code.clone(), value(indicator)?)))
        .collect()
}

fn number(of: &str, indicator: &Indicator) -> i64 {
    let key = format!("{of}/{}", indicator.code);
    match (indicator.value_type, indicator.code.as_str()) {
        (ValueType::Money, "D07") => between(&key, 400, 900) * 1_000_000,
        (ValueType::Money, "F09" | "F10" | "G07" | "G08" | "G09") => between(&key, 0, 3) * 1_500_000,
        (ValueType::Money, _) => between(&key, 5, 180) * 1_000_000,
        (_, "A03" | "E06" | "D10") => between(&key, 80, 600),
        (_, "C01" | "E02" | "H01") => between(&key, 30, 90),
        (_, "B05") => between(&key, 8, 18),
        (_, "F02" | "G03") => between(&key, 5, 11),
        (_, "A12" | "B08" | "B10" | "B11" | "F05" | "G05" | "D04") => between(&key, 0, 1),
        _ => between(&key, 0, 12),
    }
}

/// Lowers the sum on the left until it is at most the number on the right. The template's rules are of this form, and
/// written so that none undoes another.
fn obey(rule: &Expression, numbers: &mut BTreeMap<&str, i64>) {
    let Expression::Comparison {
        operator: Comparison::AtMost,
        left,
        right,
    } = rule
    else {
        return;
    };
    let limit = right.named().first().and_then(|code| numbers.get(code).copied());
    let Some(mut left_over) = limit else {
        return;
    };
    for code in left.named() {
        if let Some(number) = numbers.get_mut(code) {
            *number = left_over.min(*number);
            left_over -= *number;
        }
    }
}

/// Answers that are no whole numbers. Texts and decimals may be left out, and often are.
fn other(of: &str, indicator: &Indicator) -> Option<Value> {
    let key = format!("{of}/{}", indicator.code);
    match indicator.value_type {
        ValueType::Boolean => Some(Value::from(draw(&key, 10) < 8)),
        ValueType::Choice => {
            let choices = indicator.choices.as_slice();
            let usual = choices.get(..2).unwrap_or(choices);
            pick(&key, usual).map(|choice| Value::from(choice.value.clone()))
        }
        ValueType::Decimal => Some(Value::from(format!("{}.5", draw(&key, 40)))),
        ValueType::Text if indicator.code == "B02.1" => {
            let (number, day, month) = (draw(&key, 200) + 1, draw(&key, 28) + 1, draw(&key, 12) + 1);
            Some(Value::from(format!("{number}/QĐ ngày {day:02}/{month:02}/2024")))
        }
        ValueType::Text if indicator.code == "I04" => DIFFICULTIES
            .get(usize::try_from(draw(&key, 8)).unwrap_or_default())
            .map(|text| Value::from(*text)),
        ValueType::Integer | ValueType::Money | ValueType::Text | ValueType::Date => None,
    }
}

const DIFFICULTIES: [&str; 4] = [
    "Địa bàn rộng, một số bản ở xa trung tâm, việc họp dân gặp khó khăn trong mùa mưa.",
    "Đề nghị tiếp tục tập huấn nghiệp vụ cho người phụ trách thực hiện dân chủ ở cơ sở.",
    "Cán bộ kiêm nhiệm nhiều việc; đề nghị có hướng dẫn thống nhất về biểu mẫu báo cáo.",
    "Đường truyền mạng ở một số bản chưa ổn định.",
];

fn overview(of: &str) -> String {
    let assessment = [
        "Việc thực hiện dân chủ ở cơ sở trong kỳ được triển khai nghiêm túc, đúng quy định của Luật.",
        "Công tác thực hiện dân chủ ở cơ sở có nhiều chuyển biến; việc công khai được duy trì thường xuyên.",
        "Quyền làm chủ của Nhân dân và người lao động được bảo đảm; không phát sinh điểm nóng trong kỳ.",
    ];
    pick(&format!("{of}/overview"), &assessment)
        .copied()
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporting::template::builtin;

    #[test]
    fn every_kind_of_reporter_gets_a_report_that_passes() {
        let content = builtin::yearly().unwrap();
        let reporters = Applicability::ALL.into_iter().filter(|kind| {
            let mut asked = content.indicators.iter();
            asked.any(|indicator| indicator.is_asked_of(&[*kind]))
        });
        for asked in reporters {
            for of in 0..50 {
                let report = whole(&format!("2025/{of}"), &content, &[asked]).unwrap();
                assert!(!report.values.is_empty());
                assert_eq!(whole(&format!("2025/{of}"), &content, &[asked]).unwrap(), report);
                begun(&format!("2025/{of}"), &content, &[asked]).unwrap();
            }
        }
    }
}
