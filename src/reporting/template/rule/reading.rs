//! Reads the text of a rule. Each function is one line of the grammar, the weakest binding first; what it reads ends with
//! the white space behind it, so that an error always stands at the beginning of a word.

use rust_decimal::Decimal;
use winnow::{
    combinator::{alt, cut_err, delimited, fail, opt, preceded, separated_foldl1, terminated},
    error::{ContextError, ErrMode},
    prelude::*,
    stream::Stateful,
    token::{one_of, take_while},
};

use super::{Arithmetic, Comparison, Expected, Expression, Logic, SyntaxFault};
use crate::reporting::{figure::GREATEST_NUMBER, template::consistency::MOST_DECIMALS};

/// The longest text of a rule, in characters.
pub const LONGEST: usize = 500;

/// How deep parentheses, `not` and `when` may stand in each other.
pub const DEEPEST: usize = 16;

/// How many nodes the tree of a rule may have.
pub const MOST_NODES: usize = 100;

/// Words that are no codes of indicators.
const RESERVED: [&str; 9] = [
    "when", "then", "or", "and", "not", "answered", "previous", "true", "false",
];

/// The rest of the text, and how deep it stands.
type Source<'s> = Stateful<&'s str, usize>;

type Refused = ErrMode<ContextError<Expected>>;

type Read<T = Expression> = Result<T, Refused>;

/// The tree of a rule, or where its text first goes wrong.
pub fn read(text: &str) -> Result<Expression, SyntaxFault> {
    if text.chars().count() > LONGEST {
        return Err(SyntaxFault::new(LONGEST, Expected::ShorterText));
    }
    let source = Stateful { input: text, state: 0 };
    let tree = preceded(spaces, condition).parse(source).map_err(|error| {
        let before = text.get(..error.offset()).unwrap_or(text).chars().count();
        let expected = error.inner().context().next().copied();
        SyntaxFault::new(before, expected.unwrap_or(Expected::OperatorOrEnd))
    })?;
    match tree.nodes().len() {
        ..=MOST_NODES => Ok(tree),
        _ => Err(SyntaxFault::new(0, Expected::FewerNodes)),
    }
}

/// `"when" condition "then" condition | either`
fn condition(source: &mut Source<'_>) -> Read {
    if opt(word("when")).parse_next(source)?.is_none() {
        return either.parse_next(source);
    }
    let when = deeper(condition).parse_next(source)?;
    cut_err(word("then")).context(Expected::Then).parse_next(source)?;
    let then = deeper(condition).parse_next(source)?;
    Ok(Expression::logic(when, Logic::When, then))
}

/// `both ("or" both)*`
fn either(source: &mut Source<'_>) -> Read {
    let or = word("or").value(Logic::Or);
    separated_foldl1(both, or, Expression::logic).parse_next(source)
}

/// `negation ("and" negation)*`
fn both(source: &mut Source<'_>) -> Read {
    let and = word("and").value(Logic::And);
    separated_foldl1(negation, and, Expression::logic).parse_next(source)
}

/// `"not" negation | comparison`
fn negation(source: &mut Source<'_>) -> Read {
    match opt(word("not")).parse_next(source)? {
        Some(()) => deeper(negation).map(Expression::not).parse_next(source),
        None => comparison.parse_next(source),
    }
}

/// `sum (("=" | "!=" | "<" | "<=" | ">" | ">=") sum)?`
fn comparison(source: &mut Source<'_>) -> Read {
    let left = sum.parse_next(source)?;
    let operator = alt((
        "<=".value(Comparison::AtMost),
        ">=".value(Comparison::AtLeast),
        "!=".value(Comparison::NotEqual),
        "=".value(Comparison::Equal),
        "<".value(Comparison::Less),
        ">".value(Comparison::Greater),
    ));
    match opt(terminated(operator, spaces)).parse_next(source)? {
        None => Ok(left),
        Some(operator) => sum
            .map(|right| Expression::comparison(left.clone(), operator, right))
            .parse_next(source),
    }
}

/// `product (("+" | "-") product)*`
fn sum(source: &mut Source<'_>) -> Read {
    let operator = alt(('+'.value(Arithmetic::Add), '-'.value(Arithmetic::Subtract)));
    separated_foldl1(product, terminated(operator, spaces), Expression::arithmetic).parse_next(source)
}

