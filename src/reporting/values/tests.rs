use std::sync::LazyLock;

use proptest::prelude::*;
use rstest::rstest;
use serde_json::json;

use super::*;
use crate::reporting::exact::ExactNumber;
use crate::reporting::known::FigureSource;
use crate::reporting::template::builtin;
use crate::reporting::template::content::ValueType;
use crate::reporting::template::rule::{RuleKind, TemplateRule};

static YEARLY: LazyLock<TemplateContent> = LazyLock::new(|| builtin::yearly().unwrap());

const COMMUNE: &[Applicability] = &[Applicability::Commune];

const WHOLE: Depth<'static> = Depth::Submission {
    previous: &Figures::new(),
    known: &KnownFigures(Vec::new()),
};

/// A complete report of a commune: zeros, no, and the first choice.
fn complete() -> Values {
    let asked = YEARLY
        .indicators
        .iter()
        .filter(|indicator| indicator.applies_to.contains(&Applicability::Commune));
    let required = asked.filter(|indicator| indicator.required);
    required
        .map(|indicator| {
            let value = match indicator.value_type {
                ValueType::Boolean => json!(false),
                ValueType::Choice => json!("tot"),
                ValueType::Decimal => json!("0"),
                ValueType::Integer | ValueType::Money => json!(0),
                ValueType::Text => json!("-"),
                ValueType::Date => json!("2025-11-18"),
            };
            (indicator.code.clone(), value)
        })
        .collect()
}

fn given(pairs: Value) -> Values {
    serde_json::from_value(pairs).unwrap()
}

fn faults(values: &Values, depth: Depth<'_>) -> Vec<(String, FaultCode)> {
    let found = check(&YEARLY, COMMUNE, values, &Narrative::new(), depth)
        .err()
        .unwrap_or_default();
    found.into_iter().map(|fault| (fault.pointer, fault.code)).collect()
}

/// The faults of a complete report in which `pairs` were replaced.
fn faults_with(pairs: Value) -> Vec<(String, FaultCode)> {
    let mut values = complete();
    values.extend(given(pairs));
    faults(&values, WHOLE)
}

#[test]
fn a_complete_report_passes_and_an_empty_draft_too() {
    assert_eq!(faults(&complete(), WHOLE), []);
    assert_eq!(faults(&Values::new(), Depth::Draft), []);
}

#[test]
fn submission_names_everything_that_is_missing() {
    let missing = faults(&Values::new(), WHOLE);
    assert_eq!(missing.len(), complete().len());
    assert!(missing.iter().all(|(_, code)| *code == FaultCode::RequiredMissing));
    assert_eq!(
        faults_with(json!({"A01": null})),
        [("/values/A01".to_owned(), FaultCode::RequiredMissing)]
    );
}

#[test]
fn all_faults_come_at_once_and_name_their_place() {
    let values = given(json!({
        "A01": "ba", "F11": "1.234", "I01": "rat_tot", "D07": -1, "C10": 3, "a/b~c": 1, "C10 ": null, "I04": "\u{1}"
    }));
    let expected = [
        ("/values/A01", FaultCode::WrongType),
        ("/values/C10", FaultCode::NotApplicable),
        ("/values/D07", FaultCode::OutOfBounds),
        ("/values/F11", FaultCode::TooManyDecimals),
        ("/values/I01", FaultCode::NotAChoice),
        ("/values/I04", FaultCode::MalformedText),
        ("/values/C10 ", FaultCode::UnknownIndicator),
        ("/values/a~1b~0c", FaultCode::UnknownIndicator),
    ];
    assert_eq!(
        faults(&values, Depth::Draft),
        expected.map(|(pointer, code)| (pointer.to_owned(), code))
    );
}

#[test]
fn what_is_not_asked_may_be_null() {
    assert_eq!(faults(&given(json!({"C10": null})), Depth::Draft), []);
}

#[test]
fn rules_bind_at_submission_only() {
    let broken = |code: &str| vec![(format!("/values/{code}"), FaultCode::RuleBroken)];
    let cases = [
        (json!({"D01": 5, "D02": 2, "D03": 2, "D04": 1}), vec![]),
        (json!({"D01": 5, "D02": 2, "D03": 2, "D04": 2}), broken("D02")),
        (json!({"D01": 5, "D05": 6}), broken("D05")),
        (json!({"D07": 100, "D08": 60, "D09": 41}), broken("D08")),
        (json!({"D08": 60, "D09": 41}), vec![]),
        (json!({"D17.1": 1, "D17.2": 2}), broken("D17.2")),
        (json!({"B05": 10, "D12": 6, "D13": 5}), broken("D12")),
    ];
    for (pairs, expected) in cases {
        assert_eq!(faults_with(pairs.clone()), expected, "{pairs}");
        assert_eq!(faults(&given(pairs.clone()), Depth::Draft), [], "{pairs}");
    }
}

