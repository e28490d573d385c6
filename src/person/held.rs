//! How long an appointment is held: one in a village no longer than there is the village, whatever term it was given.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};

use super::appointment::{Column, Entity, Model};
use crate::{
    access::{Look, VillageId, is_one_of},
    http::Result,
    territory::village,
};

/// Villages in one statement: both databases bound its parameters.
const AT_ONCE: usize = 200;

/// Appointments that are held on a day.
pub fn held_on(day: NaiveDate) -> Condition {
    let lives = village::Column::ValidTo.is_null().or(village::Column::ValidTo.gt(day));
    let there = is_one_of::<village::Entity>(Column::VillageId, lives);
    Condition::all()
        .add(Column::ValidFrom.lte(day))
        .add(Column::ValidTo.is_null().or(Column::ValidTo.gt(day)))
        .add(Column::VillageId.is_null().or(there))
}

/// The first day on which each village that ends no longer exists. It is kept with the village alone: a closing that is put right puts its posts right.
#[derive(Default)]
pub struct VillageEnds(BTreeMap<VillageId, NaiveDate>);

impl VillageEnds {
    pub async fn of(villages: impl IntoIterator<Item = VillageId>, connection: &impl ConnectionTrait) -> Result<Self> {
        use village::Column;
        let villages: BTreeSet<VillageId> = villages.into_iter().collect();
        let villages: Vec<VillageId> = villages.into_iter().collect();
        let mut ends = BTreeMap::new();
        for some in villages.chunks(AT_ONCE) {
            let ending = village::Entity::find()
                .filter(Column::Id.is_in(some.iter().copied()))
                .filter(Column::ValidTo.is_not_null());
            let ending = ending.all(connection).await?.into_iter();
            ends.extend(ending.filter_map(|village| Some((village.id, village.valid_to?))));
        }
        Ok(Self(ends))
    }

    /// Those of the villages in which some appointments are held.
    pub async fn beside(look: &impl Look, rows: &[Model]) -> Result<Self> {
        match rows.first() {
            Some(first) => {
                let villages = rows.iter().filter_map(|row| row.village_id);
                Self::of(villages, look.beside::<Entity>(first)).await
            }
            None => Ok(Self::default()),
        }
    }

    /// An appointment as it is held; one that would begin when the village is no more is never held.
    pub fn held(&self, row: &Model) -> Model {
        let end = row.village_id.and_then(|village| self.0.get(&village));
        let end = end.map(|end| Ord::max(*end, row.valid_from));
        Model {
            valid_to: row.valid_to.into_iter().chain(end).min(),
            ..row.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;
    use crate::{
        access::fresh,
        document::number::DocumentNumber,
        person::{Position, appointment::AppointingDecision},
    };

    fn day(written: &str) -> NaiveDate {
        written.parse().unwrap()
    }

    /// In a village that ends on 1 June 2026.
    #[rstest]
    #[case::without_a_term("2025-01-01", None, Some("2026-06-01"))]
    #[case::for_longer("2025-01-01", Some("2030-01-01"), Some("2026-06-01"))]
    #[case::until_before("2025-01-01", Some("2026-01-01"), Some("2026-01-01"))]
    #[case::taken_back("2026-01-01", Some("2026-01-01"), Some("2026-01-01"))]
    #[case::from_afterwards("2026-07-01", None, Some("2026-07-01"))]
    fn a_post_ends_with_its_village(#[case] from: &str, #[case] to: Option<&str>, #[case] expected: Option<&str>) {
        let village: VillageId = fresh();
        let row = Model {
            id: fresh(),
            person_id: fresh(),
            position: Position::VillageHead,
            organisation_id: Uuid::nil().into(),
            unit_id: Uuid::nil().into(),
            village_id: Some(village),
            valid_from: day(from),
            valid_to: to.map(day),
            decision: AppointingDecision {
                number: DocumentNumber::read("12/QĐ-UBND").unwrap(),
                signed_on: day("2025-01-01"),
                front_agreed_on: None,
            },
            end_reason: None,
            version: 1,
        };
        let ends = VillageEnds([(village, day("2026-06-01"))].into());
        assert_eq!(ends.held(&row).valid_to, expected.map(day));
        assert_eq!(
            VillageEnds::default().held(&row),
            row,
            "a village that goes on ends nothing"
        );
    }
}
