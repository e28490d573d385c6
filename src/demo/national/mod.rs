//! The demonstration at the nation's size: 34 provinces, 3,321 communes, organisations by the hundred thousand, and a round of reports for
//! each quarter, all accepted. It shows how totals behave when there is much to add up; names and figures are made up.

mod ground;
mod reports;
mod template;

use std::io::Write;

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use self::ground::Ground;
use super::{
    PASSWORD, database,
    day::{day, morning},
    tier::NATIONAL,
    write::write,
};
use crate::{
    access::{Event, Store, System, SystemTx, Task, derived},
    account::{account, password::Password, post},
    calendar::{Calendar, PeriodKey, Window, day::install},
    clock::Clock,
    http::{Problem, Result},
    organisation::{organisation, organisation_reach},
    reporting::template::entity as template_row,
    territory::load::{self, Act, List},
};

const LIST: List<'static> = List {
    name: "national_units_2025.csv",
    csv: include_str!("../../../assets/territory/national_units_2025.csv"),
};

/// How much is made.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    /// Organisations in all; committees are made in any case.
    pub organisations: u32,
    /// Quarters, from the third of 2025 on.
    pub quarters: u32,
}

/// Fills an empty, migrated database, telling how far it has come. Nothing but an empty one is touched; what breaks off in the middle is no
/// demonstration, and is refused when it is opened.
pub async fn make(store: &Store, scale: Scale, progress: &mut impl Write) -> Result<()> {
    let found = database::found(System::new(store, Task::MakeDemo).reader()).await?;
    if found != database::Found::Nothing {
        return Err(Problem::internal(
            "this database is not empty; give another data directory or database",
        ));
    }
    let password = Password::new(PASSWORD).hash().await?;
    let mut told = Told::new(progress);
    let change = begin(store).await?;
    let act = Act {
        valid_from: first_day(),
        legal_basis: "Danh mục đơn vị hành chính theo Quyết định 19/2025/QĐ-TTg".to_owned(),
    };
    load::load_within(change.connection(), &[LIST], &act).await?;
    install::write(change.connection()).await?;
    let ground = Ground::load(scale, &password, change.connection()).await?;
    write::<organisation::Entity>(&ground.bodies, change.connection()).await?;
    write::<organisation_reach::Entity>(&ground.reach, change.connection()).await?;
    write::<account::Entity>(&ground.accounts, change.connection()).await?;
    write::<post::Entity>(&ground.posts, change.connection()).await?;
    let template = template::row()?;
    write::<template_row::Entity>(std::slice::from_ref(&template), change.connection()).await?;
    commit(change, "ground").await?;
    told.said(&format!(
        "{} units, {} organisations, {} accounts",
        ground.units.len(),
        ground.bodies.len(),
        ground.accounts.len()
    ));
    for quarter in 0..scale.quarters {
        reports::quarter(store, &ground, &template, &key(quarter)?, &mut told).await?;
    }
    let change = begin(store).await?;
    database::mark(change.connection(), NATIONAL, start(scale)?, Clock::SYSTEM.now()).await?;
    commit(change, "whole").await
}

async fn begin(store: &Store) -> Result<SystemTx> {
    System::new(store, Task::MakeDemo).begin().await
}

async fn commit(change: SystemTx, what: &str) -> Result<()> {
    let event = Event::about("installation", derived::<Uuid>(&format!("demo/national/{what}")));
    change.commit(event, morning(first_day())).await
}

fn first_day() -> NaiveDate {
    day(2025, 7, 1)
}

/// The key of a quarter, counted from the third of 2025.
fn key(quarter: u32) -> Result<PeriodKey> {
    let (year, quarter) = (2025 + (quarter + 2) / 4, (quarter + 2) % 4 + 1);
    format!("{year}-Q{quarter}").parse().map_err(Problem::internal)
}

fn window(key: &PeriodKey) -> Window {
    key.window(Calendar::Civil)
}

/// Ten days after the last quarter, in the morning.
fn start(scale: Scale) -> Result<DateTime<Utc>> {
    let last = window(&key(scale.quarters.saturating_sub(1))?).to;
    Ok(morning(last + chrono::Days::new(10)))
}

/// Says how far the making has come.
pub struct Told<'w, W> {
    to: &'w mut W,
    since: std::time::Instant,
}

impl<'w, W: Write> Told<'w, W> {
    fn new(to: &'w mut W) -> Self {
        Self {
            to,
            since: std::time::Instant::now(),
        }
    }

    /// One line; whoever does not listen misses nothing.
    fn said(&mut self, what: &str) {
        let seconds = self.since.elapsed().as_secs();
        drop(writeln!(self.to, "{seconds:>5} s  {what}"));
    }
}
