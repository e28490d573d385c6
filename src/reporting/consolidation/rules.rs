//! What may be done with a consolidation, and what it says: pure decisions.

use std::collections::BTreeSet;

use serde::Serialize;
use utoipa::ToSchema;

use super::entity::{Adjustment, ConsolidationState, Model};
use crate::{
    access::OrganisationId,
    http::{Code, Place, Problem, Result, Said},
    reporting::{
        exact::ExactNumber,
        figure::GREATEST_NUMBER,
        template::content::{AcrossUnits, TemplateContent, ValueType},
        values::Narrative,
    },
};

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
        receiver_id: None,
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

/// 422 for an adjustment of what is not added up, of the same figure twice, or to what is no such number.
pub fn adjustable(content: &TemplateContent, adjustments: &[Adjustment]) -> Result<()> {
    let mut seen = BTreeSet::new();
    let mut problem = Problem::new(Code::InvalidContent);
    for (at, adjustment) in (0_usize..).zip(adjustments) {
        let mut asked = content.indicators.iter();
        let indicator = asked.find(|indicator| indicator.code == adjustment.indicator);
        let summed = |across| matches!(across, AcrossUnits::Sum | AcrossUnits::CountTrue);
        let number = |kind| match (&adjustment.value, kind) {
            (ExactNumber::Integer(number), ValueType::Decimal) => number.unsigned_abs() <= GREATEST_NUMBER,
            (ExactNumber::Digits(digits), ValueType::Decimal) => is_decimal(digits),
            (ExactNumber::Integer(number), _) => number.unsigned_abs() <= GREATEST_NUMBER,
            (ExactNumber::Digits(_), _) => false,
        };
        let fault = match indicator {
            None => Some(("indicator", "unknown_indicator", unknown())),
            Some(indicator) if !summed(indicator.across_units) => Some(("indicator", "not_added_up", not_added_up())),
            Some(_) if !seen.insert(&adjustment.indicator) => Some(("indicator", "repeated", repeated())),
            Some(indicator) if !number(indicator.value_type) => Some(("value", "no_such_number", no_such_number())),
            Some(_) => None,
        };
        if let Some((member, code, said)) = fault {
            problem = problem.fault(Place::Body(format!("/adjustments/{at}/{member}")), code, said);
        }
    }
    match problem.faults.is_empty() {
        true => Ok(()),
        false => Err(problem),
    }
}

fn is_decimal(digits: &str) -> bool {
    let greatest = rust_decimal::Decimal::from(GREATEST_NUMBER);
    let number = digits.parse::<rust_decimal::Decimal>();
    let plain = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    plain && number.is_ok_and(|number| number.abs() <= greatest && number.scale() <= 6)
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
        "Cần một số hợp với kiểu của chỉ tiêu, độ lớn không quá 10^13.",
        "A number of the indicator's type is expected, of at most 10^13 in size.",
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

    #[test]
    fn a_decimal_is_written_in_digits() {
        for (digits, allowed) in [
            ("12.5", true),
            ("-1", true),
            ("10000000000000", true),
            ("10000000000000.1", false),
            ("1e3", false),
            ("0.1234567", false),
            ("x", false),
        ] {
            assert_eq!(is_decimal(digits), allowed, "{digits}");
        }
    }
}
