//! What may be done with a round: pure decisions.

use chrono::{DateTime, Utc};

use super::entity::Model;
use crate::http::{Code, Problem, Result};

/// Đóng đợt: what was not received stays missing; what waits may still be decided on.
pub fn close(before: &Model, reason: &str, now: DateTime<Utc>) -> Result<Model> {
    match before.closed_at {
        Some(_) => Err(Problem::new(Code::RoundClosed)),
        None => Ok(Model {
            closed_at: Some(now),
            close_reason: Some(reason.to_owned()),
            ..before.clone()
        }),
    }
}

/// Mở lại đợt, with the deadlines it had.
pub fn reopen(before: &Model) -> Result<Model> {
    match before.closed_at {
        None => Err(Problem::new(Code::StateForbids).detail("Đợt báo cáo đang mở.", "The round is open.")),
        Some(_) => Ok(Model {
            closed_at: None,
            close_reason: None,
            ..before.clone()
        }),
    }
}
