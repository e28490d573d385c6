//! An administrator made by whoever runs the installation: the first one, or one to get in again.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{account, login::Login, password::Password, post, secret::one_time_password};
use crate::{
    access::{Event, OrganisationId, OrganisationKind, Role, Store, System, Task, derived, fresh},
    clock::Clocks,
    http::{Code, Problem, Result},
    organisation::{organisation, reach},
    territory::unit,
    text::{self, Text},
};

const TITLE: &str = "Quản trị hệ thống";

/// Where an administrator belongs.
#[derive(Clone, Debug)]
pub enum Home {
    /// The organisation with this id or code.
    Organisation(String),
    /// The People's committee of the unit with this code today; recorded when it is missing.
    Committee(String),
}

/// Makes an account that administers an organisation and all in its scope; returns its one-time password.
pub async fn create(store: &Store, clocks: Clocks, login: Login, name: Text<1, 200>, home: &Home) -> Result<String> {
    let system = System::new(store, Task::CreateAdministrator);
    let today = clocks.legal.today();
    let home = match home {
        Home::Organisation(named) => by_id_or_code(&system, named).await?,
        Home::Committee(unit) => committee(&system, clocks, &unit_with(&system, unit, today).await?).await?,
    };
    let password = one_time_password()?;
    let hash = Password::new(&password).hash().await?;
    let account = account::Model::new(login, name, hash, &home, clocks);
    let post = new_post(&account, &home, today);
    let event = Event::on::<account::Entity>(&account);
    let mut change = system.begin().await?;
    let added = change.add::<account::Entity>(&account).await;
    added.map_err(|problem| match problem.code {
        Code::AlreadyExists => problem.cause("the login is taken"),
        _ => problem,
    })?;
    change.add::<post::Entity>(&post).await?;
    change.commit(event, clocks.legal.now()).await?;
    Ok(password)
}

fn new_post(account: &account::Model, home: &organisation::Model, today: NaiveDate) -> post::Model {
    post::Model {
        id: fresh(),
        account_id: account.id,
        organisation_id: home.id,
        unit_id: home.unit_id,
        title: TITLE.to_owned(),
        roles: post::Roles(vec![Role::Administrator]),
        valid_from: today,
        valid_to: None,
        document: None,
        end_reason: None,
        version: 1,
    }
}

async fn by_id_or_code(system: &System<'_>, named: &str) -> Result<organisation::Model> {
    let id = uuid::Uuid::parse_str(named).ok().map(OrganisationId);
    let found = match id {
        Some(id) => organisation::Entity::find_by_id(id).one(system.reader()).await?,
        None => {
            let with_code = organisation::Entity::find().filter(organisation::Column::Code.eq(named));
            with_code.one(system.reader()).await?
        }
    };
    found.ok_or_else(|| Problem::internal(format!("no organisation has the id or code {named}")))
}

async fn unit_with(system: &System<'_>, code: &str, today: NaiveDate) -> Result<unit::Model> {
    let found = unit::Entity::find().filter(unit::Column::Code.eq(code));
    let found = found.all(system.reader()).await?;
    found.into_iter().find(|unit| unit.exists_on(today)).ok_or_else(|| {
        Problem::internal(format!(
            "no unit has the code {code} today; load units with `danchu territory`"
        ))
    })
}

/// The unit's People's committee, recorded when it is missing.
async fn committee(system: &System<'_>, clocks: Clocks, unit: &unit::Model) -> Result<organisation::Model> {
    let today = clocks.legal.today();
    if let Some(known) = known_committee(system.reader(), unit, today).await? {
        return Ok(known);
    }
    let name = format!("Ủy ban nhân dân {} {}", unit.kind.to_lowercase(), unit.name);
    let row = organisation::Model {
        // The same for two processes that start together: one of them fails.
        id: derived(&format!("organisation/people_committee/{}", unit.id)),
        code: None,
        name_fold: text::fold(&name),
        name_sort: text::sort_key(&name),
        name,
        kind: OrganisationKind::PeopleCommittee,
        sector: None,
        unit_id: unit.id,
        origin_unit_id: unit.id,
        managed_by: None,
        follows_parent: false,
        work_year_start: 1,
        valid_from: unit.valid_from,
        valid_to: None,
        legal_basis: unit.legal_basis.clone(),
        close_reason: None,
        created_at: clocks.legal.now(),
        version: 1,
    };
    let mut change = system.begin().await?;
    change.add::<organisation::Entity>(&row).await?;
    reach::begin(row.id, None, change.connection()).await?;
    change
        .commit(Event::on::<organisation::Entity>(&row), clocks.legal.now())
        .await?;
    Ok(row)
}

async fn known_committee(
    connection: &impl ConnectionTrait,
    unit: &unit::Model,
    today: NaiveDate,
) -> Result<Option<organisation::Model>> {
    let committees = organisation::Entity::find()
        .filter(organisation::Column::UnitId.eq(unit.id))
        .filter(organisation::Column::Kind.eq(OrganisationKind::PeopleCommittee));
    let found = committees.all(connection).await?;
    Ok(found.into_iter().find(|committee| committee.exists_on(today)))
}
