//! Duties that are owed for each of many people or villages: who they are, and for whom it is done.

use chrono::{Datelike, NaiveDate};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Alias, ExprTrait, Func, SelectStatement, SimpleExpr},
};

use super::{
    evidence::{held, of_the_year, period_before, year_of},
    law::{Duty, Evidence},
};
use crate::{
    access::{Level, OrganisationKind, has_one_of, has_one_whose, is_one_of, no_one},
    board::{BoardKind, entity as board, member},
    document::convention::{
        entity as convention, holding_on, in_force_on,
        milestone::{self, Milestone},
    },
    measure::{
        activity::{ActivityKind, entity as activity},
        figures::{
            Training,
            people::{held_on, is_trained, serving_on},
        },
    },
    organisation::organisation::Column as Organisation,
    person::appointment,
    territory::{then::Then, unit, village},
};

/// Appointments and, of these, those trained.
pub fn appointed(evidence: Evidence, day: NaiveDate) -> Option<(Condition, SimpleExpr)> {
    let Evidence::Appointed(positions, training) = evidence else {
        return None;
    };
    let trained = is_trained(appointment::Column::PersonId, training, day);
    Some((held_on(positions, day), trained))
}

/// The kinds of boards whose members it is owed for.
pub const fn boards(evidence: Evidence) -> Option<&'static [BoardKind]> {
    match evidence {
        Evidence::Serving(kinds) => Some(kinds),
        _ => None,
    }
}

/// Members of a board, in a query of boards, who serve on a day and are so: how many.
pub fn members(day: NaiveDate, which: impl FnOnce(SimpleExpr) -> Option<SimpleExpr>) -> SimpleExpr {
    let trained = is_trained(member::Column::PersonId, Training::Practice, day);
    let serving = member::Entity::find()
        .select_only()
        .expr(member::Column::Id.count())
        .filter(
            member::Column::BoardId
                .into_expr()
                .equals((board::Entity, board::Column::Id)),
        )
        .filter(serving_on(day))
        .filter(Condition::all().add_option(which(trained)));
    let counted = SimpleExpr::SubQuery(None, Box::new(serving.into_query().into()));
    // PostgreSQL adds up to a decimal.
    Func::cast_as(Func::sum(counted), Alias::new("bigint")).into()
}

/// Villages that are there on a day.
pub fn there_on(day: NaiveDate) -> Condition {
    use village::Column;
    Condition::all()
        .add(Column::ValidFrom.lte(day))
        .add(Column::ValidTo.is_null().or(Column::ValidTo.gt(day)))
}

/// Villages it is owed for on a day and, of these, those for which it is done.
pub fn villages(duty: &Duty, day: NaiveDate) -> Option<(Condition, SimpleExpr)> {
    villages_until(duty, day, day)
}

/// As [`villages`], for which a conference of the year of that day may have been held until a later one.
fn villages_until(duty: &Duty, day: NaiveDate, until: NaiveDate) -> Option<(Condition, SimpleExpr)> {
    use village::Column;
    let there = there_on(day);
    let convention =
        |which: Condition| has_one_of::<convention::Entity>(convention::Column::VillageId, Column::Id, which);
    match duty.evidence {
        Evidence::Convention => Some((there, convention(in_force_on(day)))),
        Evidence::ConventionReview => {
            let its =
                has_one_of::<milestone::Entity>(milestone::Column::ConventionId, convention::Column::Id, reviewed(day));
            // What comes into force after the last day is reviewed in the next year.
            let last = day.with_day(18).and_then(|day| day.with_month(11)).unwrap_or(day);
            let owed = there.add(convention(in_force_on(Ord::min(last, day))));
            // What was reviewed may have been replaced since.
            Some((owed, convention(Condition::all().add(its))))
        }
        Evidence::VillageConference => {
            let its =
                has_one_of::<activity::Entity>(activity::Column::VillageId, Column::Id, conferred(day.year(), until));
            Some((there, its))
        }
        _ => None,
    }
}

/// How many mergers in a row a village's convention is followed through: each gives time to replace it.
const MERGERS: usize = 3;

