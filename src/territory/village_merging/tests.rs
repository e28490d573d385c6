//! Mergers of villages: which there may be, and that no chain of them comes round.

use rstest::rstest;

use super::*;
use crate::{
    access::{UnitId, derived},
    http::Code,
    territory::{
        village_kind::VillageKind,
        village_rules::{Closing, Ground, close},
    },
};

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn id(name: &str) -> VillageId {
    derived(&format!("test/village/{name}"))
}

fn village(name: &str, from: &str, ended: Option<(&str, &str)>) -> village::Model {
    let unit: UnitId = derived("test/unit");
    village::Model {
        id: id(name),
        organisation_id: derived("test/organisation"),
        unit_id: unit,
        origin_unit_id: unit,
        code: None,
        name: name.to_owned(),
        name_fold: name.to_owned(),
        name_sort: Vec::new(),
        kind: VillageKind::Ban,
        valid_from: day(from),
        valid_to: ended.map(|(on, _)| day(on)),
        legal_basis: None,
        close_reason: None,
        successor_id: ended.map(|(_, into)| id(into)),
        version: 1,
    }
}

fn closed(row: &mut village::Model, on: &str, into: &str, others: &[village::Model]) -> Option<Code> {
    let closing = Closing {
        on: day(on),
        legal_basis: "NQ 1".to_owned(),
        reason: "Sáp nhập".to_owned(),
        merged_into: Some(id(into)),
    };
    let ground = Ground {
        others,
        counted_on: None,
        today: day("2025-06-01"),
    };
    close(row, closing, &ground).err().map(|problem| problem.code)
}

#[rstest]
#[case::there("b", "2010-01-01", None, None)]
#[case::from_that_day_on("b", "2025-07-01", None, None)]
#[case::not_there_yet("b", "2025-07-02", None, Some(Code::InvalidContent))]
#[case::there_no_more("b", "2010-01-01", Some(("2025-07-01", "c")), Some(Code::InvalidContent))]
#[case::for_a_day_still("b", "2010-01-01", Some(("2025-07-02", "c")), None)]
#[case::itself("a", "2010-01-01", None, Some(Code::InvalidContent))]
#[case::unknown("d", "2010-01-01", None, Some(Code::UnknownReference))]
fn it_goes_into_one_that_is_there(
    #[case] into: &str,
    #[case] from: &str,
    #[case] ended: Option<(&str, &str)>,
    #[case] expected: Option<Code>,
) {
    let mut row = village("a", "2010-01-01", None);
    let others = [row.clone(), village("b", from, ended)];
    assert_eq!(closed(&mut row, "2025-07-01", into, &others), expected);
    assert_eq!(row.successor_id, expected.is_none().then(|| id(into)));
}

#[test]
fn it_goes_into_none_of_another_commune() {
    let mut row = village("a", "2010-01-01", None);
    let elsewhere = village::Model {
        unit_id: derived("test/unit/elsewhere"),
        ..village("b", "2010-01-01", None)
    };
    assert_eq!(
        closed(&mut row, "2025-07-01", "b", &[elsewhere]),
        Some(Code::UnknownReference)
    );
}

/// `a` is to go into `b` on 1 December, and goes into `c` instead: unless `b` is the new village of that merger.
#[rstest]
#[case::into_one_that_was_there("2010-01-01", None)]
#[case::into_a_new_one("2025-12-01", Some(Code::StateForbids))]
fn what_a_village_goes_into_is_put_right(#[case] since: &str, #[case] expected: Option<Code>) {
    let mut row = village("a", "2010-01-01", Some(("2025-12-01", "b")));
    let others = [village("b", since, None), village("c", "2010-01-01", None)];
    assert_eq!(closed(&mut row, "2025-12-15", "c", &others), expected);
    let into = if expected.is_none() { "c" } else { "b" };
    assert_eq!(row.successor_id, Some(id(into)));
}

/// `a` went into `b` on 1 December: `b` goes into another that day or later, and not back into `a` before.
#[rstest]
#[case::later("2025-12-15", "c", None)]
#[case::on_that_day("2025-12-01", "c", None)]
#[case::before("2025-11-30", "c", Some(Code::InvalidContent))]
#[case::back_before("2025-11-30", "a", Some(Code::InvalidContent))]
#[case::back_on_that_day("2025-12-01", "a", Some(Code::InvalidContent))]
fn no_chain_comes_round(#[case] on: &str, #[case] into: &str, #[case] expected: Option<Code>) {
    let mut row = village("b", "2010-01-01", None);
    let others = [
        village("a", "2010-01-01", Some(("2025-12-01", "b"))),
        village("c", "2010-01-01", None),
    ];
    assert_eq!(closed(&mut row, on, into, &others), expected);
}

#[rstest]
#[case::later("2025-12-15", true)]
#[case::before("2025-11-30", false)]
fn what_another_goes_into_lasts_until_then(#[case] since: &str, #[case] expected: bool) {
    let before = village("b", "2010-01-01", None);
    let merged = [village("a", "2010-01-01", Some(("2025-12-01", "b")))];
    let after = merge(&before, &village("new", since, None), &merged, "/came_of/0");
    assert_eq!(after.is_ok(), expected);
}
