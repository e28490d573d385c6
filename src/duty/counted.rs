//! Counting who owes a duty under a unit, in one statement whatever it is.

use chrono::NaiveDate;
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, DeriveActiveEnum, EnumIter, FromQueryResult,
    sea_query::{CaseStatement, Expr, ExprTrait, IntoCondition, SimpleExpr},
};

use super::{
    coverage::Cells,
    deadline::Owing,
    evidence::{applies, asked, carried_over, done, lapsed},
    law::{Duty, DutySubject},
    people::{appointed, boards, members, there_on, villages, villages_carried_over, villages_lapsed},
};
use crate::{
    access::{Tally, UnitId},
    board::entity as board,
    http::Result,
    organisation::organisation,
    person::appointment,
    territory::{then::Then, unit_reach::reached_from, village},
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

/// How far one is: what is looked into last is not asked of those of whom something else is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "i32", db_type = "Integer")]
enum Cell {
    Missing = 0,
    Done = 1,
    CarriedOver = 2,
    Lapsed = 3,
    NotApplicable = 4,
}

impl Cell {
    /// The cell of each row, by what is so of it, the first that is.
    fn of_each(these: impl IntoIterator<Item = (Condition, Self)>) -> SimpleExpr {
        let cell = these.into_iter().fold(CaseStatement::new(), |cell, (so, is)| {
            cell.case(so, Expr::val(is.to_value()))
        });
        cell.finally(Expr::val(Self::Missing.to_value())).into()
    }
}

#[derive(FromQueryResult)]
struct Organisations {
    place: UnitId,
    valid_from: NaiveDate,
    work_year_start: i16,
    cell: Cell,
    many: i64,
}

#[derive(FromQueryResult)]
struct Villages {
    place: UnitId,
    cell: Cell,
    many: i64,
}

#[derive(FromQueryResult)]
struct Others {
    place: UnitId,
    owing: Option<i64>,
    done: Option<i64>,
}

/// Where is counted.
#[derive(Clone, Copy, Debug)]
pub enum Within<'u> {
    /// In a unit and under it.
    Under(UnitId),
    /// In some units alone.
    Units(&'u [UnitId]),
}

impl Within<'_> {
    fn holds(self, unit: SimpleExpr) -> SimpleExpr {
        match self {
            Self::Under(root) => unit.in_subquery(reached_from(root)),
            Self::Units(units) => unit.is_in(units.iter().map(|unit| Expr::val(*unit))),
        }
    }
}

/// Who owes a duty there, as of a day.
pub async fn count(look: &impl Tally, duty: &Duty, within: Within<'_>, then: Then) -> Result<Vec<Counted>> {
    let day = then.day;
    if let Some((held, trained)) = appointed(duty.evidence, day) {
        use appointment::Column;
        let counted = look
            .tally::<appointment::Entity>()
            .filter(within.holds(then.unit(Column::Id, Column::UnitId)))
            .filter(held)
            .alike_by("place", then.unit(Column::Id, Column::UnitId))
            .count("owing")
            .count_where("done", trained);
        return Ok(others(counted.all().await?));
    }
    if let Some(kinds) = boards(duty.evidence) {
        use board::Column;
        let counted = look
            .tally::<board::Entity>()
            .filter(within.holds(then.unit(Column::Id, Column::UnitId)))
            .filter(Column::Kind.is_in(kinds.iter().copied()))
            .alike_by("place", then.unit(Column::Id, Column::UnitId))
            .value("owing", members(day, |_trained| None))
            .value("done", members(day, Some));
        return Ok(others(counted.all().await?));
    }
    if let Some((owed, done)) = villages(duty, day) {
        use village::Column;
        let cell = Cell::of_each([
            (owed.not(), Cell::NotApplicable),
            (done.into_condition(), Cell::Done),
            (villages_carried_over(duty, day), Cell::CarriedOver),
            (villages_lapsed(duty, day), Cell::Lapsed),
        ]);
        let counted = look
            .tally::<village::Entity>()
            .filter(within.holds(then.unit(Column::Id, Column::UnitId)))
            .filter(there_on(day))
            .alike_by("place", then.unit(Column::Id, Column::UnitId))
            .alike_by("cell", cell)
            .count("many");
        let counted: Vec<Villages> = counted.all().await?;
        let each = counted.into_iter();
        let each = each.map(|row| Counted::alike(Owing::in_unit(row.place), row.cell, row.many));
        return Ok(each.collect());
    }
    organisations(look, duty, within, then).await
}

async fn organisations(look: &impl Tally, duty: &Duty, within: Within<'_>, then: Then) -> Result<Vec<Counted>> {
    use organisation::Column;
    let day = then.day;
    let cell = Cell::of_each([
        (applies(duty, day).not(), Cell::NotApplicable),
        (done(duty, then), Cell::Done),
        (carried_over(duty, day), Cell::CarriedOver),
        (lapsed(duty, day), Cell::Lapsed),
    ]);
    let counted = look
        .tally::<organisation::Entity>()
        .filter(within.holds(then.unit(Column::Id, Column::UnitId)))
        .filter(asked(duty, day))
        .alike_by("place", then.unit(Column::Id, Column::UnitId))
        .alike_in([Column::ValidFrom, Column::WorkYearStart])
        .alike_by("cell", cell)
        .count("many");
    let counted: Vec<Organisations> = counted.all().await?;
    let each = counted.into_iter().map(|row| {
        let of = Owing {
            unit: row.place,
            founded: Some(row.valid_from),
            work_year_start: Some(row.work_year_start),
        };
        Counted::alike(of, row.cell, row.many)
    });
    Ok(each.collect())
}

impl Counted {
    /// So many whose cell is the same.
    fn alike(of: Owing, cell: Cell, many: i64) -> Self {
        let of_cell = |other| if cell == other { many } else { 0 };
        Self {
            of,
            owing: many - of_cell(Cell::NotApplicable),
            done: of_cell(Cell::Done),
            carried_over: of_cell(Cell::CarriedOver),
            lapsed: of_cell(Cell::Lapsed),
            asked: many,
        }
    }
}

fn others(counted: Vec<Others>) -> Vec<Counted> {
    let each = counted.into_iter().map(|counted| Counted {
        of: Owing::in_unit(counted.place),
        owing: counted.owing.unwrap_or_default(),
        done: counted.done.unwrap_or_default(),
        carried_over: 0,
        lapsed: 0,
        asked: counted.owing.unwrap_or_default(),
    });
    each.collect()
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
