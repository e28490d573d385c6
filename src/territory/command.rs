//! `danchu territory`: loading lists of units from the command line.

use std::{collections::BTreeMap, io::Write, path::PathBuf};

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{
    load::{self, Act, List, Plan, built_in},
    unit,
};
use crate::{
    access::{Store, UnitId},
    clock::Clocks,
    config::DatabaseConfig,
    http::{Problem, Result},
    text,
};

#[derive(Subcommand, Debug)]
pub enum TerritoryCommand {
    /// Load the units of one or more provinces from CSV files.
    ///
    /// The columns are code,name,level,type,parent_code and, where units came of others, merged_from
    /// (`code:Kind Name|…`; of a divided unit, `*` marks its one heir). A list holds whole provinces: what it does not name any more
    /// ends on the day of the act. All faults are told at once, and then nothing is changed; the same list again changes nothing.
    Load(LoadConfig),
    /// Load the built-in lists of Lai Châu: three tiers until 2025-06-30, two since.
    LoadBuiltIn(DatabaseConfig),
}

#[derive(Args, Debug)]
pub struct LoadConfig {
    /// CSV files, in UTF-8, that follow the same act.
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// The day the act takes effect (YYYY-MM-DD).
    #[arg(long)]
    valid_from: NaiveDate,

    /// The act's number and name, such as `Nghị quyết 1670/NQ-UBTVQH15`.
    #[arg(long)]
    legal_basis: String,

    /// Print what would change and change nothing.
    #[arg(long)]
    dry_run: bool,

    #[command(flatten)]
    database: DatabaseConfig,
}

/// Runs the command; what it did goes to `out`.
pub async fn run(command: TerritoryCommand, out: &mut impl Write) -> Result<()> {
    match command {
        TerritoryCommand::Load(config) => load_files(&config, out).await,
        TerritoryCommand::LoadBuiltIn(database) => {
            let store = ready(&database).await?;
            for list in [built_in::LAI_CHAU_2024, built_in::LAI_CHAU_2025] {
                let plan = list.load(&store, Clocks::SYSTEM).await?;
                say(out, &format!("{}: {}", list.list.name, summary(&plan)))?;
            }
            Ok(())
        }
    }
}

async fn load_files(config: &LoadConfig, out: &mut impl Write) -> Result<()> {
    let files = config.files.iter().map(read).collect::<Result<Vec<_>>>()?;
    let lists: Vec<List<'_>> = files.iter().map(|(name, csv)| List { name, csv }).collect();
    let act = Act {
        valid_from: config.valid_from,
        legal_basis: legal_basis(&config.legal_basis)?,
    };
    let store = ready(&config.database).await?;
    let names: Vec<&str> = lists.iter().map(|list| list.name).collect();
    let lines: usize = files.iter().map(|(_, csv)| csv.lines().count()).sum();
    say(
        out,
        &format!(
            "reading {lines} lines of {}, valid from {}",
            names.join(", "),
            act.valid_from
        ),
    )?;
    let plan = match config.dry_run {
        true => load::rehearse(&store, &lists, &act).await?,
        false => load::load(&store, Clocks::SYSTEM, &lists, &act).await?,
    };
    if config.dry_run {
        changes(&plan).iter().try_for_each(|line| say(out, line))?;
        say(out, "dry run, nothing was changed; the load would mean:")?;
    }
    say(out, &summary(&plan))
}

/// The database with its tables; on SQLite they are made here, as `serve` does.
async fn ready(database: &DatabaseConfig) -> Result<Store> {
    let store = Store::open(database).await?;
    if store.is_sqlite() {
        store.migrate(database).await?;
    }
    Ok(store)
}

fn read(path: &PathBuf) -> Result<(String, String)> {
    let name = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(csv) => Ok((name, csv)),
        Err(error) => Err(Problem::internal(format!("{name}: {error}"))),
    }
}

fn legal_basis(given: &str) -> Result<String> {
    text::Text::<1, 500>::try_from(given)
        .map(text::Text::into_string)
        .map_err(|refused| Problem::internal(format!("--legal-basis {refused}")))
}

/// Every change, a line each: `-` ends, `+` begins, `>` passes on.
fn changes(plan: &Plan) -> Vec<String> {
    let told = |sign: char, unit: &unit::Model| format!("{sign} {} {}", unit.code, unit.full_name());
    let units = plan.closed.iter().chain(&plan.opened);
    let codes: BTreeMap<UnitId, &str> = units.map(|unit| (unit.id, unit.code.as_str())).collect();
    let code_of = |id| codes.get(&id).copied().unwrap_or("a unit that stays");
    let lineage = plan.lineage.iter().map(|line| {
        let heir = if line.heir { ", its heir" } else { "" };
        format!(
            "> {} to {}{heir}",
            code_of(line.predecessor_id),
            code_of(line.successor_id)
        )
    });
    let closed = plan.closed.iter().map(|unit| told('-', unit));
    let opened = plan.opened.iter().map(|unit| told('+', unit));
    closed.chain(opened).chain(lineage).collect()
}

fn summary(plan: &Plan) -> String {
    format!(
        "{} units begin, {} end, {} stay, {} lines of lineage",
        plan.opened.len(),
        plan.closed.len(),
        plan.unchanged,
        plan.lineage.len()
    )
}

fn say(out: &mut impl Write, line: &str) -> Result<()> {
    writeln!(out, "{line}").map_err(Problem::internal)
}
