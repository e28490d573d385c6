//! Văn bản đang chờ: the documents of a unit that wait for their next step, whoever takes it, since when and until when.

mod api;
mod counts;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Iterable,
    sea_query::{ExprTrait, SimpleExpr},
};
use uuid::Uuid;

use super::{conventions, item::WorkKind, regulations, resolutions};
use crate::{
    access::{DocumentId, Look, OrganisationId, UnitId, VillageId, derived, is_one_of},
    calendar::{Holidays, day::holidays},
    document::{
        convention::{self, ConventionState},
        register::{Documented, link::ended_by},
        regulation::{self, RegulationState},
        resolution::{self, ResolutionState},
    },
    http::Result,
    organisation::organisation,
    territory::{unit_reach, village},
};

/// One step that a document waits for.
struct Pending {
    kind: WorkKind,
    document: DocumentId,
    organisation: OrganisationId,
    unit: UnitId,
    village: Option<VillageId>,
    title: String,
    since: NaiveDate,
    /// The last day, where the law sets one.
    due: Option<NaiveDate>,
    /// Of a complaint: its place among those against the convention, from 1 on.
    complaint: Option<u32>,
    version: i64,
}

impl Pending {
    /// A step of which there is one, and which has no last day.
    fn of<E: Documented>(row: &E::Model, (kind, since): (WorkKind, NaiveDate)) -> Self {
        let entry = E::entry(row);
        Self {
            kind,
            document: entry.id,
            organisation: entry.organisation_id,
            unit: entry.unit_id,
            village: entry.village_id,
            title: entry.title,
            since,
            due: None,
            complaint: None,
            version: E::version(row),
        }
    }

    fn is_overdue(&self, today: NaiveDate) -> bool {
        self.due.is_some_and(|due| due < today)
    }

    fn subject(&self) -> Uuid {
        derived(&format!(
            "pending/{:?}/{}/{:?}",
            self.kind, self.document, self.complaint
        ))
    }
}

/// The steps that documents of a unit, and of all under it, wait for, as far as the caller sees them. Rows are read one after the other.
async fn pending_in(look: &impl Look, unit: UnitId) -> Result<Vec<Pending>> {
    let (today, off) = (look.clocks().legal.today(), holidays(look).await?);
    let mut pending = Vec::new();
    regulations_in(look, unit, &mut pending).await?;
    resolutions_in(look, unit, &mut pending).await?;
    conventions_in(look, unit, (today, &off), &mut pending).await?;
    Ok(pending)
}

/// The units under one, itself among them, that are still there: nobody takes a step for another.
fn living_under(root: UnitId) -> sea_orm::sea_query::SelectStatement {
    let mut living = unit_reach::reached_from(root);
    living.and_where(unit_reach::Column::Inherited.eq(false));
    living
}

/// Whether an organisation is still there: nothing waits for one that is gone.
fn of_the_living(body: impl ColumnTrait, today: NaiveDate) -> SimpleExpr {
    use organisation::{Column, Entity};
    is_one_of::<Entity>(body, Column::ValidTo.is_null().or(Column::ValidTo.gt(today)))
}

async fn regulations_in(look: &impl Look, unit: UnitId, pending: &mut Vec<Pending>) -> Result<()> {
    use regulation::entity::{Column, Entity, Model};
    let over = [
        RegulationState::Issued,
        RegulationState::Repealed,
        RegulationState::Withdrawn,
    ];
    let today = look.clocks().legal.today();
    let waiting = look
        .gather::<Entity>()
        .columns(Column::iter())
        .filter(Column::UnitId.in_subquery(living_under(unit)))
        .filter(of_the_living(Column::OrganisationId, today))
        .filter(Column::State.is_not_in(over))
        // What has expired, or has another in its place, is looked at no more.
        .filter(Column::ExpiresOn.is_null().or(Column::ExpiresOn.gt(today)))
        .filter(Column::Id.not_in_subquery(ended_by(today)));
    let visit = |row: Model| {
        let step = regulations::next(&row).map(|(kind, _, since)| (kind, since));
        pending.extend(step.map(|step| Pending::of::<Entity>(&row, step)));
        Ok(())
    };
    waiting.each(visit).await
}

async fn resolutions_in(look: &impl Look, unit: UnitId, pending: &mut Vec<Pending>) -> Result<()> {
    use resolution::entity::{Column, Entity, Model};
    let waiting = look
        .gather::<Entity>()
        .columns(Column::iter())
        .filter(Column::UnitId.in_subquery(living_under(unit)))
        .filter(of_the_living(Column::OrganisationId, look.clocks().legal.today()))
        .filter(Column::State.is_in([ResolutionState::Proposed, ResolutionState::Examined]));
    let visit = |row: Model| {
        let step = resolutions::next(&row).map(|(kind, _, since)| (kind, since));
        pending.extend(step.map(|step| Pending::of::<Entity>(&row, step)));
        Ok(())
    };
    waiting.each(visit).await
}

async fn conventions_in(
    look: &impl Look,
    unit: UnitId,
    (today, off): (NaiveDate, &Holidays),
    pending: &mut Vec<Pending>,
) -> Result<()> {
    use convention::entity::{Column, Entity, Model};
    let living = living(look, unit, today).await?;
    let over = [
        ConventionState::Replaced,
        ConventionState::Annulled,
        ConventionState::Withdrawn,
    ];
    let waiting = look
        .gather::<Entity>()
        .columns(Column::iter())
        .filter(Column::UnitId.in_subquery(living_under(unit)))
        .filter(Column::State.is_not_in(over));
    let visit = |row: Model| {
        let steps = conventions::steps(&row, (today, living.contains(&row.village_id)), off);
        pending.extend(steps.into_iter().map(|step| Pending {
            due: step.due,
            complaint: step.complaint,
            ..Pending::of::<Entity>(&row, (step.kind, step.since))
        }));
        Ok(())
    };
    waiting.each(visit).await
}

/// The villages that are there today.
async fn living(look: &impl Look, unit: UnitId, today: NaiveDate) -> Result<BTreeSet<VillageId>> {
    use village::{Column, Entity};
    let mut living = BTreeSet::new();
    let goes_on = Column::ValidTo.is_null().or(Column::ValidTo.gt(today));
    let villages = look
        .gather::<Entity>()
        .columns(Column::iter())
        .filter(Column::UnitId.in_subquery(living_under(unit)))
        .filter(Column::ValidFrom.lte(today))
        .filter(goes_on);
    let visit = |row: village::Model| {
        living.insert(row.id);
        Ok(())
    };
    villages.each(visit).await?;
    Ok(living)
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    api::routes(config);
    counts::routes(config);
}
