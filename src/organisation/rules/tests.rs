use rstest::rstest;

use super::*;
use crate::{
    access::{Feature, UnitId, derived},
    organisation::sector::Sector,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn unit(level: Level) -> unit::Model {
    unit::Model {
        id: derived("unit"),
        code: "03388".to_owned(),
        name: "Đoàn Kết".to_owned(),
        name_fold: "doan ket".to_owned(),
        name_sort: Vec::new(),
        kind: "Phường".to_owned(),
        level,
        parent_id: None,
        valid_from: day("2004-01-01"),
        valid_to: (level == Level::District).then(|| day("2025-07-01")),
        legal_basis: None,
        version: 1,
    }
}

fn organisation(kind: OrganisationKind) -> Model {
    Model {
        id: derived("organisation"),
        code: None,
        name: "Tên".to_owned(),
        name_fold: "ten".to_owned(),
        name_sort: Vec::new(),
        kind,
        sector: None,
        unit_id: derived("unit"),
        origin_unit_id: derived("unit"),
        managed_by: None,
        follows_parent: false,
        work_year_start: 1,
        valid_from: day("2020-01-01"),
        valid_to: None,
        legal_basis: Some("founding act".to_owned()),
        close_reason: None,
        created_at: chrono::DateTime::UNIX_EPOCH,
        version: 1,
    }
}

/// Pointer and code of everything that is wrong.
fn faults(result: Result<()>) -> Vec<(String, String)> {
    let Err(mut problem) = result else { return Vec::new() };
    std::mem::take(&mut problem.faults)
        .into_iter()
        .map(|fault| match fault.place {
            Place::Body(pointer) => (pointer, fault.code.into_owned()),
            other => panic!("{other:?} is not in the body"),
        })
        .collect()
}

use OrganisationKind as Kind;

#[rstest]
#[case(Kind::ProvincialDepartment, Level::Province, true)]
#[case(Kind::ProvincialDepartment, Level::Commune, false)]
#[case(Kind::CommuneDivision, Level::Commune, true)]
#[case(Kind::CommuneDivision, Level::District, true)]
#[case(Kind::CommuneDivision, Level::Province, false)]
#[case(Kind::PeopleCommittee, Level::Nation, false)]
#[case(Kind::PeopleCouncil, Level::Commune, true)]
#[case(Kind::FatherlandFront, Level::Nation, true)]
#[case(Kind::Community, Level::Province, false)]
#[case(Kind::PublicServiceUnit, Level::District, true)]
fn a_kind_is_found_at_its_levels(#[case] kind: Kind, #[case] level: Level, #[case] fits: bool) {
    let expected = match fits {
        true => vec![],
        false => vec![("/unit".to_owned(), "wrong_level".to_owned())],
    };
    assert_eq!(faults(check_new(&organisation(kind), &unit(level), None)), expected);
}

#[rstest]
#[case::before_the_unit("2003-12-31", false)]
#[case::its_first_day("2004-01-01", true)]
#[case::its_last_day("2025-06-30", true)]
#[case::after_it("2025-07-01", false)]
fn the_unit_exists_on_the_first_day(#[case] from: &str, #[case] fits: bool) {
    let row = Model {
        valid_from: day(from),
        ..organisation(Kind::CommuneDivision)
    };
    assert_eq!(check_new(&row, &unit(Level::District), None).is_ok(), fits);
    // It may have been there before the unit that answers for it now.
    assert!(check(&row, Level::District, None).is_ok());
}

#[test]
fn everything_wrong_is_said_at_once() {
    let row = Model {
        sector: Some(Sector::Health),
        follows_parent: true,
        valid_from: day("2000-01-01"),
        ..organisation(Kind::ProvincialDepartment)
    };
    let pointers: Vec<String> = faults(check_new(&row, &unit(Level::Commune), None))
        .into_iter()
        .map(|(pointer, _)| pointer)
        .collect();
    assert_eq!(pointers, ["/sector", "/unit", "/follows_parent", "/valid_from"]);
}

#[rstest]
#[case::school(Kind::PublicServiceUnit, None, &[])]
#[case::ended_manager(Kind::PublicServiceUnit, Some("2024-01-01"), &["ended"])]
#[case::committee(Kind::PeopleCommittee, None, &["not_applicable"])]
#[case::front(Kind::FatherlandFront, None, &["not_applicable"])]
fn a_managing_body_lives(#[case] kind: Kind, #[case] manager_ended: Option<&str>, #[case] expected: &[&str]) {
    let manager = Model {
        id: derived("manager"),
        valid_to: manager_ended.map(day),
        ..organisation(Kind::ProvincialDepartment)
    };
    let row = Model {
        managed_by: Some(manager.id),
        ..organisation(kind)
    };
    let codes: Vec<String> = faults(check_new(&row, &unit(Level::Commune), Some(&manager)))
        .into_iter()
        .map(|(_, code)| code)
        .collect();
    assert_eq!(codes, expected);
}

#[rstest]
#[case::later("2026-01-01", None, Ok("2026-01-01"))]
#[case::the_day_after_its_first("2020-01-02", None, Ok("2020-01-02"))]
#[case::its_first_day("2020-01-01", None, Err(Code::InvalidContent))]
#[case::a_slip("20260-01-01", None, Err(Code::InvalidContent))]
#[case::closed_before("2026-01-01", Some("2025-01-01"), Err(Code::StateForbids))]
fn closing_has_a_day(#[case] on: &str, #[case] ended: Option<&str>, #[case] expected: Result<&str, Code>) {
    let row = Model {
        valid_to: ended.map(day),
        ..organisation(Kind::PublicServiceUnit)
    };
    let on = match on {
        "20260-01-01" => NaiveDate::from_ymd_opt(20260, 1, 1).unwrap(),
        on => day(on),
    };
    let closed = close(&row, on, "merged", None);
    let said = closed.map(|row| {
        assert_eq!(row.close_reason.as_deref(), Some("merged"));
        assert_eq!(row.legal_basis.as_deref(), Some("founding act"));
        row.valid_to
    });
    assert_eq!(said.map_err(|problem| problem.code), expected.map(|end| Some(day(end))));
}

fn mandate(from: &str, to: Option<&str>) -> mandate::Model {
    mandate::Model {
        id: derived("mandate"),
        committee_id: derived("committee"),
        organisation_id: derived("organisation"),
        unit_id: derived("unit"),
        feature: Feature::Reporting,
        valid_from: day(from),
        valid_to: to.map(day),
        document: "QĐ 1".to_owned(),
        end_reason: None,
        version: 1,
    }
}

#[rstest]
#[case::a_department_of_the_same_unit(Kind::ProvincialDepartment, "unit", "2020-01-01", None, true)]
#[case::of_another_unit(Kind::ProvincialDepartment, "another", "2020-01-01", None, false)]
#[case::a_council(Kind::PeopleCouncil, "unit", "2020-01-01", None, false)]
#[case::a_committee(Kind::PeopleCommittee, "unit", "2020-01-01", None, false)]
#[case::before_the_body(Kind::ProvincialDepartment, "unit", "2019-12-31", None, false)]
#[case::for_no_day(Kind::ProvincialDepartment, "unit", "2020-01-01", Some("2020-01-01"), false)]
fn a_mandate_goes_to_a_body_of_the_unit(
    #[case] kind: Kind,
    #[case] of: &str,
    #[case] from: &str,
    #[case] to: Option<&str>,
    #[case] fits: bool,
) {
    let body = Model {
        unit_id: derived::<UnitId>(of),
        ..organisation(kind)
    };
    let committee = organisation(Kind::PeopleCommittee);
    assert_eq!(mandate_fits(&mandate(from, to), &committee, &body).is_ok(), fits);
}

#[rstest]
#[case::open_ended("2020-01-01", None, "2024-01-01", None, true)]
#[case::one_after_the_other("2020-01-01", Some("2024-01-01"), "2024-01-01", None, false)]
#[case::a_common_day("2020-01-01", Some("2024-01-02"), "2024-01-01", None, true)]
#[case::inside("2020-01-01", None, "2021-01-01", Some("2021-02-01"), true)]
#[case::never_held("2020-01-01", Some("2020-01-01"), "2020-01-01", None, false)]
fn mandates_follow_each_other(
    #[case] from: &str,
    #[case] to: Option<&str>,
    #[case] other_from: &str,
    #[case] other_to: Option<&str>,
    #[case] expected: bool,
) {
    let (one, other) = (mandate(from, to), mandate(other_from, other_to));
    assert_eq!(overlap(&one, &other), expected);
    assert_eq!(overlap(&other, &one), expected);
}

#[rstest]
#[case::later("2024-01-01", None, None)]
#[case::its_first_day("2020-01-01", None, None)]
#[case::before_it("2019-12-31", None, Some(Code::InvalidContent))]
#[case::earlier_than_planned("2024-01-01", Some("2025-01-01"), None)]
#[case::ended_before("2024-01-01", Some("2024-01-01"), Some(Code::StateForbids))]
fn a_mandate_ends_once(#[case] on: &str, #[case] planned: Option<&str>, #[case] refused: Option<Code>) {
    let ended = super::end_mandate(&mandate("2020-01-01", planned), day(on), "reason");
    assert_eq!(ended.as_ref().err().map(|problem| problem.code), refused);
    if let Ok(row) = ended {
        assert_eq!(row.valid_to, Some(day(on)));
        let again = super::end_mandate(&row, day("2030-01-01"), "reason");
        assert_eq!(again.unwrap_err().code, Code::StateForbids);
    }
}
