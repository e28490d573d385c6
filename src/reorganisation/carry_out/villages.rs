//! Villages: each goes where its commune goes, unless the act names another.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, sea_query::LockType};

use super::{CHUNK, Work};
use crate::{
    access::{Level, OrganisationId, Record, Sweep, UnitId, VillageId},
    document::{
        convention::{ConventionState, entity as convention},
        register::Documented,
    },
    election::entity as election,
    http::Result,
    measure::activity::{ActivityKind, ActivityState, entity as activity},
    reorganisation::{effect::AffectedVillage, faults::Faults, units::UnitPlan},
    territory::{former_place, village},
};

impl Work<'_> {
    pub(super) async fn villages(
        &self,
        units: &UnitPlan,
        levels: &BTreeMap<UnitId, Level>,
        committees: &BTreeMap<UnitId, OrganisationId>,
        sweep: &mut impl Sweep,
    ) -> Result<Vec<AffectedVillage>> {
        let living = village::Entity::find()
            .filter(sweep.reach(village::Column::UnitId))
            .filter(self.lasting(village::Column::ValidTo))
            .order_by_asc(village::Column::Id)
            .lock(LockType::NoKeyUpdate)
            .all(sweep.connection())
            .await?;
        let lines = &self.act.lines.0.villages;
        let mut faults = Faults::none();
        for (index, line) in lines.iter().enumerate() {
            let at = |field: &str| format!("/villages/{index}/{field}");
            if living.iter().all(|village| village.id != line.village) {
                let (vi, en) = (
                    "Không có thôn, tổ dân phố này trong phạm vi.",
                    "No such village exists in your scope.",
                );
                faults.add(at("village"), "unknown", vi, en);
            }
            if lines.iter().take(index).any(|other| other.village == line.village) {
                let (vi, en) = ("Thôn, tổ dân phố đã nêu ở trên.", "The village is named before.");
                faults.add(at("village"), "duplicate", vi, en);
            }
            if levels.get(&line.to_unit) != Some(&Level::Commune) {
                let (vi, en) = (
                    "Không có xã, phường này sau sắp xếp.",
                    "There is no such commune after the act.",
                );
                faults.add(at("to_unit"), "unknown", vi, en);
            }
        }
        faults.refuse()?;
        let (mut moved, mut left) = (Vec::new(), Vec::new());
        for before in living {
            let line = lines.iter().find(|line| line.village == before.id);
            let unit_id = line.map_or_else(|| units.answering(before.unit_id), |line| line.to_unit);
            if unit_id == before.unit_id {
                continue;
            }
            let after = village::Model {
                unit_id,
                organisation_id: committees.get(&unit_id).copied().unwrap_or(before.organisation_id),
                ..before.clone()
            };
            left.push(self.left(before.id, (before.organisation_id, before.unit_id)));
            moved.push(sweep.amend::<village::Entity>(&before, after).await?);
        }
        former_place::keep(left, sweep.connection()).await?;
        self.along(&moved, sweep).await?;
        let told = moved.into_iter().map(|row| AffectedVillage {
            id: row.id,
            name: row.name,
            unit: row.unit_id,
        });
        Ok(told.collect())
    }

    /// Their living conventions go along, the conferences they plan, and the elections of their heads, with the clock of a village that has none.
    async fn along(&self, moved: &[village::Model], sweep: &mut impl Sweep) -> Result<()> {
        let over = [
            ConventionState::Replaced,
            ConventionState::Annulled,
            ConventionState::Withdrawn,
        ];
        for villages in moved.chunks(CHUNK) {
            let ids = || villages.iter().map(|row| row.id);
            let conventions = convention::Entity::find()
                .filter(convention::Column::VillageId.is_in(ids()))
                .filter(convention::Column::State.is_not_in(over))
                .order_by_asc(convention::Column::Id);
            pass::<convention::Entity>(
                conventions,
                villages,
                |row| Some(row.village_id),
                convention::Entity::pass,
                sweep,
            )
            .await?;
            let elections = election::Entity::find()
                .filter(election::Column::VillageId.is_in(ids()))
                .order_by_asc(election::Column::Id);
            pass::<election::Entity>(elections, villages, |row| Some(row.village_id), election::pass, sweep).await?;
            let planned = activity::Entity::find()
                .filter(activity::Column::VillageId.is_in(ids()))
                .filter(activity::Column::Kind.eq(ActivityKind::VillageConference))
                .filter(activity::Column::State.eq(ActivityState::Planned))
                .order_by_asc(activity::Column::Id);
            pass::<activity::Entity>(planned, villages, |row| row.village_id, activity::pass, sweep).await?;
        }
        Ok(())
    }
}

/// Passes what is recorded of villages to whoever answers for them now.
async fn pass<E: Record>(
    rows: Select<E>,
    villages: &[village::Model],
    of: fn(&E::Model) -> Option<VillageId>,
    to: fn(&mut E::Model, OrganisationId, UnitId),
    sweep: &mut impl Sweep,
) -> Result<()> {
    for before in rows.lock(LockType::NoKeyUpdate).all(sweep.connection()).await? {
        if let Some(village) = villages.iter().find(|village| Some(village.id) == of(&before)) {
            let mut after = before.clone();
            to(&mut after, village.organisation_id, village.unit_id);
            sweep.amend::<E>(&before, after).await?;
        }
    }
    Ok(())
}
