//! Sums that people write: bounded, so that a slip of the pen and a sum of many stay within what both databases count.

use super::{Problem, Result};

/// Đồng, or m², at most.
const MOST: i64 = 10_000_000_000_000;

/// 422 at `pointer` for more than 10^13.
pub fn amount(pointer: &'static str, sum: u64) -> Result<i64> {
    let within = i64::try_from(sum).ok().filter(|sum| *sum <= MOST);
    within.ok_or_else(|| {
        let (vi, en) = (format!("Không quá {MOST}."), format!("Not more than {MOST}."));
        Problem::invalid(pointer, "out_of_range", vi, en)
    })
}