/// `operand (("*" | "/") operand)*`
fn product(source: &mut Source<'_>) -> Read {
    let operator = alt(('*'.value(Arithmetic::Multiply), '/'.value(Arithmetic::Divide)));
    separated_foldl1(operand, terminated(operator, spaces), Expression::arithmetic).parse_next(source)
}

/// `number | '"' choice '"' | "(" condition ")" | "true" | "false" | "answered" "(" code ")" | "previous" "(" code ")" | code`
fn operand(source: &mut Source<'_>) -> Read {
    let group = delimited(('(', spaces), deeper(condition), closing(Expected::OperatorOrClosing));
    let answered = in_parentheses("answered").map(|code| Expression::Answered { code });
    let previous = in_parentheses("previous").map(|code| Expression::Previous { code });
    let truth = word("true").value(true);
    let untruth = word("false").value(false);
    let boolean = alt((truth, untruth)).map(|value| Expression::Boolean { value });
    let indicator = code.map(|code| Expression::Indicator { code });
    let none = fail.context(Expected::Operand);
    cut_err(alt((
        number, choice, group, answered, previous, boolean, indicator, none,
    )))
    .parse_next(source)
}

fn number(source: &mut Source<'_>) -> Read {
    let start = source.checkpoint();
    let digits = || take_while(1.., |c: char| c.is_ascii_digit());
    let written = (opt('-'), digits(), opt(('.', digits()))).take().parse_next(source)?;
    match exact(written) {
        Some(value) => spaces.value(Expression::Number { value }).parse_next(source),
        None => {
            source.reset(&start);
            cut_err(fail).context(Expected::SmallerNumber).parse_next(source)
        }
    }
}

/// A number as large and as fine as an answer may be.
fn exact(written: &str) -> Option<Decimal> {
    let number = Decimal::from_str_exact(written).ok()?.normalize();
    let kept = number.scale() <= u32::from(MOST_DECIMALS) && number.abs() <= Decimal::from(GREATEST_NUMBER);
    kept.then_some(number)
}

fn choice(source: &mut Source<'_>) -> Read {
    let inside = take_while(1.., |c: char| c != '"' && !c.is_control());
    let quote = cut_err('"').context(Expected::Quote);
    let value = delimited('"', inside, (quote, spaces)).parse_next(source)?;
    let value = value.to_owned();
    Ok(Expression::Choice { value })
}

/// `function "(" code ")"`
fn in_parentheses<'s>(function: &'static str) -> impl Parser<Source<'s>, String, Refused> {
    let opening = cut_err(('(', spaces)).context(Expected::Opening);
    let code = cut_err(code).context(Expected::Code);
    delimited((word(function), opening), code, closing(Expected::Closing))
}

fn closing<'s>(expected: Expected) -> impl Parser<Source<'s>, (), Refused> {
    cut_err((')', spaces).void()).context(expected)
}

fn code(source: &mut Source<'_>) -> Read<String> {
    let free = name.verify(|name: &str| !RESERVED.contains(&name));
    terminated(free, spaces).map(str::to_owned).parse_next(source)
}

fn word<'s>(wanted: &'static str) -> impl Parser<Source<'s>, (), Refused> {
    (name.verify(move |name: &str| name == wanted), spaces).void()
}

/// A letter, then letters, digits, `.` and `_`.
fn name<'s>(source: &mut Source<'s>) -> Read<&'s str> {
    let rest = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_');
    (one_of(char::is_alphabetic), take_while(0.., rest))
        .take()
        .parse_next(source)
}

fn spaces(source: &mut Source<'_>) -> Read<()> {
    take_while(0.., char::is_whitespace).void().parse_next(source)
}

/// What `inner` reads, one step deeper; refused where that is too deep.
fn deeper<'s>(mut inner: impl Parser<Source<'s>, Expression, Refused>) -> impl Parser<Source<'s>, Expression, Refused> {
    move |source: &mut Source<'s>| {
        if source.state >= DEEPEST {
            return cut_err(fail).context(Expected::ShallowerNesting).parse_next(source);
        }
        source.state += 1;
        let read = inner.parse_next(source);
        source.state -= 1;
        read
    }
}

#[cfg(test)]
mod tests;
