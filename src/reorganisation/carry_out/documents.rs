//! Documents: they go where their organisation goes. Of a body that closes, what is being drafted passes to its heir; what was issued stays
//! and is carried over, until the heir replaces it.

use sea_orm::{
    ColumnTrait, EntityTrait, Iterable, PrimaryKeyToColumn, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::LockType,
};

use super::{CHUNK, Work};
use crate::{
    access::{OrganisationId, Sweep},
    document::{
        register::{Documented, entity as document},
        regulation::entity as regulation,
        resolution::entity as resolution,
    },
    http::{Problem, Result},
    organisation::heirs::Heirs,
    reorganisation::effect::{AffectedDocument, DocumentOutcome},
};

impl Work<'_> {
    pub(super) async fn documents(&self, heirs: &Heirs, sweep: &mut impl Sweep) -> Result<Vec<AffectedDocument>> {
        let mut told = Vec::new();
        for chunk in heirs.bodies().chunks(CHUNK) {
            told.extend(self.of_kind::<regulation::Entity>(chunk, heirs, sweep).await?);
            told.extend(self.of_kind::<resolution::Entity>(chunk, heirs, sweep).await?);
        }
        told.sort_by_key(|document| document.id);
        Ok(told)
    }

    /// The documents of one kind that these bodies have.
    async fn of_kind<E: Documented>(
        &self,
        bodies: &[OrganisationId],
        heirs: &Heirs,
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
            told.extend(self.document::<E>(before, heirs, sweep).await?);
        }
        Ok(told)
    }

    async fn document<E: Documented>(
        &self,
        before: E::Model,
        heirs: &Heirs,
        sweep: &mut impl Sweep,
    ) -> Result<Option<AffectedDocument>> {
        let entry = E::entry(&before);
        let told = |organisation, outcome| AffectedDocument {
            id: entry.id,
            organisation,
            outcome,
        };
        let issued = entry.signed_on.is_some();
        let goes_on = match issued {
            true => heirs.moved(entry.organisation_id),
            false => heirs.answering(entry.organisation_id),
        };
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
