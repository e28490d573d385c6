//! The calendar of the demonstration: what holds nationwide, and a Friday that the province swaps for a Saturday.

use chrono::{Days, NaiveDate};
use sea_orm::ConnectionTrait;

use super::{
    Tier,
    bodies::{Places, committee_of},
    day::{day, morning},
    events,
    people::People,
    write::write,
};
use crate::{
    access::{EditCalendar, Event, Permission, event},
    calendar::{
        DayKind,
        day::{
            entity::{Entity, Model, id_of},
            install,
        },
    },
    http::{Problem, Result},
    territory::unit,
};

/// Writes the calendar; returns what happened.
pub async fn write_calendar(
    places: &Places,
    people: &People,
    tier: Tier,
    connection: &impl ConnectionTrait,
) -> Result<Vec<event::Model>> {
    install::write(connection).await?;
    let province = places.province()?;
    let swap = swap(province, tier.swapped());
    write::<Entity>(&swap, connection).await?;
    let leader = people.leader(committee_of(province));
    let leader = leader.ok_or_else(|| Problem::internal("the province has no leader"))?;
    let decided = morning(tier.swapped() - Days::new(29));
    let told = swap
        .iter()
        .map(|row| events::done_by(leader, EditCalendar::NAME, Event::on::<Entity>(row), &[], decided));
    let listed = events::made(install::event(), morning(day(2023, 8, 15)));
    Ok(told.chain([listed]).collect())
}

fn swap(province: &unit::Model, friday: NaiveDate) -> [Model; 2] {
    let committee = committee_of(province);
    let saturday = friday + Days::new(1);
    let decided = friday - Days::new(29);
    let legal_basis = format!(
        "Công văn số 5120/UBND-NC ngày {} của Ủy ban nhân dân tỉnh",
        decided.format("%d/%m/%Y")
    );
    let line = |day: NaiveDate, kind, name| Model {
        id: id_of(Some(committee), day),
        organisation_id: Some(committee),
        unit_id: Some(province.id),
        day,
        kind,
        name,
        legal_basis: legal_basis.clone(),
        withdrawn_at: None,
        withdraw_reason: None,
        version: 1,
    };
    let off = format!("Nghỉ hoán đổi (làm bù {})", saturday.format("%d/%m/%Y"));
    let worked = format!("Làm bù cho ngày {}", friday.format("%d/%m/%Y"));
    [
        line(friday, DayKind::Holiday, off),
        line(saturday, DayKind::Working, worked),
    ]
}
