//! What waits for whoever directs boards: to decide on elections, to tell investors, to have a board elected anew.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sea_orm::ColumnTrait;

use super::{documents::Wait, item::WorkKind};
use crate::{
    access::{BoardId, EditBoard, Look, OrganisationId, ProjectId, RecogniseBoard},
    board::{
        BoardKind, BoardLaw, BoardState,
        course::FateDecision,
        entity::{self as board},
        member,
        project::entity as project,
    },
    calendar::day::holidays,
    election::days_before,
    http::Result,
};

/// How long before the end of a term the next one begins to wait.
const SEASON: Days = Days::new(60);

pub async fn waiting(look: &impl Look, mine: &[OrganisationId], today: NaiveDate) -> Result<Vec<Wait>> {
    let directed = look
        .find::<board::Entity>()
        .filter(board::Column::OrganisationId.is_in(mine.iter().copied()))
        .filter(board::Column::State.ne(BoardState::Ended));
    let boards = directed.all().await?;
    let mut waits = Vec::new();
    if look.may::<RecogniseBoard>() {
        waits.extend(elected(look, &boards).await?);
    }
    if look.may::<EditBoard>() {
        waits.extend(untold(look, &boards, today).await?);
        waits.extend(boards.iter().filter_map(|row| anew(row, &boards, today)));
    }
    Ok(waits)
}

fn wait(kind: WorkKind, row: &board::Model, since: NaiveDate, due: Option<NaiveDate>) -> Wait {
    Wait {
        board: Some(row.id),
        due,
        version: row.version,
        ..Wait::of(kind, row.organisation_id, since)
    }
}

/// Boards with members who are neither recognised nor refused.
async fn elected(look: &impl Look, boards: &[board::Model]) -> Result<Vec<Wait>> {
    let pending = look
        .find::<member::Entity>()
        .filter(member::Column::BoardId.is_in(boards.iter().map(|board| board.id)))
        .filter(member::Column::RecognisedOn.is_null())
        .filter(member::Column::EndedOn.is_null());
    let mut since: BTreeMap<BoardId, NaiveDate> = BTreeMap::new();
    let kinds: BTreeMap<BoardId, BoardKind> = boards.iter().map(|board| (board.id, board.kind)).collect();
    for member in pending.all().await? {
        let Some(kind) = kinds.get(&member.board_id) else {
            continue;
        };
        let began = member.decided_since(*kind);
        let first = since.entry(member.board_id).or_insert(began);
        *first = (*first).min(began);
    }
    let off = holidays(look).await?;
    let law = BoardLaw::on(look.clocks().legal.today());
    let waits = boards.iter().filter_map(|row| {
        let since = *since.get(&row.id)?;
        let days = law.and_then(|law| law.days_to_recognise(row.kind));
        let due = days.map(|days| off.add_working_days(since, days));
        Some(wait(WorkKind::DecideBoard, row, since, due))
    });
    Ok(waits.collect())
}

/// Recognised supervision boards of which the investor was not told.
async fn untold(look: &impl Look, boards: &[board::Model], today: NaiveDate) -> Result<Vec<Wait>> {
    let supervise = |row: &&board::Model| row.kind == BoardKind::CommunityInvestmentSupervision;
    let untold = |row: &&board::Model| row.state == BoardState::Recognised && row.course.notice.is_none();
    let untold: Vec<&board::Model> = boards.iter().filter(supervise).filter(untold).collect();
    let projects = project::Column::Id.is_in(untold.iter().filter_map(|row| row.project_id));
    let projects = look.find::<project::Entity>().filter(projects).all().await?;
    let begins: BTreeMap<ProjectId, NaiveDate> = projects
        .into_iter()
        .map(|project| (project.id, project.begins_on))
        .collect();
    let days = BoardLaw::on(today).map_or(0, |law| law.notice_days);
    let waits = untold.into_iter().filter_map(|row| {
        let since = row.course.recognitions.first()?.made.on;
        let begins = begins.get(&row.project_id?)?;
        // Of what begins too soon after the board was recognised the law gives no day.
        let due = Some(days_before(*begins, days)).filter(|due| *due >= since);
        Some(wait(WorkKind::NotifyInvestor, row, since, due))
    });
    Ok(waits.collect())
}

/// A board that is to be elected anew: as was decided at a reorganisation, or as its term ends. Nothing waits once its successor is there.
fn anew(row: &board::Model, boards: &[board::Model], today: NaiveDate) -> Option<Wait> {
    let succeeds = |other: &board::Model| {
        let same = (other.kind, other.host_id, other.project_id) == (row.kind, row.host_id, row.project_id);
        same && other.term_from > row.term_from
    };
    if boards.iter().any(succeeds) {
        return None;
    }
    let decided = row
        .course
        .fates
        .last()
        .filter(|fate| fate.decision == FateDecision::ElectAnew);
    let (since, due) = match (decided, row.term_to) {
        (Some(fate), _) => (fate.on, fate.by),
        (None, Some(over)) => (over.checked_sub_days(SEASON)?, over.pred_opt()),
        (None, None) => return None,
    };
    (since <= today).then(|| wait(WorkKind::ElectBoard, row, since, due))
}

#[cfg(test)]
mod tests;
