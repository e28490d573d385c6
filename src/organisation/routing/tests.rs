use chrono::NaiveDate;
use rstest::rstest;

use super::*;
use crate::{
    access::{MandateId, derived},
    territory::unit,
};

const TWO_TIERS: &str = "2025-07-01";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn unit_id(name: &str) -> UnitId {
    match name.split_once('@') {
        Some((code, from)) => unit::id_of(code, day(from)),
        None => unit::id_of(name, day("2004-01-01")),
    }
}

fn body_id(name: &str) -> OrganisationId {
    derived(name)
}

fn unit_row(name: &str, parent: Option<&str>, from: &str, to: Option<&str>) -> UnitRow {
    UnitRow {
        id: unit_id(name),
        parent_id: parent.map(unit_id),
        valid_from: day(from),
        valid_to: to.map(day),
    }
}

fn body(name: &str, kind: OrganisationKind, unit: &str, from: &str, to: Option<&str>) -> BodyRow {
    BodyRow {
        id: body_id(name),
        kind,
        unit_id: unit_id(unit),
        valid_from: day(from),
        valid_to: to.map(day),
    }
}

/// Lai Châu before and after 2025-07-01: the province, district 106 with commune 03390, and the commune 03390 of today, which is
/// the heir of the old one; departments, a district health centre that ended with its district, and mandates.
fn lai_chau(on: &str) -> Directory {
    use OrganisationKind::{FatherlandFront, PeopleCommittee, ProvincialDepartment, PublicServiceUnit, TradeUnion};
    let end = Some(TWO_TIERS);
    let old = "2004-01-01";
    let rows = Rows {
        units: vec![
            unit_row("nation", None, "1945-09-02", None),
            unit_row("12", Some("nation"), old, None),
            unit_row("106", Some("12"), old, end),
            unit_row("03390", Some("106"), old, end),
            unit_row("03390@2025-07-01", Some("12"), TWO_TIERS, None),
        ],
        heirs: match day(on) < day(TWO_TIERS) {
            true => vec![],
            false => vec![HeirRow {
                predecessor_id: unit_id("03390"),
                successor_id: unit_id("03390@2025-07-01"),
            }],
        },
        bodies: vec![
            body("committee/12", PeopleCommittee, "12", old, None),
            body("committee/106", PeopleCommittee, "106", old, end),
            body("committee/03390-old", PeopleCommittee, "03390", old, end),
            body("committee/03390", PeopleCommittee, "03390@2025-07-01", TWO_TIERS, None),
            body("front/12", FatherlandFront, "12", old, None),
            body("front/03390-old", FatherlandFront, "03390", old, end),
            body("front/03390", FatherlandFront, "03390@2025-07-01", TWO_TIERS, None),
            body("union", TradeUnion, "12", old, None),
            body("so-gddt", ProvincialDepartment, "12", old, None),
            body("so-noi-vu", ProvincialDepartment, "12", old, None),
            body("so-ldtbxh", ProvincialDepartment, "12", old, Some("2025-03-01")),
            body("health-centre/106", PublicServiceUnit, "106", old, end),
        ],
        mandates: vec![
            mandate("so-ldtbxh", Feature::Reporting, old, None),
            mandate("so-noi-vu", Feature::Reporting, "2025-03-01", None),
            mandate("so-noi-vu", Feature::Account, old, Some("2025-01-01")),
        ],
    };
    Directory::new(day(on), rows)
}

fn mandate(body: &str, feature: Feature, from: &str, to: Option<&str>) -> mandate::Model {
    mandate::Model {
        id: derived::<MandateId>(&format!("{body}/{feature:?}")),
        committee_id: body_id("committee/12"),
        organisation_id: body_id(body),
        unit_id: unit_id("12"),
        feature,
        valid_from: day(from),
        valid_to: to.map(day),
        document: "QĐ 1/QĐ-UBND".to_owned(),
        end_reason: None,
        version: 1,
    }
}

fn organisation(kind: OrganisationKind, unit: &str, managed_by: Option<&str>) -> organisation::Model {
    organisation::Model {
        id: body_id("the organisation"),
        code: None,
        name: "Tên".to_owned(),
        name_fold: "ten".to_owned(),
        name_sort: Vec::new(),
        kind,
        sector: None,
        unit_id: unit_id(unit),
        origin_unit_id: unit_id(unit),
        managed_by: managed_by.map(body_id),
        follows_parent: false,
        work_year_start: 1,
        valid_from: day("2004-01-01"),
        valid_to: None,
        legal_basis: None,
        close_reason: None,
        created_at: chrono::DateTime::UNIX_EPOCH,
        version: 1,
    }
}

const BEFORE: &str = "2025-06-30";

