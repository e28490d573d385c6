//! Chance that falls alike on every run: numbers that follow from a name alone.

/// A number below `below` (at least 1) that follows from `of`: FNV-1a, stirred by the finaliser of SplitMix64.
pub fn draw(of: &str, below: u64) -> u64 {
    let mut hash = of.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (hash ^ (hash >> 31)) % below.max(1)
}

/// As [`draw`], signed: in `low..=high`.
pub fn between(of: &str, low: i64, high: i64) -> i64 {
    let span = high.abs_diff(low).saturating_add(1);
    low.saturating_add_unsigned(draw(of, span))
}

/// One of several; none only of none.
pub fn pick<'a, T>(of: &str, from: &'a [T]) -> Option<&'a T> {
    let count = u64::try_from(from.len()).unwrap_or(u64::MAX);
    from.get(usize::try_from(draw(of, count)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_draws_the_same() {
        assert_eq!(draw("03388/A01", 1000), draw("03388/A01", 1000));
        let drawn: std::collections::BTreeSet<u64> = (0..200).map(|n| draw(&n.to_string(), 1_000_000)).collect();
        assert!(drawn.len() > 190);
        assert!((0..200).all(|n| (-3..=4).contains(&between(&n.to_string(), -3, 4))));
    }
}
