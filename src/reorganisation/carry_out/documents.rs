//! Documents: they go where their organisation goes. Of a body that closes, what is being drafted passes to its heir; what was issued stays
//! and is carried over, until the heir replaces it.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, EntityTrait, Iterable, PrimaryKeyToColumn, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::LockType,
};

use super::{CHUNK, Work};
use crate::{
    access::{OrganisationId, Sweep, UnitId},
    document::{
        register::{Documented, entity as document},
        regulation::entity as regulation,
        resolution::entity as resolution,
    },
    http::{Problem, Result},
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
            told.extend(
                self.of_kind::<regulation::Entity>(chunk, &closed, &moved, sweep)
                    .await?,
            );
            told.extend(
                self.of_kind::<resolution::Entity>(chunk, &closed, &moved, sweep)
                    .await?,
            );
        }
        told.sort_by_key(|document| document.id);
        Ok(told)
    }

    /// The documents of one kind that these bodies have.
    async fn of_kind<E: Documented>(
        &self,
        bodies: &[OrganisationId],
        closed: &Heirs,
        moved: &Heirs,
        sweep: &mut impl Sweep,
    ) -> Result<Vec<AffectedDocument>> {
        let key = E::PrimaryKey::iter()
            .next()
            .ok_or_else(|| Problem::internal("a table without a key"))?;
        let theirs = document::Entity::find()
            .select_only()
            .column(document::Column::Id)
            .filter(document::Column::OrganisationId.is_in(bodies.iter().copied()))
            .into_query();
        let rows = E::find()
            .filter(key.into_column().in_subquery(theirs))
            .order_by_asc(key.into_column())
            .lock(LockType::NoKeyUpdate);
        let mut told = Vec::new();
        for before in rows.all(sweep.connection()).await? {
            told.extend(self.document::<E>(before, closed, moved, sweep).await?);
        }
        Ok(told)
    }

    async fn document<E: Documented>(
        &self,
        before: E::Model,
        closed: &Heirs,
        moved: &Heirs,
        sweep: &mut impl Sweep,
    ) -> Result<Option<AffectedDocument>> {
        let entry = E::entry(&before);
        let told = |organisation, outcome| AffectedDocument {
            id: entry.id,
            organisation,
            outcome,
        };
        let issued = entry.signed_on.is_some();
        let heir = closed.get(&entry.organisation_id).filter(|_| !issued);
        let goes_on = moved.get(&entry.organisation_id).or(heir).copied().flatten();
        let Some((organisation, unit)) = goes_on else {
            let over = entry.expires_on.is_some_and(|end| end <= self.act.effective_on);
            let carried = issued && !over;
            return Ok(carried.then(|| told(entry.organisation_id, DocumentOutcome::CarriedOver)));
        };
        if (organisation, unit) == (entry.organisation_id, entry.unit_id) {
            return Ok(None);
        }
        let mut after = before.clone();
        E::pass(&mut after, organisation, unit);
        sweep.amend::<E>(&before, after).await?;
        Ok(Some(told(organisation, DocumentOutcome::Passed)))
    }
}
