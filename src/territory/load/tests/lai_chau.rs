//! The built-in lists, counted by hand.

use std::collections::BTreeSet;

use super::*;
use crate::{
    access::{Level, UnitId},
    territory::{
        load::built_in::{BuiltIn, LAI_CHAU_2024, LAI_CHAU_2025},
        reach::reach,
        unit,
    },
};

fn with(known: Known, list: BuiltIn) -> (Known, Plan) {
    let act = list.act().unwrap();
    let plan = plan(&known, &read(&[list.list]).unwrap(), &act).unwrap();
    (carried_out(known, plan.clone(), &act.valid_from.to_string()), plan)
}

fn both() -> (Known, Plan) {
    with(with(Known::default(), LAI_CHAU_2024).0, LAI_CHAU_2025)
}

fn counted(plan: &[unit::Model]) -> [usize; 4] {
    [Level::Nation, Level::Province, Level::District, Level::Commune]
        .map(|level| plan.iter().filter(|unit| unit.level == level).count())
}

fn id(known: &Known, code: &str, since: &str) -> UnitId {
    let day = since.parse().unwrap();
    known
        .units
        .iter()
        .find(|unit| unit.code == code && unit.valid_from == day)
        .unwrap()
        .id
}

#[test]
fn in_2024_there_are_three_tiers() {
    let (_, plan) = with(Known::default(), LAI_CHAU_2024);
    assert_eq!(counted(&plan.opened), [1, 1, 8, 106]);
    assert!(plan.opened.iter().all(|unit| !unit.kind.contains('(')));
}

#[test]
fn in_2025_there_are_two_and_every_old_commune_has_one_heir() {
    let (known, plan) = both();
    assert_eq!(counted(&plan.opened), [0, 0, 0, 38]);
    assert_eq!(counted(&plan.closed), [0, 0, 8, 106]);
    assert_eq!(plan.unchanged, 1);
    let predecessors: BTreeSet<UnitId> = plan
        .lineage
        .iter()
        .filter(|l| l.heir)
        .map(|l| l.predecessor_id)
        .collect();
    let communes = plan
        .closed
        .iter()
        .filter(|unit| unit.level == Level::Commune)
        .map(|unit| unit.id);
    assert_eq!(plan.lineage.len(), 106);
    assert_eq!(predecessors, communes.collect());
    let living = known.units.iter().filter(|unit| unit.valid_to.is_none());
    assert_eq!(living.count(), 1 + 1 + 38);
}

#[test]
fn both_lists_again_change_nothing() {
    let known = both().0;
    for list in [LAI_CHAU_2024, LAI_CHAU_2025] {
        assert!(with(known.clone(), list).1.is_empty());
    }
}

/// What a root reaches, as codes, with whether they are inherited.
fn reached(known: &Known, root: UnitId) -> BTreeSet<(String, bool)> {
    let rows = reach(&known.units, &known.lineage)
        .into_iter()
        .filter(|row| row.root_id == root);
    rows.map(|row| {
        let unit = known.units.iter().find(|unit| unit.id == row.unit_id).unwrap();
        (format!("{}/{}", unit.code, unit.valid_from.format("%Y")), row.inherited)
    })
    .collect()
}

#[test]
fn a_new_commune_inherits_what_its_predecessors_held() {
    let known = both().0;
    let expected = [
        ("03388/2025", false),
        ("03386/2004", true),
        ("03388/2004", true),
        ("03389/2004", true),
        ("03391/2004", true),
        ("03403/2004", true),
    ];
    let found = reached(&known, id(&known, "03388", "2025-07-01"));
    assert_eq!(
        found,
        expected.map(|(code, inherited)| (code.to_owned(), inherited)).into()
    );
}

#[test]
fn an_ended_district_still_reaches_its_communes_to_read() {
    let known = both().0;
    let found = reached(&known, id(&known, "106", "2004-01-01"));
    let listed = LAI_CHAU_2024
        .list
        .csv
        .lines()
        .filter(|line| line.ends_with(",106"))
        .count();
    assert_eq!(found.len(), 1 + listed);
    assert!(found.iter().all(|(_, inherited)| *inherited));
}

#[test]
fn the_province_reaches_both_tiers_and_the_nation_everything() {
    let known = both().0;
    let province = reached(&known, id(&known, "12", "2004-01-01"));
    assert_eq!(province.iter().filter(|(_, inherited)| !inherited).count(), 1 + 38);
    assert_eq!(province.iter().filter(|(_, inherited)| *inherited).count(), 8 + 106);
    assert_eq!(reached(&known, id(&known, "VN", "1945-09-02")).len(), known.units.len());
}
