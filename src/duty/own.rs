//! What one's own organisations have not fulfilled, of what no other record tells.

use chrono::{Months, NaiveDate};
use sea_orm::ColumnTrait;

use super::{
    deadline::{Deadlines, Owing},
    evidence::{done, held, owing, period_of, work_year},
    law::{Duty, DutyCode, DutySubject, Evidence},
    people::behind,
};
use crate::{
    access::{Look, OrganisationId},
    http::Result,
    measure::activity::{ActivityKind, entity as activity},
    organisation::organisation::{self, Column, Entity},
    territory::then::Then,
};

/// A duty that is not fulfilled.
pub struct MissingOfOwn {
    pub duty: DutyCode,
    pub organisation: OrganisationId,
    /// The beginning of the duty, of the year or quarter, or of the organisation.
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
            DutySubject::Organisation => owing(duty, day).add(done(duty, Then::as_now(day)).not()),
            DutySubject::Person | DutySubject::Village => behind(duty, Then::as_now(day)),
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
                since: Ord::max(began(duty, row.work_year_start, day), row.valid_from),
                due_on: match duty.evidence {
                    Evidence::ConferenceReview => review_due(look, row.id, day).await?,
                    _ => deadlines.of_duty(duty, of, day),
                },
            });
        }
    }
    Ok(missing)
}

/// The first day of the period for which it is owed: of the staff conference the organisation's own work year.
fn began(duty: &Duty, work_year_start: i16, day: NaiveDate) -> NaiveDate {
    let own = u32::try_from(work_year_start)
        .ok()
        .and_then(|month| work_year(day, month));
    match duty.evidence {
        Evidence::StaffConference => own.unwrap_or(day),
        // What is owed once and for all.
        Evidence::Resolution
        | Evidence::Board(_)
        | Evidence::AppliesIt
        | Evidence::Appointed(..)
        | Evidence::Serving(_) => duty.from,
        _ => period_of(duty, day),
    }
}

/// The last day for reviewing what the staff conference resolved: six months after it, or after the last review (Law Art. 52.3, 70.3).
async fn review_due(look: &impl Look, body: OrganisationId, day: NaiveDate) -> Result<Option<NaiveDate>> {
    let kinds = [ActivityKind::StaffConference, ActivityKind::ConferenceReview];
    let held = look
        .find::<activity::Entity>()
        .filter(activity::Column::OrganisationId.eq(body))
        .filter(held(&kinds, None, day));
    let last = held.all().await?.iter().filter_map(|activity| activity.held_on).max();
    Ok(last.and_then(|last| last.checked_add_months(Months::new(6))))
}
