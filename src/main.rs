//! The command line of danchu.

use std::{io::Write, process::ExitCode};

use clap::{Args, Parser, Subcommand, ValueEnum};
use danchu::{
    access::{Kernel, PermissionTable, Store, rotate_keys},
    account::command::{self as account, AccountCommand},
    attachment::{Files, Scan},
    calendar::day::install as calendar,
    clock::Clocks,
    config::{DatabaseConfig, LogFormat, ServeConfig},
    demo,
    http::{Problem, Result},
    person::PersonKeys,
    reporting::template::install::install,
    server, telemetry,
    territory::command::{self as territory, TerritoryCommand},
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// danchu: the register and reporting line of grassroots democracy (dân chủ ở cơ sở) of a Vietnamese province.
#[derive(Parser)]
#[command(version, about, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API and Swagger UI.
    Serve(Box<ServeConfig>),
    /// Bring the database's tables up to date. `serve` does so itself on SQLite.
    Migrate(DatabaseConfig),
    /// Print the OpenAPI document.
    Openapi,
    /// The administrative units: lists of provinces.
    Territory {
        #[command(subcommand)]
        command: TerritoryCommand,
    },
    /// The people who use danchu.
    Account {
        #[command(subcommand)]
        command: AccountCommand,
    },
    /// Fill an empty database with a demonstration of the nation's size; it is then served with `serve --demo national`.
    Demo(DemoConfig),
    /// The keys that sign access tokens.
    Keys {
        #[command(subcommand)]
        command: KeyCommand,
    },
}

#[derive(Args)]
struct DemoConfig {
    /// How large it is.
    #[arg(long, value_enum)]
    scale: DemoScale,
    /// Organisations in all.
    #[arg(long, default_value_t = 100_000)]
    organisations: u32,
    /// Quarters with a report of each organisation, from the third of 2025 on.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=40))]
    quarters: u32,
    #[command(flatten)]
    database: DatabaseConfig,
}

#[derive(Clone, Copy, ValueEnum)]
enum DemoScale {
    /// 34 provinces and 3,321 communes.
    National,
}

#[derive(Subcommand)]
enum KeyCommand {
    /// Make a new signing key; the one before it verifies for another hour.
    Rotate(DatabaseConfig),
}

#[actix_web::main]
async fn main() -> ExitCode {
    match run(Cli::parse().command).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let said = problem.detail.as_ref().map(|detail| detail.en.clone().into_owned());
            let cause = problem
                .cause
                .clone()
                .or(said)
                .unwrap_or_else(|| problem.code.title().en.into_owned());
            say(&mut std::io::stderr(), &format!("danchu: {cause}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<()> {
    match command {
        Command::Serve(config) => serve(*config).await,
        Command::Migrate(config) => {
            telemetry::start(LogFormat::Pretty, "info,sqlx=warn")?;
            prepare(&Store::open(&config).await?, &config).await
        }
        Command::Openapi => {
            let document = server::document(&PermissionTable::default());
            let json = document.to_pretty_json().map_err(Problem::internal)?;
            say(&mut std::io::stdout(), &json);
            Ok(())
        }
        Command::Territory { command } => territory::run(command, &mut std::io::stdout()).await,
        Command::Account { command } => account::run(command, &mut std::io::stdout()).await,
        Command::Demo(DemoConfig {
            scale: DemoScale::National,
            organisations,
            quarters,
            database,
        }) => {
            let store = Store::open(&database).await?;
            store.migrate(&database).await?;
            let scale = demo::national::Scale {
                organisations,
                quarters,
            };
            demo::national::make(&store, scale, &mut std::io::stderr()).await
        }
        Command::Keys {
            command: KeyCommand::Rotate(config),
        } => {
            let store = Store::open(&config).await?;
            let kid = rotate_keys(&store, Clocks::SYSTEM).await?;
            say(
                &mut std::io::stdout(),
                &format!("made {kid}; it signs in half a minute, when every replica knows it"),
            );
            Ok(())
        }
    }
}

async fn serve(config: ServeConfig) -> Result<()> {
    telemetry::start(config.log_format, &config.log)?;
    let (store, clocks) = match config.demo {
        Some(tier) => demo::open(&config, tier).await?,
        None => open(&config.database).await?,
    };
    let directory = config.database.data_dir.join("files");
    let files = match &config.files {
        Some(url) => Files::bucket(url, directory)?,
        None => Files::local(directory),
    };
    let issuer = config.issuer.clone();
    let person_keys = PersonKeys::of(config.person_key.as_deref(), &config.database.data_dir)?;
    person_keys.settle(&store, clocks).await?;
    let kernel = Kernel::start(
        store.clone(),
        clocks,
        PermissionTable::default(),
        issuer,
        files,
        Scan::of(&config.scan_command),
        person_keys,
    )
    .await?;
    match config.demo {
        Some(tier) => say(&mut std::io::stdout(), &demo::notice(&config, tier, clocks)),
        None if store.is_current().await => {
            account::first_administrator(&store, clocks, &mut std::io::stdout()).await?;
        }
        None => say(&mut std::io::stderr(), "the tables are behind: run danchu migrate"),
    }
    let served = server::run(kernel, store.clone(), &config).await;
    store.close().await;
    served
}

/// Opens a register at work.
async fn open(config: &DatabaseConfig) -> Result<(Store, Clocks)> {
    let store = Store::open(config).await?;
    demo::refuse_at_work(&store).await?;
    if store.is_sqlite() {
        prepare(&store, config).await?;
    }
    Ok((store, Clocks::SYSTEM))
}

/// Brings the tables up to date and puts in what every register has.
async fn prepare(store: &Store, config: &DatabaseConfig) -> Result<()> {
    store.migrate(config).await?;
    let now = Clocks::SYSTEM.real.now();
    calendar::install(store, now).await?;
    install(store, now).await
}

/// Writes a line; a reader that has gone away is no failure of ours.
fn say(out: &mut impl Write, line: &str) {
    if let Err(error) = writeln!(out, "{line}") {
        tracing::debug!(%error, "nobody reads");
    }
}
