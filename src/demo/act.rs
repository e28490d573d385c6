//! The act of 2025: Resolution 1670/NQ-UBTVQH15 carried out on the province of 2024, by the very code that carries out any act.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    bodies::{Body, Places, committee_of, id_of},
    day::{at, morning},
    events,
    people::{People, Person},
    tier::two_tiers,
    write::write,
};
use crate::{
    access::{
        ApplyReorganisation, EditReorganisation, Event, Level, OrganisationId, OrganisationKind, Permission, Record,
        ReorganisationId, Sweep, UnitId, derived, event, everyone, written,
    },
    calendar::Holidays,
    http::{Problem, Result},
    organisation::{organisation, sector::Sector},
    reorganisation::{
        act::OrganisationLine,
        built_in,
        carry_out::{Moment, carry_out},
        entity::{Entity, Model, StoredEffect, StoredLines},
    },
    territory::unit,
};

/// The act's record in the demonstration.
pub fn act_id() -> ReorganisationId {
    derived("demo/reorganisation/1670")
}

/// Records the act and carries it out; tells what happened.
pub async fn act_of_2025(
    places: &Places,
    people: &People,
    connection: &impl ConnectionTrait,
) -> Result<Vec<event::Model>> {
    let province = places.province()?;
    let committee = committee_of(province);
    let (officer, leader) = (people.officer(committee), people.leader(committee));
    let (officer, leader) = officer
        .zip(leader)
        .ok_or_else(|| Problem::internal("nobody leads the province"))?;
    let act = built_in::act_1670()?;
    let draft = Model {
        id: act_id(),
        organisation_id: committee,
        unit_id: province.id,
        legal_basis: act.legal_basis,
        effective_on: act.valid_from,
        lines: StoredLines(built_in::lines_1670(&places.units, lines(province.id))?),
        drafter_name: officer.name.clone(),
        applied_at: None,
        applier_name: None,
        effect: None,
        version: 1,
    };
    write::<Entity>(std::slice::from_ref(&draft), connection).await?;
    let drafted = events::done_by(
        officer,
        EditReorganisation::NAME,
        Event::on::<Entity>(&draft),
        &[],
        before_noon(),
    );
    let moment = Moment {
        now: morning(two_tiers()),
        today: two_tiers(),
        real_now: morning(two_tiers()),
        holidays: Holidays::built_in().map_err(Problem::internal)?,
    };
    let mut sweep = DemoSweep::by(leader, &draft.legal_basis, moment.now, connection);
    let effect = carry_out(&mut sweep, &draft, &moment).await?;
    let applied = Model {
        applied_at: Some(moment.now),
        applier_name: Some(leader.name.clone()),
        effect: Some(StoredEffect(effect)),
        ..draft.clone()
    };
    sweep.amend::<Entity>(&draft, applied).await?;
    Ok([drafted].into_iter().chain(sweep.told).collect())
}

/// What served a whole district goes to the department of its field; all else follows its unit.
fn lines(province: UnitId) -> Vec<OrganisationLine> {
    vec![OrganisationLine {
        organisation: None,
        kind: Some(OrganisationKind::PublicServiceUnit),
        sector: Some(Sector::Health),
        level: Some(Level::District),
        closes: false,
        to_unit: Some(province),
        to_manager: Some(id_of("so-y-te")),
    }]
}

/// The day before the act, in the morning.
fn before_noon() -> DateTime<Utc> {
    at(two_tiers().pred_opt().unwrap_or_default(), 9 * 60)
}

/// A change by somebody of the demonstration, told by events of its own.
pub struct DemoSweep<'c, C> {
    who: &'c Person,
    reason: &'c str,
    at: DateTime<Utc>,
    connection: &'c C,
    pub told: Vec<event::Model>,
}

impl<'c, C> DemoSweep<'c, C> {
    fn by(who: &'c Person, reason: &'c str, at: DateTime<Utc>, connection: &'c C) -> Self {
        Self {
            who,
            reason,
            at,
            connection,
            told: Vec::new(),
        }
    }

    fn tell(&mut self, event: Event) {
        let fields: Vec<String> = event.fields.clone();
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let event = event.because(self.reason);
        self.told.push(events::done_by(
            self.who,
            ApplyReorganisation::NAME,
            event,
            &fields,
            self.at,
        ));
    }
}

impl<C: ConnectionTrait> Sweep for DemoSweep<'_, C> {
    type Connection = C;

    fn connection(&self) -> &C {
        self.connection
    }

    fn reach<U: ColumnTrait>(&self, _: U) -> Condition {
        everyone()
    }

    async fn add_all<E: Record>(&mut self, rows: &[E::Model]) -> Result<()> {
        write::<E>(rows, self.connection).await?;
        for row in rows {
            self.tell(Event::on::<E>(row));
        }
        Ok(())
    }

    async fn amend<E: Record>(&mut self, before: &E::Model, after: E::Model) -> Result<E::Model> {
        let (saved, event) = written::<E>(before, after, self.connection).await?;
        self.tell(event);
        Ok(saved)
    }
}

/// The bodies that the act opened.
pub async fn opened_bodies(places: &Places, connection: &impl ConnectionTrait) -> Result<Vec<Body>> {
    let opened = organisation::Entity::find().filter(organisation::Column::ValidFrom.eq(two_tiers()));
    let rows = opened.order_by_asc(organisation::Column::Id).all(connection).await?;
    let of = |unit: &unit::Model| {
        let here = rows
            .iter()
            .filter(move |row| row.unit_id == unit.id && row.managed_by.is_none());
        here.map(|row| Body::known(row.clone(), &unit.code)).collect::<Vec<_>>()
    };
    Ok(places.standing(Level::Commune, two_tiers()).flat_map(of).collect())
}

/// The bodies with their rows as the act left them.
pub async fn as_they_stand(bodies: Vec<Body>, connection: &impl ConnectionTrait) -> Result<Vec<Body>> {
    let rows = organisation::Entity::find().all(connection).await?;
    let mut by_id: BTreeMap<OrganisationId, organisation::Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let stand = |body: Body| match by_id.remove(&body.row.id) {
        Some(row) => Body { row, ..body },
        None => body,
    };
    Ok(bodies.into_iter().map(stand).collect())
}
