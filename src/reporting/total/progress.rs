//! How far reports have come, counted by the database; the clock's part is decided here.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, FromQueryResult,
    sea_query::{Expr, ExprTrait},
};

use super::{
    api::{ChildProgress, RoundProgress, Standing},
    ground::{Ground, reached_from},
};
use crate::{
    access::{Look, UnitId},
    calendar::{Course, Timeliness, judge},
    http::{Problem, Result},
    reporting::{
        kinds::{Basis, Progress},
        obligation::owed::{Column, Entity},
    },
};

/// Obligations alike in all that counts: the earliest submission of those in time, or of those too late, stands for all of them.
#[derive(FromQueryResult)]
struct Alike {
    origin_unit_id: UnitId,
    progress: Progress,
    due_at: DateTime<Utc>,
    first_submitted_at: Option<DateTime<Utc>>,
    n: i64,
}

impl Ground {
    pub async fn progress(&self, look: &impl Look) -> Result<RoundProgress> {
        let in_time = Expr::col(Column::FirstSubmittedAt).lt(Expr::col(Column::DueAt));
        let counted = look
            .gather::<Entity>()
            .alike_in([Column::OriginUnitId, Column::Progress, Column::DueAt])
            .alike_by(in_time)
            .least(Column::FirstSubmittedAt)
            .count("n")
            .filter(Column::RoundId.eq(self.round.id))
            .filter(Column::OriginUnitId.in_subquery(reached_from(self.root)))
            .filter(Column::Basis.eq(Basis::Required));
        let now = look.clocks().legal.now();
        let mut total = Standing::default();
        let mut parts = vec![Standing::default(); self.units.len()];
        for alike in counted.all::<Alike>().await? {
            let part = self.part(alike.origin_unit_id).and_then(|part| parts.get_mut(part));
            if let Some(part) = part {
                part.count(&alike, now);
                total.count(&alike, now);
            }
        }
        let mut parts = self.units.iter().cloned().zip(parts);
        let (unit, own) = parts.next().ok_or_else(|| Problem::internal("no unit asked for"))?;
        Ok(RoundProgress {
            unit,
            total,
            own,
            children: parts.map(|(unit, total)| ChildProgress { unit, total }).collect(),
        })
    }
}

impl Standing {
    fn count(&mut self, alike: &Alike, now: DateTime<Utc>) {
        let n = alike.n.unsigned_abs();
        let counter = match alike.progress {
            Progress::NotStarted => &mut self.not_started,
            Progress::Draft => &mut self.draft,
            Progress::Submitted => &mut self.submitted,
            Progress::Returned => &mut self.returned,
            Progress::Accepted => &mut self.accepted,
            Progress::Waived => {
                self.waived += n;
                return;
            }
        };
        *counter += n;
        self.expected += n;
        let course = Course::owed(alike.due_at, alike.first_submitted_at);
        match judge(now, &course).timeliness {
            Timeliness::OnTime => self.on_time += n,
            Timeliness::Late => self.late += n,
            Timeliness::Overdue => self.overdue += n,
            Timeliness::DueSoon => self.due_soon += n,
            Timeliness::NotDue | Timeliness::Closed => {}
        }
    }
}
