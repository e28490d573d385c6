//! Which organisations owe a duty on a day, and which have fulfilled it, as conditions on organisations.

use chrono::{Datelike, Months, NaiveDate};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Iterable, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{CaseStatement, Expr, ExprTrait, Func, IntoCondition, SelectStatement, SimpleExpr},
};

use super::law::{Duty, Evidence};
use crate::{
    access::{ACTS, OrganisationKind, has_one_of, no_one},
    board::{BoardKind, entity as board, member},
    document::{
        force::LinkKind,
        register::link,
        regulation::{Setting, amends_one, entity as regulation},
        resolution::{ResolutionSubject, entity as resolution},
    },
    measure::{
        activity::{ActivityKind, ActivityState, entity as activity},
        condition::entity as conditions,
        directive::{DirectiveKind, DirectiveSubject, entity as directive},
    },
    organisation::{
        organisation::{self, Column},
        organisation_lineage as lineage, staff,
    },
    territory::{then::Then, unit},
};

/// An agency that has no more staff may do without a conference (Law 10/2022 Art. 51.2đ).
const FEW_STAFF: i64 = 7;

/// Organisations that owe it on a day.
pub fn owing(duty: &Duty, day: NaiveDate) -> Condition {
    asked(duty, day).add(applies(duty, day))
}

/// Organisations to which it applies, of those that are asked.
pub fn applies(duty: &Duty, day: NaiveDate) -> Condition {
    // Whoever goes by what the body above does owes nothing of its own (Art. 4.2).
    let owing = Condition::all().add(Column::FollowsParent.eq(false));
    match duty.evidence {
        Evidence::StaffConference => owing
            .add(
                Column::Kind
                    .eq(OrganisationKind::StateOwnedEnterprise)
                    .or(staff_on(day).gt(FEW_STAFF)),
            )
            .add(in_each_work_year(day, |start| {
                Column::ValidFrom.lt(start).into_condition()
            })),
        Evidence::ConferenceReview => {
            // Each conference begins the six months anew.
            let conferred = |from, to| {
                let conferences = held(&[ActivityKind::StaffConference], from, to);
                has_one_of::<activity::Entity>(activity::Column::OrganisationId, Column::Id, conferences)
            };
            let half_a_year = six_months_before(day);
            owing
                .add(conferred(None, half_a_year))
                .add(conferred(Some(half_a_year), day).not())
        }
        // Of a quarter in which it was not there it has nothing to list.
        Evidence::QuarterlyList => owing.add(Column::ValidFrom.lt(quarter_of(day))),
        _ => owing,
    }
}

/// Organisations of the kinds that owe it, at its levels, on a day; it may not apply to each of them.
pub fn asked(duty: &Duty, day: NaiveDate) -> Condition {
    let lasting = Column::ValidTo.is_null().or(Column::ValidTo.gt(day));
    let asked = Condition::all()
        .add(Column::Kind.is_in(duty.owed_by.iter().copied()))
        .add(Column::ValidFrom.lte(day))
        .add(lasting);
    if !duty.levels.is_empty() {
        let units = unit::Entity::find()
            .select_only()
            .column(unit::Column::Id)
            .filter(unit::Column::Level.is_in(duty.levels.iter().copied()));
        return asked.add(Column::UnitId.in_subquery(units.into_query()));
    }
    asked
}

/// Those that have fulfilled it themselves.
pub fn done(duty: &Duty, then: Then) -> Condition {
    let day = then.day;
    let activity =
        |which: Condition| has_one_of::<activity::Entity>(activity::Column::OrganisationId, Column::Id, which);
    Condition::all().add(match duty.evidence {
        Evidence::Regulation(setting) => return Condition::all().add(Column::Id.in_subquery(regulated(setting, day))),
        Evidence::Resolution => return Condition::all().add(Column::Id.in_subquery(resolved(day))),
        Evidence::Board(kind) => return with_a_board(kind, then),
        Evidence::Activity(kinds) => activity(held(kinds, Some(year_of(day)), day)),
        Evidence::Planned(subject) => issued(DirectiveKind::Plan, subject, day),
        Evidence::ReportedToCouncil => {
            let reported = |subject| issued(DirectiveKind::ReportToCouncil, subject, day);
            reported(DirectiveSubject::Disclosure)
                .and(reported(DirectiveSubject::Decisions))
                .and(reported(DirectiveSubject::Consultation))
        }
        Evidence::QuarterlyList => {
            let posted = Condition::all()
                .add(directive::Column::Kind.eq(DirectiveKind::DisclosureList))
                .add(directive::Column::IssuedOn.between(quarter_of(day), day));
            has_one_of::<directive::Entity>(directive::Column::OrganisationId, Column::Id, posted)
        }
        Evidence::AppliesIt => applies_it_on(day).eq(true),
        Evidence::StaffConference => {
            let of = activity::Column::Year.into_expr().eq(last_work_year(day));
            activity(held(&[ActivityKind::StaffConference], None, day).add(of))
        }
        Evidence::ConferenceReview => activity(held(
            &[ActivityKind::ConferenceReview],
            Some(six_months_before(day)),
            day,
        )),
        // Not of organisations.
        Evidence::Appointed(..)
        | Evidence::Serving(_)
        | Evidence::Convention
        | Evidence::ConventionReview
        | Evidence::VillageConference => return no_one(),
    })
}

