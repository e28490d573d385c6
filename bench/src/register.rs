//! A register of the nation's size: its 34 provinces and 3,321 communes, their organisations, and people who sign in.

use chrono::{DateTime, NaiveDate, Utc};
use danchu::{
    access::{
        Event, Level, OrganisationId, OrganisationKind, Role, System, Task, UnitId, derived, fresh, fresh_personal,
    },
    account::{account, password::Password, post},
    clock::Clocks,
    organisation::{organisation, organisation_reach, sector::Sector},
    territory::{reach, unit},
    text,
};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel};

use crate::{Result, database::Database, reports};

pub const PASSWORD: &str = "Danchu-2026-demo";

/// Somebody who sees everything, one province, the one with the most communes, one commune.
pub const NATION: Caller = Caller {
    login: "nation",
    unit: "00",
};
pub const PROVINCE: Caller = Caller {
    login: "province",
    unit: "12",
};
pub const LARGEST: Caller = Caller {
    login: "largest",
    unit: "79",
};
pub const COMMUNE: Caller = Caller {
    login: "commune",
    unit: "03388",
};

const UNITS: &str = include_str!("../data/national_units_2025.csv");
const OF_A_PROVINCE: u32 = 20;
/// Rows in one statement: both databases bound its parameters.
const CHUNK: usize = 1000;

/// An officer of a unit's committee.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    pub login: &'static str,
    pub unit: &'static str,
}

/// Fills an empty database.
pub async fn fill(database: &Database, organisations: u32) -> Result<()> {
    let store = database.open().await?;
    let now = Clocks::SYSTEM.real.now();
    let units = units()?;
    let bodies = bodies(&units, organisations, now);
    let hash = Password::new(PASSWORD).hash().await?;
    let callers: Vec<_> = [NATION, PROVINCE, LARGEST, COMMUNE]
        .iter()
        .filter_map(|caller| officer(caller, &units, &bodies, &hash, now))
        .collect();
    let (accounts, posts): (Vec<_>, Vec<_>) = callers.into_iter().unzip();
    let reporting = reports::Round::new(&units, &bodies, now)?;
    let reached: Vec<_> = bodies.iter().flat_map(reaches).collect();

    let change = System::new(&store, Task::LoadBuiltIns).begin().await?;
    let connection = change.connection();
    keep::<unit::Entity>(connection, units).await?;
    reach::recompute(connection).await?;
    keep::<organisation::Entity>(connection, bodies).await?;
    keep::<organisation_reach::Entity>(connection, reached).await?;
    keep::<account::Entity>(connection, accounts).await?;
    keep::<post::Entity>(connection, posts).await?;
    let event = Event::about("register", derived::<uuid::Uuid>("bench/register"));
    change.commit(event, now).await?;
    reporting.keep(&store, now).await?;
    store.close().await;
    database.settle().await
}

/// Inserts rows, many at a time.
pub async fn keep<E>(connection: &impl ConnectionTrait, rows: Vec<E::Model>) -> Result<()>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: Send,
{
    let mut rows = rows
        .into_iter()
        .map(|row| row.into_active_model().reset_all())
        .peekable();
    while rows.peek().is_some() {
        let chunk: Vec<_> = rows.by_ref().take(CHUNK).collect();
        E::insert_many(chunk).exec_without_returning(connection).await?;
    }
    Ok(())
}

/// The nation, its provinces and communes, those above first.
fn units() -> Result<Vec<unit::Model>> {
    let from = NaiveDate::from_ymd_opt(2025, 7, 1).ok_or("a day")?;
    let row = |code: &str, name: &str, level: Level, kind: &str, parent: Option<&str>| unit::Model {
        id: unit::id_of(code, from),
        code: code.to_owned(),
        name: name.to_owned(),
        name_fold: text::fold(name),
        name_sort: text::sort_key(name),
        kind: kind.to_owned(),
        level,
        parent_id: parent.map(|parent| unit::id_of(parent, from)),
        valid_from: from,
        valid_to: None,
        legal_basis: None,
        version: 1,
    };
    let mut units = vec![row(NATION.unit, "Việt Nam", Level::Nation, "Nước", None)];
    for line in UNITS.lines().skip(1) {
        units.push(match line.split(',').collect::<Vec<_>>().as_slice() {
            [code, name, "province", kind, _] => row(code, name, Level::Province, kind, Some(NATION.unit)),
            [code, name, "commune", kind, parent] => row(code, name, Level::Commune, kind, Some(parent)),
            _ => return Err(format!("no unit: {line}").into()),
        });
    }
    units.sort_by_key(|unit| unit.level);
    Ok(units)
}

/// The committee of each unit first, then what it manages and what stands beside it.
fn bodies(units: &[unit::Model], wanted: u32, now: DateTime<Utc>) -> Vec<organisation::Model> {
    let of_level = |level| units.iter().filter(move |unit| unit.level == level);
    let count = |level| u32::try_from(of_level(level).count()).unwrap_or(u32::MAX);
    let communes = count(Level::Commune).max(1);
    let left = wanted.saturating_sub(count(Level::Nation) + count(Level::Province) * OF_A_PROVINCE);
    let in_communes = of_level(Level::Commune).zip(0..).map(|(unit, place)| {
        let one_more = u32::from(place < left % communes);
        (unit, left / communes + one_more)
    });
    of_level(Level::Nation)
        .map(|unit| (unit, 1))
        .chain(of_level(Level::Province).map(|unit| (unit, OF_A_PROVINCE)))
        .chain(in_communes)
        .flat_map(|(unit, share)| bodies_of(unit, share, now))
        .collect()
}

