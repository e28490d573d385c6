use rstest::rstest;

use super::*;
use crate::access::{Capacity, UnitId, derived};

use OrganisationKind as Kind;

/// Somebody of the province 12, the commune 03388 or the department so-gddt; or of a division with the commune's mandate.
fn scope(whose: &str) -> Scope {
    let unit = |level, committee: Option<&str>| Scope {
        organisation: derived(whose),
        fills_for: Vec::new(),
        acting_for: committee.map(derived),
        capacity: committee.map_or(Capacity::Committee, |_| Capacity::Mandated),
        place: ScopePlace::Unit {
            root: derived(committee.unwrap_or(whose)),
            level,
        },
        units: None,
    };
    match whose {
        "12" => unit(Level::Province, None),
        "03388" => unit(Level::Commune, None),
        "vhxh" => unit(Level::Commune, Some("03388")),
        body => Scope {
            organisation: derived(body),
            fills_for: Vec::new(),
            acting_for: None,
            capacity: Capacity::Body,
            place: ScopePlace::Organisation(derived(body)),
            units: None,
        },
    }
}

/// An organisation of a unit with its managing bodies, each of a kind and a unit, one above the other.
fn line(bodies: &[(&str, Kind, &str)]) -> Vec<line::Model> {
    let managers = bodies.iter().skip(1).map(|(key, ..)| Some(derived(key))).chain([None]);
    let each = bodies.iter().zip(managers);
    each.map(|(&(key, kind, unit), managed_by)| line::Model {
        id: derived(key),
        kind,
        unit_id: derived::<UnitId>(unit),
        managed_by,
        valid_from: chrono::NaiveDate::MIN,
        valid_to: None,
    })
    .collect()
}

const COMMUNE: (&str, Kind, &str) = ("03388", Kind::PeopleCommittee, "03388");
const PROVINCE: (&str, Kind, &str) = ("12", Kind::PeopleCommittee, "12");
const DEPARTMENT: (&str, Kind, &str) = ("so-gddt", Kind::ProvincialDepartment, "12");

/// What stands in a commune and is managed by nobody: the commune's committee, and the province's.
#[rstest]
// Law 10/2022/QH15 Art. 86.1b: the Council supervises the bodies of the commune, its committee too.
#[case::the_council(Kind::PeopleCouncil, false)]
#[case::its_committee_for_legal_affairs(Kind::CouncilCommittee, false)]
// Art. 87.3 and 87.4: the Front supervises what the committee does about petitions, and how it carries out democracy.
#[case::the_front(Kind::FatherlandFront, false)]
// Art. 88.4 and 89.3.
#[case::the_union(Kind::TradeUnion, false)]
#[case::the_women(Kind::SocioPoliticalOrganisation, false)]
// Art. 38.1 and 39.1: the inspectorate supervises the committee, directed by the Front; Art. 44.1: so is the investment board.
#[case::the_inspectorate(Kind::InspectionBoard, false)]
// Constitution Art. 4: the Party leads the state.
#[case::the_party(Kind::PartyBody, false)]
// It answers to its ministry.
#[case::the_tax_office(Kind::CentralAgency, false)]
// Constitution Art. 114: a committee answers to the Council and to the committee above.
#[case::another_committee(Kind::PeopleCommittee, false)]
#[case::a_division(Kind::CommuneDivision, true)]
#[case::a_health_station(Kind::PublicServiceUnit, true)]
#[case::a_state_enterprise(Kind::StateOwnedEnterprise, true)]
// Kept because it stands there; Art. 82 leaves how it carries out democracy to itself.
#[case::an_employer(Kind::NonStateEmployer, true)]
#[case::a_village(Kind::Community, true)]
fn a_committee_keeps_what_is_under_it_and_the_one_above_keeps_all(#[case] kind: Kind, #[case] kept: bool) {
    let line = line(&[("body", kind, "03388")]);
    assert_eq!(keeps(&scope("03388"), &line), kept);
    assert_eq!(keeps(&scope("vhxh"), &line), kept);
    assert!(keeps(&scope("12"), &line));
}

#[rstest]
#[case::its_own(&[COMMUNE], &["03388", "vhxh", "12"])]
#[case::its_school(&[("school", Kind::PublicServiceUnit, "03388"), COMMUNE], &["03388", "vhxh", "12"])]
#[case::its_division_s_school(
    &[("school", Kind::PublicServiceUnit, "03388"), ("division", Kind::CommuneDivision, "03388"), COMMUNE],
    &["03388", "vhxh", "12"]
)]
#[case::the_school_of_a_division_nobody_manages(
    &[("school", Kind::PublicServiceUnit, "03388"), ("division", Kind::CommuneDivision, "03388")],
    &["03388", "vhxh", "12"]
)]
#[case::the_party_s_school(
    &[("school", Kind::PublicServiceUnit, "03388"), ("party", Kind::PartyBody, "03388")],
    &["12"]
)]
#[case::the_department_s_school(&[("school", Kind::PublicServiceUnit, "03388"), DEPARTMENT], &["12", "so-gddt"])]
#[case::the_school_of_the_province_s_department(
    &[("school", Kind::PublicServiceUnit, "03388"), DEPARTMENT, PROVINCE],
    &["12", "so-gddt"]
)]
#[case::the_committee_s_inspectorate(&[("board", Kind::InspectionBoard, "03388"), COMMUNE], &["03388", "vhxh", "12"])]
#[case::the_department_itself(&[DEPARTMENT, PROVINCE], &["12", "so-gddt"])]
// Nobody stands above the province, so that it keeps what oversees it.
#[case::the_province_s_council(&[("council", Kind::PeopleCouncil, "12")], &["12"])]
#[case::the_province_s_party(&[("party", Kind::PartyBody, "12")], &["12"])]
#[case::the_council_below(&[("council", Kind::PeopleCouncil, "below")], &["03388", "vhxh", "12"])]
fn whoever_manages_an_organisation_keeps_it(#[case] bodies: &[(&str, Kind, &str)], #[case] keepers: &[&str]) {
    let line = line(bodies);
    let mut found = match bodies[0].2 {
        // The commune does not see it.
        "12" => vec!["12", "so-gddt"],
        _ => vec!["03388", "vhxh", "12", "so-gddt"],
    };
    found.retain(|whose| keeps(&scope(whose), &line));
    assert_eq!(found, keepers);
}
