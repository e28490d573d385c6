use rstest::rstest;

use super::*;

#[test]
fn the_first_list_makes_the_nation_too() {
    let known = small();
    let codes: Vec<&str> = known.units.iter().map(|unit| unit.code.as_str()).collect();
    assert_eq!(codes, ["VN", "77", "70001", "70002"]);
    assert_eq!(known.units[1].parent_id, Some(known.units[0].id));
    assert_eq!(known.units[2].parent_id, Some(known.units[1].id));
}

#[rstest]
#[case::on_its_day("2004-01-01")]
#[case::later("2020-05-05")]
fn the_same_list_again_changes_nothing(#[case] day: &str) {
    let again = planned(&small(), HEADER, SMALL, day).unwrap();
    assert!(again.is_empty());
    assert_eq!(again.unchanged, 3);
}

#[test]
fn a_second_province_leaves_the_first_alone() {
    let plan = planned(
        &small(),
        HEADER,
        "78,Khác,province,Tỉnh,\n78001,Ba,commune,Xã,78\n",
        "2004-01-01",
    )
    .unwrap();
    assert_eq!((plan.opened.len(), plan.closed.len(), plan.unchanged), (2, 0, 0));
}

#[test]
fn a_merger_closes_opens_and_leaves_the_history_to_one_heir() {
    let known = small();
    let lines = "77,Thử,province,Tỉnh,,\n70001,Một Hai,commune,Xã,77,70001:Xã Một|70002:Xã Hai\n";
    let plan = planned(&known, MERGING, lines, "2025-07-01").unwrap();
    assert_eq!((plan.opened.len(), plan.closed.len(), plan.unchanged), (1, 2, 1));
    assert!(
        plan.lineage
            .iter()
            .all(|line| line.heir && line.successor_id == plan.opened[0].id)
    );
    let known = carried_out(known, plan, "2025-07-01");
    let again = planned(&known, MERGING, lines, "2025-07-01").unwrap();
    assert!(again.is_empty(), "the same list again changes nothing");
    let earlier = planned(&known, HEADER, SMALL, "2004-01-01").unwrap();
    assert!(earlier.is_empty(), "nor does the list before it");
}

#[test]
fn a_divided_unit_has_the_heir_that_is_marked() {
    let lines = "77,Thử,province,Tỉnh,,\n70001,Đông,commune,Xã,77,70001:Xã Một|70002:Xã Hai\n70003,Tây,commune,Xã,77,70002:Xã Hai*\n";
    let plan = planned(&small(), MERGING, lines, "2025-07-01").unwrap();
    let heirs: Vec<bool> = plan.lineage.iter().map(|line| line.heir).collect();
    assert_eq!(heirs, [true, false, true]);
}

#[test]
fn a_unit_that_gives_up_land_and_stays_has_no_heir() {
    let lines = "77,Thử,province,Tỉnh,,\n70001,Một,commune,Xã,77,\n70003,Mới,commune,Xã,77,70001:Xã Một|70002:Xã Hai\n";
    let plan = planned(&small(), MERGING, lines, "2025-07-01").unwrap();
    assert_eq!(plan.closed.len(), 1);
    let heirs: Vec<bool> = plan.lineage.iter().map(|line| line.heir).collect();
    assert_eq!(heirs, [false, true]);
}

#[rstest]
#[case("Pa ủ", "Pa Ủ")]
#[case("Nông trường Việt Lâm", "Nông trường Việt Lâm")]
#[case("Mu\u{31b}\u{300}ng  Te\u{300}", "Mừng Tè")]
fn names_are_spelt_one_way(#[case] written: &str, #[case] stored: &str) {
    let lines = format!("77,Thử,province,Tỉnh,\n70001,{written},commune,Xã,77\n");
    let plan = planned(&Known::default(), HEADER, &lines, "2004-01-01").unwrap();
    assert_eq!(plan.opened[2].name, stored);
}
