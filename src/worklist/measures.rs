//! What waits to be disclosed, held, answered, followed up or decided among the measures.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, sea_query::ExprTrait};
use uuid::Uuid;

use super::{
    documents::Wait,
    item::{WorkAction, WorkKind},
};
use crate::{
    access::{AnswerCompliance, DecideEvaluation, EditCompliance, EditMeasure, Look, OrganisationId},
    http::Result,
    measure::{
        activity::{
            ActivityAction, ActivityState,
            entity::{self as activity},
        },
        compliance::{
            ComplianceAction, ComplianceState,
            entity::{self as compliance, UNDER_WAY},
        },
        consultation::entity as consultation,
        decision::entity as decision,
        disclosure::entity as disclosure,
        evaluation::{EvaluationAction, above::right_below, entity as evaluation},
    },
    organisation::organisation,
};

pub async fn waiting(look: &impl Look, bodies: &[organisation::Model], today: NaiveDate) -> Result<Vec<Wait>> {
    let mine: Vec<OrganisationId> = bodies.iter().map(|body| body.id).collect();
    if mine.is_empty() {
        return Ok(Vec::new());
    }
    let mut waits = inspections(look, &mine, today).await?;
    if look.may::<EditMeasure>() {
        waits.extend(disclosures(look, &mine).await?);
        waits.extend(activities(look, &mine, today).await?);
        waits.extend(consultations(look, &mine).await?);
        waits.extend(decisions(look, &mine).await?);
    }
    if look.may::<DecideEvaluation>() {
        waits.extend(evaluations(look, bodies, (&mine, today)).await?);
    }
    Ok(waits)
}

/// A measure that waits, at its address.
fn wait(kind: WorkKind, organisation: OrganisationId, (list, id): (&str, Uuid), since: NaiveDate) -> Wait {
    Wait {
        address: Some(format!("/api/v1/{list}/{id}")),
        ..Wait::of(kind, organisation, since)
    }
}

async fn inspections(look: &impl Look, mine: &[OrganisationId], today: NaiveDate) -> Result<Vec<Wait>> {
    use compliance::Column;
    let answers = Column::SubjectId
        .is_in(mine.iter().copied())
        .and(Column::State.eq(ComplianceState::Concluded))
        .and(Column::AnswerBy.is_not_null());
    let makes = Column::OrganisationId
        .is_in(mine.iter().copied())
        .and(Column::State.is_in(UNDER_WAY));
    let which = Condition::any()
        .add_option(look.may::<AnswerCompliance>().then_some(answers))
        .add_option(look.may::<EditCompliance>().then_some(makes));
    if which.is_empty() {
        return Ok(Vec::new());
    }
    let rows = look.find::<compliance::Entity>().filter(which).all().await?;
    let answered = look.may::<AnswerCompliance>();
    let step = |row: &compliance::Model| {
        let at = ("compliance-inspections", row.id.0);
        let concluded = row
            .course
            .conclusion
            .as_ref()
            .map_or(row.planned_on, |conclusion| conclusion.on);
        // Whoever acts for the maker may be the one that was inspected.
        let inspected = mine.contains(&row.subject_id);
        let may_close = look.may::<EditCompliance>();
        let (kind, whose, since, due, action) = match row.state {
            ComplianceState::Closed | ComplianceState::GivenUp => return None,
            // Nobody else is left to end it.
            _ if row.is_of_itself() && may_close => (
                WorkKind::FollowInspection,
                row.organisation_id,
                row.answered_on.unwrap_or(concluded),
                None,
                ComplianceAction::Close,
            ),
            ComplianceState::Concluded if inspected && answered && row.answer_by.is_some() => (
                WorkKind::AnswerInspection,
                row.subject_id,
                concluded,
                row.answer_by,
                ComplianceAction::Answer,
            ),
            // Of an inspection of itself, whoever acts for its maker has nothing else to do.
            _ if inspected => return None,
            // What is to be put right waits for whoever was inspected, until its time is over.
            ComplianceState::Concluded if row.answer_by.is_some_and(|by| by >= today) => return None,
            ComplianceState::Concluded | ComplianceState::Answered => (
                WorkKind::FollowInspection,
                row.organisation_id,
                row.answered_on.or(row.answer_by).unwrap_or(concluded),
                None,
                ComplianceAction::Close,
            ),
            ComplianceState::Planned if row.planned_on > today => return None,
            ComplianceState::Planned | ComplianceState::Visited => (
                WorkKind::ConcludeInspection,
                row.organisation_id,
                row.planned_on,
                None,
                ComplianceAction::Change,
            ),
        };
        Some(Wait {
            due,
            actions: vec![WorkAction::from(action)],
            version: row.version,
            ..wait(kind, whose, at, since)
        })
    };
    Ok(rows.iter().filter_map(step).collect())
}

