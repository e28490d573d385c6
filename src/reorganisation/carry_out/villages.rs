//! Villages: each goes where its commune goes, unless the act names another.

use std::collections::BTreeMap;

use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::LockType};

use super::Work;
use crate::{
    access::{Level, OrganisationId, Sweep, UnitId},
    http::Result,
    reorganisation::{effect::AffectedVillage, faults::Faults, units::UnitPlan},
    territory::village,
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
            if levels.get(&line.to_unit) != Some(&Level::Commune) {
                let (vi, en) = (
                    "Không có xã, phường này sau sắp xếp.",
                    "There is no such commune after the act.",
                );
                faults.add(at("to_unit"), "unknown", vi, en);
            }
        }
        faults.refuse()?;
        let mut told = Vec::new();
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
            let row = sweep.amend::<village::Entity>(&before, after).await?;
            told.push(AffectedVillage {
                id: row.id,
                name: row.name,
                unit: row.unit_id,
            });
        }
        Ok(told)
    }
}
