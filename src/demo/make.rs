//! Making the demonstration: everything in one change, so that it is there whole or not at all.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{
    PASSWORD, Tier,
    act::{act_of_2025, as_they_stand, opened_bodies},
    boards::boards,
    bodies::{self, Body, Places},
    calendar::write_calendar,
    conventions::conventions,
    database,
    day::{day, morning},
    elections::elections,
    events, holders,
    measures::measures,
    people::People,
    regulations, resolutions,
    rounds::Ground,
    villages::villages,
    write::write,
};
use crate::{
    access::{Event, OrganisationId, Store, System, Task, derived, event},
    account::password::Password,
    clock::{Clock, Clocks},
    http::{Problem, Result},
    organisation::{identifier, mandate, organisation, organisation_lineage, organisation_reach, reach, staff},
    reporting::template::{entity as template, install},
    territory::{
        load::{self, built_in::LAI_CHAU_2024},
        village, village_households,
    },
};

/// Fills a migrated, empty database with the demonstration; returns its clocks, the legal one standing where the demonstration starts.
pub async fn make(store: &Store, tier: Tier) -> Result<Clocks> {
    let password_hash = Password::new(PASSWORD).hash().await?;
    let change = System::new(store, Task::MakeDemo).begin().await?;
    let connection = change.connection();
    // First, so that of two that begin at once the second stops here.
    database::mark(connection, tier.name(), tier.start(), Clock::SYSTEM.now()).await?;
    let mut told = load_territory(connection).await?;
    let template = template(&mut told, connection).await?;
    let mut places = Places::load(connection).await?;
    let mut bodies = [bodies::province(&places, tier)?, bodies::local(&places, tier)].concat();
    told.extend(write_bodies(&bodies, connection).await?);
    let mut people = People::new(password_hash);
    told.extend(people.join(&bodies, connection).await?);
    told.extend(write_villages(&places, connection).await?);
    told.extend(regulations::of_2024(&bodies, &places, connection).await?);
    told.extend(resolutions::of_2024(&bodies, connection).await?);
    told.extend(write_calendar(&places, &people, tier, connection).await?);
    told.extend(
        Ground {
            tier,
            template: &template,
            places: &places,
            bodies: &bodies,
            people: &people,
        }
        .finished(connection)
        .await?,
    );
    if tier == Tier::TwoTier {
        told.extend(act_of_2025(&places, &people, connection).await?);
        places = Places::load(connection).await?;
        let divisions = bodies::divisions(&places);
        told.extend(write_bodies(&divisions, connection).await?);
        let new = [opened_bodies(&places, connection).await?, divisions].concat();
        told.extend(people.join(&new, connection).await?);
        told.extend(regulations::of_2025(&new, &places, connection).await?);
        told.extend(resolutions::of_2025(&bodies, &new, connection).await?);
        bodies = as_they_stand([bodies, new].concat(), connection).await?;
    }
    told.extend(holders::in_charge(&bodies, connection).await?);
    told.extend(
        Ground {
            tier,
            template: &template,
            places: &places,
            bodies: &bodies,
            people: &people,
        }
        .open(connection)
        .await?,
    );
    told.extend(boards(&bodies, &mut people, connection).await?);
    told.extend(measures(tier, &bodies, connection).await?);
    write::<event::Entity>(&told, connection).await?;
    let whole = Event::about("installation", derived::<Uuid>(&format!("demo/{}", tier.name())));
    change.commit(whole, tier.start()).await?;
    Ok(Clocks {
        legal: Clock::starting_at(tier.start()),
        real: Clock::SYSTEM,
    })
}

/// The built-in templates, which a migrated database may have already; the yearly one is the demonstration's.
async fn template(told: &mut Vec<event::Model>, connection: &impl ConnectionTrait) -> Result<template::Model> {
    let since = morning(day(2023, 8, 15));
    for row in install::all_built_in(since)? {
        if template::Entity::find_by_id(row.id).one(connection).await?.is_none() {
            write::<template::Entity>(std::slice::from_ref(&row), connection).await?;
            told.push(events::made(Event::about("report_template", row.id), since));
        }
    }
    let yearly = template::Entity::find_by_id(install::built_in_id(install::YEARLY, 1));
    let yearly = yearly.one(connection).await?;
    yearly.ok_or_else(|| Problem::internal("the yearly template is not there"))
}

/// The province as it was before 2025.
async fn load_territory(connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let act = LAI_CHAU_2024.act()?;
    load::load_within(connection, &[LAI_CHAU_2024.list], &act).await?;
    Ok(vec![events::made(load::event(&act), morning(act.valid_from))])
}

async fn write_bodies(bodies: &[Body], connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let rows = bodies::managers_first(bodies);
    write::<organisation::Entity>(&rows, connection).await?;
    write::<organisation_reach::Entity>(&reaches(&rows), connection).await?;
    write::<organisation_lineage::Entity>(&bodies.iter().filter_map(Body::lineage).collect::<Vec<_>>(), connection)
        .await?;
    write::<staff::Entity>(&bodies.iter().map(Body::staff).collect::<Vec<_>>(), connection).await?;
    let identifiers: Vec<identifier::Model> = bodies.iter().filter_map(Body::identifier).collect();
    write::<identifier::Entity>(&identifiers, connection).await?;
    let mandates: Vec<mandate::Model> = bodies.iter().filter_map(|body| body.mandate.clone()).collect();
    write::<mandate::Entity>(&mandates, connection).await?;
    let given = mandates
        .iter()
        .flat_map(|row| events::lifetime::<mandate::Entity>(row, morning(row.valid_from), row.valid_to));
    let founded = rows
        .iter()
        .flat_map(|row| events::lifetime::<organisation::Entity>(row, row.created_at, row.valid_to));
    Ok(founded.chain(given).collect())
}

fn reaches(rows: &[organisation::Model]) -> Vec<organisation_reach::Model> {
    let managed_by: BTreeMap<OrganisationId, Option<OrganisationId>> =
        rows.iter().map(|row| (row.id, row.managed_by)).collect();
    reach::closure(&managed_by)
        .into_iter()
        .map(|(root_id, organisation_id)| organisation_reach::Model {
            root_id,
            organisation_id,
        })
        .collect()
}

async fn write_villages(places: &Places, connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let (villages, households) = villages(places);
    write::<village::Entity>(&villages, connection).await?;
    write::<village_households::Entity>(&households, connection).await?;
    let recorded = villages.iter().map(|row| {
        let at = morning(row.valid_from.max(day(2023, 7, 1)));
        events::made(Event::on::<village::Entity>(row), at)
    });
    let agreed = conventions(&villages, &households, connection).await?;
    let held = holders::of_villages(&villages, connection).await?;
    let elected = elections(&villages, &households, connection).await?;
    Ok(recorded.chain(agreed).chain(held).chain(elected).collect())
}
