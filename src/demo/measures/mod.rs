//! What the demonstration's organisations have done for democracy this year: in each commune one record of every kind, elsewhere what Article 3 asks of all.

mod areas;
mod commune;
mod everybody;
mod remarks;
mod training;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use self::{
    areas::of_a_minority,
    commune::Here,
    everybody::{conditions, made_known},
};
use super::{Tier, bodies::Body, chance::draw, day::morning, events, write::write};
use crate::{
    access::{BoardId, Event, Level, OrganisationKind, PersonId, Record, UnitId, event},
    board::{entity as board, member as seat},
    calendar::Holidays,
    http::{Problem, Result},
    measure::{
        activity::entity as activity, commendation::entity as commendation, compliance::entity as compliance,
        condition::entity as condition, consultation::entity as consultation, decision::entity as decision,
        directive::entity as directive, disclosure::entity as disclosure, evaluation::entity as evaluation,
        funding::entity as funding, remark::entity as remark, service_figure::entity as service_figure,
        violation::entity as violation,
    },
    organisation::organisation,
    person::{Position, appointment},
    territory::{unit, village},
};

/// Kinds of organisations of which Article 3 asks what it asks of all.
const ALL: [OrganisationKind; 4] = [
    OrganisationKind::PeopleCommittee,
    OrganisationKind::ProvincialDepartment,
    OrganisationKind::PublicServiceUnit,
    OrganisationKind::StateOwnedEnterprise,
];

/// The year's measures.
pub async fn measures(tier: Tier, bodies: &[Body], connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let today = tier.today();
    let off = Holidays::built_in().map_err(Problem::internal)?;
    let communes = unit::Entity::find()
        .filter(unit::Column::Level.eq(Level::Commune))
        .filter(unit::Column::ValidTo.is_null());
    let communes = communes.order_by_asc(unit::Column::Code).all(connection).await?;
    let villages = village::Entity::find().filter(village::Column::ValidTo.is_null());
    let villages = villages.order_by_asc(village::Column::Id).all(connection).await?;
    let alive = || bodies.iter().map(|body| &body.row).filter(|row| row.exists_on(today));
    let committee = |unit: &unit::Model| {
        alive().find(|row| row.unit_id == unit.id && row.kind == OrganisationKind::PeopleCommittee)
    };
    let province = alive().find(|row| row.kind == OrganisationKind::ProvincialDepartment);
    let province = province.and_then(|department| {
        alive().find(|row| row.unit_id == department.unit_id && row.kind == OrganisationKind::PeopleCommittee)
    });
    let province = province.ok_or_else(|| Problem::internal("the demonstration has no province"))?;
    let (in_charge, serving) = to_be_trained(connection).await?;
    let here: Vec<Here<'_>> = communes
        .iter()
        .filter_map(|commune| {
            let body = committee(commune)?;
            let charged = in_charge.iter().filter(|post| post.organisation_id == body.id);
            let seated = serving.iter().filter(|(unit, _)| *unit == commune.id);
            Some(Here {
                body,
                to_be_trained: charged
                    .map(|post| post.person_id)
                    .chain(seated.map(|(_, person)| *person))
                    .collect(),
                code: &commune.code,
                villages: villages
                    .iter()
                    .filter(|village| village.unit_id == commune.id)
                    .collect(),
                province,
                today,
                off: &off,
            })
        })
        .collect();
    let mut told = of_all(alive().filter(|row| ALL.contains(&row.kind)), today, connection).await?;
    let remarks = remarks::remarks(alive(), connection).await?;
    told.extend(keep::<remark::Entity>(remarks, |row| row.made_on, connection).await?);
    let directives = here
        .iter()
        .map(Here::directive)
        .chain([of_a_minority(province, &communes)]);
    told.extend(keep::<directive::Entity>(directives.collect(), |row| row.issued_on, connection).await?);
    let activities = here
        .iter()
        .flat_map(|here| [here.dialogue(), here.in_conventions(), here.in_practice()])
        .collect();
    told.extend(keep::<activity::Entity>(activities, |row| row.planned_on, connection).await?);
    let disclosures = here.iter().flat_map(|here| [here.budget(), here.fees()]).collect();
    told.extend(keep::<disclosure::Entity>(disclosures, |row| row.arisen_on, connection).await?);
    let decisions = here.iter().filter_map(Here::decision).collect();
    told.extend(keep::<decision::Entity>(decisions, |row| row.decided_on, connection).await?);
    told.extend(
        keep::<consultation::Entity>(
            here.iter().map(Here::consultation).collect(),
            |row| row.opened_on,
            connection,
        )
        .await?,
    );
    told.extend(
        keep::<compliance::Entity>(
            here.iter().map(Here::inspected).collect(),
            |row| row.planned_on,
            connection,
        )
        .await?,
    );
    told.extend(
        keep::<evaluation::Entity>(
            here.iter().map(Here::evaluation).collect(),
            |row| row.assessed_on,
            connection,
        )
        .await?,
    );
    told.extend(
        keep::<commendation::Entity>(
            here.iter().map(Here::commendation).collect(),
            |row| row.given_on,
            connection,
        )
        .await?,
    );
    told.extend(
        keep::<violation::Entity>(
            here.iter().map(Here::violation).collect(),
            |row| row.found_on,
            connection,
        )
        .await?,
    );
    told.extend(
        keep::<funding::Entity>(
            here.iter().map(Here::funding).collect(),
            |row| row.counted_on,
            connection,
        )
        .await?,
    );
    told.extend(
        keep::<service_figure::Entity>(
            here.iter().map(Here::service).collect(),
            |row| row.counted_on,
            connection,
        )
        .await?,
    );
    Ok(told)
}

