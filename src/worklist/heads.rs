//! Villages whose head is to be elected: the last was dismissed, their term ends, or somebody acts as head until then.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sea_orm::ColumnTrait;

use super::{documents::Wait, item::WorkKind};
use crate::{
    access::{Look, OrganisationId, VillageId},
    calendar::{Holidays, day::holidays},
    election::{Decree, ElectionState, Purpose, entity::Model},
    http::Result,
    organisation::organisation,
    person::{Position, appointment},
    territory::village,
};

/// How long before the end of a term the next one begins to wait.
const SEASON: Days = Days::new(60);

/// A village whose head is to be elected, with no election on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Headless {
    village: VillageId,
    committee: OrganisationId,
    since: NaiveDate,
    /// The last day for deciding to elect anew (Decree 59/2023 Art. 9.3), of the term, or on which somebody acts as head.
    due: Option<NaiveDate>,
}

pub async fn waiting(
    look: &impl Look,
    bodies: &[organisation::Model],
    elections: &[Model],
    today: NaiveDate,
) -> Result<Vec<Wait>> {
    let latest = latest_heads(look, bodies, today).await?;
    let mut headless = dismissed(elections, &holidays(look).await?);
    // Somebody may have been recognised since by other papers.
    headless.retain(|village, dismissed| {
        let head = latest
            .get(village)
            .filter(|head| head.position == Position::VillageHead);
        head.is_none_or(|head| head.valid_from < dismissed.since || !head.holds_on(today))
    });
    for (village, head) in &latest {
        let ending = ending(*village, head).filter(|ending| ending.since <= today);
        if let Some(ending) = ending {
            headless.entry(*village).or_insert(ending);
        }
    }
    for row in elections.iter().filter(|row| is_on_its_way(row)) {
        headless.remove(&row.village_id);
    }
    let villages = village::Column::Id.is_in(headless.keys().copied());
    let villages = look.find::<village::Entity>().filter(villages).all().await?;
    let living = villages.iter().filter(|village| village.exists_on(today));
    let waits = living.filter_map(|village| headless.get(&village.id).copied().map(call));
    Ok(waits.collect())
}

fn is_on_its_way(row: &Model) -> bool {
    ElectionState::OPEN.contains(&row.state) && row.purpose == Purpose::Elect
}

/// Villages whose last recognised vote was a dismissal.
fn dismissed(rows: &[Model], off: &Holidays) -> BTreeMap<VillageId, Headless> {
    let mut last: BTreeMap<VillageId, &Model> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.state == ElectionState::Recognised) {
        let known = last.entry(row.village_id).or_insert(row);
        if known.recognised_on() < row.recognised_on() {
            *known = row;
        }
    }
    let dismissed = last.into_values().filter(|row| row.purpose == Purpose::Dismiss);
    dismissed
        .filter_map(|row| {
            let since = row.recognised_on()?;
            let law = Decree::on(since)?;
            let headless = Headless {
                village: row.village_id,
                committee: row.organisation_id,
                since,
                due: since
                    .checked_add_days(Days::new(law.renew_days))
                    .map(|last| off.next_working_day_on_or_after(last)),
            };
            Some((row.village_id, headless))
        })
        .collect()
}

/// The latest who was head of each village, or acted as such.
async fn latest_heads(
    look: &impl Look,
    bodies: &[organisation::Model],
    today: NaiveDate,
) -> Result<BTreeMap<VillageId, appointment::Model>> {
    use appointment::Column;
    let heads = look
        .find::<appointment::Entity>()
        .filter(Column::OrganisationId.is_in(bodies.iter().map(|body| body.id)))
        .filter(Column::Position.is_in([Position::VillageHead, Position::ActingVillageHead]))
        .filter(Column::ValidFrom.lte(today));
    let mut latest: BTreeMap<VillageId, appointment::Model> = BTreeMap::new();
    let heads = heads.all().await?.into_iter();
    for head in heads.filter(|head| !head.is_taken_back()) {
        let Some(village) = head.village_id else { continue };
        if latest
            .get(&village)
            .is_none_or(|known| known.valid_from < head.valid_from)
        {
            latest.insert(village, head);
        }
    }
    Ok(latest)
}

/// A village whose latest head only acts as such, or whose term ends by itself: until when, be it over.
fn ending(village: VillageId, head: &appointment::Model) -> Option<Headless> {
    let since = match (head.position, head.valid_to, &head.end_reason) {
        (Position::ActingVillageHead, ..) => head.valid_from,
        (_, Some(over), None) => Ord::max(over.checked_sub_days(SEASON)?, head.valid_from),
        _ => return None,
    };
    Some(Headless {
        village,
        committee: head.organisation_id,
        since,
        due: head.valid_to.and_then(|over| over.pred_opt()),
    })
}

fn call(headless: Headless) -> Wait {
    Wait {
        village: Some(headless.village),
        due: headless.due,
        ..Wait::of(WorkKind::CallElection, headless.committee, headless.since)
    }
}
