//! The reports that wait for the caller: those its organisation owes, and those sent to it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, FromQueryResult};

use super::item::{WorkAction, WorkItem, WorkKind};
use crate::{
    access::{Look, ObligationId, RoundId},
    http::Result,
    reporting::{
        kinds::Progress,
        obligation::{
            entity::{Column, Entity, Model},
            view::Beside,
        },
        round::entity as round,
        submission::version,
    },
};

/// Whether and when the latest version of a report was sent, examined and returned.
#[derive(Clone, Copy, FromQueryResult)]
struct Latest {
    obligation_id: ObligationId,
    number: i64,
    submitted_at: DateTime<Utc>,
    examined_at: Option<DateTime<Utc>>,
    decided_at: Option<DateTime<Utc>>,
}

/// What waits, each with its obligation's version.
pub async fn waiting(look: &impl Look) -> Result<Vec<(WorkItem, i64)>> {
    let rows = look.find::<Entity>().filter(concerns(look)).all().await?;
    let beside = Beside::of(look, &rows).await?;
    let rounds = rounds_of(look, &rows).await?;
    let latest = latest_of(look, &rows).await?;
    let now = look.clocks().legal.now();
    let item = |row: Model| {
        let round = rounds.get(&row.round_id)?;
        let latest = latest.get(&row.id);
        let shown = beside.view(look, &row);
        let examined = latest.is_some_and(|latest| latest.examined_at.is_some());
        let since = match row.progress {
            Progress::Submitted => latest.map(|latest| latest.submitted_at),
            Progress::Returned => latest.and_then(|latest| latest.decided_at),
            _ => None,
        };
        let since = since.unwrap_or(round.opened_at);
        let item = WorkItem {
            kind: WorkKind::of(&shown.allowed_actions, examined)?,
            since,
            age_days: (now - since).num_days().max(0),
            due_at: Some(shown.due_at),
            timeliness: Some(shown.timeliness),
            round_id: Some(round.id),
            round_name: Some(round.name.clone()),
            period_key: Some(round.period_key.clone()),
            organisation: shown.organisation,
            obligation_id: Some(row.id),
            submission_id: shown.submission_id,
            consolidation_id: None,
            document_id: None,
            election_id: None,
            board_id: None,
            recommendation_id: None,
            address: None,
            duty: None,
            village_id: None,
            complaint: None,
            setting: None,
            subject: row.id.into(),
            allowed_actions: shown.allowed_actions.into_iter().map(WorkAction::from).collect(),
        };
        Some((item, row.version))
    };
    Ok(rows.into_iter().filter_map(item).collect())
}

/// What the caller's organisation has to write, and what it has to look at.
fn concerns(look: &impl Look) -> Condition {
    let scope = look.scope();
    let written = [Progress::NotStarted, Progress::Draft, Progress::Returned];
    Condition::any()
        .add(
            scope
                .written_rows(Column::OrganisationId)
                .add(Column::Progress.is_in(written)),
        )
        .add(
            scope
                .own_rows(Column::ReceiverId)
                .add(Column::Progress.eq(Progress::Submitted)),
        )
}

async fn rounds_of(look: &impl Look, rows: &[Model]) -> Result<BTreeMap<RoundId, round::Model>> {
    let ids = rows.iter().map(|row| row.round_id);
    let found = look.find::<round::Entity>().filter(round::Column::Id.is_in(ids));
    Ok(found.all().await?.into_iter().map(|row| (row.id, row)).collect())
}

async fn latest_of(look: &impl Look, rows: &[Model]) -> Result<BTreeMap<ObligationId, Latest>> {
    let sent: BTreeMap<ObligationId, i64> = rows
        .iter()
        .filter_map(|row| Some((row.id, row.latest_version?)))
        .collect();
    let found = look
        .gather::<version::Entity>()
        .columns([
            version::Column::ObligationId,
            version::Column::Number,
            version::Column::SubmittedAt,
            version::Column::ExaminedAt,
            version::Column::DecidedAt,
        ])
        .filter(version::Column::ObligationId.is_in(sent.keys().copied()))
        .all::<Latest>()
        .await?;
    let is_latest = |version: &Latest| sent.get(&version.obligation_id) == Some(&version.number);
    Ok(found
        .into_iter()
        .filter(is_latest)
        .map(|version| (version.obligation_id, version))
        .collect())
}
