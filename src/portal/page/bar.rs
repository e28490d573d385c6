//! How far something is, as a bar beside its numbers; and in which of a few bands a share lies.

use maud::{Markup, html};

use super::words::Words;
use crate::portal::coverage::PublicDuty;

/// A bar, of which the numbers beside it say the same.
pub fn bar(percentage: f64) -> Markup {
    html! {
        svg.bar viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.whole width="100" height="6" {}
            rect class=(band(Some(percentage), 0)) width=(percentage) height="6" {}
        }
    }
}

/// The class of a share: none, less than a half, than four fifths, than all, all; where nothing but what was carried over holds, a class of its own.
pub const fn band(percentage: Option<f64>, carried_over: i64) -> &'static str {
    match percentage {
        None => "nobody",
        Some(0.0) if carried_over > 0 => "carried",
        Some(share) if share >= 100.0 => "all",
        Some(share) if share >= 80.0 => "most",
        Some(share) if share >= 50.0 => "half",
        Some(share) if share > 0.0 => "some",
        Some(_) => "none",
    }
}

/// The bands with what they mean.
pub const fn bands(words: &Words) -> [(&'static str, &'static str); 6] {
    [
        ("carried", words.carried_over),
        ("none", "0\u{a0}%"),
        ("some", "<\u{a0}50\u{a0}%"),
        ("half", "50–<\u{a0}80\u{a0}%"),
        ("most", "80–<\u{a0}100\u{a0}%"),
        ("all", "100\u{a0}%"),
    ]
}

/// How far a duty is, with what was carried over.
pub fn told(words: &Words, duty: &PublicDuty) -> String {
    let numbers = numbers(words, (duty.owing, duty.withheld), duty.done, duty.percentage);
    match duty.carried_over {
        0 => numbers,
        carried => format!("{numbers} · {carried} {}", words.carried_over),
    }
}

/// `37/38 · 97,3 %`; that there are people of whom nothing is told is said apart.
pub fn numbers(words: &Words, (owing, withheld): (i64, bool), done: Option<i64>, percentage: Option<f64>) -> String {
    match (done, percentage) {
        (Some(done), Some(percentage)) => {
            let told = format!("{done}/{owing} · {}", words.percentage(percentage));
            match withheld {
                false => told,
                true => format!("{told} (+ {})", words.few),
            }
        }
        _ if withheld => words.few.to_owned(),
        _ => words.nobody.to_owned(),
    }
}
