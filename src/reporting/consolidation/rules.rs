//! What may be done with a consolidation, and what it says: pure decisions.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use super::entity::{Adjustment, ConsolidationState, Model};
use crate::{
    access::OrganisationId,
    http::{Code, Place, Problem, Result, Said},
    reporting::{
        exact::{Exact, ExactNumber},
        template::content::{AcrossUnits, Indicator, TemplateContent, ValueType},
        values::Narrative,
    },
};

/// More than ten million reports of the greatest number add up to.
const GREATEST_SUM: i128 = 100_000_000_000_000_000_000;

/// Việc có thể làm tiếp với báo cáo tổng hợp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsolidationAction {
    /// Sửa: its words and adjustments.
    Change,
    /// Cập nhật số liệu: freeze the figures anew.
    Refresh,
    /// Ký, gửi lên cấp trên.
    Sign,
    /// Tiếp nhận.
    Accept,
    /// Trả lại.
    Return,
    /// Công bố.
    Publish,
}

impl ConsolidationAction {
    pub const ALL: [Self; 6] = [
        Self::Change,
        Self::Refresh,
        Self::Sign,
        Self::Accept,
        Self::Return,
        Self::Publish,
    ];

    /// Whether it stands where this needs it.
    pub const fn fits(self, row: &Model) -> bool {
        let written = matches!(row.state, ConsolidationState::Draft | ConsolidationState::Returned);
        let waits = matches!(row.state, ConsolidationState::Signed) && row.receiver_id.is_some();
        let done = matches!(row.state, ConsolidationState::Signed | ConsolidationState::Accepted) && !waits;
        match self {
            Self::Change | Self::Refresh | Self::Sign => written,
            Self::Accept | Self::Return => waits,
            Self::Publish => done && row.published_at.is_none(),
        }
    }

    /// 409 when it does not.
    pub fn require(self, row: &Model) -> Result<()> {
        match self.fits(row) {
            true => Ok(()),
            false => Err(Problem::new(Code::StateForbids)),
        }
    }
}

/// What was returned is a draft again once it is mended, for its committee alone; why it was returned stays with it.
pub fn in_writing(row: Model) -> Model {
    Model {
        state: ConsolidationState::Draft,
        hash: None,
        signed_at: None,
        signed_by: None,
        signed_in: None,
        signer_name: None,
        signer_title: None,
        signed_for: None,
        receiver_id: None,
        official_issue: None,
        ..row
    }
}

/// The number of a committee's next consolidation of a round; 409 while one is being written or decided on.
pub fn next_number(earlier: &[Model], own: OrganisationId) -> Result<i64> {
    let own: Vec<&Model> = earlier.iter().filter(|row| row.organisation_id == own).collect();
    let open = |row: &&&Model| {
        let waits = row.state == ConsolidationState::Signed && row.receiver_id.is_some();
        waits || matches!(row.state, ConsolidationState::Draft | ConsolidationState::Returned)
    };
    match own.iter().find(open) {
        Some(open) => Err(Problem::new(Code::AlreadyExists).existing(open.id)),
        None => Ok(own.iter().map(|row| row.number).max().unwrap_or(0).saturating_add(1)),
    }
}

/// The adjustments in one form; 422 for one of what is not added up, of the same figure twice, or to what the figure cannot be.
pub fn adjustable(content: &TemplateContent, adjustments: Vec<Adjustment>) -> Result<Vec<Adjustment>> {
    let mut seen = BTreeSet::new();
    let mut problem = Problem::new(Code::InvalidContent);
    let mut kept = Vec::with_capacity(adjustments.len());
    for (at, adjustment) in (0_usize..).zip(adjustments) {
        let mut asked = content.indicators.iter();
        let indicator = asked.find(|indicator| indicator.code == adjustment.indicator);
        let (member, code, said) = match indicator.map(|indicator| (indicator, figure(indicator, &adjustment.value))) {
            None => ("indicator", "unknown_indicator", unknown()),
            Some((indicator, _)) if !is_added_up(indicator) => ("indicator", "not_added_up", not_added_up()),
            Some(_) if !seen.insert(adjustment.indicator.clone()) => ("indicator", "repeated", repeated()),
            Some((_, None)) => ("value", "no_such_number", no_such_number()),
            Some((_, Some(value))) => {
                kept.push(Adjustment { value, ..adjustment });
                continue;
            }
        };
        problem = problem.fault(Place::Body(format!("/adjustments/{at}/{member}")), code, said);
    }
    match problem.faults.is_empty() {
        true => Ok(kept),
        false => Err(problem),
    }
}

const fn is_added_up(indicator: &Indicator) -> bool {
    matches!(indicator.across_units, AcrossUnits::Sum | AcrossUnits::CountTrue)
}

