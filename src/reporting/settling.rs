//! Settling what bodies leave behind when they end: looked at all the time, since most ends are decided long before their day.

use std::time::Duration;

use sea_orm::sea_query::{Query, SelectStatement};

use super::{consolidation, obligation::succession};
use crate::{
    access::{Store, fresh_personal},
    clock::Clocks,
    organisation::organisation,
};

const PAUSE: Duration = Duration::from_secs(5);

/// Settles what is to be settled until the process ends.
pub async fn run(store: Store, clocks: Clocks) {
    let holder = fresh_personal();
    loop {
        if let Err(problem) = succession::settle(&store, clocks, holder).await {
            tracing::warn!(%problem, "settling the reports of bodies that ended");
        }
        if let Err(problem) = consolidation::settle(&store, clocks, holder).await {
            tracing::warn!(%problem, "settling the consolidations sent to bodies that ended");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// The organisations that have ended by a day.
pub fn ended(today: chrono::NaiveDate) -> SelectStatement {
    Query::select()
        .column(organisation::Column::Id)
        .from(organisation::Entity)
        .and_where(sea_orm::ColumnTrait::lte(&organisation::Column::ValidTo, today))
        .take()
}
