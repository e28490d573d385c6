//! The bodies of the province itself: departments, hospitals, upper-secondary schools, enterprises and others, from a list. Some
//! departments were merged on 2025-03-01.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Body, Places, id_of, local};
use crate::{
    access::{OrganisationId, OrganisationKind},
    demo::{Tier, day::day},
    http::{Problem, Result},
    organisation::sector::Sector,
    territory::unit,
};

const LIST: &str = include_str!("../../../assets/demo/province.csv");
const MERGER: &str = "Nghị quyết về sắp xếp cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh, thực hiện từ ngày 01/3/2025";
/// The department that acts for the committee in reporting.
const MANDATED: &str = "so-noi-vu";
/// Asked although the law does not oblige them.
const INVITED: [&str; 3] = ["van-phong-tinh-uy", "toa-an", "che-tam-duong"];

/// A line of the list.
#[derive(Deserialize)]
struct Line {
    login: String,
    name: String,
    kind: OrganisationKind,
    sector: Option<Sector>,
    managed_by: Option<String>,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
    /// Who goes on with its work.
    heir: Option<String>,
}

/// The organisations whose unit is the province, as they stand on the demonstration's day or have ended before it.
pub fn province(places: &Places, tier: Tier) -> Result<Vec<Body>> {
    let unit = places.province()?;
    let mut bodies = local::of_province(unit);
    let lines = csv::Reader::from_reader(LIST.as_bytes()).into_deserialize::<Line>();
    for (line, number) in lines.zip(1_u32..) {
        let line = line.map_err(Problem::internal)?;
        if line.since.is_none_or(|since| since <= tier.today()) {
            bodies.push(body(line, number, unit, tier));
        }
    }
    Ok(bodies)
}

/// Organisations to ask by name when a round is opened.
pub fn invited() -> impl Iterator<Item = OrganisationId> {
    INVITED.into_iter().map(id_of)
}

fn body(line: Line, number: u32, unit: &unit::Model, tier: Tier) -> Body {
    let name = match line.kind {
        OrganisationKind::ProvincialDepartment => format!("{} {}", line.name, unit.said()),
        _ => line.name,
    };
    let mut body = Body::new(&line.login, name, line.kind, unit.id).code(format!("H35.{number}"));
    if let Some(sector) = line.sector {
        body = body.sector(sector);
    }
    if let Some(manager) = line.managed_by {
        body = body.managed_by(id_of(&manager));
    }
    if let Some(since) = line.since {
        body = body.since(since, MERGER);
    }
    if line.login == MANDATED {
        body = body.mandated(local::committee_of(unit), day(2023, 7, 1), "Quyết định số 12/QĐ-UBND");
    }
    if let (Some(until), Some(heir)) = (line.until.filter(|until| *until <= tier.today()), line.heir) {
        body = body.until(until, MERGER).left_to(id_of(&heir));
    }
    body.login(line.login)
}