#[test]
fn a_refused_operand_is_reported_once() {
    assert_eq!(
        faults_with(json!({"C01": "x", "C02": 9})),
        [("/values/C01".to_owned(), FaultCode::WrongType)]
    );
}

/// The faults of a complete report of these kinds, with `pairs`, under one rule alone.
fn ruled(rule: &str, kind: RuleKind, asked: &[Applicability], pairs: Value, told: &[(&str, &str)]) -> Vec<ValueFault> {
    let mut content = YEARLY.clone();
    let message = content.rules[0].message.clone();
    content.rules = vec![TemplateRule {
        code: "R".to_owned(),
        rule: rule.to_owned().into(),
        kind,
        message,
    }];
    content
        .indicators
        .iter_mut()
        .for_each(|indicator| indicator.required = false);
    let narrative = told.iter().map(|(code, text)| ((*code).to_owned(), (*text).to_owned()));
    let previous = Figures::from([("A01".to_owned(), Figure::Integer(10))]);
    let depth = Depth::Submission {
        previous: &previous,
        known: &KnownFigures::default(),
    };
    let checked = check(&content, asked, &given(pairs), &narrative.collect(), depth);
    checked.err().unwrap_or_default()
}

#[test]
fn a_broken_rule_points_at_the_first_indicator_that_is_asked() {
    let places = |rule: &str, asked: &[Applicability], pairs: Value| {
        let faults = ruled(rule, RuleKind::Error, asked, pairs, &[]);
        faults.into_iter().map(|fault| fault.pointer).collect::<Vec<_>>()
    };
    let conference = "answered(D16.1) or answered(D15.1)";
    assert_eq!(places(conference, COMMUNE, json!({})), ["/values/D15.1"]);
    assert_eq!(
        places(conference, &[Applicability::StateEnterprise], json!({})),
        ["/values/D16.1"]
    );
    assert_eq!(places(conference, &[Applicability::Province], json!({})), [""; 0]);
    assert_eq!(places(conference, COMMUNE, json!({"D15.1": "2025-12-01"})), [""; 0]);
    assert_eq!(places(conference, COMMUNE, json!({"D15.1": "1/12"})), ["/values/D15.1"]);
    assert_eq!(
        places("A01 <= previous(A01)", COMMUNE, json!({"A01": 11})),
        ["/values/A01"]
    );
    assert_eq!(places("A01 <= previous(A01)", COMMUNE, json!({"A01": 10})), [""; 0]);
}

#[test]
fn a_warning_is_answered_by_an_explanation() {
    let warned =
        |pairs: Value, told: &[(&str, &str)]| ruled("A01 <= previous(A01)", RuleKind::Warning, COMMUNE, pairs, told);
    let silent = warned(json!({"A01": 11}), &[("R", " ")]);
    assert_eq!(silent.len(), 1);
    assert_eq!(
        (silent[0].pointer.as_str(), silent[0].code),
        ("/narrative/R", FaultCode::ExplanationMissing)
    );
    assert_eq!(
        silent[0].message_en,
        "People trained (A05) cannot exceed people in charge or advising (A04). \
        If the figures are right, explain why in narrative.R."
    );
    assert_eq!(warned(json!({"A01": 11}), &[("R", "Sáp nhập.")]), []);
    assert_eq!(warned(json!({"A01": 9}), &[("R", "Sáp nhập.")]), []);
    let long = warned(json!({"A01": 9}), &[("R", &"a".repeat(4001))]);
    assert_eq!(
        (long[0].pointer.as_str(), long[0].code),
        ("/narrative/R", FaultCode::TextTooLong)
    );
    let errors = ruled("A01 > 0", RuleKind::Error, COMMUNE, json!({"A01": 1}), &[("R", "x")]);
    assert_eq!(errors[0].code, FaultCode::UnknownNarrative);
}

#[test]
fn narrative_is_checked_like_a_text() {
    let tell = |pairs: &[(&str, &str)], depth| {
        let narrative = pairs
            .iter()
            .map(|(code, text)| ((*code).to_owned(), (*text).to_owned()))
            .collect();
        check(&YEARLY, COMMUNE, &complete(), &narrative, depth)
    };
    let told = tell(&[("overview", " Tốt \n")], WHOLE).unwrap().narrative;
    assert_eq!(told, BTreeMap::from([("overview".to_owned(), "Tốt".to_owned())]));
    let code = |result: Result<Checked, Vec<ValueFault>>| result.unwrap_err()[0].code;
    assert_eq!(
        code(tell(&[("overview", &"a".repeat(20_001))], Depth::Draft)),
        FaultCode::TextTooLong
    );
    assert_eq!(code(tell(&[("other", "a")], Depth::Draft)), FaultCode::UnknownNarrative);
}

#[test]
fn a_required_narrative_is_missed_at_submission() {
    let mut content = YEARLY.clone();
    content.narrative[0].required = true;
    assert!(check(&content, COMMUNE, &complete(), &Narrative::new(), Depth::Draft).is_ok());
    let faults = check(&content, COMMUNE, &complete(), &Narrative::new(), WHOLE).unwrap_err();
    assert_eq!(
        (faults[0].pointer.as_str(), faults[0].code),
        ("/narrative/overview", FaultCode::RequiredMissing)
    );
    assert_eq!(faults[0].message_en, "overview: is required.");
}

