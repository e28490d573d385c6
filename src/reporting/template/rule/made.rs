//! Made-up rules and answers for properties, over the indicators of the built-in yearly template.

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Arithmetic, Comparison, Expression, Indicators, Logic};
use crate::reporting::{
    figure::{Figure, Figures},
    template::{builtin, content::TemplateContent},
};

pub static YEARLY: LazyLock<TemplateContent> = LazyLock::new(|| builtin::yearly().unwrap());

pub fn indicators() -> Indicators<'static> {
    let indicators = YEARLY.indicators.iter();
    indicators
        .map(|indicator| (indicator.code.as_str(), indicator))
        .collect()
}

const COUNTS: [&str; 4] = ["A01", "D17.1", "D07", "F11"];
const TRUTHS: [&str; 2] = ["B02", "D15"];
const DATES: [&str; 2] = ["D15.1", "D16.1"];
const CHOICES: [&str; 4] = ["tot", "kha", "trung_binh", "yeu"];

fn answer(codes: &'static [&'static str]) -> impl Strategy<Value = Expression> {
    let code = || prop::sample::select(codes).prop_map(str::to_owned);
    prop_oneof![
        3 => code().prop_map(|code| Expression::Indicator { code }),
        1 => code().prop_map(|code| Expression::Previous { code }),
    ]
}

fn number() -> impl Strategy<Value = Expression> {
    let value = (-2000_i64..2000, 0_u32..=1).prop_map(|(digits, scale)| Decimal::new(digits, scale).normalize());
    value.prop_map(|value| Expression::Number { value })
}

pub fn quantity(depth: u32) -> BoxedStrategy<Expression> {
    let operator = prop::sample::select(vec![
        Arithmetic::Add,
        Arithmetic::Subtract,
        Arithmetic::Multiply,
        Arithmetic::Divide,
    ]);
    prop_oneof![3 => answer(&COUNTS), 1 => number()]
        .prop_recursive(depth, 8, 2, move |inner| {
            (inner.clone(), operator.clone(), inner)
                .prop_map(|(left, operator, right)| Expression::arithmetic(left, operator, right))
        })
        .boxed()
}

fn comparison(depth: u32) -> impl Strategy<Value = Expression> {
    let choice = prop::sample::select(&CHOICES).prop_map(|value| Expression::Choice {
        value: value.to_owned(),
    });
    let boolean = any::<bool>().prop_map(|value| Expression::Boolean { value });
    let equality = prop::sample::select(vec![Comparison::Equal, Comparison::NotEqual]);
    let order = prop::sample::select(vec![
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::Less,
        Comparison::AtMost,
        Comparison::Greater,
        Comparison::AtLeast,
    ]);
    let compared = |(left, operator, right)| Expression::comparison(left, operator, right);
    prop_oneof![
        6 => (quantity(depth), order.clone(), quantity(depth)).prop_map(compared),
        1 => (answer(&DATES), order, answer(&DATES)).prop_map(compared),
        1 => (answer(&["I01"]), equality.clone(), choice).prop_map(compared),
        1 => (answer(&TRUTHS), equality, boolean).prop_map(compared),
    ]
}

/// A well-typed rule; its sums and products are at most `depth` deep.
pub fn condition(depth: u32) -> BoxedStrategy<Expression> {
    let answered = prop::sample::select(&["A01", "B02", "D15.1", "B02.1"]);
    let logic = prop::sample::select(vec![Logic::And, Logic::Or, Logic::When]);
    prop_oneof![
        4 => comparison(depth),
        2 => answer(&TRUTHS),
        1 => answered.prop_map(|code| Expression::Answered { code: code.to_owned() }),
    ]
    .prop_recursive(3, 8, 2, move |inner| {
        prop_oneof![
            3 => (inner.clone(), logic.clone(), inner.clone())
                .prop_map(|(left, operator, right)| Expression::logic(left, operator, right)),
            1 => inner.prop_map(Expression::not),
        ]
    })
    .boxed()
}

/// Answers to some of the indicators, the numbers at most `greatest` in size.
pub fn figures(greatest: i64) -> impl Strategy<Value = Figures> {
    let number = move || prop_oneof![Just(0), Just(greatest), Just(-greatest), -greatest..=greatest];
    let integer = move || number().prop_map(Figure::Integer);
    let decimal = number().prop_map(|tenths| Figure::Decimal(Decimal::new(tenths, 1).normalize()));
    let truth = || any::<bool>().prop_map(Figure::Boolean);
    let date = || {
        let day = (2024..2027, 1_u32..=12, 1_u32..=28);
        day.prop_map(|(year, month, day)| Figure::Date(NaiveDate::from_ymd_opt(year, month, day).unwrap()))
    };
    let choice = prop::sample::select(&CHOICES).prop_map(|choice| Figure::Choice(choice.to_owned()));
    let some = |figure: BoxedStrategy<Figure>| prop::option::weighted(0.8, figure);
    let answers = (
        [
            some(integer().boxed()),
            some(integer().boxed()),
            some(integer().boxed()),
        ],
        some(decimal.boxed()),
        [some(truth().boxed()), some(truth().boxed())],
        [some(date().boxed()), some(date().boxed())],
        some(choice.boxed()),
    );
    answers.prop_map(|(integers, decimal, truths, dates, choice)| {
        let given = integers
            .into_iter()
            .chain([decimal])
            .chain(truths)
            .chain(dates)
            .chain([choice]);
        let codes = COUNTS.iter().chain(&TRUTHS).chain(&DATES).chain(&["I01"]);
        let answers = codes.zip(given);
        answers
            .filter_map(|(code, figure)| Some(((*code).to_owned(), figure?)))
            .collect::<BTreeMap<_, _>>()
    })
}
