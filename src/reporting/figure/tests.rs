use std::sync::LazyLock;

use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::reporting::template::{builtin, content::TemplateContent};

static YEARLY: LazyLock<TemplateContent> = LazyLock::new(|| builtin::yearly().unwrap());

fn indicator(code: &str) -> &'static Indicator {
    YEARLY
        .indicators
        .iter()
        .find(|indicator| indicator.code == code)
        .unwrap()
}

/// The canonical JSON of what was read, or the fault.
fn read(code: &str, given: Value) -> Result<Value, FaultCode> {
    Figure::read(indicator(code), &given).map(|figure| serde_json::to_value(figure).unwrap())
}

#[test]
fn each_type_is_read_strictly_and_written_canonically() {
    use FaultCode::*;
    let long = "ă".repeat(LONGEST_TEXT + 1);
    let cases = [
        // counts
        ("A01", json!(0), Ok(json!(0))),
        ("A01", json!(10_000_000_000_000_i64), Ok(json!(10_000_000_000_000_i64))),
        ("A01", json!(10_000_000_000_001_i64), Err(NumberTooLarge)),
        ("A01", json!(u64::MAX), Err(NumberTooLarge)),
        ("A01", json!(i64::MIN), Err(NumberTooLarge)),
        ("A01", json!(1e300), Err(NumberTooLarge)),
        ("A01", json!(-1), Err(OutOfBounds)),
        ("A01", json!(1.0), Err(WrongType)),
        ("A01", json!("1"), Err(WrongType)),
        ("A01", json!(true), Err(WrongType)),
        ("A01", json!([1]), Err(WrongType)),
        ("A01", Value::Null, Ok(Value::Null)),
        // money
        ("D07", json!(1_500_000_000), Ok(json!(1_500_000_000))),
        ("D07", json!(0.5), Err(WrongType)),
        // decimals, kept to two places
        ("F11", json!("12.5"), Ok(json!("12.5"))),
        ("F11", json!("0012.500"), Ok(json!("12.5"))),
        ("F11", json!("100"), Ok(json!("100"))),
        ("F11", json!("-0.00"), Ok(json!("0"))),
        ("F11", json!("0.01"), Ok(json!("0.01"))),
        ("F11", json!("10000000000000.00"), Ok(json!("10000000000000"))),
        ("F11", json!("10000000000000.01"), Err(NumberTooLarge)),
        ("F11", json!("9".repeat(400)), Err(NumberTooLarge)),
        ("F11", json!("12.345"), Err(TooManyDecimals)),
        ("F11", json!("-1"), Err(OutOfBounds)),
        ("F11", json!(12.5), Err(WrongType)),
        ("F11", json!(12), Err(WrongType)),
        ("F11", json!(""), Err(WrongType)),
        ("F11", json!("."), Err(WrongType)),
        ("F11", json!(".5"), Err(WrongType)),
        ("F11", json!("5."), Err(WrongType)),
        ("F11", json!("+5"), Err(WrongType)),
        ("F11", json!("1_000"), Err(WrongType)),
        ("F11", json!("1,5"), Err(WrongType)),
        ("F11", json!("1e3"), Err(WrongType)),
        ("F11", json!("NaN"), Err(WrongType)),
        ("F11", json!("--1"), Err(WrongType)),
        ("F11", json!("١"), Err(WrongType)),
        // the rest
        ("B02", json!(false), Ok(json!(false))),
        ("B02", json!(0), Err(WrongType)),
        ("I01", json!("kha"), Ok(json!("kha"))),
        ("I01", json!("Kha"), Err(NotAChoice)),
        ("I01", json!(1), Err(WrongType)),
        ("D15.1", json!("2025-02-28"), Ok(json!("2025-02-28"))),
        ("D15.1", json!("2025-02-29"), Err(WrongType)),
        ("D15.1", json!("2025-2-8"), Err(WrongType)),
        ("D15.1", json!("+12025-02-08"), Err(WrongType)),
        ("I04", json!("  Thiếu\u{a0}kinh phí \r\n"), Ok(json!("Thiếu kinh phí"))),
        ("I04", json!("Thie\u{302}\u{301}u"), Ok(json!("Thiếu"))),
        ("I04", json!(" \n "), Ok(Value::Null)),
        ("I04", json!("a\u{0}b"), Err(MalformedText)),
        ("I04", json!(long), Err(TextTooLong)),
        ("I04", json!({}), Err(WrongType)),
    ];
    for (code, given, expected) in cases {
        assert_eq!(read(code, given.clone()), expected, "{code} {given}");
    }
}

#[test]
fn numbers_scale_to_whole_units() {
    let cases = [
        (Figure::Integer(7), 0, Some(7)),
        (Figure::Integer(-7), 2, Some(-700)),
        (Figure::Decimal("12.5".parse().unwrap()), 2, Some(1250)),
        (Figure::Decimal("-0.01".parse().unwrap()), 2, Some(-1)),
        (Figure::Boolean(true), 0, None),
    ];
    for (figure, scale, expected) in cases {
        assert_eq!(figure.scaled(scale), expected, "{figure:?}");
    }
}

proptest! {
    #[test]
    fn decimals_read_back_as_the_same_number(hundredths in 0_i64..=1_000_000_000_000_000, zeros in 0_usize..5) {
        let written = format!("{}.{:02}{}", hundredths / 100, hundredths % 100, "0".repeat(zeros));
        let figure = Figure::read(indicator("F11"), &json!(written)).unwrap().unwrap();
        prop_assert_eq!(figure.scaled(2), Some(hundredths.into()));
        let canonical = serde_json::to_value(&figure).unwrap();
        prop_assert_eq!(Figure::read(indicator("F11"), &canonical).unwrap(), Some(figure));
    }
}

/// A cell of a sheet counts in UTF-16 units, of which characters beyond the first plane take two.
#[rstest]
#[case("😀", 16_383, Ok(()))]
#[case("😀", 16_384, Err(FaultCode::TextTooLong))]
#[case("ế", 20_000, Ok(()))]
#[case("ế", 20_001, Err(FaultCode::TextTooLong))]
fn a_text_fits_a_cell(#[case] character: &str, #[case] times: usize, #[case] fits: Result<(), FaultCode>) {
    let given = character.repeat(times);
    let kept = fits.map(|()| Some(given.clone()));
    assert_eq!(text(&given, 20_000), kept);
}
