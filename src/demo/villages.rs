//! A handful of villages in each commune, with their households.

use super::{
    bodies::{Places, always, committee_of},
    chance::{between, pick},
    day::day,
};
use crate::{
    access::{Level, derived},
    territory::{unit, village, village_households, village_kind::VillageKind},
    text,
};

const NAMES: &[&str] = &[
    "Nà Khằm",
    "Nà Đon",
    "Nà Bỏ",
    "Phiêng Hoi",
    "Phiêng Đanh",
    "Hợp Nhất",
    "Thèn Thầu",
    "Lùng Than",
    "Sin Câu",
    "Chin Chu Chải",
    "Hồng Thu Mông",
    "Tả Chải",
    "Sì Thâu Chải",
    "Bản Thẳm",
    "Bản Hon",
    "Nậm Loỏng",
    "Suối Thầu",
    "Huổi Pha",
    "Pá Mô",
    "Mường Cấu",
];

/// Villages and their counted households.
pub fn villages(places: &Places) -> (Vec<village::Model>, Vec<village_households::Model>) {
    let mut villages = Vec::new();
    let mut households = Vec::new();
    for commune in places.standing(Level::Commune, always()) {
        let of = format!("village/{}", commune.code);
        for number in 1..=between(&of, 2, 4) {
            let row = new_village(commune, number);
            let counts = [commune.valid_from.max(day(2024, 1, 1))]
                .into_iter()
                .chain([day(2024, 7, 1)]);
            households.extend(counts.map(|counted_on| village_households::Model {
                village_id: row.id,
                counted_on,
                households: between(&format!("{of}/{number}/{counted_on}"), 40, 180),
            }));
            villages.push(row);
        }
    }
    (villages, households)
}

fn new_village(commune: &unit::Model, number: i64) -> village::Model {
    let key = format!("demo/village/{}/{}/{number}", commune.code, commune.valid_from);
    let urban = commune.kind != "Xã";
    let name = match urban {
        true => number.to_string(),
        false => pick(&key, NAMES).copied().unwrap_or_default().to_owned(),
    };
    village::Model {
        id: derived(&key),
        organisation_id: committee_of(commune),
        unit_id: commune.id,
        origin_unit_id: commune.id,
        code: None,
        name_fold: text::fold(&name),
        name_sort: text::sort_key(&name),
        name,
        kind: if urban { VillageKind::ToDanPho } else { VillageKind::Ban },
        valid_from: commune.valid_from,
        valid_to: None,
        legal_basis: None,
        close_reason: None,
        successor_id: None,
        version: 1,
    }
}
