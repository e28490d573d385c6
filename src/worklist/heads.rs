//! Villages whose head is to be elected: the last was dismissed, or somebody acts as head until then.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sea_orm::ColumnTrait;

use super::{documents::Wait, item::WorkKind};
use crate::{
    access::{Look, OrganisationId, VillageId},
    election::{Decree, ElectionState, Purpose, entity::Model},
    http::Result,
    organisation::organisation,
    person::{Position, appointment},
    territory::village,
};

/// A village whose head is to be elected, with no election on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Headless {
    village: VillageId,
    committee: OrganisationId,
    since: NaiveDate,
    /// The last day for deciding to elect anew (Decree 59/2023 Art. 9.3), or on which somebody acts as head.
    due: Option<NaiveDate>,
}

pub async fn waiting(
    look: &impl Look,
    bodies: &[organisation::Model],
    elections: &[Model],
    today: NaiveDate,
) -> Result<Vec<Wait>> {
    let mut headless = acted_for(look, bodies, today).await?;
    headless.extend(dismissed(elections));
    for row in elections.iter().filter(|row| is_on_its_way(row)) {
        headless.remove(&row.village_id);
    }
    Ok(headless.into_values().map(call).collect())
}

fn is_on_its_way(row: &Model) -> bool {
    let open = matches!(
        row.state,
        ElectionState::Called | ElectionState::Carried | ElectionState::Sent
    );
    open && row.purpose == Purpose::Elect
}

/// Villages whose last recognised vote was a dismissal.
fn dismissed(rows: &[Model]) -> BTreeMap<VillageId, Headless> {
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
                due: since.checked_add_days(Days::new(law.renew_days)),
            };
            Some((row.village_id, headless))
        })
        .collect()
}

/// Villages whose latest head only acts as such, or did until the time was over.
async fn acted_for(
    look: &impl Look,
    bodies: &[organisation::Model],
    today: NaiveDate,
) -> Result<BTreeMap<VillageId, Headless>> {
    use appointment::Column;
    let heads = look
        .find::<appointment::Entity>()
        .filter(Column::OrganisationId.is_in(bodies.iter().map(|body| body.id)))
        .filter(Column::Position.is_in([Position::VillageHead, Position::ActingVillageHead]))
        .filter(Column::ValidFrom.lte(today));
    let mut latest: BTreeMap<VillageId, appointment::Model> = BTreeMap::new();
    for head in heads.all().await? {
        let Some(village) = head.village_id else { continue };
        if latest
            .get(&village)
            .is_none_or(|known| known.valid_from < head.valid_from)
        {
            latest.insert(village, head);
        }
    }
    latest.retain(|_, head| head.position == Position::ActingVillageHead);
    let villages = village::Column::Id.is_in(latest.keys().copied());
    let villages = look.find::<village::Entity>().filter(villages).all().await?;
    let alive = villages.into_iter().filter(|village| village.exists_on(today));
    Ok(alive
        .filter_map(|village| {
            let head = latest.get(&village.id)?;
            let headless = Headless {
                village: village.id,
                committee: head.organisation_id,
                since: head.valid_from,
                due: head.valid_to.and_then(|over| over.pred_opt()),
            };
            Some((village.id, headless))
        })
        .collect())
}

fn call(headless: Headless) -> Wait {
    Wait {
        village: Some(headless.village),
        due: headless.due,
        ..Wait::of(WorkKind::CallElection, headless.committee, headless.since)
    }
}
