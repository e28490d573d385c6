use rstest::rstest;

use super::*;

fn said(refused: Result<Plan, Vec<LineFault>>) -> Vec<String> {
    refused.unwrap_err().iter().map(LineFault::to_string).collect()
}

#[rstest]
#[case::level("77,Thử,state,Tỉnh,", "t.csv:2: level: `state` is not one of")]
#[case::no_name("77,,province,Tỉnh,", "t.csv:2: name: is missing")]
#[case::no_kind("77,Thử,province,,", "t.csv:2: type: is missing")]
#[case::code("7 7,Thử,province,Tỉnh,", "t.csv:2: code: `7 7` is not")]
#[case::control("77,T\u{7}hử,province,Tỉnh,", "t.csv:2: name: must not contain control characters")]
#[case::columns("77,Thử,province", "t.csv:2: ")]
#[case::twice(
    "77,Thử,province,Tỉnh,\n77,Khác,province,Tỉnh,",
    "t.csv:3: code: `77` is already on t.csv:2"
)]
#[case::orphan(
    "77,Thử,province,Tỉnh,\n70001,Một,commune,Xã,76",
    "t.csv:3: parent_code: no line has the code `76`"
)]
#[case::no_parent("70001,Một,commune,Xã,", "t.csv:2: parent_code: is missing")]
#[case::province_under(
    "77,Thử,province,Tỉnh,\n78,Khác,province,Tỉnh,77",
    "t.csv:3: parent_code: a province has no parent"
)]
#[case::itself(
    "70001,Một,commune,Xã,70001",
    "t.csv:2: parent_code: `70001` is not of a higher level"
)]
#[case::circle(
    "701,Một,district,Huyện,702\n702,Hai,district,Huyện,701",
    "t.csv:2: parent_code: `702` is not of a higher level"
)]
#[case::empty("", "t.csv:1: the list holds no unit")]
fn a_wrong_line_is_told(#[case] lines: &str, #[case] expected: &str) {
    let faults = said(planned(&Known::default(), HEADER, lines, "2004-01-01"));
    assert!(faults[0].starts_with(expected), "{faults:?}");
}

#[test]
fn a_name_has_its_limit() {
    let lines = format!("77,{},province,Tỉnh,", "ă".repeat(201));
    let faults = said(planned(&Known::default(), HEADER, &lines, "2004-01-01"));
    assert_eq!(faults, ["t.csv:2: name: has more than 200 characters"]);
}

#[test]
fn all_faults_are_told_at_once() {
    let lines = "77,,planet,Tỉnh,\n70001,,commune,Xã,77";
    assert_eq!(said(planned(&Known::default(), HEADER, lines, "2004-01-01")).len(), 3);
}

#[rstest]
#[case::other_columns("code,name", "the header must be")]
#[case::order("name,code,level,type,parent_code", "the header must be")]
fn another_header_is_refused(#[case] header: &str, #[case] expected: &str) {
    let faults = said(planned(&Known::default(), header, SMALL, "2004-01-01"));
    assert!(faults[0].contains(expected), "{faults:?}");
}

/// A list of 2025 for the small province of 2004.
#[rstest]
#[case::unknown("70001,Mới,commune,Xã,77,70009:Xã Chín", "no unit had the code `70009`")]
#[case::misnamed("70001,Mới,commune,Xã,77,70001:Phường Một", "`70001` was Xã Một, not Phường Một")]
#[case::form("70001,Mới,commune,Xã,77,70001", "is not of the form")]
#[case::forgotten("70001,Mới,commune,Xã,77,70001:Xã Một", "Xã Hai (70002) would end without an heir")]
#[case::unmarked(
    "70001,A,commune,Xã,77,70001:Xã Một|70002:Xã Hai\n70002,B,commune,Xã,77,70002:Xã Hai",
    "`70002` goes to 2 units: mark its one heir with `*`"
)]
#[case::taken(
    "70001,Một,commune,Xã,77,\n70002,Hai,commune,Xã,77,\n78001,Ba,commune,Xã,77,",
    "Xã Ba of another province holds this code"
)]
#[case::elsewhere(
    "70001,Một,commune,Xã,77,\n70002,Hai,commune,Xã,77,78001:Xã Ba",
    "`78001` is of a province that is not listed"
)]
fn a_line_that_does_not_fit_the_register_is_told(#[case] lines: &str, #[case] expected: &str) {
    let other = "78,Khác,province,Tỉnh,\n78001,Ba,commune,Xã,78\n";
    let known = small();
    let plan = planned(&known, HEADER, other, "2004-01-01").unwrap();
    let known = carried_out(known, plan, "2004-01-01");
    let faults = said(planned(
        &known,
        MERGING,
        &format!("77,Thử,province,Tỉnh,,\n{lines}\n"),
        "2025-07-01",
    ));
    assert!(faults.iter().any(|fault| fault.contains(expected)), "{faults:?}");
}

#[test]
fn lists_are_loaded_in_the_order_of_their_days() {
    let lines = "77,Thử,province,Tỉnh,,\n70001,Một Hai,commune,Xã,77,70001:Xã Một|70002:Xã Hai\n";
    let known = small();
    let plan = planned(&known, MERGING, lines, "2025-07-01").unwrap();
    let known = carried_out(known, plan, "2025-07-01");
    let faults = said(planned(
        &known,
        HEADER,
        &format!("{SMALL}70003,Ba,commune,Xã,77\n"),
        "2020-01-01",
    ));
    assert!(
        faults[0].contains("valid from 2025-07-01 was loaded already"),
        "{faults:?}"
    );
}

#[test]
fn a_unit_is_not_rewritten_on_its_own_day() {
    let lines = "77,Thử,province,Tỉnh,\n70001,Mốt,commune,Xã,77\n70002,Hai,commune,Xã,77\n";
    let faults = said(planned(&small(), HEADER, lines, "2004-01-01"));
    assert!(
        faults
            .iter()
            .any(|fault| fault.contains("was loaded for this same day")),
        "{faults:?}"
    );
}

#[test]
fn nothing_is_older_than_the_nation() {
    let faults = said(planned(&Known::default(), HEADER, SMALL, "1900-01-01"));
    assert!(faults[0].contains("the nation begins on 1945-09-02"), "{faults:?}");
}
