//! The people of the demonstration's villages, and those in charge of democracy in its committees.

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;

use super::{
    bodies::Body,
    chance::{between, draw},
    day::{day, morning},
    events,
    names::name,
    write::write,
};
use crate::{
    access::{AppointmentId, Event, OrganisationId, OrganisationKind, PersonId, UnitId, VillageId, derived, event},
    document::number::DocumentNumber,
    http::Result,
    person::{
        Position,
        appointment::{self, AppointingDecision},
        entity::{self as person, Sex},
    },
    territory::village,
    text,
};

/// Somebody, what they hold, where and since when.
struct Holder<'h> {
    key: String,
    position: Position,
    organisation: OrganisationId,
    unit: UnitId,
    village: Option<VillageId>,
    since: NaiveDate,
    decided_by: &'h str,
}

/// Since when a village has its heads.
pub fn since(village: &village::Model) -> NaiveDate {
    village.valid_from.max(day(2023, 12, 1))
}

/// Whoever holds a post in a village, and by which appointment.
pub fn ids(position: Position, village: VillageId) -> (PersonId, AppointmentId) {
    let key = key(position, village);
    (person_id(&key), appointment_id(&key))
}

fn key(position: Position, village: VillageId) -> String {
    format!("{position:?}/{village}")
}

fn person_id(key: &str) -> PersonId {
    derived(&format!("demo/person/{key}"))
}

fn appointment_id(key: &str) -> AppointmentId {
    derived(&format!("demo/appointment/{key}"))
}

/// Whether somebody holds such a post in a village: each has its heads, and some a team that drafts a convention anew.
pub fn has(position: Position, village: &village::Model) -> bool {
    let drafts = || draw(&format!("drafts/{}", village.id), 12) == 0;
    !matches!(position, Position::DraftingTeamHead | Position::DraftingTeamMember) || drafts()
}

/// Each village's head, that of its Front board, and whoever drafts its convention.
pub async fn of_villages(villages: &[village::Model], connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let holders = villages.iter().flat_map(|village| {
        let posts = [
            (Position::VillageHead, "QĐ-UBND"),
            (Position::VillageFrontHead, "QĐ-MTTQ"),
            (Position::DraftingTeamHead, "QĐ-TT"),
            (Position::DraftingTeamMember, "QĐ-TT"),
        ];
        let posts = posts.into_iter().filter(|(position, _)| has(*position, village));
        posts.map(|(position, decided_by)| Holder {
            key: key(position, village.id),
            position,
            organisation: village.organisation_id,
            unit: village.unit_id,
            village: Some(village.id),
            since: since(village),
            decided_by,
        })
    });
    keep(&holders.collect::<Vec<_>>(), connection).await
}

/// Whoever is in charge in each committee that stands.
pub async fn in_charge(bodies: &[Body], connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let committees = bodies
        .iter()
        .filter(|body| body.row.kind == OrganisationKind::PeopleCommittee && body.row.valid_to.is_none());
    let holders = committees.map(|body| Holder {
        key: body.login.clone(),
        position: Position::PersonInCharge,
        organisation: body.row.id,
        unit: body.row.unit_id,
        village: None,
        since: body.row.valid_from.max(day(2023, 9, 1)),
        decided_by: "QĐ-UBND",
    });
    keep(&holders.collect::<Vec<_>>(), connection).await
}

async fn keep(holders: &[Holder<'_>], connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let persons: Vec<person::Model> = holders.iter().map(Holder::person).collect();
    let appointments: Vec<appointment::Model> = holders.iter().map(Holder::appointment).collect();
    write::<person::Entity>(&persons, connection).await?;
    write::<appointment::Entity>(&appointments, connection).await?;
    let told = persons.iter().zip(&appointments).flat_map(|(person, appointment)| {
        let at = morning(appointment.valid_from);
        [
            events::made(Event::on::<person::Entity>(person), at),
            events::made(Event::on::<appointment::Entity>(appointment), at),
        ]
    });
    Ok(told.collect())
}

/// Somebody whom an organisation has recorded.
pub fn somebody(key: &str, organisation: OrganisationId, unit: UnitId) -> person::Model {
    let name = name(key);
    let woman = name.contains(" Thị");
    person::Model {
        id: person_id(key),
        organisation_id: organisation,
        unit_id: unit,
        name_fold: text::fold(&name),
        name_sort: text::sort_key(&name),
        name,
        birth_year: i16::try_from(between(&format!("{key}/born"), 1960, 1998)).ok(),
        sex: Some(if woman { Sex::Female } else { Sex::Male }),
        of_a_minority: Some(draw(&format!("{key}/people"), 5) > 0),
        sealed_key: None,
        sealed: None,
        national_id_index: None,
        national_id_tail: None,
        erased_at: None,
        version: 1,
    }
}

impl Holder<'_> {
    fn person(&self) -> person::Model {
        somebody(&self.key, self.organisation, self.unit)
    }

    fn appointment(&self) -> appointment::Model {
        appointment::Model {
            id: appointment_id(&self.key),
            person_id: person_id(&self.key),
            position: self.position,
            organisation_id: self.organisation,
            unit_id: self.unit,
            village_id: self.village,
            valid_from: self.since,
            valid_to: None,
            decision: AppointingDecision {
                number: DocumentNumber {
                    number: u32::try_from(between(&format!("{}/decision", self.key), 5, 900)).unwrap_or(5),
                    symbol: self.decided_by.to_owned(),
                },
                signed_on: self.since,
                front_agreed_on: None,
            },
            end_reason: None,
            version: 1,
        }
    }
}
