//! `danchu account`, and the first administrator of a new register.

use std::io::Write;

use clap::{Args, Subcommand};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    account,
    administrator::{Home, create},
    login::Login,
};
use crate::{
    access::{Level, Store, System, Task},
    clock::Clocks,
    config::DatabaseConfig,
    http::{Code, Problem, Result},
    territory::unit,
    text::Text,
};

#[derive(Subcommand, Debug)]
pub enum AccountCommand {
    /// Make an account that administers an organisation and all in its scope, and print its one-time password.
    CreateAdministrator(AdministratorConfig),
}

#[derive(Args, Debug)]
pub struct AdministratorConfig {
    /// What the person signs in with: 3 to 64 letters without accents, digits or `. _ - @`.
    #[arg(long)]
    login: String,

    /// The person's name.
    #[arg(long)]
    name: String,

    /// Id or code of the organisation the person belongs to.
    #[arg(long, required_unless_present = "unit", conflicts_with = "unit")]
    organisation: Option<String>,

    /// Code of a unit, such as `12`: the person belongs to its People's committee, which is recorded when it is missing.
    #[arg(long)]
    unit: Option<String>,

    #[command(flatten)]
    database: DatabaseConfig,
}

/// Runs the command; what it did goes to `out`.
pub async fn run(command: AccountCommand, out: &mut impl Write) -> Result<()> {
    let AccountCommand::CreateAdministrator(config) = command;
    let store = Store::open(&config.database).await?;
    if store.is_sqlite() {
        store.migrate(&config.database).await?;
    }
    let login =
        Login::parse(&config.login).ok_or_else(|| Problem::internal("--login cannot be a login; see --help"))?;
    let name = Text::try_from(config.name).map_err(|refused| Problem::internal(format!("--name {refused}")))?;
    let home = match (config.organisation, config.unit) {
        (Some(named), _) => Home::Organisation(named),
        (None, Some(unit)) => Home::Committee(unit),
        (None, None) => return Err(Problem::internal("name an --organisation or a --unit")),
    };
    let password = create(&store, Clocks::SYSTEM, login.clone(), name, &home).await?;
    tell(out, &login, &password)
}

/// Makes the first administrator of a register nobody can sign in to, and tells the password once; says what to do first where it
/// is not clear which province the register serves.
pub async fn first_administrator(store: &Store, clocks: Clocks, out: &mut impl Write) -> Result<()> {
    let system = System::new(store, Task::CreateAdministrator);
    if account::Entity::find().limit(1).one(system.reader()).await?.is_some() {
        return Ok(());
    }
    let today = clocks.legal.today();
    let provinces = unit::Entity::find().filter(unit::Column::Level.eq(Level::Province));
    let mut provinces = provinces.all(system.reader()).await?;
    provinces.retain(|unit| unit.exists_on(today));
    let [province] = provinces.as_slice() else {
        return say(out, NOT_YET);
    };
    let login = format!("administrator.{}", province.code);
    let login = Login::parse(&login).ok_or_else(|| Problem::internal(format!("{login} cannot be a login")))?;
    let name = Text::try_from("Quản trị hệ thống").map_err(Problem::internal)?;
    let home = Home::Committee(province.code.clone());
    match create(store, clocks, login.clone(), name, &home).await {
        Ok(password) => tell(out, &login, &password),
        // Another process that started with us was first.
        Err(problem) if problem.code == Code::AlreadyExists => Ok(()),
        Err(problem) => Err(problem),
    }
}

const NOT_YET: &str = "nobody can sign in yet. Load the units, then make an administrator:
  danchu territory load-built-in        (Lai Châu), or: danchu territory load FILE… (any province)
  danchu account create-administrator --login administrator --name 'Quản trị hệ thống' --unit 12
Or try the demonstration: danchu serve --demo";

fn tell(out: &mut impl Write, login: &Login, password: &str) -> Result<()> {
    say(
        out,
        &format!(
            "administrator: sign in as {} with the one-time password {password}",
            login.as_str()
        ),
    )
}

fn say(out: &mut impl Write, line: &str) -> Result<()> {
    writeln!(out, "{line}").map_err(Problem::internal)
}