/// Those for which an organisation has that they came of: its document goes on until they replace it. Nothing else is carried over.
pub fn carried_over(duty: &Duty, day: NaiveDate) -> Condition {
    let fulfilled = match duty.evidence {
        Evidence::Regulation(setting) => regulated(setting, day),
        Evidence::Resolution => resolved(day),
        _ => return no_one(),
    };
    let mut heirs = fulfilled.clone();
    let mut theirs = Condition::any();
    for _act in 0..ACTS {
        heirs = heirs_of(heirs);
        theirs = theirs.add(Column::Id.in_subquery(heirs.clone()));
    }
    let mine = Column::Id.in_subquery(fulfilled).not();
    Condition::all().add(mine).add(theirs)
}

fn heirs_of(bodies: SelectStatement) -> SelectStatement {
    lineage::Entity::find()
        .select_only()
        .column(lineage::Column::SuccessorId)
        .filter(lineage::Column::PredecessorId.in_subquery(bodies))
        .into_query()
}

/// Of what is owed every year, or every quarter: those that owed it the whole of the last one, and have done it neither then nor since. Of whoever
/// recorded nothing that year, nothing is known.
pub fn lapsed(duty: &Duty, day: NaiveDate) -> Condition {
    let owed_anew = matches!(
        duty.evidence,
        Evidence::Activity(_) | Evidence::Planned(_) | Evidence::ReportedToCouncil | Evidence::QuarterlyList
    );
    match period_before(duty, day).filter(|_| owed_anew) {
        Some(then) => {
            let known = has_one_of::<activity::Entity>(activity::Column::OrganisationId, Column::Id, of_the_year(then));
            owing(duty, then)
                .add(Column::ValidFrom.lte(period_of(duty, then)))
                .add(known)
                .add(done(duty, Then::as_now(then)).not())
                .add(done(duty, Then::as_now(day)).not())
        }
        None => no_one(),
    }
}

/// Activities of any kind of the year that ends on a day.
pub fn of_the_year(end: NaiveDate) -> Condition {
    Condition::all().add(activity::Column::PlannedOn.between(year_of(end), end))
}

/// With a directive of a kind on a subject that was issued in the year up to a day and, where the law wants that, sent to council and Front.
fn issued(kind: DirectiveKind, subject: DirectiveSubject, day: NaiveDate) -> SimpleExpr {
    let on = match subject {
        DirectiveSubject::Disclosure => directive::Column::OnDisclosure,
        DirectiveSubject::Decisions => directive::Column::OnDecisions,
        DirectiveSubject::Consultation => directive::Column::OnConsultation,
    };
    let is_to_be_sent = kind == DirectiveKind::ReportToCouncil || subject == DirectiveSubject::Consultation;
    let which = Condition::all()
        .add(directive::Column::Kind.eq(kind))
        .add(on.eq(true))
        .add(directive::Column::IssuedOn.between(year_of(day), day))
        .add_option(is_to_be_sent.then(|| directive::Column::SentOn.lte(day)));
    has_one_of::<directive::Entity>(directive::Column::OrganisationId, Column::Id, which)
}

/// The first day of the period for which a duty is owed anew: the quarter, else the year.
pub fn period_of(duty: &Duty, day: NaiveDate) -> NaiveDate {
    match duty.evidence {
        Evidence::QuarterlyList => quarter_of(day),
        _ => year_of(day),
    }
}

/// The last day of the period before, where a duty held the whole of it.
pub fn period_before(duty: &Duty, day: NaiveDate) -> Option<NaiveDate> {
    let last = period_of(duty, day).pred_opt();
    last.filter(|then| duty.from <= period_of(duty, *then))
}

/// The first day of the quarter.
pub fn quarter_of(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), day.month0() / 3 * 3 + 1, 1).unwrap_or(day)
}

/// The first day of the year.
pub fn year_of(day: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(day.year(), 1, 1).unwrap_or(day)
}

/// The first day of the work year that a day lies in, where work years begin in a month.
pub fn work_year(day: NaiveDate, month: u32) -> Option<NaiveDate> {
    let year = match day.month() >= month {
        true => day.year(),
        false => day.year() - 1,
    };
    NaiveDate::from_ymd_opt(year, month, 1)
}

/// Organisations for which `which` is so of the first day of their work year.
fn in_each_work_year(day: NaiveDate, which: impl Fn(NaiveDate) -> Condition) -> Condition {
    (1..=12_i16).fold(Condition::any(), |any, month| {
        let start = u32::try_from(month).ok().and_then(|month| work_year(day, month));
        match start {
            Some(start) => any.add(Condition::all().add(Column::WorkYearStart.eq(month)).add(which(start))),
            None => any,
        }
    })
}