/// Villages that have none of their own, but in which that of a village goes on that passed into them, be it by way of another.
pub fn villages_carried_over(duty: &Duty, day: NaiveDate) -> Condition {
    use village::Column;
    if duty.evidence != Evidence::Convention {
        return no_one();
    }
    let holding = convention::Entity::find()
        .select_only()
        .column(convention::Column::VillageId)
        .filter(holding_on(day));
    let mut before = holding.into_query();
    let mut passed = Condition::any();
    for _merger in 0..MERGERS {
        before = passed_into(before, day);
        passed = passed.add(Column::Id.in_subquery(before.clone()));
    }
    Condition::all().add(passed)
}

/// The villages that these had passed into by a day.
fn passed_into(these: SelectStatement, day: NaiveDate) -> SelectStatement {
    use village::Column;
    village::Entity::find()
        .select_only()
        .column(Column::SuccessorId)
        .filter(Column::SuccessorId.is_not_null())
        .filter(Column::ValidTo.lte(day))
        .filter(Column::Id.in_subquery(these))
        .into_query()
}

/// Reviews of conventions in the year up to a day.
fn reviewed(day: NaiveDate) -> Condition {
    Condition::all()
        .add(milestone::Column::What.eq(Milestone::Reviewed))
        .add(milestone::Column::HappenedOn.between(year_of(day), day))
}

/// Conferences of villages of a year that were held by a day.
fn conferred(year: i32, until: NaiveDate) -> Condition {
    held(&[ActivityKind::VillageConference], None, until).add(activity::Column::Year.eq(i64::from(year)))
}

/// As [`super::evidence::lapsed`], of villages.
pub fn villages_lapsed(duty: &Duty, day: NaiveDate) -> Condition {
    let yearly = matches!(duty.evidence, Evidence::ConventionReview | Evidence::VillageConference);
    let Some(then) = period_before(duty, day).filter(|_| yearly) else {
        return no_one();
    };
    // Its commune's committee has recorded something that year, that before a merger too.
    let communes = [village::Column::UnitId, village::Column::OriginUnitId];
    let known =
        communes.map(|commune| has_one_of::<activity::Entity>(activity::Column::UnitId, commune, of_the_year(then)));
    let known = known.into_iter().fold(Condition::any(), Condition::add);
    let all_year = village::Column::ValidFrom.lte(year_of(then));
    match (villages_until(duty, then, day), villages(duty, day)) {
        (Some((owed_then, done_then)), Some((owed, done))) => owed
            .add(owed_then)
            .add(all_year)
            .add(known)
            .add(done_then.not())
            .add(done.not()),
        _ => no_one(),
    }
}

/// Organisations in whose work somebody, or some village, is missing on a day.
pub fn behind(duty: &Duty, then: Then) -> Condition {
    let day = then.day;
    if let Some((held, trained)) = appointed(duty.evidence, day) {
        let missing = held.add(trained.not());
        let whose = then.organisation(appointment::Column::Id, appointment::Column::OrganisationId);
        let its = has_one_whose::<appointment::Entity>(whose, Organisation::Id, missing);
        return Condition::all().add(its);
    }
    if let Some(kinds) = boards(duty.evidence) {
        let trained = is_trained(member::Column::PersonId, Training::Practice, day);
        let missing = serving_on(day).add(trained.not());
        let some = has_one_of::<member::Entity>(member::Column::BoardId, board::Column::Id, missing);
        let these = Condition::all()
            .add(board::Column::Kind.is_in(kinds.iter().copied()))
            .add(some);
        let whose = then.organisation(board::Column::Id, board::Column::HostId);
        let its = has_one_whose::<board::Entity>(whose, Organisation::Id, these);
        return Condition::all().add(its);
    }
    let Some((owed, done)) = villages(duty, day) else {
        return no_one();
    };
    let missing = owed.add(done.not());
    Condition::all()
        .add(Organisation::Kind.eq(OrganisationKind::PeopleCommittee))
        .add(Organisation::ValidFrom.lte(day))
        .add(Organisation::ValidTo.is_null().or(Organisation::ValidTo.gt(day)))
        .add(is_one_of::<unit::Entity>(
            Organisation::UnitId,
            unit::Column::Level.eq(Level::Commune),
        ))
        .add(has_one_whose::<village::Entity>(
            then.unit(village::Column::Id, village::Column::UnitId),
            Organisation::UnitId,
            missing,
        ))
}
