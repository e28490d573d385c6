//! The elections of village heads that wait for a commune, by the clocks of Decree 59/2023/NĐ-CP.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::ColumnTrait;

use super::{
    documents::Wait,
    heads,
    item::{WorkAction, WorkKind},
};
use crate::{
    access::{EditElection, Look, VillageId},
    calendar::{Holidays, day::holidays},
    election::{
        Decree, ElectionAction, ElectionState, Purpose, Shown, days_before,
        entity::{Column, Entity, Model},
    },
    http::Result,
    organisation::organisation,
    territory::village,
};

pub async fn waiting(look: &impl Look, bodies: &[organisation::Model], today: NaiveDate) -> Result<Vec<Wait>> {
    let theirs = Column::OrganisationId.is_in(bodies.iter().map(|body| body.id));
    let rows = look.find::<Entity>().filter(theirs).all().await?;
    let shown = Shown::of(look, &rows.iter().collect::<Vec<_>>()).await?;
    let off = holidays(look).await?;
    let living = living(look, &rows, today).await?;
    let mut waits = Vec::new();
    for row in rows.iter().filter(|row| living.contains(&row.village_id)) {
        let actions = shown.actions(look, row);
        let mut steps = next(row, &off).into_iter().chain(another_vote(row));
        let step = steps.find(|step| actions.contains(&step.action));
        waits.extend(step.map(|step| Wait {
            election: Some(row.id),
            village: Some(row.village_id),
            due: step.due,
            actions: actions.iter().copied().map(WorkAction::from).collect(),
            version: row.version,
            ..Wait::of(step.kind, row.organisation_id, step.since)
        }));
    }
    if look.may::<EditElection>() {
        waits.extend(heads::waiting(look, bodies, &rows, today).await?);
    }
    Ok(waits)
}

/// The villages that are still there: with one that is gone its election has ended.
async fn living(look: &impl Look, rows: &[Model], today: NaiveDate) -> Result<BTreeSet<VillageId>> {
    let villages = village::Column::Id.is_in(rows.iter().map(|row| row.village_id));
    let villages = look.find::<village::Entity>().filter(villages).all().await?;
    let living = villages.into_iter().filter(|village| village.exists_on(today));
    Ok(living.map(|village| village.id).collect())
}

/// A step that is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Step {
    kind: WorkKind,
    /// By which it is taken.
    action: ElectionAction,
    since: NaiveDate,
    due: Option<NaiveDate>,
}

/// Ballots, or another meeting, where too few came to the last and the committee has not decided (Law 10/2022 Art. 17.2, 19.1b).
fn another_vote(row: &Model) -> Option<Step> {
    (row.state == ElectionState::NotCarried).then_some(Step {
        kind: WorkKind::PrepareElection,
        action: ElectionAction::RecordVote,
        since: row.meeting_on,
        due: None,
    })
}

fn next(row: &Model, off: &Holidays) -> Option<Step> {
    let course = &row.course;
    let called_on = course.call.signed.on;
    let law = Decree::on(called_on)?;
    let ahead = |action, days| Step {
        kind: WorkKind::PrepareElection,
        action,
        since: called_on,
        due: Some(days_before(row.meeting_on, days)),
    };
    let electing = row.purpose == Purpose::Elect;
    match row.state {
        ElectionState::Called if electing && course.nomination.is_none() => {
            Some(ahead(ElectionAction::Nominate, law.nominate_days))
        }
        ElectionState::Called if electing && course.team.is_none() => {
            Some(ahead(ElectionAction::FormTeam, law.team_days))
        }
        ElectionState::Called if course.notice.is_none() => {
            let days = if electing { law.announce_days } else { law.notice_days };
            Some(ahead(ElectionAction::Announce, days))
        }
        ElectionState::Called => Some(ahead(ElectionAction::RecordVote, 0)),
        ElectionState::Carried => Some(Step {
            kind: WorkKind::SendElectionResult,
            action: ElectionAction::SendResult,
            since: row.meeting_on,
            due: Some(off.add_working_days(row.meeting_on, law.send_days)),
        }),
        ElectionState::Sent => {
            let sent = course.sent.as_ref()?;
            Some(Step {
                kind: WorkKind::DecideElection,
                action: ElectionAction::Recognise,
                since: sent.received_on,
                due: Some(sent.decide_by),
            })
        }
        // The committee decides what is to be done then (Art. 3.5d, 9.3).
        ElectionState::NotCarried => Some(Step {
            kind: WorkKind::DecideElection,
            action: ElectionAction::Refuse,
            since: row.meeting_on,
            due: None,
        }),
        ElectionState::Recognised | ElectionState::Refused | ElectionState::Withdrawn => None,
    }
}