#[test]
fn messages_are_whole_sentences_in_both_languages() {
    let values = given(json!({"A01": -1, "I01": "x", "F11": 1, "B02": 1}));
    let faults = check(&YEARLY, COMMUNE, &values, &Narrative::new(), Depth::Draft).unwrap_err();
    let said: Vec<_> = faults
        .iter()
        .map(|fault| (fault.message_vi.as_str(), fault.message_en.as_str()))
        .collect();
    assert_eq!(
        said,
        [
            (
                "A01: cần từ 0 đến 10000000000000.",
                "A01: must be from 0 to 10000000000000."
            ),
            (
                "B02: cần true (có) hoặc false (không).",
                "B02: true or false is expected."
            ),
            (
                "F11: cần một số thập phân dạng chuỗi, ví dụ \"12.5\".",
                "F11: a decimal in a string is expected, such as \"12.5\"."
            ),
            (
                "I01: chọn một trong: tot, kha, trung_binh, yeu.",
                "I01: choose one of: tot, kha, trung_binh, yeu."
            ),
        ]
    );
}

#[test]
fn the_canonical_form_is_the_same_however_it_was_written() {
    let canonical = |values: Value| {
        let checked = check(&YEARLY, COMMUNE, &given(values), &Narrative::new(), Depth::Draft).unwrap();
        serde_json::to_string(&checked).unwrap()
    };
    let one = canonical(json!({"I04": "Thiếu\n", "F11": "012.50", "A01": 3, "A02": null}));
    assert_eq!(
        one,
        canonical(json!({"A01": 3, "F11": "12.5", "I04": " Thie\u{302}\u{301}u"}))
    );
    assert_eq!(one, r#"{"values":{"A01":3,"F11":"12.5","I04":"Thiếu"},"narrative":{}}"#);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0_i64..100).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(vec!["tot", "12.50", "2025-11-18", ""]).prop_map(Value::from),
        "-?[0-9]{0,30}\\.?[0-9]{0,30}".prop_map(Value::from),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_answered_and_what_passes_passes_again(
        answers in prop::collection::vec((0_usize..107, any_json()), 0..40),
        stray in prop::collection::btree_map(any::<String>(), any_json(), 0..3),
        overview in any::<String>(),
        complete in any::<bool>(),
    ) {
        let depth = if complete { WHOLE } else { Depth::Draft };
        let narrative = Narrative::from([("overview".to_owned(), overview)]);
        let mut kept = Values::new();
        for (index, answer) in answers {
            let one = Values::from([(YEARLY.indicators[index].code.clone(), answer)]);
            if check(&YEARLY, &Applicability::ALL, &one, &Narrative::new(), Depth::Draft).is_ok() {
                kept.extend(one);
            }
        }
        let all = check(&YEARLY, &Applicability::ALL, &kept, &Narrative::new(), Depth::Draft).unwrap();
        let stored: Values = serde_json::from_value(serde_json::to_value(&all.values).unwrap()).unwrap();
        prop_assert_eq!(&check(&YEARLY, &Applicability::ALL, &stored, &all.narrative, Depth::Draft).unwrap(), &all);
        kept.extend(stray);
        if let Err(faults) = check(&YEARLY, COMMUNE, &kept, &narrative, depth) {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|fault| fault.pointer.matches('/').count() == 2), "{faults:?}");
        }
    }
}

/// What danchu knows of a figure.
fn known(code: &str, value: ExactNumber) -> KnownFigures {
    KnownFigures(vec![KnownFigure {
        indicator: code.to_owned(),
        value: value.into(),
        source: FigureSource::Villages {},
        records: Vec::new(),
    }])
}

#[rstest]
#[case(json!(9), ExactNumber::Integer(9), None, &[])]
#[case(json!(8), ExactNumber::Integer(9), None, &["/narrative/B05"])]
#[case(json!(8), ExactNumber::Integer(9), Some("Một thôn vừa tách."), &[])]
#[case(json!(8), ExactNumber::Integer(9), Some("  "), &["/narrative/B05"])]
fn what_differs_from_what_is_known_is_explained(
    #[case] answer: Value,
    #[case] value: ExactNumber,
    #[case] why: Option<&str>,
    #[case] expected: &[&str],
) {
    let mut values = complete();
    values.insert("B05".to_owned(), answer);
    let narrative = why.map(|why| ("B05".to_owned(), why.to_owned())).into_iter().collect();
    let depth = Depth::Submission {
        previous: &Figures::new(),
        known: &known("B05", value),
    };
    let faults = check(&YEARLY, COMMUNE, &values, &narrative, depth)
        .err()
        .unwrap_or_default();
    let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(pointers, expected);
}
