//! What every unit has: a committee, a Council, the Front; and under them a division, a school, a health station.

use super::{Body, Places, always, id_of, places::said};
use crate::{
    access::{Level, OrganisationId, OrganisationKind},
    demo::{Tier, day::day, tier::two_tiers},
    organisation::sector::Sector,
    territory::unit,
};

const MERGER: &str = "Nghị quyết 1670/NQ-UBTVQH15";
const END: &str =
    "Kết thúc hoạt động từ ngày 01/7/2025 khi tổ chức chính quyền địa phương 02 cấp (Nghị quyết 1670/NQ-UBTVQH15)";

/// The committee of a unit.
pub fn committee_of(unit: &unit::Model) -> OrganisationId {
    id_of(&format!("committee/{}/{}", unit.code, unit.valid_from))
}

/// The organisations of all districts and communes.
pub fn local(places: &Places, tier: Tier) -> Vec<Body> {
    let today = tier.today();
    let districts = places.standing(Level::District, always()).zip(60..);
    let mut bodies: Vec<Body> = districts
        .flat_map(|(district, number)| old_district(places, district, number, tier))
        .collect();
    if tier == Tier::TwoTier {
        let communes = places.standing(Level::Commune, today).zip(100..);
        bodies.extend(communes.flat_map(|(commune, number)| new_commune(commune, &format!("H35.{number}"))));
    }
    bodies
}

/// A district as it was until 2025, with its communes.
fn old_district(places: &Places, district: &unit::Model, number: u32, tier: Tier) -> Vec<Body> {
    let code = format!("H35.{number}");
    let mut bodies = old_unit(places, district, &code, tier);
    let committee = committee_of(district);
    let name = format!("Phòng Nội vụ {}", said(district));
    let division = Body::new(
        &format!("division/{}", district.code),
        name,
        OrganisationKind::CommuneDivision,
        district.id,
    )
    .login(format!("pnv-{}", district.code))
    .code(format!("{code}.0"))
    .managed_by(committee)
    .follows_parent()
    .mandated(committee, day(2023, 7, 1), "Quyết định số 31/QĐ-UBND");
    bodies.push(ended(division, tier));
    let communes = places
        .standing(Level::Commune, always())
        .filter(|unit| unit.parent_id == Some(district.id));
    for (commune, number) in communes.zip(1..) {
        let code = format!("{code}.{number}");
        bodies.extend(old_unit(places, commune, &code, tier));
        if tier == Tier::ThreeTier {
            bodies.extend(served(commune, committee, &code));
        }
    }
    bodies
}

/// The committee of a unit of 2024, and its Council and Front while they are there.
fn old_unit(places: &Places, unit: &unit::Model, code: &str, tier: Tier) -> Vec<Body> {
    let committee = ended(committee(unit).code(code.to_owned()), tier);
    match (tier, places.heir_of(unit.id)) {
        (Tier::ThreeTier, _) => [vec![committee], overseers(unit)].concat(),
        (Tier::TwoTier, Some(heir)) => vec![
            committee
                .login(format!("{}.{}", unit.code, 2024))
                .left_to(committee_of(heir)),
        ],
        (Tier::TwoTier, None) => vec![committee],
    }
}

fn ended(body: Body, tier: Tier) -> Body {
    match tier {
        Tier::TwoTier => body.until(two_tiers(), END),
        Tier::ThreeTier => body,
    }
}

/// A commune of the two tiers.
fn new_commune(commune: &unit::Model, code: &str) -> Vec<Body> {
    let since = |body: Body| body.since(two_tiers(), MERGER);
    let committee = committee(commune).code(code.to_owned());
    let name = format!("Phòng Văn hóa – Xã hội {}", said(commune));
    let division = Body::new(
        &format!("division/{}", commune.code),
        name,
        OrganisationKind::CommuneDivision,
        commune.id,
    )
    .login(format!("vhxh-{}", commune.code))
    .code(format!("{code}.0"))
    .managed_by(committee.row.id)
    .follows_parent()
    .mandated(committee.row.id, two_tiers(), "Quyết định số 05/QĐ-UBND");
    let served = served(commune, committee.row.id, code);
    let all = [vec![committee], overseers(commune), vec![division], served].concat();
    all.into_iter().map(since).collect()
}

/// The committee, Council and Front of the province.
pub fn of_province(province: &unit::Model) -> Vec<Body> {
    [vec![committee(province).code("H35".to_owned())], overseers(province)].concat()
}

fn committee(unit: &unit::Model) -> Body {
    let name = format!("Ủy ban nhân dân {}", said(unit));
    Body::new(
        &format!("committee/{}/{}", unit.code, unit.valid_from),
        name,
        OrganisationKind::PeopleCommittee,
        unit.id,
    )
    .login(&unit.code)
}

fn overseers(unit: &unit::Model) -> Vec<Body> {
    let body = |what: &str, name: &str, kind| {
        let name = format!("{name} {}", said(unit));
        Body::new(
            &format!("{what}/{}/{}", unit.code, unit.valid_from),
            name,
            kind,
            unit.id,
        )
        .login(&unit.code)
    };
    vec![
        body("council", "Hội đồng nhân dân", OrganisationKind::PeopleCouncil),
        body(
            "front",
            "Ủy ban Mặt trận Tổ quốc Việt Nam",
            OrganisationKind::FatherlandFront,
        ),
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
        body("tram-y-te", format!("Trạm Y tế {}", said(commune)), Sector::Health, 2),
    ]
}