#[rstest]
#[case::commune_under_its_district(BEFORE, OrganisationKind::PeopleCommittee, "03390", None, Some("committee/106"))]
#[case::district_under_its_province(BEFORE, OrganisationKind::PeopleCommittee, "106", None, Some("committee/12"))]
#[case::the_topmost_committee_owes_nothing(BEFORE, OrganisationKind::PeopleCommittee, "12", None, None)]
#[case::commune_under_the_province_since(
    TWO_TIERS,
    OrganisationKind::PeopleCommittee,
    "03390@2025-07-01",
    None,
    Some("committee/12")
)]
#[case::an_old_commune_late_by_a_year(
    TWO_TIERS,
    OrganisationKind::PeopleCommittee,
    "03390",
    None,
    Some("committee/12")
)]
#[case::an_abolished_district(TWO_TIERS, OrganisationKind::PeopleCommittee, "106", None, Some("committee/12"))]
#[case::upper_secondary_school(
    TWO_TIERS,
    OrganisationKind::PublicServiceUnit,
    "03390@2025-07-01",
    Some("so-gddt"),
    Some("so-gddt")
)]
#[case::lower_school(
    TWO_TIERS,
    OrganisationKind::PublicServiceUnit,
    "03390@2025-07-01",
    None,
    Some("committee/03390")
)]
#[case::health_station_before(
    BEFORE,
    OrganisationKind::PublicServiceUnit,
    "03390",
    Some("health-centre/106"),
    Some("health-centre/106")
)]
#[case::health_station_since(
    TWO_TIERS,
    OrganisationKind::PublicServiceUnit,
    "03390@2025-07-01",
    Some("health-centre/106"),
    Some("committee/03390")
)]
#[case::unit_ended_and_its_heir_answers(
    TWO_TIERS,
    OrganisationKind::PublicServiceUnit,
    "03390",
    None,
    Some("committee/03390")
)]
#[case::unit_of_an_abolished_tier(TWO_TIERS, OrganisationKind::PublicServiceUnit, "106", None, Some("committee/12"))]
#[case::department(TWO_TIERS, OrganisationKind::ProvincialDepartment, "12", None, Some("committee/12"))]
#[case::front(
    TWO_TIERS,
    OrganisationKind::FatherlandFront,
    "03390@2025-07-01",
    None,
    Some("committee/03390")
)]
#[case::central_agency_of_the_nation(TWO_TIERS, OrganisationKind::CentralAgency, "nation", None, None)]
#[case::a_communes_board(
    "2025-06-30",
    OrganisationKind::InspectionBoard,
    "03390",
    None,
    Some("front/03390-old")
)]
#[case::its_front_has_an_heir(TWO_TIERS, OrganisationKind::InspectionBoard, "03390", None, Some("front/03390"))]
#[case::an_agencys_board(TWO_TIERS, OrganisationKind::InspectionBoard, "12", Some("union"), Some("union"))]
#[case::a_village(
    TWO_TIERS,
    OrganisationKind::Community,
    "03390@2025-07-01",
    None,
    Some("committee/03390")
)]
#[case::a_committee_has_no_managing_body(
    TWO_TIERS,
    OrganisationKind::PeopleCommittee,
    "03390@2025-07-01",
    Some("so-gddt"),
    Some("committee/12")
)]
fn a_report_has_one_receiver(
    #[case] on: &str,
    #[case] kind: OrganisationKind,
    #[case] unit: &str,
    #[case] managed_by: Option<&str>,
    #[case] expected: Option<&str>,
) {
    let receiver = lai_chau(on).receiver_of(&organisation(kind, unit, managed_by));
    assert_eq!(receiver, expected.map(body_id));
}

#[rstest]
#[case::an_earlier_body("2025-02-28", "committee/12", Feature::Reporting, Some("so-ldtbxh"))]
#[case::the_earlier_body_has_ended("2025-03-01", "committee/12", Feature::Reporting, Some("so-noi-vu"))]
#[case::another_feature("2024-12-31", "committee/12", Feature::Account, Some("so-noi-vu"))]
#[case::ended_mandate("2025-01-01", "committee/12", Feature::Account, None)]
#[case::never_given(TWO_TIERS, "committee/12", Feature::Territory, None)]
#[case::another_committee(TWO_TIERS, "committee/03390", Feature::Reporting, None)]
fn a_mandated_body_handles_it(
    #[case] on: &str,
    #[case] committee: &str,
    #[case] feature: Feature,
    #[case] expected: Option<&str>,
) {
    assert_eq!(
        lai_chau(on).handled_by(body_id(committee), feature),
        expected.map(body_id)
    );
}

#[rstest]
#[case("committee/03390", Some(OrganisationKind::PeopleCommittee))]
#[case("front/03390", Some(OrganisationKind::FatherlandFront))]
#[case("front/03390-old", None)]
fn what_receives_is_known_while_it_lives(#[case] body: &str, #[case] kind: Option<OrganisationKind>) {
    assert_eq!(lai_chau(TWO_TIERS).kind_of(body_id(body)), kind);
}

#[test]
fn units_that_inherit_in_a_circle_have_no_committee() {
    let rows = Rows {
        heirs: vec![
            HeirRow {
                predecessor_id: unit_id("1"),
                successor_id: unit_id("2"),
            },
            HeirRow {
                predecessor_id: unit_id("2"),
                successor_id: unit_id("1"),
            },
        ],
        ..Rows::default()
    };
    let directory = Directory::new(day(TWO_TIERS), rows);
    assert_eq!(directory.committee_of(unit_id("1")), None);
}
