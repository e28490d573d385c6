//! Counting who owes a duty under a unit, in one statement whatever it is.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, FromQueryResult};

use super::{
    coverage::Cells,
    deadline::Owing,
    evidence::{asked, carried_over, done, lapsed, owing},
    law::{Duty, DutySubject},
    people::{appointed, boards, members, there_on, villages, villages_lapsed},
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
    /// Of a yearly duty, those who let the last year pass as well.
    lapsed: i64,
    /// Those of their kind who owe it as well.
    asked: i64,
}

#[derive(FromQueryResult)]
struct Organisations {
    unit_id: UnitId,
    valid_from: NaiveDate,
    work_year_start: i16,
    asked: i64,
    owing: i64,
    done: i64,
    carried_over: i64,
    lapsed: i64,
}

#[derive(FromQueryResult)]
struct Villages {
    unit_id: UnitId,
    asked: i64,
    owing: i64,
    done: i64,
    lapsed: i64,
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
            .filter(there_on(day))
            .alike_in([Column::UnitId])
            .count("asked")
            .count_where("owing", owed.clone())
            .count_where("done", owed.clone().add(done))
            .count_where("lapsed", owed.add(villages_lapsed(duty, day)));
        let counted: Vec<Villages> = counted.all().await?;
        return Ok(counted.into_iter().map(Counted::from).collect());
    }
    organisations(look, duty, root, day).await
}

async fn organisations(look: &impl Tally, duty: &Duty, root: UnitId, day: NaiveDate) -> Result<Vec<Counted>> {
    use organisation::Column;
    let counted = look
        .tally::<organisation::Entity>()
        .filter(Column::UnitId.in_subquery(reached_from(root)))
        .filter(asked(duty, day))
        .alike_in([Column::UnitId, Column::ValidFrom, Column::WorkYearStart])
        .count("asked")
        .count_where("owing", owing(duty, day))
        .count_where("done", owing(duty, day).add(done(duty, day)))
        .count_where("carried_over", owing(duty, day).add(carried_over(duty, day)))
        .count_where("lapsed", owing(duty, day).add(lapsed(duty, day)));
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
        lapsed: counted.lapsed,
        asked: counted.asked,
    });
    Ok(each.collect())
}

fn others(counted: Vec<Others>) -> Vec<Counted> {
    let each = counted.into_iter().map(|counted| Counted {
        of: Owing::in_unit(counted.unit_id),
        owing: counted.owing.unwrap_or_default(),
        done: counted.done.unwrap_or_default(),
        carried_over: 0,
        lapsed: 0,
        asked: counted.owing.unwrap_or_default(),
    });
    each.collect()
}

impl From<Villages> for Counted {
    fn from(counted: Villages) -> Self {
        Self {
            of: Owing::in_unit(counted.unit_id),
            owing: counted.owing,
            done: counted.done,
            carried_over: 0,
            lapsed: counted.lapsed,
            asked: counted.asked,
        }
    }
}

/// What is told of the people of each unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// To whoever answers for them: all.
    All,
    /// To anybody: of fewer than five people in a unit nothing, be it by themselves or in a sum, that no difference tells of them.
    OfMany,
}

/// Of fewer people in a unit it is not told how many are trained: that would be told of each.
const FEWEST: i64 = 5;

impl Counted {
    pub fn cells(&self, duty: &Duty, told: Told, late: bool) -> Cells {
        let withheld = told == Told::OfMany && duty.evidence.subject() == DutySubject::Person && self.owing < FEWEST;
        match withheld {
            true => Cells {
                withheld: self.owing,
                ..Cells::default()
            },
            false => self.all_cells(late),
        }
    }

    const fn all_cells(&self, late: bool) -> Cells {
        let missing = self.owing - self.done;
        let not_applicable = self.asked - self.owing;
        match late {
            // By then, what was carried over was to be replaced.
            true => Cells {
                owing: self.owing,
                done: self.done,
                carried_over: 0,
                due: 0,
                overdue: missing,
                not_applicable,
                withheld: 0,
            },
            false => Cells {
                owing: self.owing,
                done: self.done,
                carried_over: self.carried_over,
                due: missing - self.carried_over - self.lapsed,
                overdue: self.lapsed,
                not_applicable,
                withheld: 0,
            },
        }
    }
}
