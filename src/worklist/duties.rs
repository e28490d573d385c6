//! The yearly duties that an organisation has not fulfilled yet.

use chrono::NaiveDate;

use super::{documents::Wait, item::WorkKind};
use crate::{
    access::{EditMeasure, Look},
    duty,
    http::Result,
    organisation::organisation,
};

pub async fn waiting(look: &impl Look, bodies: &[organisation::Model], today: NaiveDate) -> Result<Vec<Wait>> {
    if bodies.is_empty() || !look.may::<EditMeasure>() {
        return Ok(Vec::new());
    }
    let missing = duty::missing_of_own(look, bodies, today).await?;
    let waits = missing.into_iter().map(|missing| Wait {
        duty: Some(missing.duty),
        due: missing.due_on,
        ..Wait::of(WorkKind::FulfilDuty, missing.organisation, missing.since)
    });
    Ok(waits.collect())
}
