//! How fast danchu is beside a bare floor: the same rows by the best hand-written SQL, without token, scope and `ETag`.
//! Speed is shown, never asserted: the exit code tells only whether everything could be measured.

mod boards;
mod database;
mod documents;
mod duties;
mod figure;
mod floor;
mod load;
mod measure;
mod national;
#[path = "../../tests/support/postgres.rs"]
mod postgres;
mod program;
mod register;
mod reports;
mod service;

use std::{io::Write, path::PathBuf, process::ExitCode, time::Duration};

use clap::{Parser, Subcommand};
use danchu::config::DatabaseConfig;

use crate::{
    database::{Backend, Database},
    figure::{Figure, table},
    load::Plan,
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn std::error::Error>;
type Result<T, E = Failure> = std::result::Result<T, E>;

/// Measures danchu on a register of the nation's size and prints the figures beside those of a bare floor.
#[derive(Parser)]
struct Cli {
    /// Five interleaved runs of 10 s for each figure, instead of three of 1.25 s.
    #[arg(long)]
    full: bool,

    /// On this database only.
    #[arg(long, value_enum)]
    only: Option<Backend>,

    /// Organisations in the register; fewer than 170,000 would leave communes without a page of 50.
    #[arg(long, default_value_t = 200_000, value_parser = clap::value_parser!(u32).range(170_000..))]
    organisations: u32,

    /// The cargo that builds the program to measure.
    #[arg(long, env = "CARGO", default_value = "cargo", hide = true)]
    cargo: PathBuf,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Measure the nation at work: totals, and reports sent and accepted, with 100,000 reports a quarter. On PostgreSQL, or as `--only` says.
    National {
        /// Organisations in all.
        #[arg(long, default_value_t = 100_000)]
        organisations: u32,
        /// Quarters of reports.
        #[arg(long, default_value_t = 4)]
        quarters: u32,
    },
    /// Measure the register of documents: search and list among 100,000 regulations, and files as large as they may be.
    Documents,
    /// Measure inspection boards: one read with all it has among 20,000, and what those of a province do counted.
    Boards,
    /// Measure the nation's duties: how far they are, what waits for a province, and the page for everybody.
    Duties,
    /// Serve the floor.
    #[command(hide = true)]
    Floor(DatabaseConfig),
}

#[actix_web::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.command {
        Some(Command::Floor(config)) => floor::serve(config).await,
        Some(Command::National {
            organisations,
            quarters,
        }) => national(&cli, *organisations, *quarters).await,
        Some(Command::Documents) => documents(&cli).await,
        Some(Command::Boards) => boards(&cli).await,
        Some(Command::Duties) => duties(&cli).await,
        None => compare(&cli).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&mut std::io::stderr(), &format!("bench: {error}"));
            ExitCode::FAILURE
        }
    }
}

async fn compare(cli: &Cli) -> Result<()> {
    let plan = cli.plan();
    let danchu = program::build(&cli.cargo)?;
    let mut figures: Vec<Figure> = Vec::new();
    for database in cli.databases()? {
        progress(&format!(
            "{}: filling a register of {} organisations",
            database.backend, cli.organisations
        ));
        register::fill(&database, cli.organisations).await?;
        figures.extend(measure::all(&database, &danchu, plan).await?);
    }
    say(&mut std::io::stdout(), &table(&figures));
    figure::keep(&figures, cli.full)
}

async fn documents(cli: &Cli) -> Result<()> {
    let danchu = program::build(&cli.cargo)?;
    let mut figures: Vec<Figure> = Vec::new();
    for database in cli.databases()? {
        progress(&format!(
            "{}: filling a register of 100,000 documents",
            database.backend
        ));
        documents::fill(&database).await?;
        figures.extend(documents::all(&database, &danchu, cli.plan()).await?);
    }
    say(&mut std::io::stdout(), &table(&figures));
    figure::keep(&figures, cli.full)
}

async fn boards(cli: &Cli) -> Result<()> {
    let danchu = program::build(&cli.cargo)?;
    let mut figures: Vec<Figure> = Vec::new();
    for database in cli.databases()? {
        progress(&format!("{}: filling a register of 20,000 boards", database.backend));
        boards::fill(&database).await?;
        figures.extend(boards::all(&database, &danchu, cli.plan()).await?);
    }
    say(&mut std::io::stdout(), &table(&figures));
    figure::keep(&figures, cli.full)
}

async fn duties(cli: &Cli) -> Result<()> {
    let danchu = program::build(&cli.cargo)?;
    let mut figures: Vec<Figure> = Vec::new();
    for database in cli.databases()? {
        progress(&format!("{}: filling the duties of the nation", database.backend));
        duties::fill(&database).await?;
        figures.extend(duties::all(&database, &danchu, cli.plan()).await?);
    }
    say(&mut std::io::stdout(), &table(&figures));
    figure::keep(&figures, cli.full)
}

async fn national(cli: &Cli, organisations: u32, quarters: u32) -> Result<()> {
    let danchu = program::build(&cli.cargo)?;
    let backend = cli.only.unwrap_or(Backend::Postgres);
    let database = Database::new(backend)?.ok_or("PostgreSQL is not installed")?;
    let seconds = national::fill(&database, &danchu, organisations, quarters)?;
    progress(&format!("{backend}: made in {seconds:.0} s"));
    database.settle().await?;
    let figures = national::all(&database, &danchu, cli.plan()).await?;
    say(&mut std::io::stdout(), &table(&figures));
    figure::keep(&figures, cli.full)
}

impl Cli {
    /// Both databases, or the one that was asked for; PostgreSQL where it is installed.
    fn databases(&self) -> Result<Vec<Database>> {
        let both = [Backend::Sqlite, Backend::Postgres].into_iter();
        let wanted = both.filter(|backend| self.only.is_none_or(|only| only == *backend));
        let found: Result<Vec<Option<Database>>> = wanted.map(Database::new).collect();
        Ok(found?.into_iter().flatten().collect())
    }

    const fn plan(&self) -> Plan {
        match self.full {
            true => Plan::new(5, Duration::from_secs(10)),
            false => Plan::new(3, Duration::from_millis(1250)),
        }
    }
}

/// Tells what is going on, apart from the result.
fn progress(line: &str) {
    say(&mut std::io::stderr(), line);
}

/// Writes a line; a reader that has gone away is no failure of ours.
fn say(out: &mut impl Write, line: &str) {
    drop(writeln!(out, "{line}"));
}
