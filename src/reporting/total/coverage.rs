//! How much of what is owed is in, counted by the database.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, FromQueryResult, sea_query::Expr};

use super::{api::Coverage, ground::Ground};
use crate::{
    access::{Look, UnitId},
    http::Result,
    reporting::{
        kinds::{Basis, Progress},
        obligation::owed::{Column, Entity},
    },
};

/// What is owed in one unit.
#[derive(FromQueryResult)]
struct Counted {
    origin_unit_id: UnitId,
    required: i64,
    submitted: i64,
    accepted: i64,
}

impl Ground {
    /// The coverage of each part, by what had happened before `end`, or has happened.
    pub async fn coverage(&self, look: &impl Look, end: Option<DateTime<Utc>>) -> Result<Vec<Coverage>> {
        let had_happened = |column: Column| -> Expr {
            match end {
                Some(end) => column.lt(end),
                None => column.is_not_null(),
            }
        };
        let counted = look
            .gather::<Entity>()
            .alike_in([Column::OriginUnitId])
            .count("required")
            .count_where("submitted", had_happened(Column::FirstSubmittedAt))
            .count_where("accepted", had_happened(Column::FirstAcceptedAt))
            .filter(Column::RoundId.eq(self.round.id))
            .filter(self.arisen(Column::OriginUnitId))
            .filter(Column::Basis.eq(Basis::Required))
            .filter(Column::Progress.ne(Progress::Waived));
        let mut parts = vec![Coverage::default(); self.units.len()];
        for unit in counted.all::<Counted>().await? {
            let part = self.part(unit.origin_unit_id).and_then(|part| parts.get_mut(part));
            if let Some(part) = part {
                part.merge(&Coverage::from(unit));
            }
        }
        Ok(parts)
    }
}

impl From<Counted> for Coverage {
    fn from(unit: Counted) -> Self {
        Self {
            required: unit.required.unsigned_abs(),
            submitted: unit.submitted.unsigned_abs(),
            accepted: unit.accepted.unsigned_abs(),
            missing: (unit.required - unit.submitted).unsigned_abs(),
        }
    }
}

impl Coverage {
    pub fn merge(&mut self, other: &Self) {
        self.required += other.required;
        self.submitted += other.submitted;
        self.accepted += other.accepted;
        self.missing += other.missing;
    }
}
