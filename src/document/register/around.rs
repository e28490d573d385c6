//! What documents are shown with: the names and ends of whoever they are of, and what they do to each other.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Iterable, PrimaryKeyToColumn};

use super::{
    keep::{Documented, Entry},
    link::Links,
    listed::DocumentRow,
    search::ListedDocument,
};
use crate::{
    access::{DocumentId, Look, OrganisationId, UnitId},
    document::force::{Dates, Force},
    http::{Problem, Result},
    organisation::name::Names,
    territory::unit_end::UnitEnds,
};

pub struct Around {
    day: NaiveDate,
    pub names: Names,
    pub links: Links,
    ends: UnitEnds,
    /// The first day on which each of those it is of no longer exists.
    bodies: BTreeMap<OrganisationId, NaiveDate>,
}

impl Around {
    pub async fn of<E: Documented>(look: &impl Look, rows: &[&E::Model], day: NaiveDate) -> Result<Self> {
        let entries: Vec<Entry> = rows.iter().map(|row| E::entry(row)).collect();
        let names = Names::of(look, entries.iter().map(|entry| entry.organisation_id)).await?;
        let ended = |entry: &Entry| Some((entry.organisation_id, names.ended_on(entry.organisation_id)?));
        Ok(Self {
            day,
            bodies: entries.iter().filter_map(ended).collect(),
            links: Links::of(look, entries.iter().map(|entry| entry.id)).await?,
            ends: UnitEnds::of(look, entries.iter().map(|entry| entry.unit_id)).await?,
            names,
        })
    }

    /// What is shown with a page of documents; of whatever links them, where anything does.
    pub async fn listing<E: Documented>(look: &impl Look, page: &[&DocumentRow<E>], day: NaiveDate) -> Result<Self> {
        let owned = || page.iter().map(|listed| (E::owner(&listed.row), *listed));
        let linked = page.iter().filter(|listed| listed.linked);
        let linked = linked.map(|listed| DocumentId(E::id_of(&listed.row).into()));
        Ok(Self {
            day,
            links: Links::of(look, linked).await?,
            // Each row brings the name of whoever it is of.
            names: Names::default(),
            ends: owned()
                .map(|(owner, listed)| (owner.unit, listed.unit_ended_on))
                .collect(),
            bodies: owned()
                .filter_map(|(owner, listed)| Some((owner.organisation, listed.body_ended_on?)))
                .collect(),
        })
    }

    /// What documents of one kind have in common with those of others, with their versions.
    pub async fn listed<E: Documented>(
        look: &impl Look,
        ids: &[DocumentId],
        day: NaiveDate,
    ) -> Result<Vec<(ListedDocument, i64)>> {
        let key = E::PrimaryKey::iter()
            .next()
            .ok_or_else(|| Problem::internal("a table without a key"))?;
        let these = key.into_column().is_in(ids.iter().copied());
        let rows = look.find::<E>().filter(these).all().await?;
        let around = Self::of::<E>(look, &rows.iter().collect::<Vec<_>>(), day).await?;
        let item = |row: &E::Model| {
            let entry = E::entry(row);
            let ended = around.links.is_ended(entry.id, day);
            let entry = entry.by(day, ended);
            let (name, force) = (around.names.named(entry.organisation_id), around.force(&entry));
            (ListedDocument::of(entry, name, force), E::version(row))
        };
        Ok(rows.iter().map(item).collect())
    }

    /// Whether a document is in force; nothing is said of what was not issued.
    pub fn force(&self, entry: &Entry) -> Option<Force> {
        let owner = (entry.organisation_id, entry.unit_id);
        self.force_of(entry.id, owner, (entry.in_force_on, entry.expires_on))
    }

    /// Whether a document of an organisation, in a unit, is in force between its days.
    pub fn force_of(
        &self,
        id: DocumentId,
        (organisation, unit): (OrganisationId, UnitId),
        (in_force_on, expires_on): (Option<NaiveDate>, Option<NaiveDate>),
    ) -> Option<Force> {
        let ends = [self.ends.of_unit(unit), self.bodies.get(&organisation).copied()];
        let dates = Dates {
            in_force_on: in_force_on?,
            expires_on,
            left_on: ends.into_iter().flatten().min(),
        };
        Some(self.links.force(id, self.day, &dates))
    }

    /// Whether a document is the caller's to carry on: their own, in a unit that lives.
    pub fn is_own(&self, look: &impl Look, organisation: OrganisationId, unit: UnitId) -> bool {
        let today = look.clocks().legal.today();
        look.scope().owns(organisation) && !self.ends.is_over(unit, today)
    }
}
