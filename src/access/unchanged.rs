//! What costs much to work out about a unit, kept as long as nothing happens there: every change leaves an event, and the events since are few.

use std::{
    any::Any,
    collections::BTreeSet,
    future::Future,
    sync::Arc,
    time::{Duration, Instant},
};

use moka::{
    Entry,
    future::Cache,
    ops::compute::{CompResult, Op},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};

use super::{
    Level, OrganisationId, Record, UnitId,
    event::{Column, Entity},
};
use crate::{
    http::{Problem, Result},
    measure::activity::entity as activity,
    organisation::{organisation, organisation_reach},
    territory::{unit, unit_reach},
};

/// Events looked at: where more have happened, all is worked out anew.
const MOST_EVENTS: u64 = 500;
/// Bytes kept at most.
const MOST: u64 = 64 * 1024 * 1024;
/// How long what nobody asks for is kept.
const IDLE: Duration = Duration::from_secs(60 * 60);

/// Kinds of records of which only reports and accounts tell: whatever happens to them changes nothing that is kept here.
const OTHERS: [&str; 15] = [
    "session",
    "account",
    "post",
    "delegation",
    "attachment",
    "file_content",
    "signing_key",
    "person_key",
    "recommendation_reminder",
    "report_reminder",
    "report_template",
    "report_round",
    "report_obligation",
    "report_consolidation",
    "report_filling",
];

/// What is kept, by what was asked.
#[derive(Clone)]
pub struct Unchanged(Cache<String, Known>);

#[derive(Clone)]
struct Known {
    /// The last event that was numbered before it was worked out.
    position: i64,
    /// When that was begun.
    begun: Instant,
    bytes: u32,
    what: Arc<dyn Any + Send + Sync>,
}

/// What may be kept.
pub trait Weighed: Send + Sync + 'static {
    /// Bytes it takes in memory, about.
    fn bytes(&self) -> usize;
}

impl Default for Unchanged {
    fn default() -> Self {
        let kept = Cache::builder()
            .max_capacity(MOST)
            .weigher(|asked: &String, known: &Known| {
                u32::try_from(asked.len())
                    .unwrap_or(u32::MAX)
                    .saturating_add(known.bytes)
            })
            .time_to_idle(IDLE);
        Self(kept.build())
    }
}

impl Unchanged {
    /// What was worked out about a unit and everything under it, or is worked out now: once for all who ask at the same time. `asked` says all that it
    /// depends on beside the records.
    pub(super) async fn of<T: Weighed, F: Future<Output = Result<T>>>(
        &self,
        (asked, unit): (String, UnitId),
        connection: &DatabaseConnection,
        work_out: impl FnOnce() -> F,
    ) -> Result<Arc<T>> {
        if let Some(known) = self.0.get(&asked).await
            && let Some(known) = known.still(unit, connection).await?
        {
            self.0.insert(asked, known.clone()).await;
            return known.told();
        }
        let asked_at = Instant::now();
        let one_after_another = self.0.entry(asked).and_try_compute_with(async |known| {
            let still = match known.map(Entry::into_value) {
                Some(known) if known.begun >= asked_at => Some(known),
                Some(known) => known.still(unit, connection).await?,
                None => None,
            };
            let known = match still {
                Some(known) => known,
                None => Known::of(connection, work_out).await?,
            };
            Ok::<_, Problem>(Op::Put(known))
        });
        match one_after_another.await? {
            CompResult::Inserted(kept) | CompResult::ReplacedWith(kept) => kept.into_value().told(),
            _ => Err(Problem::internal("nothing was kept")),
        }
    }
}

impl Known {
    async fn of<T: Weighed, F: Future<Output = Result<T>>>(
        connection: &DatabaseConnection,
        work_out: impl FnOnce() -> F,
    ) -> Result<Self> {
        let begun = Instant::now();
        // Read before the records are: what is committed meanwhile is found to have happened since.
        let position = last_position(connection).await?;
        let what = work_out().await?;
        Ok(Self {
            position,
            begun,
            bytes: u32::try_from(what.bytes()).unwrap_or(u32::MAX),
            what: Arc::new(what),
        })
    }

