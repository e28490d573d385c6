//! Where a unit's figures belong in a chosen tree: the tree of the round's period end, or the tree of another day, reached through
//! the heirs of units that have ended since.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::{access::UnitId, calendar::holds};

/// A unit as the tree needs it.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    pub parent: Option<UnitId>,
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

    /// The units directly under `root` in this tree.
    pub fn children(&self, root: UnitId) -> Vec<UnitId> {
        let under = self.nodes.iter().filter(|(_, node)| node.parent == Some(root));
        under.map(|(unit, _)| *unit).filter(|unit| self.holds(*unit)).collect()
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

    /// Where `unit` counts under `root`: at the root itself, or in one of its children; nowhere when it lies elsewhere.
    pub fn branch(&self, root: UnitId, unit: UnitId) -> Option<Branch> {
        let mut at = self.place_of(unit)?;
        for _ in 0..=self.nodes.len() {
            if at == root {
                return Some(Branch::Root);
            }
            let parent = self.nodes.get(&at)?.parent?;
            if parent == root {
                return Some(Branch::Child(at));
            }
            at = parent;
        }
        None
    }
}

/// Where a unit's figures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Branch {
    Root,
    Child(UnitId),
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
    #[case("2024-12-14", "a", Some(Branch::Child(id("district"))))]
    #[case("2024-12-14", "district", Some(Branch::Child(id("district"))))]
    #[case("2024-12-14", "province", Some(Branch::Root))]
    #[case("2024-12-14", "c", None)]
    #[case("2025-12-14", "a", Some(Branch::Child(id("c"))))]
    #[case("2025-12-14", "b", Some(Branch::Child(id("c"))))]
    #[case("2025-12-14", "district", Some(Branch::Root))]
    fn figures_count_where_the_tree_of_the_day_puts_them(
        #[case] on: &str,
        #[case] unit: &str,
        #[case] branch: Option<Branch>,
    ) {
        assert_eq!(tree(on).branch(id("province"), id(unit)), branch);
    }

    #[test]
    fn an_unborn_unit_is_not_in_the_tree() {
        assert!(!tree("2024-12-14").holds(id("c")));
        let children = |on| tree(on).children(id("province"));
        assert_eq!(children("2024-12-14"), [id("district")]);
        assert_eq!(children("2025-12-14"), [id("c")]);
    }
}
