//! What costs much to work out about a unit, kept as long as nothing happens there: every change leaves an event, and the events since are few.

use std::{any::Any, collections::BTreeSet, future::Future, sync::Arc, time::Duration};

use moka::future::Cache;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    UnitId,
    event::{Column, Entity},
};
use crate::{
    http::{Problem, Result},
    territory::unit_reach,
};

/// Events looked at: where more have happened, all is worked out anew.
const MOST_EVENTS: u64 = 500;
/// What is kept at most.
const MOST: u64 = 512;
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
    what: Arc<dyn Any + Send + Sync>,
}

impl Default for Unchanged {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(MOST).time_to_idle(IDLE).build())
    }
}

impl Unchanged {
    /// What was worked out about a unit and everything under it, or is worked out now. `asked` says all that it depends on beside the records.
    pub(super) async fn of<T: Send + Sync + 'static, F: Future<Output = Result<T>>>(
        &self,
        (asked, unit): (String, UnitId),
        connection: &DatabaseConnection,
        work_out: impl FnOnce() -> F,
    ) -> Result<Arc<T>> {
        // Read before the records are: what is committed meanwhile is found to have happened since.
        let position = last_position(connection).await?;
        let known = self.0.get(&asked).await;
        let known = match known {
            Some(known) if !happened(unit, known.position, connection).await? => Some(known.what),
            _ => None,
        };
        let what: Arc<dyn Any + Send + Sync> = match known {
            Some(what) => what,
            None => Arc::new(work_out().await?),
        };
        let kept = Known {
            position,
            what: Arc::clone(&what),
        };
        self.0.insert(asked, kept).await;
        what.downcast()
            .map_err(|_other| Problem::internal("something else is kept"))
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

/// Whether anything has happened under a unit or above it since an event; also what has no number yet.
async fn happened(unit: UnitId, since: i64, connection: &impl ConnectionTrait) -> Result<bool> {
    let mut units = BTreeSet::new();
    // In this order: what is numbered meanwhile is found all the same.
    for which in [Column::Position.is_null(), Column::Position.gt(since)] {
        let events = Entity::find()
            .select_only()
            .column(Column::UnitId)
            .filter(which)
            .filter(Column::RecordKind.is_not_in(OTHERS))
            .limit(MOST_EVENTS);
        let events: Vec<Option<UnitId>> = events.into_tuple().all(connection).await?;
        if u64::try_from(events.len()).is_ok_and(|events| events == MOST_EVENTS) {
            return Ok(true);
        }
        units.extend(events);
    }
    // What is of no unit is of all.
    if units.contains(&None) {
        return Ok(true);
    }
    if units.is_empty() {
        return Ok(false);
    }
    use unit_reach::Column as Reach;
    let units: Vec<UnitId> = units.into_iter().flatten().collect();
    let under = Condition::all()
        .add(Reach::RootId.eq(unit))
        .add(Reach::UnitId.is_in(units.iter().copied()));
    let above = Condition::all()
        .add(Reach::UnitId.eq(unit))
        .add(Reach::RootId.is_in(units));
    let near = unit_reach::Entity::find().filter(Condition::any().add(under).add(above));
    Ok(near.one(connection).await?.is_some())
}
