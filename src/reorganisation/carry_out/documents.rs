//! Documents: they go where their organisation goes. Of a body that closes, what is being drafted passes to its heir; what was issued stays
//! and is carried over, until the heir replaces it.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::LockType};

use super::{CHUNK, Work};
use crate::{
    access::{OrganisationId, Sweep, UnitId},
    document::regulation::entity::{self as regulation, Model},
    http::Result,
    reorganisation::{
        bodies::BodyPlan,
        effect::{AffectedDocument, DocumentOutcome},
    },
};

/// Who answers for what a body had: somebody in a unit, or nobody.
type Heirs = BTreeMap<OrganisationId, Option<(OrganisationId, UnitId)>>;

impl Work<'_> {
    pub(super) async fn documents(
        &self,
        plan: &BodyPlan,
        committees: &BTreeMap<UnitId, OrganisationId>,
        sweep: &mut impl Sweep,
    ) -> Result<Vec<AffectedDocument>> {
        let standing = committees.iter().map(|(unit, body)| (*body, *unit));
        let opened = plan.opened.iter().map(|body| (body.id, body.unit_id));
        let places: BTreeMap<OrganisationId, UnitId> = standing.chain(opened).collect();
        let heir = |body: OrganisationId| Some((body, *places.get(&body)?));
        let closed = plan
            .closed
            .iter()
            .map(|closed| (closed.before.id, closed.successor.and_then(heir)));
        let moved: Heirs = plan
            .passed
            .iter()
            .map(|passed| (passed.after.id, Some((passed.after.id, passed.after.unit_id))))
            .collect();
        let closed: Heirs = closed.collect();
        let concerned: Vec<OrganisationId> = closed.keys().chain(moved.keys()).copied().collect();
        let mut told = Vec::new();
        for chunk in concerned.chunks(CHUNK) {
            let rows = regulation::Entity::find()
                .filter(regulation::Column::OrganisationId.is_in(chunk.iter().copied()))
                .order_by_asc(regulation::Column::Id)
                .lock(LockType::NoKeyUpdate);
            for before in rows.all(sweep.connection()).await? {
                told.extend(self.document(before, &closed, &moved, sweep).await?);
            }
        }
        told.sort_by_key(|document| document.id);
        Ok(told)
    }

    async fn document(
        &self,
        before: Model,
        closed: &Heirs,
        moved: &Heirs,
        sweep: &mut impl Sweep,
    ) -> Result<Option<AffectedDocument>> {
        let heir = closed
            .get(&before.organisation_id)
            .filter(|_| before.signed_on.is_none());
        let goes_on = moved.get(&before.organisation_id).or(heir).copied().flatten();
        let Some((organisation_id, unit_id)) = goes_on else {
            let over = before.expires_on.is_some_and(|end| end <= self.act.effective_on);
            let carried = before.signed_on.is_some() && !over;
            return Ok(carried.then_some(AffectedDocument {
                id: before.id,
                organisation: before.organisation_id,
                outcome: DocumentOutcome::CarriedOver,
            }));
        };
        if (organisation_id, unit_id) == (before.organisation_id, before.unit_id) {
            return Ok(None);
        }
        let after = Model {
            organisation_id,
            unit_id,
            ..before.clone()
        };
        let row = sweep.amend::<regulation::Entity>(&before, after).await?;
        Ok(Some(AffectedDocument {
            id: row.id,
            organisation: row.organisation_id,
            outcome: DocumentOutcome::Passed,
        }))
    }
}
