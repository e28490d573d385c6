use std::sync::LazyLock;

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::json;

use super::*;
use crate::reporting::template::builtin;

type Report = BTreeMap<String, Figure>;

static YEARLY: LazyLock<TemplateContent> = LazyLock::new(|| builtin::yearly().unwrap());

fn fold(content: &TemplateContent, reports: &[Report]) -> Folded {
    let mut folded = Folded::empty(content);
    reports.iter().for_each(|report| folded.add(content, report).unwrap());
    folded
}

fn merged(one: &Folded, two: &Folded) -> Folded {
    let mut sum = one.clone();
    sum.merge(two).unwrap();
    sum
}

fn report(pairs: &[(&str, Figure)]) -> Report {
    pairs
        .iter()
        .map(|(code, figure)| ((*code).to_owned(), figure.clone()))
        .collect()
}

fn two_communes() -> [Report; 2] {
    [
        report(&[
            ("A01", Figure::Integer(3)),
            ("B02", Figure::Boolean(true)),
            ("D07", Figure::Integer(10_000_000_000_000)),
            ("F11", Figure::Decimal(Decimal::new(125, 1))),
            ("I01", Figure::Choice("tot".into())),
            ("I04", Figure::Text("Thiếu kinh phí".into())),
        ]),
        report(&[
            ("A01", Figure::Integer(4)),
            ("B02", Figure::Boolean(false)),
            ("F11", Figure::Decimal(Decimal::new(25, 2))),
            ("I01", Figure::Choice("tot".into())),
        ]),
    ]
}

#[test]
fn each_roll_up_is_shown_in_its_form() {
    let content = &*YEARLY;
    let totals = fold(content, &two_communes()).totals(content).unwrap();
    let shown = |code: &str| serde_json::to_value(totals.iter().find(|total| total.code == code).unwrap()).unwrap();
    let cases = [
        json!({"code": "A01", "n": 2, "value": 7}),
        json!({"code": "A02", "n": 0, "value": 0}),
        json!({"code": "B02", "n": 2, "value": 1}),
        json!({"code": "D07", "n": 1, "value": 10_000_000_000_000_i64}),
        json!({"code": "F11", "n": 2, "value": "12.75"}),
        json!({"code": "I01", "n": 2, "counts": {"tot": 2, "kha": 0, "trung_binh": 0, "yeu": 0}}),
        json!({"code": "I04", "n": 1}),
    ];
    for expected in cases {
        assert_eq!(shown(expected["code"].as_str().unwrap()), expected);
    }
}

#[test]
fn totals_keep_the_order_of_the_template() {
    let content = &*YEARLY;
    let totals = Folded::empty(content).totals(content).unwrap();
    assert!(
        totals
            .iter()
            .map(|total| &total.code)
            .eq(content.indicators.iter().map(|indicator| &indicator.code))
    );
}

#[test]
fn the_stored_form_is_small() {
    let mut content = YEARLY.clone();
    content
        .indicators
        .retain(|indicator| ["A01", "F11", "I01", "I04"].contains(&indicator.code.as_str()));
    let stored = serde_json::to_string(&fold(&content, &two_communes())).unwrap();
    assert_eq!(stored, r#"[[2,7],[2,1275],[2,{"tot":2}],[1,null]]"#);
}

#[test]
fn totals_of_another_template_are_refused_and_change_nothing() {
    let content = &*YEARLY;
    let (mut shorter, mut reordered) = (content.clone(), content.clone());
    shorter.indicators.pop();
    reordered.indicators.reverse();
    for other in [shorter, reordered] {
        let mut folded = fold(content, &two_communes());
        let before = folded.clone();
        assert_eq!(folded.merge(&Folded::empty(&other)), Err(AnotherTemplate));
        assert_eq!(folded.add(&other, &Report::new()), Err(AnotherTemplate));
        assert_eq!(folded.totals(&other), Err(AnotherTemplate));
        assert_eq!(folded, before);
    }
}

fn any_report() -> impl Strategy<Value = Report> {
    let number = -10_000_000_000_000_i64..=10_000_000_000_000;
    let hundredths = -1_000_000_000_000_000_i64..=1_000_000_000_000_000;
    let choice = prop::sample::select(vec!["tot", "kha", "yeu"]);
    let answers = (
        prop::option::of(number.prop_map(Figure::Integer)),
        prop::option::of(any::<bool>().prop_map(Figure::Boolean)),
        prop::option::of(hundredths.prop_map(|hundredths| Figure::Decimal(Decimal::new(hundredths, 2)))),
        prop::option::of(choice.prop_map(|choice| Figure::Choice(choice.to_owned()))),
        prop::option::of(Just(Figure::Text("x".to_owned()))),
    );
    answers.prop_map(|(number, yes, area, rating, text)| {
        let answers = [
            ("D07", number),
            ("B02", yes),
            ("F11", area),
            ("I01", rating),
            ("I04", text),
        ];
        answers
            .into_iter()
            .filter_map(|(code, figure)| Some((code.to_owned(), figure?)))
            .collect()
    })
}

fn any_reports() -> impl Strategy<Value = Vec<Report>> {
    prop::collection::vec(any_report(), 0..12)
}

/// A sum by hand, one indicator at a time.
fn naive(reports: &[Report], code: &str) -> (u64, i128) {
    let figures: Vec<&Figure> = reports.iter().filter_map(|report| report.get(code)).collect();
    let sum = figures.iter().map(|figure| match figure {
        Figure::Integer(number) => i128::from(*number),
        Figure::Decimal(number) => (*number * Decimal::ONE_HUNDRED).trunc().mantissa(),
        Figure::Boolean(yes) => i128::from(*yes),
        Figure::Choice(choice) => i128::from(choice == "tot"),
        Figure::Text(_) | Figure::Date(_) => 0,
    });
    (figures.len().try_into().unwrap(), sum.sum())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn folding_equals_adding_by_hand(reports in any_reports()) {
        let content = &*YEARLY;
        let folded = fold(content, &reports);
        for (cell, indicator) in folded.cells().iter().zip(&content.indicators) {
            let sum = match &cell.value {
                Aggregate::Sum(sum) => sum.0,
                Aggregate::Counts(counts) => counts.get("tot").copied().unwrap_or_default().into(),
                Aggregate::Items => 0,
            };
            prop_assert_eq!((cell.n, sum), naive(&reports, &indicator.code), "{}", indicator.code);
        }
    }

    #[test]
    fn merging_ignores_order_and_grouping(one in any_reports(), two in any_reports(), three in any_reports()) {
        let content = &*YEARLY;
        let [a, b, c] = [&one, &two, &three].map(|reports| fold(content, reports));
        prop_assert_eq!(merged(&a, &b), merged(&b, &a));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(merged(&a, &Folded::empty(content)), a.clone());
        let together = [one, two, three].concat();
        prop_assert_eq!(merged(&merged(&a, &b), &c), fold(content, &together));
    }

    #[test]
    fn what_is_stored_reads_back(reports in any_reports()) {
        let folded = fold(&YEARLY, &reports);
        let stored = serde_json::to_string(&folded).unwrap();
        prop_assert_eq!(serde_json::from_str::<Folded>(&stored).unwrap(), folded);
    }
}
