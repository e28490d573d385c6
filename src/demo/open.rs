//! Opening a demonstration: made in an empty database, reopened in its own, refused in any other.

use uuid::Uuid;

use super::{
    database::{self, Found},
    make::make,
};
use crate::{
    access::{Event, Store, System, Task, derived},
    clock::{Clock, Clocks},
    config::{Demo, ServeConfig},
    http::{Problem, Result},
};

/// Opens the configured database as a demonstration; makes it where there is nothing yet. Its passwords are known to everybody, so it
/// listens to this machine alone and leaves any other database as it is.
pub async fn open(config: &ServeConfig, demo: Demo) -> Result<(Store, Clocks)> {
    if !config.listen.ip().is_loopback() {
        return Err(Problem::internal(format!(
            "everybody knows the passwords of a demonstration: it listens on this machine only, not on {}",
            config.listen
        )));
    }
    let store = Store::open(&config.database).await?;
    let system = System::new(&store, Task::MakeDemo);
    let found = database::found(system.reader()).await?;
    match found {
        Found::Other(what) => {
            return Err(Problem::internal(format!(
                "this database is not a demonstration ({what}); --demo needs an empty one or its own"
            )));
        }
        Found::Demo(other) if other != demo => {
            return Err(Problem::internal(format!(
                "this database holds the {} demonstration, not the {} one; give another data directory or database",
                other.name(),
                demo.name()
            )));
        }
        Found::Demo(_) | Found::Nothing => store.migrate(&config.database).await?,
    }
    match (found, demo.tier()) {
        (Found::Nothing, Some(tier)) => _ = make(&store, tier).await?,
        (Found::Nothing, None) => {
            let make = "make it first: danchu demo --scale national";
            return Err(Problem::internal(format!(
                "there is no such demonstration here; {make}"
            )));
        }
        _ => {}
    }
    if let Some(instant) = config.clock {
        let change = System::new(&store, Task::SetClock).begin().await?;
        database::set_clock(change.connection(), instant, Clock::SYSTEM.now()).await?;
        let event = Event::about("installation", derived::<Uuid>("demo/clock"));
        change.commit(event, instant).await?;
    }
    let clocks = database::clocks(system.reader()).await?;
    Ok((store, clocks))
}

/// Refuses to serve a demonstration as a register at work: everybody knows its passwords.
pub async fn refuse_at_work(store: &Store) -> Result<()> {
    match database::found(System::new(store, Task::MakeDemo).reader()).await? {
        Found::Demo(demo) => Err(Problem::internal(format!(
            "this database is a demonstration; serve it with --demo {}",
            demo.name()
        ))),
        Found::Nothing | Found::Other(_) => Ok(()),
    }
}
