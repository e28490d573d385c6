//! Căn cứ: the laws a decision rests on, by the day it is signed.

use chrono::NaiveDate;

use crate::calendar::holds;

pub const GRASSROOTS_DEMOCRACY: &str =
    "Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10 tháng 11 năm 2022";
pub const VILLAGE_CONVENTIONS: &str = "Căn cứ Nghị định số 61/2023/NĐ-CP ngày 16 tháng 8 năm 2023 của Chính phủ về xây dựng và thực hiện hương ước, quy ước của cộng đồng dân cư";
pub const LABOUR: [&str; 2] = [
    "Căn cứ Bộ luật Lao động số 45/2019/QH14 ngày 20 tháng 11 năm 2019",
    "Căn cứ Nghị định số 145/2020/NĐ-CP ngày 14 tháng 12 năm 2020 của Chính phủ",
];

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

/// An amended law is a further row, not an edit; the last day is the first on which it no longer holds.
const LOCAL_GOVERNMENT: [(NaiveDate, Option<NaiveDate>, &str); 3] = [
    (
        day(2016, 1, 1),
        Some(day(2025, 3, 1)),
        "Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19 tháng 6 năm 2015",
    ),
    (
        day(2025, 3, 1),
        Some(day(2025, 6, 16)),
        "Căn cứ Luật Tổ chức chính quyền địa phương số 65/2025/QH15 ngày 19 tháng 02 năm 2025",
    ),
    (
        day(2025, 6, 16),
        None,
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025",
    ),
];

/// The law on local government that held on a day.
pub fn local_government(on: NaiveDate) -> Option<&'static str> {
    let mut rows = LOCAL_GOVERNMENT.iter();
    rows.find(|(from, to, _)| holds(on, *from, *to)).map(|(_, _, law)| *law)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2025-02-28", "77/2015/QH13")]
    #[case("2025-03-01", "65/2025/QH15")]
    #[case("2025-06-15", "65/2025/QH15")]
    #[case("2025-06-16", "72/2025/QH15")]
    fn the_law_of_the_day_is_named(#[case] on: NaiveDate, #[case] law: &str) {
        assert!(local_government(on).unwrap().contains(law));
    }
}