/// A figure an indicator can add up to, in the form of totals; none where it cannot.
fn figure(indicator: &Indicator, given: &ExactNumber) -> Option<ExactNumber> {
    let written = match given {
        ExactNumber::Integer(number) => number.to_string(),
        ExactNumber::Digits(digits) => digits.clone(),
    };
    let plain = written
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    let number = Decimal::from_str_exact(&written)
        .ok()
        .filter(|_| plain && !written.ends_with('.'))?;
    let number = if number.is_zero() {
        Decimal::ZERO
    } else {
        number.normalize()
    };
    let counts =
        indicator.across_units == AcrossUnits::CountTrue || indicator.minimum.is_some_and(|minimum| minimum >= 0);
    let fits = number.scale() <= u32::from(indicator.scale)
        && !(counts && number.is_sign_negative())
        && number.abs() <= Decimal::from(GREATEST_SUM);
    match (fits, indicator.value_type) {
        (false, _) => None,
        (true, ValueType::Decimal) => Some(ExactNumber::Digits(number.to_string())),
        (true, _) => Some(Exact(i128::try_from(number).ok()?).into()),
    }
}

fn unknown() -> Said {
    Said::new(
        "Mẫu báo cáo không có chỉ tiêu này.",
        "The template has no such indicator.",
    )
}

fn not_added_up() -> Said {
    Said::new(
        "Chỉ tiêu này không cộng dồn nên không điều chỉnh.",
        "This indicator is not added up; there is nothing to adjust.",
    )
}

fn repeated() -> Said {
    Said::new(
        "Chỉ tiêu này đã được điều chỉnh.",
        "This indicator is adjusted already.",
    )
}

fn no_such_number() -> Said {
    Said::new(
        "Cần một số mà chỉ tiêu có thể cộng thành: đúng kiểu, đúng số chữ số thập phân, không âm nếu chỉ tiêu không âm.",
        "A number that the indicator can add up to is expected: of its type, with its decimal places, not negative where it never is.",
    )
}

/// 422 when a narrative part that reports must have is missing.
pub fn complete(content: &TemplateContent, narrative: &Narrative) -> Result<()> {
    let missing = content
        .narrative
        .iter()
        .filter(|part| part.required && !narrative.contains_key(&part.code));
    let problem = missing.fold(Problem::new(Code::InvalidContent), |problem, part| {
        let said = Said::new("Bắt buộc phải có.", "It is required.");
        problem.fault(
            Place::Body(crate::http::pointer(["narrative", &part.code])),
            "required_missing",
            said,
        )
    });
    match problem.faults.is_empty() {
        true => Ok(()),
        false => Err(problem),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::reporting::template::builtin;

    #[test]
    fn a_part_that_reports_must_have_is_not_left_out() {
        let mut content = builtin::yearly().unwrap();
        let mut narrative = Narrative::new();
        assert!(complete(&content, &narrative).is_ok());
        content.narrative[0].required = true;
        let code = content.narrative[0].code.clone();
        let refused = complete(&content, &narrative).unwrap_err();
        assert_eq!(refused.faults[0].place, Place::Body(format!("/narrative/{code}")));
        narrative.insert(code, "Đã thực hiện.".to_owned());
        assert!(complete(&content, &narrative).is_ok());
    }

    #[rstest]
    #[case("A03", ExactNumber::Integer(7), Some("7"))]
    #[case("A03", ExactNumber::Integer(-7), None)]
    #[case("A03", ExactNumber::Digits("0099999999999999999".to_owned()), Some("99999999999999999"))]
    #[case("A03", ExactNumber::Digits("1.5".to_owned()), None)]
    #[case("B02", ExactNumber::Integer(12), Some("12"))]
    #[case("B02", ExactNumber::Integer(-1), None)]
    #[case("F11", ExactNumber::Digits("0001.50".to_owned()), Some("1.5"))]
    #[case("F11", ExactNumber::Integer(1), Some("1"))]
    #[case("F11", ExactNumber::Digits("-0.0".to_owned()), Some("0"))]
    #[case("F11", ExactNumber::Digits("1.1234567".to_owned()), None)]
    #[case("F11", ExactNumber::Digits("1.".to_owned()), None)]
    #[case("F11", ExactNumber::Digits("1e3".to_owned()), None)]
    #[case("F11", ExactNumber::Digits("x".to_owned()), None)]
    fn an_adjusted_figure_is_one_that_can_be_added_up_to(
        #[case] code: &str,
        #[case] given: ExactNumber,
        #[case] kept: Option<&str>,
    ) {
        let content = builtin::yearly().unwrap();
        let indicator = content
            .indicators
            .iter()
            .find(|indicator| indicator.code == code)
            .unwrap();
        let kept_as = figure(indicator, &given).map(|number| match number {
            ExactNumber::Integer(number) => number.to_string(),
            ExactNumber::Digits(digits) => digits,
        });
        assert_eq!(kept_as.as_deref(), kept);
    }
}
