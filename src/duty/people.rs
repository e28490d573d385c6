//! Duties that are owed for each of many people or villages: who they are, and for whom it is done.

use chrono::{Datelike, NaiveDate};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Alias, ExprTrait, Func, SimpleExpr},
};

use super::{
    evidence::{held, year_of},
    law::{Duty, Evidence},
};
use crate::{
    access::{Level, OrganisationKind, has_one_of, is_one_of, no_one},
    board::{BoardKind, entity as board, member},
    document::convention::{
        entity as convention, in_force_on,
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
    territory::{unit, village},
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

/// Villages it is owed for on a day and, of these, those for which it is done.
pub fn villages(duty: &Duty, day: NaiveDate) -> Option<(Condition, SimpleExpr)> {
    use village::Column;
    let there = Condition::all()
        .add(Column::ValidFrom.lte(day))
        .add(Column::ValidTo.is_null().or(Column::ValidTo.gt(day)));
    let convention =
        |which: Condition| has_one_of::<convention::Entity>(convention::Column::VillageId, Column::Id, which);
    match duty.evidence {
        Evidence::Convention => Some((there, convention(in_force_on(day)))),
        Evidence::ConventionReview => {
            let reviewed = milestone::Column::What
                .eq(Milestone::Reviewed)
                .and(milestone::Column::HappenedOn.between(year_of(day), day));
            let its =
                has_one_of::<milestone::Entity>(milestone::Column::ConventionId, convention::Column::Id, reviewed);
            let owed = there.add(convention(in_force_on(day)));
            Some((owed, convention(in_force_on(day).add(its))))
        }
        Evidence::VillageConference => {
            let year = activity::Column::Year.eq(i64::from(day.year()));
            let conferred = held(&[ActivityKind::VillageConference], None, day).add(year);
            Some((
                there,
                has_one_of::<activity::Entity>(activity::Column::VillageId, Column::Id, conferred),
            ))
        }
        _ => None,
    }
}

/// Organisations in whose work somebody, or some village, is missing on a day.
pub fn behind(duty: &Duty, day: NaiveDate) -> Condition {
    if let Some((held, trained)) = appointed(duty.evidence, day) {
        let missing = held.add(trained.not());
        let its = has_one_of::<appointment::Entity>(appointment::Column::OrganisationId, Organisation::Id, missing);
        return Condition::all().add(its);
    }
    if let Some(kinds) = boards(duty.evidence) {
        let trained = is_trained(member::Column::PersonId, Training::Practice, day);
        let missing = serving_on(day).add(trained.not());
        let some = has_one_of::<member::Entity>(member::Column::BoardId, board::Column::Id, missing);
        let these = Condition::all()
            .add(board::Column::Kind.is_in(kinds.iter().copied()))
            .add(some);
        let its = has_one_of::<board::Entity>(board::Column::HostId, Organisation::Id, these);
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
        .add(has_one_of::<village::Entity>(
            village::Column::UnitId,
            Organisation::UnitId,
            missing,
        ))
}
