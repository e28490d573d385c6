//! Finding units by name: marks, case and the kind before a name do not matter for finding, and do for the order.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::unit;
use crate::text;

/// How well a unit's name fits; the better comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    Same,
    SameWithoutMarks,
    Begins,
    BeginsWithoutMarks,
    Holds,
    HoldsWithoutMarks,
}

/// What is searched for, in the forms it is compared in.
#[derive(Clone, Debug)]
pub struct Sought {
    spelt: String,
    folded: String,
    folded_name: String,
}

impl Sought {
    pub fn new(written: &str) -> Self {
        Self {
            spelt: written.to_lowercase(),
            folded: text::fold(written),
            folded_name: text::fold_name(written),
        }
    }

    /// What a unit's folded name must hold: one of these. None when nothing is left to search for. Without marks a kind and the
    /// beginning of a name look alike ("xa dung"), so both readings count.
    pub fn needles(&self) -> Vec<&str> {
        let mut needles = vec![self.folded_name.as_str(), self.folded.as_str()];
        needles.retain(|needle| !needle.is_empty());
        needles.dedup();
        needles
    }

    /// How a unit fits; none when it does not.
    pub fn fit(&self, unit: &unit::Model) -> Option<Fit> {
        let spelt = [unit.name.to_lowercase(), unit.full_name().to_lowercase()];
        let folded = [unit.name_fold.clone(), text::fold(&unit.full_name())];
        let needles = self.needles();
        let by_marks = |test: fn(&str, &str) -> bool| spelt.iter().any(|name| test(name, &self.spelt));
        let without = |test: fn(&str, &str) -> bool| {
            let mut pairs = folded
                .iter()
                .flat_map(|name| needles.iter().map(move |needle| (name, needle)));
            pairs.any(|(name, needle)| test(name, needle))
        };
        let same = |name: &str, sought: &str| name == sought;
        let begins = |name: &str, sought: &str| name.starts_with(sought);
        let holds = |name: &str, sought: &str| name.contains(sought);
        let ways = [
            (Fit::Same, by_marks(same)),
            (Fit::SameWithoutMarks, without(same)),
            (Fit::Begins, by_marks(begins)),
            (Fit::BeginsWithoutMarks, without(begins)),
            (Fit::Holds, by_marks(holds)),
            (Fit::HoldsWithoutMarks, without(holds)),
        ];
        ways.into_iter().find_map(|(fit, fits)| fits.then_some(fit))
    }

    /// The units that fit, best first; among equals those that exist on `day` before those that have ended.
    pub fn ranked(&self, units: Vec<unit::Model>, day: NaiveDate) -> Vec<unit::Model> {
        let mut found: Vec<(Fit, unit::Model)> = units
            .into_iter()
            .filter_map(|unit| self.fit(&unit).map(|fit| (fit, unit)))
            .collect();
        found.sort_by(|(fit, unit), (other_fit, other)| fit.cmp(other_fit).then_with(|| in_list(unit, other, day)));
        found.into_iter().map(|(_, unit)| unit).collect()
    }
}

fn in_list(one: &unit::Model, other: &unit::Model, day: NaiveDate) -> Ordering {
    let key = |unit: &unit::Model| (!unit.exists_on(day), unit.level);
    key(one)
        .cmp(&key(other))
        .then_with(|| one.name_sort.cmp(&other.name_sort))
        .then_with(|| one.id.cmp(&other.id))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::{
        access::{Level, UnitId},
        territory::unit::id_of,
    };

    fn unit(kind: &str, name: &str, valid_to: Option<&str>) -> unit::Model {
        let since = "2004-01-01".parse().unwrap();
        let id: UnitId = id_of(&format!("{kind}{name}"), since);
        unit::Model {
            id,
            code: String::new(),
            name: name.to_owned(),
            name_fold: text::fold(name),
            name_sort: text::sort_key(name),
            kind: kind.to_owned(),
            level: if kind == "Huyện" {
                Level::District
            } else {
                Level::Commune
            },
            parent_id: None,
            valid_from: since,
            valid_to: valid_to.map(|day| day.parse().unwrap()),
            legal_basis: None,
            version: 1,
        }
    }

    fn some() -> Vec<unit::Model> {
        vec![
            unit("Xã", "Nậm Chà", Some("2025-07-01")),
            unit("Xã", "Nậm Cha", None),
            unit("Huyện", "Mường Tè", Some("2025-07-01")),
            unit("Xã", "Mường Tè", None),
            unit("Xã", "Mường Than", None),
            unit("Thị trấn", "Mường Tè", Some("2025-07-01")),
            unit("Phường", "Đoàn Kết", None),
        ]
    }

    #[rstest]
    #[case::marks_first("Nậm Chà", &["Xã Nậm Chà", "Xã Nậm Cha"])]
    #[case::marks_first_the_other_way("nậm cha", &["Xã Nậm Cha", "Xã Nậm Chà"])]
    #[case::no_marks("muong te", &["Xã Mường Tè", "Huyện Mường Tè", "Thị trấn Mường Tè"])]
    #[case::a_beginning("MƯỜNG T", &["Xã Mường Tè", "Xã Mường Than", "Huyện Mường Tè", "Thị trấn Mường Tè"])]
    #[case::with_its_kind("huyện mường tè", &["Huyện Mường Tè", "Xã Mường Tè", "Thị trấn Mường Tè"])]
    #[case::d_and_dd("doan ket", &["Phường Đoàn Kết"])]
    #[case::kind_without_marks("phuong doan ket", &["Phường Đoàn Kết"])]
    #[case::inside("kết", &["Phường Đoàn Kết"])]
    #[case::nothing_left("…", &[])]
    #[case::nowhere("Hà Nội", &[])]
    fn the_best_come_first(#[case] sought: &str, #[case] expected: &[&str]) {
        let found = Sought::new(sought).ranked(some(), "2026-01-01".parse().unwrap());
        let names: Vec<String> = found.iter().map(unit::Model::full_name).collect();
        assert_eq!(names, expected);
    }
}