/// Whoever is in charge in a committee, and whoever serves on a board in a commune.
async fn to_be_trained(
    connection: &impl ConnectionTrait,
) -> Result<(Vec<appointment::Model>, Vec<(UnitId, PersonId)>)> {
    let in_charge = appointment::Entity::find().filter(appointment::Column::Position.eq(Position::PersonInCharge));
    let in_charge = in_charge.order_by_asc(appointment::Column::Id).all(connection).await?;
    let boards = board::Entity::find().all(connection).await?;
    let units: BTreeMap<BoardId, UnitId> = boards.into_iter().map(|board| (board.id, board.unit_id)).collect();
    let members = seat::Entity::find().filter(seat::Column::EndedOn.is_null());
    let members = members.order_by_asc(seat::Column::Id).all(connection).await?;
    let seats = members
        .into_iter()
        .filter_map(|seat| Some((*units.get(&seat.board_id)?, seat.person_id)));
    let mut seats: Vec<(UnitId, PersonId)> = seats.collect();
    seats.sort_unstable();
    seats.dedup();
    Ok((in_charge, seats))
}

/// Writes records of one kind, with what follows from them, and tells of each on its day.
async fn keep<E: Record>(
    rows: Vec<E::Model>,
    on: fn(&E::Model) -> NaiveDate,
    connection: &impl ConnectionTrait,
) -> Result<Vec<event::Model>> {
    write::<E>(&rows, connection).await?;
    E::keep_beside(&rows, connection).await?;
    let told = rows
        .iter()
        .map(|row| events::made(Event::on::<E>(row), morning(on(row))));
    Ok(told.collect())
}

/// Most apply information technology, and most have made the law known.
async fn of_all<'b>(
    bodies: impl Iterator<Item = &'b organisation::Model> + Clone,
    today: NaiveDate,
    connection: &impl ConnectionTrait,
) -> Result<Vec<event::Model>> {
    let conditions = bodies.clone().map(|body| conditions(body, today)).collect();
    let mut told = keep::<condition::Entity>(conditions, |row| row.counted_on, connection).await?;
    let spread = bodies.filter(|body| draw(&format!("made-known/{}", body.id), 10) < 8);
    let spread = spread.map(|body| made_known(body, today)).collect();
    told.extend(keep::<activity::Entity>(spread, |row| row.planned_on, connection).await?);
    Ok(told)
}
