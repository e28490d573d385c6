//! What one's own organisations have not fulfilled, of what no other record tells.

use chrono::NaiveDate;
use sea_orm::ColumnTrait;

use super::{
    deadline::{Deadlines, Owing},
    evidence::{done, owing, period_of},
    law::{Duty, DutyCode, DutySubject, Evidence},
    people::behind,
};
use crate::{
    access::{Look, OrganisationId},
    http::Result,
    organisation::organisation::{self, Column, Entity},
};

/// A duty that is not fulfilled.
pub struct MissingOfOwn {
    pub duty: DutyCode,
    pub organisation: OrganisationId,
    /// The beginning of the year or quarter, or of the organisation.
    pub since: NaiveDate,
    pub due_on: Option<NaiveDate>,
}

/// Whether what is missing is told elsewhere: regulations and conventions, with the day by which they are to be there.
const fn is_told_elsewhere(evidence: Evidence) -> bool {
    matches!(
        evidence,
        Evidence::Regulation(_) | Evidence::Convention | Evidence::ConventionReview
    )
}

/// What is missing of some organisations on a day, in one statement for each duty.
pub async fn missing_of_own(
    look: &impl Look,
    bodies: &[organisation::Model],
    day: NaiveDate,
) -> Result<Vec<MissingOfOwn>> {
    let deadlines = Deadlines::of(look).await?;
    let mut missing = Vec::new();
    for duty in Duty::on(day).filter(|duty| !is_told_elsewhere(duty.evidence)) {
        let unfulfilled = match duty.evidence.subject() {
            DutySubject::Organisation => owing(duty, day).add(done(duty, day).not()),
            DutySubject::Person | DutySubject::Village => behind(duty, day),
        };
        let found = look
            .find::<Entity>()
            .filter(Column::Id.is_in(bodies.iter().map(|body| body.id)))
            .filter(unfulfilled);
        for row in found.all().await? {
            let of = Owing {
                unit: row.unit_id,
                founded: Some(row.valid_from),
                work_year_start: Some(row.work_year_start),
            };
            missing.push(MissingOfOwn {
                duty: duty.code,
                organisation: row.id,
                since: Ord::max(period_of(duty, day), row.valid_from),
                due_on: deadlines.of_duty(duty, of, day),
            });
        }
    }
    Ok(missing)
}
