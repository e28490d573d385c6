//! The consolidations that wait for the caller: those its committee is writing, and those sent to it.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, Condition};

use super::item::{WorkAction, WorkItem, WorkKind};
use crate::{
    access::{Look, RoundId},
    calendar::{Course, day::holidays, judge},
    http::Result,
    reporting::{
        consolidation::{
            entity::{Column, ConsolidationState, Entity, Model},
            view::Shown,
        },
        round::entity as round,
    },
    territory::unit,
};

/// What waits, each with its version.
pub async fn waiting(look: &impl Look) -> Result<Vec<(WorkItem, i64)>> {
    let rows = look.find::<Entity>().filter(concerns(look)).all().await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let shown = Shown::of(look, &rows).await?;
    let rounds = look
        .find::<round::Entity>()
        .filter(round::Column::Id.is_in(rows.iter().map(|row| row.round_id)));
    let rounds: BTreeMap<RoundId, round::Model> = rounds.all().await?.into_iter().map(|row| (row.id, row)).collect();
    let units = look
        .find::<unit::Entity>()
        .filter(unit::Column::Id.is_in(rows.iter().map(|row| row.unit_id)));
    let levels: BTreeMap<_, _> = units
        .all()
        .await?
        .into_iter()
        .map(|unit| (unit.id, unit.level))
        .collect();
    let holidays = holidays(look).await?;
    let now = look.clocks().legal.now();
    let item = |row: &Model| {
        let round = rounds.get(&row.round_id)?;
        let consolidation = shown.brief(look, row);
        let since = since(row);
        let due = round.due_at(*levels.get(&row.unit_id)?, &holidays);
        let standing = judge(now, &Course::owed(due, row.signed_at));
        let item = WorkItem {
            kind: WorkKind::of_consolidation(&consolidation.allowed_actions)?,
            since,
            age_days: (now - since).num_days().max(0),
            due_at: Some(standing.due_at),
            timeliness: Some(standing.timeliness),
            round_id: Some(round.id),
            round_name: Some(round.name.clone()),
            period_key: Some(round.period_key.clone()),
            organisation: consolidation.organisation,
            obligation_id: None,
            submission_id: None,
            consolidation_id: Some(row.id),
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
            allowed_actions: consolidation
                .allowed_actions
                .into_iter()
                .map(WorkAction::from)
                .collect(),
        };
        Some((item, row.version))
    };
    Ok(rows.iter().filter_map(item).collect())
}

/// What the caller's committee has to write, and what it has to decide on.
fn concerns(look: &impl Look) -> Condition {
    let scope = look.scope();
    let written = [ConsolidationState::Draft, ConsolidationState::Returned];
    Condition::any()
        .add(scope.own_rows(Column::OrganisationId).add(Column::State.is_in(written)))
        .add(
            scope
                .own_rows(Column::ReceiverId)
                .add(Column::State.eq(ConsolidationState::Signed)),
        )
}

fn since(row: &Model) -> chrono::DateTime<chrono::Utc> {
    let known = match row.state {
        ConsolidationState::Signed => row.signed_at,
        ConsolidationState::Returned => row.decided_at,
        ConsolidationState::Draft | ConsolidationState::Accepted => None,
    };
    known.unwrap_or(row.figures.frozen_at)
}
