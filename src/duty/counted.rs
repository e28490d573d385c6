//! Counting who owes a duty under a unit, in one statement whatever it is.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, FromQueryResult};

use super::{
    coverage::Cells,
    deadline::Owing,
    evidence::{carried_over, done, owing},
    law::Duty,
    people::{appointed, boards, members, villages},
};
use crate::{
    access::{Tally, UnitId},
    board::entity as board,
    http::Result,
    organisation::organisation,
    person::appointment,
    territory::{unit_reach::reached_from, village},
};

/// Those alike in what the last day depends on.
pub struct Counted {
    pub of: Owing,
    owing: i64,
    done: i64,
    carried_over: i64,
}

#[derive(FromQueryResult)]
struct Organisations {
    unit_id: UnitId,
    valid_from: NaiveDate,
    work_year_start: i16,
    owing: i64,
    done: i64,
    carried_over: i64,
}

#[derive(FromQueryResult)]
struct Others {
    unit_id: UnitId,
    owing: Option<i64>,
    done: Option<i64>,
}

/// Who owes a duty in a unit and under it, as of a day.
pub async fn count(look: &impl Tally, duty: &Duty, root: UnitId, day: NaiveDate) -> Result<Vec<Counted>> {
    if let Some((held, trained)) = appointed(duty.evidence, day) {
        use appointment::Column;
        let counted = look
            .tally::<appointment::Entity>()
            .filter(Column::UnitId.in_subquery(reached_from(root)))
            .filter(held)
            .alike_in([Column::UnitId])
            .count("owing")
            .count_where("done", trained);
        return Ok(others(counted.all().await?));
    }
    if let Some(kinds) = boards(duty.evidence) {
        use board::Column;
        let counted = look
            .tally::<board::Entity>()
            .filter(Column::UnitId.in_subquery(reached_from(root)))
            .filter(Column::Kind.is_in(kinds.iter().copied()))
            .alike_in([Column::UnitId])
            .value("owing", members(day, |_trained| None))
            .value("done", members(day, Some));
        return Ok(others(counted.all().await?));
    }
    if let Some((owed, done)) = villages(duty, day) {
        use village::Column;
        let counted = look
            .tally::<village::Entity>()
            .filter(Column::UnitId.in_subquery(reached_from(root)))
            .filter(owed)
            .alike_in([Column::UnitId])
            .count("owing")
            .count_where("done", done);
        return Ok(others(counted.all().await?));
    }
    organisations(look, duty, root, day).await
}

async fn organisations(look: &impl Tally, duty: &Duty, root: UnitId, day: NaiveDate) -> Result<Vec<Counted>> {
    use organisation::Column;
    let counted = look
        .tally::<organisation::Entity>()
        .filter(Column::UnitId.in_subquery(reached_from(root)))
        .filter(owing(duty, day))
        .alike_in([Column::UnitId, Column::ValidFrom, Column::WorkYearStart])
        .count("owing")
        .count_where("done", done(duty, day))
        .count_where("carried_over", carried_over(duty, day));
    let counted: Vec<Organisations> = counted.all().await?;
    let each = counted.into_iter().map(|counted| Counted {
        of: Owing {
            unit: counted.unit_id,
            founded: Some(counted.valid_from),
            work_year_start: Some(counted.work_year_start),
        },
        owing: counted.owing,
        done: counted.done,
        carried_over: counted.carried_over,
    });
    Ok(each.collect())
}

fn others(counted: Vec<Others>) -> Vec<Counted> {
    let each = counted.into_iter().map(|counted| Counted {
        of: Owing {
            unit: counted.unit_id,
            founded: None,
            work_year_start: None,
        },
        owing: counted.owing.unwrap_or_default(),
        done: counted.done.unwrap_or_default(),
        carried_over: 0,
    });
    each.collect()
}

impl Counted {
    pub const fn cells(&self, late: bool) -> Cells {
        let missing = self.owing - self.done;
        match late {
            // By then, what was carried over was to be replaced.
            true => Cells {
                owing: self.owing,
                done: self.done,
                carried_over: 0,
                due: 0,
                overdue: missing,
            },
            false => Cells {
                owing: self.owing,
                done: self.done,
                carried_over: self.carried_over,
                due: missing - self.carried_over,
                overdue: 0,
            },
        }
    }
}
