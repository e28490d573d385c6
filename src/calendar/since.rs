//! The days since when what danchu goes by has held.

use chrono::NaiveDate;

/// Luật 10/2022/QH15.
pub const LAW_10: NaiveDate = day(2023, 7, 1);

/// Nghị định 59/2023/NĐ-CP.
pub const DECREE_59: NaiveDate = day(2023, 8, 15);

/// Nghị định 61/2023/NĐ-CP.
pub const DECREE_61: NaiveDate = day(2023, 8, 16);

/// Nghị quyết 75/NQ-HĐND của Hội đồng nhân dân tỉnh Lai Châu.
pub const RESOLUTION_75: NaiveDate = day(2024, 12, 9);

/// Nghị định 185/2026/NĐ-CP.
pub const DECREE_185: NaiveDate = day(2026, 5, 26);

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}