    /// The same, known until now; none where something has happened since.
    async fn still(self, unit: UnitId, connection: &DatabaseConnection) -> Result<Option<Self>> {
        let position = last_position(connection).await?;
        let happened = happened(unit, self.position, connection).await?;
        Ok((!happened).then_some(Self { position, ..self }))
    }

    fn told<T: Weighed>(self) -> Result<Arc<T>> {
        let what = self.what.downcast();
        what.map_err(|_other| Problem::internal("something else is kept"))
    }
}

async fn last_position(connection: &impl ConnectionTrait) -> Result<i64> {
    let last = Entity::find()
        .select_only()
        .column(Column::Position)
        .filter(Column::Position.is_not_null())
        .order_by_desc(Column::Position)
        .limit(1);
    let last: Option<i64> = last.into_tuple().one(connection).await?;
    Ok(last.unwrap_or_default())
}

/// Whether anything has happened since an event that may change what is kept about a unit; also what has no number yet.
async fn happened(unit: UnitId, since: i64, connection: &impl ConnectionTrait) -> Result<bool> {
    let mut events: Vec<Happened> = Vec::new();
    // In this order: what is numbered meanwhile is found all the same.
    for which in [Column::Position.is_null(), Column::Position.gt(since)] {
        let some = Entity::find()
            .select_only()
            .columns([Column::RecordKind, Column::UnitId, Column::OrganisationId])
            .filter(which)
            .filter(Column::RecordKind.is_not_in(OTHERS))
            .limit(MOST_EVENTS);
        let some: Vec<Happened> = some.into_model().all(connection).await?;
        if u64::try_from(some.len()).is_ok_and(|some| some == MOST_EVENTS) {
            return Ok(true);
        }
        events.extend(some);
    }
    // An organisation's heirs may be anywhere; what is of no unit is of all.
    if events
        .iter()
        .any(|event| event.record_kind == organisation::Entity::KIND || event.unit_id.is_none())
    {
        return Ok(true);
    }
    Ok(trained_elsewhere(&events, connection).await? || near(unit, &events, connection).await?)
}

#[derive(FromQueryResult)]
struct Happened {
    record_kind: String,
    unit_id: Option<UnitId>,
    organisation_id: Option<OrganisationId>,
}

/// Whether some of it is an activity of whoever manages others: it may name people of theirs, wherever they are.
async fn trained_elsewhere(events: &[Happened], connection: &impl ConnectionTrait) -> Result<bool> {
    use organisation_reach::Column as Reach;
    let held = events
        .iter()
        .filter(|event| event.record_kind == activity::Entity::KIND);
    let by: BTreeSet<OrganisationId> = held.filter_map(|event| event.organisation_id).collect();
    if by.is_empty() {
        return Ok(false);
    }
    let others = Expr::col(Reach::RootId).not_equals(Reach::OrganisationId);
    let managed = organisation_reach::Entity::find()
        .filter(Reach::RootId.is_in(by))
        .filter(others);
    Ok(managed.one(connection).await?.is_some())
}

/// Whether some of it is in the same province as a unit, or above: what one changes may be counted in another.
async fn near(unit: UnitId, events: &[Happened], connection: &impl ConnectionTrait) -> Result<bool> {
    use unit_reach::Column as Reach;
    let units: BTreeSet<UnitId> = events.iter().filter_map(|event| event.unit_id).collect();
    if units.is_empty() {
        return Ok(false);
    }
    let lies_in = |units: Vec<UnitId>| {
        let roots = unit_reach::Entity::find().select_only().column(Reach::RootId);
        roots.filter(Reach::UnitId.is_in(units)).into_query()
    };
    let around = |units: Vec<UnitId>| unit::Column::Id.in_subquery(lies_in(units));
    let shared = unit::Entity::find()
        .filter(around(vec![unit]))
        .filter(around(units.iter().copied().collect()))
        .filter(unit::Column::Level.ne(Level::Nation));
    let at_the_top = unit::Entity::find()
        .filter(unit::Column::Level.eq(Level::Nation))
        .filter(unit::Column::Id.is_in(units.into_iter().chain([unit])));
    Ok(shared.one(connection).await?.is_some() || at_the_top.one(connection).await?.is_some())
}
