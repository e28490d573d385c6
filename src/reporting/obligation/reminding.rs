//! Nhắc việc: an event 14, 7 and 1 days before a report is due, and once it is overdue, for whoever carries news on (SMS, Zalo, e-mail).
//! Each is told once for each deadline; an extension begins anew. What is due and overdue is worked out from the clock all the same.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, LockType},
};

use super::entity::{Column, Entity, due};
use crate::{
    access::{Event, ObligationId, OrganisationId, Store, System, Task, UnitId, fresh_personal, lease},
    clock::Clocks,
    http::Result,
    reporting::{kinds::Progress, round::entity as round},
};

const PAUSE: Duration = Duration::from_secs(30);
const JOB: &str = "remind";
/// Reports reminded of in one change.
const AT_ONCE: u64 = 500;
/// How many days before its deadline a report is reminded of, the nearest first, and how the event calls it; 0 is past it.
const MARKS: [(i64, &str); 4] = [
    (0, "overdue"),
    (1, "due_in_1_day"),
    (7, "due_in_7_days"),
    (14, "due_in_14_days"),
];
const WAITED_FOR: [Progress; 2] = [Progress::NotStarted, Progress::Draft];

#[derive(FromQueryResult)]
struct Waited {
    id: ObligationId,
    organisation_id: OrganisationId,
    unit_id: UnitId,
}

/// Reminds until the process ends.
pub async fn run(store: Store, clocks: Clocks) {
    let holder = fresh_personal();
    loop {
        if let Err(problem) = remind(&store, clocks, holder).await {
            tracing::warn!(%problem, "reminding of reports");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Tells what has come near its deadline, or over it, since it was last looked at; returns how many reports.
pub async fn remind(store: &Store, clocks: Clocks, holder: uuid::Uuid) -> Result<u64> {
    let mut reminded = 0;
    for (days, name) in MARKS {
        while let Some(told) = batch(store, clocks, holder, days, name).await? {
            reminded += told;
        }
    }
    Ok(reminded)
}

/// Tells of a batch of reports that have come to a mark; none when there are no more, or another replica does it.
async fn batch(store: &Store, clocks: Clocks, holder: uuid::Uuid, days: i64, name: &str) -> Result<Option<u64>> {
    let now = clocks.legal.now();
    let system = System::new(store, Task::Remind);
    if waited(now, days).one(system.reader()).await?.is_none() {
        return Ok(None);
    }
    let mut change = system.begin().await?;
    if !lease::hold(JOB, holder, clocks.real.now(), change.connection()).await? {
        return Ok(None);
    }
    let rows = waited(now, days)
        .lock(LockType::NoKeyUpdate)
        .into_model::<Waited>()
        .all(change.connection())
        .await?;
    Entity::update_many()
        .col_expr(Column::RemindedDays, Expr::value(days))
        .filter(Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(change.connection())
        .await?;
    let mut events = rows.iter().map(|row| reminder(row, name));
    let Some(first) = events.next() else {
        return Ok(None);
    };
    change.tell(events);
    change.commit(first, now).await?;
    Ok(u64::try_from(rows.len()).ok())
}

/// The reports of open rounds that have not come, are due within so many days, and were not reminded of so near to it.
fn waited(now: DateTime<Utc>, days: i64) -> sea_orm::Select<Entity> {
    let open_rounds = sea_orm::sea_query::Query::select()
        .column(round::Column::Id)
        .from(round::Entity)
        .and_where(round::Column::ClosedAt.is_null())
        .take();
    let not_yet = Condition::any()
        .add(Column::RemindedDays.is_null())
        .add(Column::RemindedDays.gt(days));
    let near = due().lte(now + TimeDelta::days(days));
    Entity::find()
        .filter(Column::RoundId.in_subquery(open_rounds))
        .filter(Column::Progress.is_in(WAITED_FOR))
        .filter(Column::FirstSubmittedAt.is_null())
        .filter(Column::ReceivedOn.is_null())
        .filter(not_yet)
        // No deadline is earlier than the one first set; the index knows that one.
        .filter(Column::DueAt.lte(now + TimeDelta::days(days)))
        .filter(near)
        .order_by_asc(Column::Id)
        .limit(AT_ONCE)
}

/// It is no change of the obligation: its kind is its own.
fn reminder(row: &Waited, name: &str) -> Event {
    Event {
        organisation_id: Some(row.organisation_id),
        unit_id: Some(row.unit_id),
        fields: vec![name.to_owned()],
        ..Event::about("report_reminder", row.id)
    }
}
