//! A unit: its duties, and what it has made known.

use maud::{Markup, html};

use super::{
    dashboard::targets,
    layout::{Look, laid_out},
};
use crate::{
    access::{UnitId, Visitor},
    http::{Answer, Code, Problem, Result},
    portal::{
        boards::boards_of,
        conventions::conventions_of,
        coverage::{public_coverage, unit_coded},
        disclosures::disclosures_of,
        query::PublicQuery,
        resolutions::resolutions_of,
    },
};

/// 404 for a code that no unit has today.
pub async fn page(visitor: &Visitor, look: Look, code: &str) -> Result<Answer> {
    let words = look.words;
    let unit = unit_coded(visitor, code)
        .await?
        .ok_or_else(|| Problem::new(Code::NotFound))?;
    let coverage = public_coverage(visitor, &unit).await?;
    let few = PublicQuery::first_of(unit.id);
    let disclosures = disclosures_of(visitor, &few).await?;
    let resolutions = resolutions_of(visitor, &few).await?;
    let conventions = conventions_of(visitor, &few).await?;
    let boards = boards_of(visitor, &few).await?;
    let page = format!("/{code}");
    let about = html! {
        p { a href=(look.address("")?) { "← " (words.all) } }
        p { (words.as_of) " " (words.date(coverage.as_of)) }
    };
    let made_known = disclosures.items.iter().map(|(told, _)| {
        html! {
            (told.title) " (" (told.article) ")"
            @if let Some(day) = told.disclosed_on { ", " (words.date(day)) }
        }
    });
    let passed = resolutions.items.iter().map(|(told, _)| {
        html! {
            (told.title)
            @if let Some(day) = told.adopted_on { ", " (words.date(day)) }
        }
    });
    let held = conventions
        .items
        .iter()
        .map(|(told, _)| html! { (told.title) " (" (told.village) ")" });
    let serving = boards.items.iter().map(|(told, _)| html! { (told.name) });
    let content = html! {
        (targets(look, &page, &coverage.duties)?)
        (listed(look, "disclosures", words.disclosures, made_known.collect(), unit.id))
        (listed(look, "inspection-boards", words.boards, serving.collect(), unit.id))
        (listed(look, "council-resolutions", words.resolutions, passed.collect(), unit.id))
        (listed(look, "village-conventions", words.conventions, held.collect(), unit.id))
    };
    laid_out(look, &page, &coverage.unit_name, &about, &content)
}

/// The first of a list that anybody may read, and where the rest is.
fn listed(look: Look, list: &str, heading: &str, items: Vec<Markup>, unit: UnitId) -> Markup {
    html! {
        section aria-labelledby=(list) {
            h2 id=(list) { (heading) }
            @if items.is_empty() {
                p { (look.words.none) }
            } @else {
                ul { @for item in &items { li { (item) } } }
                p { a href={ "/api/v1/public/" (list) "?unit=" (unit) } { (look.words.more) } }
            }
        }
    }
}
