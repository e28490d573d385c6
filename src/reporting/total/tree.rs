//! Where a unit's figures belong in a chosen tree: the tree of the round's period end, or the tree of another day, reached through
//! the heirs of units that have ended since.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{
    access::{Level, UnitId},
    calendar::holds,
};

/// A unit as the tree needs it.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    pub parent: Option<UnitId>,
    pub level: Level,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    /// The unit that inherited its history.
    pub heir: Option<UnitId>,
}

/// The tree of units on a day.
#[derive(Clone, Debug)]
pub struct Tree {
    nodes: BTreeMap<UnitId, Node>,
    day: NaiveDate,
}

impl Tree {
    pub fn new(nodes: BTreeMap<UnitId, Node>, day: NaiveDate) -> Self {
        Self { nodes, day }
    }

    /// Whether the unit is in this tree.
    pub fn holds(&self, unit: UnitId) -> bool {
        let node = self.nodes.get(&unit);
        node.is_some_and(|node| holds(self.day, node.valid_from, node.valid_to))
    }

    /// The units directly under `root` in this tree, or all of a level under it.
    pub fn under(&self, root: UnitId, level: Option<Level>) -> Vec<UnitId> {
        let is_asked_for = |unit: &UnitId, node: &Node| match level {
            None => node.parent == Some(root),
            Some(level) => *unit != root && node.level == level && self.line_of(*unit).any(|above| above == root),
        };
        let nodes = self.nodes.iter().filter(|(unit, _)| self.holds(**unit));
        let under = nodes.filter(|(unit, node)| is_asked_for(unit, node));
        under.map(|(unit, _)| *unit).collect()
    }

    /// The unit of this tree that answers for `unit`: itself, its heir, or for an abolished tier the unit above; none for
    /// a unit that came later.
    pub fn place_of(&self, unit: UnitId) -> Option<UnitId> {
        let mut at = unit;
        // A line of heirs and parents is never longer than the units there are.
        for _ in 0..=self.nodes.len() {
            if self.holds(at) {
                return Some(at);
            }
            let node = self.nodes.get(&at).filter(|node| node.valid_from <= self.day)?;
            at = node.heir.or(node.parent)?;
        }
        None
    }

    /// The units that figures of `unit` count in, from the one of this tree that answers for it up to the top.
    pub fn line_of(&self, unit: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        let above = |at: &UnitId| self.nodes.get(at)?.parent;
        // Nobody stands above more units than there are.
        std::iter::successors(self.place_of(unit), above).take(self.nodes.len() + 1)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::access::derived;

    fn id(name: &str) -> UnitId {
        derived(name)
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A province; a district with communes a and b until 2025-07-01; then a commune c, heir of both.
    fn tree(on: &str) -> Tree {
        let node = |parent: Option<&str>, from: &str, to: Option<&str>, heir: Option<&str>| Node {
            parent: parent.map(id),
            level: match parent {
                None => Level::Province,
                Some(_) if to.is_some() && heir.is_none() => Level::District,
                Some(_) => Level::Commune,
            },
            valid_from: day(from),
            valid_to: to.map(day),
            heir: heir.map(id),
        };
        let nodes = [
            ("province", node(None, "2004-01-01", None, None)),
            (
                "district",
                node(Some("province"), "2004-01-01", Some("2025-07-01"), None),
            ),
            ("a", node(Some("district"), "2004-01-01", Some("2025-07-01"), Some("c"))),
            ("b", node(Some("district"), "2004-01-01", Some("2025-07-01"), Some("c"))),
            ("c", node(Some("province"), "2025-07-01", None, None)),
        ];
        Tree::new(
            nodes.into_iter().map(|(name, node)| (id(name), node)).collect(),
            day(on),
        )
    }

    #[rstest]
    #[case("2024-12-14", "a", &["a", "district", "province"])]
    #[case("2024-12-14", "district", &["district", "province"])]
    #[case("2024-12-14", "province", &["province"])]
    #[case("2024-12-14", "c", &[])]
    #[case("2025-12-14", "a", &["c", "province"])]
    #[case("2025-12-14", "b", &["c", "province"])]
    #[case("2025-12-14", "district", &["province"])]
    fn figures_count_where_the_tree_of_the_day_puts_them(#[case] on: &str, #[case] unit: &str, #[case] line: &[&str]) {
        let expected: Vec<UnitId> = line.iter().copied().map(id).collect();
        assert_eq!(tree(on).line_of(id(unit)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_unborn_unit_is_not_in_the_tree() {
        assert!(!tree("2024-12-14").holds(id("c")));
        let under = |on, level| {
            let mut under = tree(on).under(id("province"), level);
            under.sort();
            under
        };
        let mut communes = [id("a"), id("b")];
        communes.sort();
        assert_eq!(under("2024-12-14", None), [id("district")]);
        assert_eq!(under("2024-12-14", Some(Level::Commune)), communes);
        assert_eq!(under("2025-12-14", None), [id("c")]);
        assert_eq!(under("2025-12-14", Some(Level::Commune)), [id("c")]);
        assert_eq!(under("2025-12-14", Some(Level::District)), []);
        assert_eq!(under("2025-12-14", Some(Level::Province)), []);
    }
}
