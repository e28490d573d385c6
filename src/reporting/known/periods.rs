//! Figures known from reports on shorter periods, where those accepted make up the whole period.

use chrono::Days;
use sea_orm::ColumnTrait;

use super::source::as_answered;
use crate::{
    access::Look,
    http::Result,
    reporting::{
        exact::ExactNumber,
        figure::Figure,
        obligation::entity as obligation,
        round::entity as round,
        submission::version,
        template::{
            content::{AcrossPeriods, Indicator},
            entity as template,
        },
    },
};

/// The organisation's accepted reports under `template`, first to last; none while a part of the period is missing.
pub async fn shorter_periods(
    look: &impl Look,
    owed: &obligation::Model,
    round: &round::Model,
    template: &str,
) -> Result<Vec<version::Model>> {
    let editions = look
        .find::<template::Entity>()
        .filter(template::Column::Code.eq(template))
        .all()
        .await?;
    let mut parts = look
        .find::<round::Entity>()
        .filter(round::Column::TemplateId.is_in(editions.iter().map(|edition| edition.id)))
        .filter(round::Column::Occasion.eq(""))
        .filter(round::Column::PeriodFrom.gte(round.period_from))
        .filter(round::Column::PeriodTo.lte(round.period_to))
        .filter(round::Column::Id.ne(round.id))
        .all()
        .await?;
    parts.sort_by_key(|part| part.period_from);
    if !make_up(&parts, round) {
        return Ok(Vec::new());
    }
    let mut answers = Vec::with_capacity(parts.len());
    for part in &parts {
        match accepted(look, owed, part).await? {
            Some(version) => answers.push(version),
            None => return Ok(Vec::new()),
        }
    }
    Ok(answers)
}

/// What the answers to an indicator come to, and where they were given; none while one of them is missing.
pub fn put_together(indicator: &Indicator, answers: &[version::Model]) -> Option<(ExactNumber, Vec<String>)> {
    let figures = answers.iter().map(|version| answer(indicator, version));
    let figures = figures.collect::<Option<Vec<i128>>>()?;
    let value = match indicator.across_periods {
        AcrossPeriods::Sum if !figures.is_empty() => figures.iter().sum(),
        AcrossPeriods::Latest => *figures.last()?,
        AcrossPeriods::Sum | AcrossPeriods::None => return None,
    };
    let records = answers.iter().map(|version| {
        format!(
            "/api/v1/report-submissions/{}/versions/{}",
            version.submission_id, version.number
        )
    });
    Some((as_answered(indicator, value), records.collect()))
}

/// Whether the periods follow one on the other from the first day to the last.
fn make_up(parts: &[round::Model], whole: &round::Model) -> bool {
    let mut next = whole.period_from;
    for part in parts {
        if part.period_from != next {
            return false;
        }
        next = part.period_to + Days::new(1);
    }
    !parts.is_empty() && next == whole.period_to + Days::new(1)
}

async fn accepted(look: &impl Look, owed: &obligation::Model, part: &round::Model) -> Result<Option<version::Model>> {
    let row = look
        .find::<obligation::Entity>()
        .filter(obligation::Column::RoundId.eq(part.id))
        .filter(obligation::Column::OrganisationId.eq(owed.organisation_id))
        .filter(obligation::Column::AcceptedVersion.is_not_null())
        .one()
        .await?;
    let Some(row) = row else { return Ok(None) };
    let counting = look
        .find::<version::Entity>()
        .filter(version::Column::ObligationId.eq(row.id))
        .filter(version::Column::Number.eq(row.accepted_version));
    counting.one().await
}

/// The answer in units of the indicator's last decimal place; where there was nothing to report, 0.
fn answer(indicator: &Indicator, version: &version::Model) -> Option<i128> {
    if version.nothing {
        return Some(0);
    }
    let given = version.values.0.get(&indicator.code)?;
    Figure::read(indicator, given).ok()??.scaled(indicator.scale)
}
