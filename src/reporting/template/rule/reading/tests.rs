use proptest::prelude::*;

use super::*;
use crate::reporting::{
    figure::Figures,
    template::rule::{judge, made, size, typing},
};

#[test]
fn what_binds_tighter_is_read_first() {
    let cases = [
        ("D02+D03 <=D01", "D02 + D03 <= D01"),
        (" a\t<=\u{a0}b\n", "a <= b"),
        ("a-b-c = 1", "a - b - c = 1"),
        ("a-(b-c) = 1", "a - (b - c) = 1"),
        ("(a*b)+c/d = 1", "a * b + c / d = 1"),
        ("a*(b+c) = 1", "a * (b + c) = 1"),
        ("(a or b) and not (c and d)", "(a or b) and not (c and d)"),
        ("(a and b) or (not c)", "a and b or not c"),
        ("not (a = b)", "not a = b"),
        ("(not a) = b", "(not a) = b"),
        ("a and (b and c)", "a and (b and c)"),
        ("when a then (when b then c or d)", "when a then when b then c or d"),
        ("when (when a then b) then c", "when (when a then b) then c"),
        ("(when a then b) or c", "(when a then b) or c"),
        ("a - -1.50 > -0.5", "a - -1.5 > -0.5"),
        ("007 = 7.000000", "7 = 7"),
        ("previous( D17.1 )>=answered(Đ_2)", "previous(D17.1) >= answered(Đ_2)"),
        ("when_ = \"trung bình\"", "when_ = \"trung bình\""),
    ];
    for (text, canonical) in cases {
        assert_eq!(
            read(text).map(|tree| tree.to_string()).as_deref(),
            Ok(canonical),
            "{text}"
        );
        assert_eq!(read(canonical), read(text));
    }
    assert_ne!(read("a - b - c = 1"), read("a - (b - c) = 1"));
    assert_ne!(read("a and b and c"), read("a and (b and c)"));
    assert_ne!(read("not a = b"), read("(not a) = b"));
}

#[test]
fn an_error_says_where_and_what_instead() {
    use Expected::*;
    let cases = [
        ("", 1, Operand),
        ("   ", 4, Operand),
        ("D01 <=", 7, Operand),
        ("D01 <= ", 8, Operand),
        ("D01 <= * 2", 8, Operand),
        ("D01 == 2", 6, Operand),
        ("-D01 > 2", 1, Operand),
        ("A01 > 0 and and", 13, Operand),
        ("a + () > 1", 6, Operand),
        ("when then a", 6, Operand),
        ("a = \"\"", 5, Operand),
        ("# > 1", 1, Operand),
        ("0,5 < a", 2, OperatorOrEnd),
        ("a < b < c", 7, OperatorOrEnd),
        ("a = 1.", 6, OperatorOrEnd),
        ("A01 A02", 5, OperatorOrEnd),
        ("a = 1) and b", 6, OperatorOrEnd),
        ("a AND b", 3, OperatorOrEnd),
        ("Điểm ≤ 3", 6, OperatorOrEnd),
        ("(a + 1 b", 8, OperatorOrClosing),
        ("(a", 3, OperatorOrClosing),
        ("answered(D01 + 1)", 14, Closing),
        ("answered D01", 10, Opening),
        ("answered(5)", 10, Code),
        ("previous(answered(D01))", 10, Code),
        ("when a > 1, b", 11, Then),
        ("when a", 7, Then),
        ("a = \"tot", 9, Quote),
        ("a = \"to\nt\"", 8, Quote),
        ("a > 10000000000001", 5, SmallerNumber),
        ("a > 0.1234567", 5, SmallerNumber),
        (
            "a > 99999999999999999999999999999999999999999999999999",
            5,
            SmallerNumber,
        ),
    ];
    for (text, column, expected) in cases {
        assert_eq!(read(text), Err(SyntaxFault { column, expected }), "{text}");
    }
}

#[test]
fn what_a_rule_may_hold_is_bounded() {
    let expected = |text: &str| read(text).map_err(|fault| fault.expected).map(drop);
    let nested = |open: &str, depth: usize, close: &str| format!("{}a{}", open.repeat(depth), close.repeat(depth));
    for (open, close) in [("(", ")"), ("not ", ""), ("when ", " then b"), ("when b then ", "")] {
        assert_eq!(expected(&nested(open, DEEPEST, close)), Ok(()), "{open}");
        let deeper = expected(&nested(open, DEEPEST + 1, close));
        assert_eq!(deeper, Err(Expected::ShallowerNesting), "{open}");
    }
    assert_eq!(expected(&format!("({}) = 1", "(a) + ".repeat(40) + "b")), Ok(()));
    let sum = |operands: usize| format!("{} = 1", vec!["a"; operands].join("+"));
    assert_eq!(expected(&sum(49)), Ok(()));
    assert_eq!(expected(&sum(50)), Err(Expected::FewerNodes));
    assert_eq!(expected(&format!("a{}", " ".repeat(LONGEST - 1))), Ok(()));
    assert_eq!(expected(&"đ".repeat(LONGEST)), Ok(()));
    assert_eq!(expected(&"đ".repeat(LONGEST + 1)), Err(Expected::ShorterText));
}

/// Texts that are nearly rules.
fn nearly() -> impl Strategy<Value = String> {
    let words = [
        "A01",
        "D17.1",
        "B02",
        "I01",
        "D15.1",
        "B02.1",
        "Z9",
        "(",
        ")",
        "not",
        "and",
        "or",
        "when",
        "then",
        "answered",
        "previous",
        "true",
        "+",
        "-",
        "*",
        "/",
        "=",
        "<=",
        "!=",
        ">",
        "1",
        "0.5",
        "10000000000000",
        "\"tot\"",
        "\"",
        ".",
        ",",
        "đ",
    ];
    let words = prop::collection::vec(prop::sample::select(words.to_vec()), 0..60);
    (words, prop::sample::select(vec![" ", ""])).prop_map(|(words, between)| words.join(between))
}

fn digest(text: &str) {
    let Ok(tree) = read(text) else {
        return;
    };
    let canonical = tree.to_string();
    if canonical.chars().count() <= LONGEST {
        assert_eq!(read(&canonical).as_ref(), Ok(&tree), "{text}");
    }
    typing::faults(&tree, &made::indicators());
    size::faults(&tree, &made::indicators());
    judge(&tree, &Figures::new(), &Figures::new());
}

proptest! {
    #[test]
    fn no_text_does_harm(any in any::<String>(), nearly in nearly(), deep in "[(]{0,600}", nots in "(not ){0,130}a") {
        for text in [any, nearly, deep, nots] {
            digest(&text);
        }
    }

    #[test]
    fn what_is_written_is_read_back(tree in made::condition(3)) {
        let text = tree.to_string();
        prop_assume!(text.chars().count() <= LONGEST);
        prop_assert_eq!(read(&text), Ok(tree.clone()), "{}", text);
        let json = serde_json::to_string(&tree).unwrap();
        prop_assert_eq!(serde_json::from_str::<Expression>(&json).unwrap(), tree);
    }
}
