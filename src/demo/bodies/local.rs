//! What every unit has: a committee, a Council, the Front; and under them a division, a school, a health station.

use super::{Body, Places, always, id_of};
use crate::{
    access::{Level, OrganisationId, OrganisationKind},
    demo::{Tier, act::act_id, day::day, tier::two_tiers},
    organisation::sector::Sector,
    reorganisation::{bodies::governing_name, carry_out::body_id},
    territory::unit,
};

/// The committee of a unit: one of the two tiers was opened by the act that made the unit.
pub fn committee_of(unit: &unit::Model) -> OrganisationId {
    match unit.valid_from == two_tiers() {
        true => body_id(act_id(), OrganisationKind::PeopleCommittee, unit.id),
        false => id_of(&format!("committee/{}/{}", unit.code, unit.valid_from)),
    }
}

/// The organisations of all districts and communes as they were in 2024.
pub fn local(places: &Places, tier: Tier) -> Vec<Body> {
    let districts = places.standing(Level::District, always()).zip(60..);
    districts
        .flat_map(|(district, number)| of_district(places, district, number, tier))
        .collect()
}

/// A district with its communes.
fn of_district(places: &Places, district: &unit::Model, number: u32, tier: Tier) -> Vec<Body> {
    let code = format!("H35.{number}");
    let committee = committee_of(district);
    let mut bodies = governing(district, &code, tier);
    bodies.push(old_division(district, &code));
    bodies.push(health_centre(district, &code));
    let communes = places
        .standing(Level::Commune, always())
        .filter(|unit| unit.parent_id == Some(district.id));
    for (commune, number) in communes.zip(1..) {
        let code = format!("{code}.{number}");
        bodies.extend(governing(commune, &code, tier));
        bodies.extend(served(commune, committee, &code));
    }
    bodies
}

/// Committee, Council and Front. Codes were given out again in 2025, so the logins of those before say their year.
fn governing(unit: &unit::Model, code: &str, tier: Tier) -> Vec<Body> {
    let bodies = [vec![committee(unit).code(code.to_owned())], overseers(unit)].concat();
    let login = match tier {
        Tier::ThreeTier => unit.code.clone(),
        Tier::TwoTier => format!("{}.2024", unit.code),
    };
    bodies.into_iter().map(|body| body.login(login.clone())).collect()
}

fn old_division(district: &unit::Model, code: &str) -> Body {
    let committee = committee_of(district);
    let key = format!("division/{}", district.code);
    let name = format!("Phòng Nội vụ {}", district.said());
    Body::new(&key, name, OrganisationKind::CommuneDivision, district.id)
        .login(format!("pnv-{}", district.code))
        .code(format!("{code}.0"))
        .managed_by(committee)
        .follows_parent()
        .mandated(committee, day(2023, 7, 1), "Quyết định số 31/QĐ-UBND")
}

/// A unit of the district itself, which no commune can take over.
fn health_centre(district: &unit::Model, code: &str) -> Body {
    let key = format!("ttyt/{}", district.code);
    let name = format!("Trung tâm Y tế {}", district.said());
    Body::new(&key, name, OrganisationKind::PublicServiceUnit, district.id)
        .login(format!("ttyt-{}", district.code))
        .code(format!("{code}.90"))
        .sector(Sector::Health)
        .managed_by(committee_of(district))
}

/// The divisions of the communes of 2025.
pub fn divisions(places: &Places) -> Vec<Body> {
    let communes = places.standing(Level::Commune, two_tiers()).zip(100..);
    communes
        .map(|(commune, number)| new_division(commune, &format!("H35.{number}")))
        .collect()
}

/// The division that acts for a commune's committee since 2025.
fn new_division(commune: &unit::Model, code: &str) -> Body {
    let committee = committee_of(commune);
    let key = format!("division/{}", commune.code);
    let name = format!("Phòng Văn hóa – Xã hội {}", commune.said());
    Body::new(&key, name, OrganisationKind::CommuneDivision, commune.id)
        .login(format!("vhxh-{}", commune.code))
        .code(format!("{code}.0"))
        .managed_by(committee)
        .follows_parent()
        .mandated(committee, two_tiers(), "Quyết định số 05/QĐ-UBND")
        .since(
            two_tiers(),
            "Nghị quyết của Hội đồng nhân dân xã về thành lập các cơ quan chuyên môn",
        )
}

/// The committee, Council and Front of the province.
pub fn of_province(province: &unit::Model) -> Vec<Body> {
    [vec![committee(province).code("H35".to_owned())], overseers(province)].concat()
}

fn committee(unit: &unit::Model) -> Body {
    let name = format!("{} {}", governing_name(OrganisationKind::PeopleCommittee), unit.said());
    Body::new(
        &format!("committee/{}/{}", unit.code, unit.valid_from),
        name,
        OrganisationKind::PeopleCommittee,
        unit.id,
    )
    .login(&unit.code)
}

fn overseers(unit: &unit::Model) -> Vec<Body> {
    let body = |what: &str, kind| {
        let key = format!("{what}/{}/{}", unit.code, unit.valid_from);
        let name = format!("{} {}", governing_name(kind), unit.said());
        Body::new(&key, name, kind, unit.id).login(&unit.code)
    };
    vec![
        body("council", OrganisationKind::PeopleCouncil),
        body("front", OrganisationKind::FatherlandFront),
    ]
}

/// A school and a health station in a commune, managed by a committee.
fn served(commune: &unit::Model, manager: OrganisationId, code: &str) -> Vec<Body> {
    let body = |what: &str, name: String, sector, number: u8| {
        Body::new(
            &format!("{what}/{}", commune.code),
            name,
            OrganisationKind::PublicServiceUnit,
            commune.id,
        )
        .login(format!("{what}-{}", commune.code))
        .code(format!("{code}.{number}"))
        .sector(sector)
        .managed_by(manager)
    };
    vec![
        body(
            "truong",
            format!("Trường Tiểu học và Trung học cơ sở {}", commune.name),
            Sector::Education,
            1,
        ),
        body("tram-y-te", format!("Trạm Y tế {}", commune.said()), Sector::Health, 2),
    ]
}
