//! Whether judging a rule stays within 128 bits whatever is answered, so that it never overflows, here or on a phone.

use super::{Arithmetic, Expression, Indicators, RuleFault};
use crate::reporting::figure::GREATEST_NUMBER;

/// What a number may come to at most, as a fraction: the denominator divides 10^`decimals` × `divisor`.
#[derive(Clone, Copy)]
struct Size {
    numerator: i128,
    decimals: u32,
    divisor: i128,
}

/// The parts of a well-typed `tree` that can outgrow 128 bits; both sides of a comparison are multiplied out.
pub fn faults(tree: &Expression, indicators: &Indicators<'_>) -> Vec<RuleFault> {
    let nodes = tree.nodes().into_iter();
    let too_large = nodes.filter(|node| match node {
        Expression::Comparison { left, right, .. } => multiplied_out(left, right, indicators).is_none(),
        _ => false,
    });
    too_large.map(|node| RuleFault::TooLarge(node.to_string())).collect()
}

fn multiplied_out(left: &Expression, right: &Expression, indicators: &Indicators<'_>) -> Option<()> {
    let (left, right) = (Size::of(left, indicators)?, Size::of(right, indicators)?);
    left.numerator.checked_mul(right.denominator()?)?;
    right.numerator.checked_mul(left.denominator()?)?;
    Some(())
}

impl Size {
    /// `None` when it can outgrow 128 bits. What is no number takes no room.
    fn of(part: &Expression, indicators: &Indicators<'_>) -> Option<Self> {
        match part {
            Expression::Indicator { code } | Expression::Previous { code } => {
                let scale = indicators.get(code.as_str()).map_or(0, |indicator| indicator.scale);
                let greatest = i128::from(GREATEST_NUMBER).checked_mul(power(scale.into())?)?;
                Self::new(greatest, scale.into(), 1)
            }
            Expression::Number { value } => Self::new(value.mantissa().checked_abs()?, value.scale(), 1),
            Expression::Arithmetic { operator, left, right } => {
                let (left, right) = (Self::of(left, indicators)?, Self::of(right, indicators)?);
                match operator {
                    Arithmetic::Add | Arithmetic::Subtract => left.plus(right),
                    Arithmetic::Multiply => left.times(right),
                    Arithmetic::Divide => left.over(right),
                }
            }
            _ => Self::new(1, 0, 1),
        }
    }

    fn new(numerator: i128, decimals: u32, divisor: i128) -> Option<Self> {
        let size = Self {
            numerator,
            decimals,
            divisor,
        };
        size.denominator().map(|_| size)
    }

    fn denominator(self) -> Option<i128> {
        power(self.decimals)?.checked_mul(self.divisor)
    }

    fn plus(self, other: Self) -> Option<Self> {
        let decimals = self.decimals.max(other.decimals);
        let brought = |size: Self, divisor: i128| {
            let finer = power(decimals.checked_sub(size.decimals)?)?;
            size.numerator.checked_mul(finer)?.checked_mul(divisor)
        };
        let numerator = brought(self, other.divisor)?.checked_add(brought(other, self.divisor)?)?;
        Self::new(numerator, decimals, self.divisor.checked_mul(other.divisor)?)
    }

    fn times(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.numerator)?;
        let decimals = self.decimals.checked_add(other.decimals)?;
        Self::new(numerator, decimals, self.divisor.checked_mul(other.divisor)?)
    }

    fn over(self, other: Self) -> Option<Self> {
        let numerator = self.numerator.checked_mul(other.denominator()?)?;
        Self::new(
            numerator,
            self.decimals,
            self.divisor.checked_mul(other.numerator.max(1))?,
        )
    }
}

fn power(of_ten: u32) -> Option<i128> {
    10_i128.checked_pow(of_ten)
}

#[cfg(test)]
mod tests {
    use crate::reporting::template::rule::{Rule, RuleFault, made};

    #[test]
    fn what_can_outgrow_128_bits_is_refused() {
        let cases = [
            ("D07 * D08 > 0", None),
            ("D07 * D08 * 1000000000000 > 0", None),
            ("D07 * D08 * D09 > 0", Some("D07 * D08 * D09 > 0")),
            ("D07 * D08 > D09 * F11", None),
            ("D07 / D08 = D09 / F11", None),
            ("D07 / D08 / D09 = 1", None),
            ("D07 / D08 / D09 / A01 = 1", Some("D07 / D08 / D09 / A01 = 1")),
            ("D07 * D08 = A01 / A02", Some("D07 * D08 = A01 / A02")),
            ("F11 + F11 + F11 + F11 + F11 + F11 + F11 + F11 + F11 + F11 > D07", None),
            (
                "B02 or A01 / A02 + A03 / A04 + A05 / A06 > 1",
                Some("A01 / A02 + A03 / A04 + A05 / A06 > 1"),
            ),
        ];
        for (rule, too_large) in cases {
            let faults = Rule::from(rule.to_owned()).faults(&made::indicators());
            let expected = too_large.map(|part| RuleFault::TooLarge(part.to_owned()));
            assert_eq!(faults, Vec::from_iter(expected), "{rule}");
        }
    }
}
