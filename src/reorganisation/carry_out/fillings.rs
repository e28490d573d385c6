//! Leave to fill: the heir of whoever filled goes on filling, and what was given by a body that closes ends.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::LockType};

use super::{CHUNK, Work};
use crate::{
    access::{OrganisationId, Sweep, UnitId},
    http::Result,
    reorganisation::bodies::BodyPlan,
    reporting::filling::entity::{self as filling, Model},
};

impl Work<'_> {
    pub(super) async fn fillings(&self, plan: &BodyPlan, sweep: &mut impl Sweep) -> Result<()> {
        let heirs: BTreeMap<OrganisationId, Option<OrganisationId>> = plan
            .closed
            .iter()
            .map(|closed| (closed.before.id, closed.successor))
            .collect();
        let moved: BTreeMap<OrganisationId, UnitId> = plan
            .passed
            .iter()
            .map(|passed| (passed.after.id, passed.after.unit_id))
            .collect();
        let concerned: Vec<OrganisationId> = heirs.keys().chain(moved.keys()).copied().collect();
        let mut found: BTreeMap<_, Model> = BTreeMap::new();
        for chunk in concerned.chunks(CHUNK) {
            let party = Condition::any()
                .add(filling::Column::OrganisationId.is_in(chunk.iter().copied()))
                .add(filling::Column::FillerId.is_in(chunk.iter().copied()));
            let rows = filling::Entity::find()
                .filter(party)
                .filter(self.lasting(filling::Column::ValidTo))
                .order_by_asc(filling::Column::Id)
                .lock(LockType::NoKeyUpdate);
            found.extend(rows.all(sweep.connection()).await?.into_iter().map(|row| (row.id, row)));
        }
        for before in found.into_values() {
            let filler = heirs.get(&before.filler_id).copied().unwrap_or(Some(before.filler_id));
            let after = match filler.filter(|_| !heirs.contains_key(&before.organisation_id)) {
                Some(filler_id) => Model {
                    filler_id,
                    unit_id: moved.get(&before.organisation_id).copied().unwrap_or(before.unit_id),
                    ..before.clone()
                },
                None => Model {
                    valid_to: Some(self.act.effective_on.max(before.valid_from)),
                    end_reason: Some(self.act.legal_basis.clone()),
                    ..before.clone()
                },
            };
            if after != before {
                sweep.amend::<filling::Entity>(&before, after).await?;
            }
        }
        Ok(())
    }
}