/// The year in which the last work year of an organisation began, before the one that a day lies in.
fn last_work_year(day: NaiveDate) -> SimpleExpr {
    let began = |year: i32| Expr::val(i64::from(year) - 1);
    let begins_later = organisation::Column::WorkYearStart.gt(i64::from(day.month()));
    let year = CaseStatement::new().case(begins_later, began(day.year() - 1));
    year.finally(began(day.year())).into()
}

pub fn six_months_before(day: NaiveDate) -> NaiveDate {
    day.checked_sub_months(Months::new(6)).unwrap_or(day)
}

/// Activities of some kinds that were held between two days.
pub fn held(kinds: &[ActivityKind], from: Option<NaiveDate>, to: NaiveDate) -> Condition {
    use activity::Column;
    Condition::all()
        .add(Column::Kind.is_in(kinds.iter().copied()))
        .add(Column::State.is_in([ActivityState::Held, ActivityState::Reported]))
        .add(Column::HeldOn.lte(to))
        .add_option(from.map(|from| Column::HeldOn.gte(from)))
}

/// The staff of an organisation as counted last by a day; more than few where it never was.
fn staff_on(day: NaiveDate) -> SimpleExpr {
    use staff::Column as Staff;
    let latest = staff::Entity::find()
        .select_only()
        .column(Staff::Staff)
        .filter(
            Staff::OrganisationId
                .into_expr()
                .equals((organisation::Entity, Column::Id)),
        )
        .filter(Staff::CountedOn.lte(day))
        .order_by_desc(Staff::CountedOn)
        .limit(1)
        .into_query();
    let latest = SimpleExpr::SubQuery(None, Box::new(latest.into()));
    Func::coalesce([latest, Expr::val(FEW_STAFF + 1)]).into()
}

/// Whether an organisation applies information technology by its latest record up to a day.
fn applies_it_on(day: NaiveDate) -> SimpleExpr {
    use conditions::Column as Recorded;
    let latest = conditions::Entity::find()
        .select_only()
        .column(Recorded::AppliesIt)
        .filter(
            Recorded::OrganisationId
                .into_expr()
                .equals((organisation::Entity, Column::Id)),
        )
        .filter(Recorded::VillageId.is_null())
        .filter(Recorded::CountedOn.lte(day))
        .order_by_desc(Recorded::CountedOn)
        .limit(1)
        .into_query();
    // Of whoever recorded none nothing is applied: what is unknown would be neither so nor not.
    let latest = SimpleExpr::SubQuery(None, Box::new(latest.into()));
    Func::coalesce([latest, Expr::val(false)]).into()
}

/// The organisations with a regulation of their own on a day; what amends one is none.
fn regulated(setting: Setting, day: NaiveDate) -> SelectStatement {
    use regulation::Column as Regulation;
    let lasting = Regulation::ExpiresOn.is_null().or(Regulation::ExpiresOn.gt(day));
    let found = regulation::Entity::find()
        .select_only()
        .column(Regulation::OrganisationId);
    found
        .filter(Regulation::Setting.eq(setting))
        .filter(Regulation::InForceOn.lte(day))
        .filter(lasting)
        .filter(undone(Regulation::Id, day).not())
        .filter(amends_one().not())
        .into_query()
}

/// The councils with a resolution on measures for democracy.
fn resolved(day: NaiveDate) -> SelectStatement {
    use resolution::Column as Resolution;
    let lasting = Resolution::ExpiresOn.is_null().or(Resolution::ExpiresOn.gt(day));
    let found = resolution::Entity::find()
        .select_only()
        .column(Resolution::OrganisationId);
    found
        .filter(Resolution::Subject.eq(ResolutionSubject::DemocracyMeasures))
        .filter(Resolution::InForceOn.lte(day))
        .filter(lasting)
        .filter(undone(Resolution::Id, day).not())
        .into_query()
}

/// Whether another document has taken the place of this one by a day, or repealed it.
fn undone(id: impl ColumnTrait, day: NaiveDate) -> SimpleExpr {
    let ending = LinkKind::iter().filter(|kind| kind.ends());
    let ended = Condition::all()
        .add(link::Column::Relation.is_in(ending))
        .add(link::Column::EffectiveOn.lte(day));
    has_one_of::<link::Entity>(link::Column::ToId, id, ended)
}

/// Whoever stands in the unit in which a recognised board lay.
fn with_a_board(kind: BoardKind, then: Then) -> Condition {
    use board::Column as Board;
    let day = then.day;
    let lasting = Board::EndedOn.is_null().or(Board::EndedOn.gt(day));
    let recognised = member::Column::RecognisedOn.lte(day);
    let found = board::Entity::find()
        .filter(Board::Kind.eq(kind))
        .filter(has_one_of::<member::Entity>(
            member::Column::BoardId,
            Board::Id,
            recognised,
        ))
        .filter(Board::TermFrom.lte(day))
        .filter(Board::TermTo.is_null().or(Board::TermTo.gt(day)))
        .filter(lasting);
    let units = found.select_only().expr(then.unit(Board::Id, Board::UnitId));
    Condition::all().add(Column::UnitId.in_subquery(units.into_query()))
}
