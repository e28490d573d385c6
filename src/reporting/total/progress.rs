//! How far reports have come, counted by the database; the clock's part is decided here.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, FromQueryResult,
    sea_query::{CaseStatement, Expr, ExprTrait},
};

use super::{
    api::{ChildProgress, RoundProgress, Standing},
    ground::Ground,
};
use crate::{
    access::{Look, UnitId},
    calendar::{Course, Extension, Timeliness, judge},
    http::{Problem, Result},
    reporting::{
        kinds::{Basis, Progress},
        obligation::owed::{Column, Entity},
    },
};

/// Obligations alike in all that counts: the earliest submission of those in time, or of those too late, stands for all of them.
/// Where there was an extension or another way, the submission itself counts too.
#[derive(FromQueryResult)]
struct Alike {
    origin_unit_id: UnitId,
    progress: Progress,
    due_at: DateTime<Utc>,
    extended_until: Option<DateTime<Utc>>,
    extended_at: Option<DateTime<Utc>>,
    received_on: Option<NaiveDate>,
    first_submitted_at: Option<DateTime<Utc>>,
    n: i64,
}

impl Alike {
    fn course(&self, closed_at: Option<DateTime<Utc>>) -> Course {
        let granted = self.extended_at.zip(self.extended_until);
        Course {
            extension: granted.map(|(granted_at, until)| Extension { granted_at, until }),
            received_otherwise_on: self.received_on,
            closed_at,
            ..Course::owed(self.due_at, self.first_submitted_at)
        }
    }
}

impl Ground {
    pub async fn progress(&self, look: &impl Look) -> Result<RoundProgress> {
        let in_time = Expr::col(Column::FirstSubmittedAt).lt(Expr::col(Column::DueAt));
        let counted = look
            .gather::<Entity>()
            .alike_in([
                Column::OriginUnitId,
                Column::Progress,
                Column::DueAt,
                Column::ExtendedUntil,
                Column::ExtendedAt,
                Column::ReceivedOn,
            ])
            .alike_by("in_time", in_time)
            .alike_by("submitted_otherwise", submitted_otherwise_than_owed())
            .least(Column::FirstSubmittedAt)
            .count("n")
            .filter(Column::RoundId.eq(self.round.id))
            .filter(self.arisen(Column::OriginUnitId))
            .filter(Column::Basis.eq(Basis::Required));
        let now = look.clocks().legal.now();
        let mut total = Standing::default();
        let mut parts = vec![Standing::default(); self.units.len()];
        for alike in counted.all::<Alike>().await? {
            let part = self.part(alike.origin_unit_id).and_then(|part| parts.get_mut(part));
            if let Some(part) = part {
                let timeliness = judge(now, &alike.course(self.round.closed_at)).timeliness;
                part.count(&alike, timeliness);
                total.count(&alike, timeliness);
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

/// When it was submitted, of those alone where that is not all that counts.
fn submitted_otherwise_than_owed() -> Expr {
    let special = Column::ExtendedUntil.is_not_null().or(Column::ReceivedOn.is_not_null());
    CaseStatement::new()
        .case(special, Expr::col(Column::FirstSubmittedAt))
        .into()
}

impl Standing {
    fn count(&mut self, alike: &Alike, timeliness: Timeliness) {
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
        match timeliness {
            Timeliness::OnTime => self.on_time += n,
            Timeliness::Late => self.late += n,
            Timeliness::Overdue => self.overdue += n,
            Timeliness::DueSoon => self.due_soon += n,
            Timeliness::Closed => self.missing += n,
            Timeliness::NotDue => {}
        }
    }
}
