//! What boards wait for, and what waits for them: recognition, recommendations on their way, answers.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};

use super::{
    directing,
    documents::Wait,
    inspecting,
    item::{WorkAction, WorkKind},
};
use crate::{
    access::{Look, OrganisationId},
    board::{
        RecommendationAction, RecommendationState,
        recommendation::{
            Shown,
            entity::{self as recommendation},
        },
    },
    http::Result,
    organisation::organisation,
};

pub async fn waiting(look: &impl Look, bodies: &[organisation::Model], today: NaiveDate) -> Result<Vec<Wait>> {
    if bodies.is_empty() {
        return Ok(Vec::new());
    }
    let mine: Vec<OrganisationId> = bodies.iter().map(|body| body.id).collect();
    let mut waits = recommended(look, &mine, today).await?;
    waits.extend(directing::waiting(look, &mine, today).await?);
    waits.extend(inspecting::waiting(look, &mine, today).await?);
    Ok(waits)
}

/// Recommendations with which something is to be done.
async fn recommended(look: &impl Look, mine: &[OrganisationId], today: NaiveDate) -> Result<Vec<Wait>> {
    use recommendation::Column;
    let over = [
        RecommendationState::Draft,
        RecommendationState::Closed,
        RecommendationState::Withdrawn,
    ];
    let parties = [Column::OrganisationId, Column::DirectorId, Column::AddresseeId];
    let theirs = parties.map(|party| party.is_in(mine.iter().copied()));
    let rows = look
        .find::<recommendation::Entity>()
        .filter(theirs.into_iter().fold(Condition::any(), Condition::add))
        .filter(Column::State.is_not_in(over));
    let rows = rows.all().await?;
    let shown = Shown::of(look, &rows.iter().collect::<Vec<_>>()).await?;
    let waits = rows.iter().filter_map(|row| {
        let actions = shown.actions(look, row);
        let next = steps(row, today).into_iter();
        let mut next = next.filter(|step| actions.contains(&step.action));
        let step = next.next()?;
        Some(Wait {
            recommendation: Some(row.id),
            due: step.due,
            actions: actions.iter().copied().map(WorkAction::from).collect(),
            version: row.version,
            ..Wait::of(step.kind, (step.whose)(row), step.since)
        })
    });
    Ok(waits.collect())
}

/// A step that is to be taken.
struct Step {
    kind: WorkKind,
    action: RecommendationAction,
    whose: fn(&recommendation::Model) -> OrganisationId,
    since: NaiveDate,
    due: Option<NaiveDate>,
}

/// What is to be done next with a recommendation, by whomever.
fn steps(row: &recommendation::Model, today: NaiveDate) -> Vec<Step> {
    use RecommendationAction as Action;
    use WorkKind as Kind;
    let board: fn(&recommendation::Model) -> OrganisationId = |row| row.organisation_id;
    let director: fn(&recommendation::Model) -> OrganisationId = |row| row.director_id;
    let addressee: fn(&recommendation::Model) -> OrganisationId = |row| row.addressee_id.unwrap_or(row.organisation_id);
    let step = |kind, action, whose, since: Option<NaiveDate>, due| Step {
        kind,
        action,
        whose,
        since: since.unwrap_or(row.begun_on),
        due,
    };
    let course = &row.course;
    let asked_on = course.requests.last().map(|request| request.on);
    let asked = course.requests.iter().any(|request| request.waits);
    let taking_up = || {
        step(
            Kind::TakeUpRecommendation,
            Action::TakeUp,
            director,
            asked_on.or(row.due_on),
            None,
        )
    };
    match row.state {
        RecommendationState::Submitted => vec![step(
            Kind::ConfirmRecommendation,
            Action::Confirm,
            director,
            course.submitted_on,
            None,
        )],
        RecommendationState::Confirmed => {
            let since = course.confirmation.map(|confirmation| confirmation.on);
            vec![step(Kind::SendRecommendation, Action::Send, board, since, None)]
        }
        RecommendationState::Sent => {
            // Of whoever is not in the register the board says it.
            let action = match row.addressee_id {
                Some(_) => Action::Receive,
                None => Action::RecordReceipt,
            };
            vec![step(Kind::ReceiveRecommendation, action, addressee, row.sent_on, None)]
        }
        RecommendationState::Received => {
            let received_on = course.receipt.map(|receipt| receipt.on);
            let mut all = Vec::new();
            // Where the board has not asked, or is gone, whoever directs it knows that the time is over.
            let silent = row.is_overdue(today) && course.taken_up.is_empty();
            if asked || silent {
                all.push(taking_up());
            }
            if row.is_overdue(today) && asked_on.is_none() {
                all.push(step(
                    Kind::AskAboutRecommendation,
                    Action::AskDirector,
                    board,
                    row.due_on,
                    None,
                ));
            }
            // The board could record an answer too; it waits for the addressee alone.
            if row.addressee_id.is_some() {
                all.push(step(
                    Kind::AnswerRecommendation,
                    Action::Answer,
                    addressee,
                    received_on,
                    row.due_on,
                ));
            }
            all
        }
        RecommendationState::Answered => {
            let followed = step(
                Kind::FollowRecommendation,
                Action::FollowUp,
                board,
                row.answered_on,
                None,
            );
            asked.then(taking_up).into_iter().chain([followed]).collect()
        }
        RecommendationState::Draft | RecommendationState::Closed | RecommendationState::Withdrawn => Vec::new(),
    }
}
