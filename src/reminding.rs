//! Nhắc việc: events so many days before something is due, and once it is overdue, for whoever carries news on (SMS, Zalo, e-mail). Each is told once for each
//! deadline. What is due and overdue is worked out from the clock all the same.

use std::time::Duration;

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Iterable, ModelTrait, PrimaryKeyToColumn, QueryFilter, QueryOrder,
    QuerySelect, Select,
    sea_query::{Expr, LockType},
};

use crate::{
    access::{Event, Store, System, Task, fresh_personal, lease},
    board::recommendation::entity as recommendation,
    clock::Clocks,
    http::{Problem, Result},
    reporting::obligation::entity as obligation,
};

const PAUSE: Duration = Duration::from_secs(30);
/// Records reminded of in one change.
const AT_ONCE: u64 = 500;

/// A mark before a deadline: how many days, 0 past it, and how the event calls it.
pub type Mark = (i64, &'static str);

/// A kind of record that is reminded of.
pub trait Reminded: EntityTrait<Model: ModelTrait<Entity = Self>> {
    /// The lease under which one replica reminds.
    const JOB: &'static str;
    /// The nearest first.
    const MARKS: &'static [Mark];

    /// How near to its deadline one was when last reminded of, in days.
    const REMINDED: Self::Column;

    /// Those that are due within so many days, 0 for what is past.
    fn waiting(clocks: Clocks, days: i64) -> Select<Self>;

    /// What is told of one, to whom it concerns.
    fn reminders(row: &Self::Model, mark: &'static str) -> Vec<Event>;
}

/// Reminds until the process ends.
pub async fn run(store: Store, clocks: Clocks) {
    let holder = fresh_personal();
    loop {
        for reminded in [
            remind::<obligation::Entity>(&store, clocks, holder).await,
            remind::<recommendation::Entity>(&store, clocks, holder).await,
        ] {
            if let Err(problem) = reminded {
                tracing::warn!(%problem, "reminding");
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Tells what has come near its deadline, or over it, since it was last looked at; returns how many records.
pub async fn remind<E: Reminded>(store: &Store, clocks: Clocks, holder: uuid::Uuid) -> Result<u64> {
    let mut reminded = 0;
    for mark in E::MARKS {
        while let Some(told) = batch::<E>(store, clocks, holder, *mark).await? {
            reminded += told;
        }
    }
    Ok(reminded)
}

/// Tells of a batch that has come to a mark; none when there are no more, or another replica does it.
async fn batch<E: Reminded>(
    store: &Store,
    clocks: Clocks,
    holder: uuid::Uuid,
    (days, name): Mark,
) -> Result<Option<u64>> {
    let id = E::PrimaryKey::iter()
        .next()
        .ok_or_else(|| Problem::internal("a table without a key"))?
        .into_column();
    let not_so_near = || Condition::any().add(E::REMINDED.is_null()).add(E::REMINDED.gt(days));
    let waiting = || {
        E::waiting(clocks, days)
            .filter(not_so_near())
            .order_by_asc(id)
            .limit(AT_ONCE)
    };
    let system = System::new(store, Task::Remind);
    if waiting().one(system.reader()).await?.is_none() {
        return Ok(None);
    }
    let mut change = system.begin().await?;
    if !lease::hold(E::JOB, holder, clocks.real.now(), change.connection()).await? {
        return Ok(None);
    }
    let rows = waiting().lock(LockType::NoKeyUpdate).all(change.connection()).await?;
    E::update_many()
        .col_expr(E::REMINDED, Expr::value(days))
        .filter(id.is_in(rows.iter().map(|row| row.get(id))))
        .exec(change.connection())
        .await?;
    let mut events = rows.iter().flat_map(|row| E::reminders(row, name));
    let Some(first) = events.next() else {
        return Ok(None);
    };
    change.tell(events);
    change.commit(first, clocks.legal.now()).await?;
    Ok(u64::try_from(rows.len()).ok())
}