fn bodies_of(unit: &unit::Model, share: u32, now: DateTime<Utc>) -> impl Iterator<Item = organisation::Model> {
    let committee: OrganisationId = fresh();
    (0..share).map(move |number| {
        let (called, kind, sector) = nature(unit.level, number);
        let name = match number {
            0..3 => format!("{called} {}", place(unit)),
            _ => format!("{called} số {number} {}", place(unit)),
        };
        let managed = matches!(
            kind,
            OrganisationKind::PublicServiceUnit
                | OrganisationKind::CommuneDivision
                | OrganisationKind::ProvincialDepartment
        );
        organisation::Model {
            id: if number == 0 { committee } else { fresh() },
            code: Some(format!("B{}.{number}", unit.code)),
            name_fold: text::fold(&name),
            name_sort: text::sort_key(&name),
            name,
            kind,
            sector,
            unit_id: unit.id,
            origin_unit_id: unit.id,
            managed_by: managed.then_some(committee),
            follows_parent: false,
            work_year_start: if sector == Some(Sector::Education) { 9 } else { 1 },
            valid_from: unit.valid_from,
            valid_to: None,
            legal_basis: Some(format!("Quyết định số {number}/QĐ-UBND")),
            close_reason: None,
            created_at: now,
            version: 1,
        }
    })
}

/// "phường Đoàn Kết".
fn place(unit: &unit::Model) -> String {
    format!("{} {}", unit.kind.to_lowercase(), unit.name)
}

fn nature(level: Level, number: u32) -> (&'static str, OrganisationKind, Option<Sector>) {
    use OrganisationKind::{
        CommuneDivision, Community, FatherlandFront, NonStateEmployer, PeopleCommittee, PeopleCouncil,
        ProvincialDepartment, PublicServiceUnit,
    };
    match (number, level) {
        (0, _) => ("Ủy ban nhân dân", PeopleCommittee, None),
        (1, _) => ("Hội đồng nhân dân", PeopleCouncil, None),
        (2, _) => ("Ủy ban Mặt trận Tổ quốc Việt Nam", FatherlandFront, None),
        (_, Level::Nation | Level::Province) => ("Sở", ProvincialDepartment, None),
        (3 | 4, _) => ("Phòng", CommuneDivision, None),
        (_, _) => match number % 8 {
            0 => ("Trường Mầm non", PublicServiceUnit, Some(Sector::Education)),
            1 => ("Trường Tiểu học", PublicServiceUnit, Some(Sector::Education)),
            2 => ("Trường Trung học cơ sở", PublicServiceUnit, Some(Sector::Education)),
            3 => ("Trạm Y tế", PublicServiceUnit, Some(Sector::Health)),
            4 => ("Công ty trách nhiệm hữu hạn", NonStateEmployer, None),
            _ => ("Tổ dân phố", Community, None),
        },
    }
}

/// Every organisation reaches itself; its committee reaches it.
fn reaches(body: &organisation::Model) -> impl Iterator<Item = organisation_reach::Model> {
    let organisation_id = body.id;
    let roots = [Some(body.id), body.managed_by].into_iter().flatten();
    roots.map(move |root_id| organisation_reach::Model {
        root_id,
        organisation_id,
    })
}

/// The committee of the unit with this code.
pub fn committee<'b>(
    code: &str,
    units: &[unit::Model],
    bodies: &'b [organisation::Model],
) -> Option<&'b organisation::Model> {
    let unit: UnitId = units.iter().find(|unit| unit.code == code)?.id;
    bodies.iter().find(|body| body.unit_id == unit)
}

fn officer(
    caller: &Caller,
    units: &[unit::Model],
    bodies: &[organisation::Model],
    hash: &str,
    now: DateTime<Utc>,
) -> Option<(account::Model, post::Model)> {
    let body = committee(caller.unit, units, bodies)?;
    let account = account::Model {
        id: fresh_personal(),
        login: caller.login.to_owned(),
        name: caller.login.to_owned(),
        name_fold: text::fold(caller.login),
        name_sort: text::sort_key(caller.login),
        password_hash: hash.to_owned(),
        password_changed_at: now,
        must_change_password: false,
        suspended_at: None,
        suspend_reason: None,
        failed_attempts: 0,
        locked_until: None,
        token_version: 1,
        organisation_id: body.id,
        unit_id: body.unit_id,
        created_at: now,
        version: 1,
    };
    let post = post::Model {
        id: fresh(),
        account_id: account.id,
        organisation_id: body.id,
        unit_id: body.unit_id,
        title: "Chuyên viên".to_owned(),
        roles: post::Roles(vec![Role::Officer]),
        valid_from: body.valid_from,
        valid_to: None,
        document: None,
        end_reason: None,
        version: 1,
    };
    Some((account, post))
}
