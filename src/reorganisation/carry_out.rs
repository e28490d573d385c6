//! Carrying an act out, inside one change: units, then the bodies on them, then villages, documents, people and reports. A rehearsal runs this very
//! code and is not committed.

mod attachments;
mod boards;
mod documents;
mod fillings;
mod measures;
mod organisations;
mod people;
mod persons;
mod villages;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::LockType,
};
use uuid::Uuid;

use super::{
    bodies::BodyPlan,
    effect::{AffectedUnit, ReorganisationEffect},
    entity::Model,
    reports::Settling,
    units::{self, Ground, UnitPlan},
};
use crate::{
    access::{Level, OrganisationId, OrganisationKind, ReorganisationId, Sweep, UnitId, derived},
    calendar::Holidays,
    http::Result,
    organisation::{
        heirs::{Heirs, Place},
        organisation,
    },
    territory::{former_place, lineage, load, unit},
};

/// Rows in one statement: both databases bound its parameters.
const CHUNK: usize = 500;

/// When an act is carried out, and the days off that deadlines are reckoned with.
#[derive(Clone, Debug)]
pub struct Moment {
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    /// As sessions count it.
    pub real_now: DateTime<Utc>,
    pub holidays: Holidays,
}

/// Carries the act out; tells what it did.
pub async fn carry_out(sweep: &mut impl Sweep, act: &Model, moment: &Moment) -> Result<ReorganisationEffect> {
    let work = Work { act, moment };
    let units = work.units(sweep).await?;
    let levels = work.levels(sweep).await?;
    let bodies = work.bodies(&units, &levels, sweep).await?;
    let committees = work.committees(sweep).await?;
    let villages = work.villages(&units, &levels, &committees, sweep).await?;
    work.fillings(&bodies, sweep).await?;
    let heirs = heirs(&bodies, &committees);
    let documents = work.documents(&heirs, sweep).await?;
    let boards = work.boards(&heirs, sweep).await?;
    let measures = work.measures(&heirs, sweep).await?;
    work.attachments(&heirs, sweep).await?;
    let moved = villages.iter().map(|village| village.id).collect();
    work.persons(&heirs, &moved, sweep).await?;
    let people = work.people(&units, &bodies, &committees, sweep).await?;
    let settling = Settling {
        units: &units,
        bodies: &bodies,
        levels,
        holidays: moment.holidays.clone(),
        today: moment.today,
        act,
    };
    Ok(ReorganisationEffect {
        reports: settling.obligations(sweep).await?,
        consolidations: settling.consolidations(sweep).await?,
        opened: units.opened.iter().map(AffectedUnit::from).collect(),
        closed: units.closed.iter().map(AffectedUnit::from).collect(),
        organisations: organisations::told(&bodies),
        villages,
        documents,
        boards,
        measures,
        accounts: people::told(&people),
    })
}

/// Who answers for what the bodies had that the act touches.
fn heirs(plan: &BodyPlan, committees: &BTreeMap<UnitId, OrganisationId>) -> Heirs {
    let standing = committees.iter().map(|(unit, body)| (*body, *unit));
    let opened = plan.opened.iter().map(|body| (body.id, body.unit_id));
    let places: BTreeMap<OrganisationId, UnitId> = standing.chain(opened).collect();
    let heir = |body: OrganisationId| -> Option<Place> { Some((body, *places.get(&body)?)) };
    let closed = plan.closed.iter();
    let moved = plan
        .passed
        .iter()
        .map(|passed| (passed.after.id, (passed.after.id, passed.after.unit_id)));
    Heirs::of(
        closed
            .map(|closed| (closed.before.id, closed.successor.and_then(heir)))
            .collect(),
        moved.collect(),
    )
}

/// The id of a body that an act opens.
pub fn body_id(act: ReorganisationId, kind: OrganisationKind, unit: UnitId) -> OrganisationId {
    derived(&format!("reorganisation/{act}/{}/{unit}", kind.to_value()))
}

struct Work<'a> {
    act: &'a Model,
    moment: &'a Moment,
}

impl Work<'_> {
    async fn units(&self, sweep: &impl Sweep) -> Result<UnitPlan> {
        let connection = sweep.connection();
        // Of two acts of one province at a time, the second finds what the first has left.
        unit::Entity::find_by_id(self.act.unit_id)
            .lock(LockType::NoKeyUpdate)
            .one(connection)
            .await?;
        // Nothing new can come to lie in a unit while it is being closed.
        let ending = self.act.lines.0.ending();
        unit::Entity::find()
            .filter(unit::Column::Id.is_in(ending))
            .order_by_asc(unit::Column::Id)
            .lock(LockType::Update)
            .all(connection)
            .await?;
        let reached = unit::Entity::find().filter(sweep.reach(unit::Column::Id));
        let within = reached.clone().select_only().column(unit::Column::Id).into_query();
        let lines = lineage::Entity::find().filter(lineage::Column::PredecessorId.in_subquery(within.clone()));
        let known = load::Known {
            units: reached.all(connection).await?,
            lineage: lines.all(connection).await?,
        };
        let codes = self.act.lines.0.opened.iter().map(|unit| unit.code.to_string());
        let elsewhere = unit::Entity::find()
            .filter(unit::Column::Code.is_in(codes))
            .filter(unit::Column::Id.not_in_subquery(within))
            .filter(
                Condition::any()
                    .add(unit::Column::ValidTo.is_null())
                    .add(unit::Column::ValidTo.gt(self.act.effective_on)),
            );
        let codes_elsewhere = elsewhere
            .all(connection)
            .await?
            .into_iter()
            .map(|unit| unit.code)
            .collect();
        let ground = Ground {
            known: &known,
            root: self.act.unit_id,
            codes_elsewhere: &codes_elsewhere,
        };
        let plan = units::plan(ground, &self.act.lines.0, self.act.effective_on, &self.act.legal_basis)?;
        load::write(
            connection,
            &plan.opened,
            &plan.closed,
            &plan.lineage,
            self.act.effective_on,
        )
        .await?;
        Ok(plan)
    }

    /// The units that stand after the act.
    async fn levels(&self, sweep: &impl Sweep) -> Result<BTreeMap<UnitId, Level>> {
        let reached = unit::Entity::find()
            .filter(sweep.reach(unit::Column::Id))
            .all(sweep.connection())
            .await?;
        let stands = |unit: &&unit::Model| unit.exists_on(self.act.effective_on) && unit.valid_to.is_none();
        let standing = reached.iter().filter(stands);
        Ok(standing.map(|unit| (unit.id, unit.level)).collect())
    }

    /// The committee of each unit after the act.
    async fn committees(&self, sweep: &impl Sweep) -> Result<BTreeMap<UnitId, OrganisationId>> {
        let found = organisation::Entity::find()
            .filter(sweep.reach(organisation::Column::UnitId))
            .filter(organisation::Column::Kind.eq(OrganisationKind::PeopleCommittee))
            .filter(organisation::Column::ValidTo.is_null());
        let rows = found.all(sweep.connection()).await?;
        Ok(rows.into_iter().map(|row| (row.unit_id, row.id)).collect())
    }

    /// Where something lay until the act.
    fn left(&self, id: impl Into<Uuid>, (organisation_id, unit_id): Place) -> former_place::Model {
        former_place::Model {
            record_id: id.into(),
            until: self.act.effective_on,
            organisation_id,
            unit_id,
        }
    }

    /// What the act still finds: no end is recorded, or one after its day.
    fn lasting<C: ColumnTrait>(&self, end: C) -> Condition {
        Condition::any().add(end.is_null()).add(end.gt(self.act.effective_on))
    }
}
