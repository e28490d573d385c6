//! The whole register: each target, the chosen duty on the map, by unit and by month.

use maud::{Markup, html};

use super::{
    bar::{bar, numbers, told},
    layout::{Look, laid_out},
    map::map,
};
use crate::{
    access::Visitor,
    duty::{
        Duty, Told,
        trend::{Trend, trend},
    },
    http::{Answer, Result, wire_name},
    portal::coverage::{PublicCoverage, PublicDuty, public_coverage, topmost},
};

pub async fn page(visitor: &Visitor, look: Look) -> Result<Answer> {
    let unit = topmost(visitor).await?;
    let coverage = public_coverage(visitor, &unit).await?;
    let about = html! {
        p { (look.words.about) }
        p { (look.words.as_of) " " (look.words.date(coverage.as_of)) }
    };
    let by_month = match Duty::of(look.duty, coverage.as_of) {
        Ok(duty) => by_month(
            look,
            &trend(visitor, duty, &unit, (coverage.as_of, Told::OfMany)).await?,
        ),
        Err(_) => html! {},
    };
    let content = html! {
        (targets(look, "", &coverage.duties)?)
        (by_unit(look, &coverage)?)
        (by_month)
    };
    laid_out(look, "", &coverage.unit_name, &about, &content)
}

/// Each duty under its target.
pub fn targets(look: Look, page: &str, duties: &[PublicDuty]) -> Result<Markup> {
    let words = look.words;
    let mut sections = Vec::new();
    let mut listed: Vec<&str> = Vec::new();
    for target in duties.iter().map(|duty| duty.target) {
        if !listed.contains(&target) {
            listed.push(target);
        }
    }
    listed.sort_unstable();
    for target in listed {
        let mut rows = Vec::new();
        for duty in duties.iter().filter(|duty| duty.target == target) {
            rows.push((look.of_duty(duty.duty).address(page)?, duty));
        }
        sections.push((target, rows));
    }
    Ok(html! {
        section aria-labelledby="targets" {
            h2 #targets { (words.targets) }
            p { (words.targets_about) }
            @for (target, rows) in &sections {
                h3 { (words.target(target)) }
                ul.bars {
                    @for (address, duty) in rows {
                        li { (of_duty(look, address, duty)) }
                    }
                }
            }
        }
    })
}

fn of_duty(look: Look, address: &str, duty: &PublicDuty) -> Markup {
    let words = look.words;
    html! {
        a href={ (address) "#by-unit" } { (words.duty(duty.duty)) }
        span.numbers { (told(words, duty)) }
        @if let Some(percentage) = duty.percentage { (bar(percentage)) }
    }
}

fn by_unit(look: Look, coverage: &PublicCoverage) -> Result<Markup> {
    let words = look.words;
    let mut choices = Vec::new();
    for duty in &coverage.duties {
        choices.push((wire_name(&duty.duty)?, duty.duty == look.duty, duty));
    }
    let mut rows = Vec::new();
    for part in &coverage.parts {
        let Some(duty) = part.duties.iter().find(|duty| duty.duty == look.duty) else {
            continue;
        };
        rows.push((look.address(&format!("/{}", part.unit_code))?, &part.unit_name, duty));
    }
    let chosen = words.duty(look.duty);
    Ok(html! {
        section aria-labelledby="by-unit" {
            h2 #by-unit { (words.on_the_map) }
            form method="get" action="/cong-khai#by-unit" {
                label for="duty" { (words.choose) }
                select #duty name="duty" {
                    @for (code, selected, duty) in &choices {
                        option value=(code) selected[*selected] { (words.duty(duty.duty)) }
                    }
                }
                input type="hidden" name="lang" value=(words.language.tag());
                @if look.embedded { input type="hidden" name="embed" value="1"; }
                button type="submit" { (words.show) }
            }
            p.chosen { strong { (chosen) } }
            (map(look, &coverage.parts, chosen)?)
            table {
                caption { (chosen) }
                thead { tr { th scope="col" { (words.unit) } th scope="col" { (words.done) } th.wide scope="col" { (words.share) } } }
                tbody {
                    @for (address, name, duty) in &rows {
                        tr {
                            th scope="row" { a href=(address) { (name) } }
                            td { (told(words, duty)) }
                            td.wide { @if let Some(percentage) = duty.percentage { (bar(percentage)) } }
                        }
                    }
                }
            }
        }
    })
}

fn by_month(look: Look, trend: &Trend) -> Markup {
    let words = look.words;
    html! {
        section aria-labelledby="by-month" {
            h2 #by-month { (words.trend) }
            table {
                caption { (words.duty(trend.duty)) }
                thead { tr { th scope="col" { (words.day) } th scope="col" { (words.done) } th.wide scope="col" { (words.share) } } }
                tbody {
                    @for day in &trend.days {
                        tr {
                            th scope="row" { (words.date(day.as_of)) }
                            td { (numbers(words, (day.cells.owing, day.cells.withheld > 0), Some(day.cells.done), day.percentage)) }
                            td.wide { @if let Some(percentage) = day.percentage { (bar(percentage)) } }
                        }
                    }
                }
            }
        }
    }
}