async fn disclosures(look: &impl Look, mine: &[OrganisationId]) -> Result<Vec<Wait>> {
    use disclosure::Column;
    let rows = look
        .find::<disclosure::Entity>()
        .filter(Column::OrganisationId.is_in(mine.iter().copied()))
        .filter(Column::DisclosedOn.is_null());
    let rows = rows.all().await?;
    let waits = rows.iter().map(|row| Wait {
        due: Some(row.due_on),
        version: row.version,
        ..wait(
            WorkKind::Disclose,
            row.organisation_id,
            ("disclosures", row.id.0),
            row.arisen_on,
        )
    });
    Ok(waits.collect())
}

/// Those whose day has come.
async fn activities(look: &impl Look, mine: &[OrganisationId], today: NaiveDate) -> Result<Vec<Wait>> {
    use activity::Column;
    let rows = look
        .find::<activity::Entity>()
        .filter(Column::OrganisationId.is_in(mine.iter().copied()))
        .filter(Column::State.eq(ActivityState::Planned))
        .filter(Column::PlannedOn.lte(today));
    let rows = rows.all().await?;
    let waits = rows.iter().map(|row| Wait {
        due: Some(row.planned_on),
        village: row.village_id,
        actions: ActivityAction::in_state(row.state)
            .iter()
            .copied()
            .map(WorkAction::from)
            .collect(),
        version: row.version,
        ..wait(
            WorkKind::HoldActivity,
            row.organisation_id,
            ("activities", row.id.0),
            row.planned_on,
        )
    });
    Ok(waits.collect())
}

async fn consultations(look: &impl Look, mine: &[OrganisationId]) -> Result<Vec<Wait>> {
    use consultation::Column;
    let rows = look
        .find::<consultation::Entity>()
        .filter(Column::OrganisationId.is_in(mine.iter().copied()))
        .filter(Column::ExplainedOn.is_null());
    let rows = rows.all().await?;
    let waits = rows.iter().map(|row| {
        let (kind, since) = match row.closed_on {
            Some(closed) => (WorkKind::ExplainConsultation, closed),
            None => (WorkKind::EndConsultation, row.opened_on),
        };
        Wait {
            version: row.version,
            ..wait(kind, row.organisation_id, ("consultations", row.id.0), since)
        }
    });
    Ok(waits.collect())
}

/// What villages have passed and nobody has sent.
async fn decisions(look: &impl Look, mine: &[OrganisationId]) -> Result<Vec<Wait>> {
    use decision::Column;
    let rows = look
        .find::<decision::Entity>()
        .filter(Column::OrganisationId.is_in(mine.iter().copied()))
        .filter(Column::Passed.eq(true))
        .filter(Column::VillageId.is_not_null())
        .filter(Column::SentOn.is_null())
        .filter(Column::UndoneOn.is_null());
    let rows = rows.all().await?;
    let waits = rows.iter().map(|row| Wait {
        due: row.course.send_by,
        village: row.village_id,
        version: row.version,
        ..wait(
            WorkKind::SendDecision,
            row.organisation_id,
            ("people-decisions", row.id.0),
            row.decided_on,
        )
    });
    Ok(waits.collect())
}

/// The self-assessments of those right below.
async fn evaluations(
    look: &impl Look,
    bodies: &[organisation::Model],
    (mine, today): (&[OrganisationId], NaiveDate),
) -> Result<Vec<Wait>> {
    use evaluation::Column;
    let rows = look
        .find::<evaluation::Entity>()
        .filter(Column::DecidedOn.is_null())
        .filter(Column::OrganisationId.is_not_in(mine.iter().copied()))
        .filter(right_below(bodies, today));
    let rows = rows.all().await?;
    let waits = rows.iter().map(|row| Wait {
        actions: vec![WorkAction::from(EvaluationAction::Decide)],
        version: row.version,
        ..wait(
            WorkKind::DecideEvaluation,
            row.organisation_id,
            ("evaluations", row.id.0),
            row.assessed_on,
        )
    });
    Ok(waits.collect())
}
