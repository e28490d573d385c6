//! Who owes a duty on a day, and whether it is done, as conditions on organisations.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{ExprTrait, SelectStatement},
};

use super::law::{Duty, Evidence};
use crate::{
    access::no_one,
    board::{entity as board, member},
    document::{regulation::entity as regulation, resolution::entity as resolution},
    organisation::{
        organisation::{self, Column},
        organisation_lineage as lineage,
    },
    territory::unit,
};

/// Organisations that owe it on a day.
pub fn owing(duty: &Duty, day: NaiveDate) -> Condition {
    let lasting = Column::ValidTo.is_null().or(Column::ValidTo.gt(day));
    let mut owing = Condition::all()
        .add(Column::Kind.is_in(duty.owed_by.iter().copied()))
        .add(Column::ValidFrom.lte(day))
        .add(lasting);
    if !duty.levels.is_empty() {
        let units = unit::Entity::find()
            .select_only()
            .column(unit::Column::Id)
            .filter(unit::Column::Level.is_in(duty.levels.iter().copied()));
        owing = owing.add(Column::UnitId.in_subquery(units.into_query()));
    }
    match duty.evidence {
        // Whoever goes by the regulation of the body above has none of its own.
        Evidence::Regulation(_) => owing.add(Column::FollowsParent.eq(false)),
        Evidence::Resolution | Evidence::Board(_) => owing,
    }
}

/// Those that have fulfilled it themselves.
pub fn done(duty: &Duty, day: NaiveDate) -> Condition {
    Condition::all().add(Column::Id.in_subquery(fulfilled(duty, day)))
}

/// Those for which an organisation has that they came of: its document goes on until they replace it. A board goes on itself.
pub fn carried_over(duty: &Duty, day: NaiveDate) -> Condition {
    if matches!(duty.evidence, Evidence::Board(_)) {
        return no_one();
    }
    let heirs = lineage::Entity::find()
        .select_only()
        .column(lineage::Column::SuccessorId)
        .filter(lineage::Column::PredecessorId.in_subquery(fulfilled(duty, day)));
    let mine = Column::Id.in_subquery(fulfilled(duty, day)).not();
    let theirs = Column::Id.in_subquery(heirs.into_query());
    Condition::all().add(mine).add(theirs)
}

/// The organisations with evidence of their own on a day.
fn fulfilled(duty: &Duty, day: NaiveDate) -> SelectStatement {
    match duty.evidence {
        Evidence::Regulation(setting) => {
            use regulation::Column as Regulation;
            let lasting = Regulation::ExpiresOn.is_null().or(Regulation::ExpiresOn.gt(day));
            let found = regulation::Entity::find()
                .select_only()
                .column(Regulation::OrganisationId);
            found
                .filter(Regulation::Setting.eq(setting))
                .filter(Regulation::InForceOn.lte(day))
                .filter(lasting)
                .into_query()
        }
        Evidence::Resolution => {
            use resolution::Column as Resolution;
            let lasting = Resolution::ExpiresOn.is_null().or(Resolution::ExpiresOn.gt(day));
            let found = resolution::Entity::find()
                .select_only()
                .column(Resolution::OrganisationId);
            found
                .filter(Resolution::InForceOn.lte(day))
                .filter(lasting)
                .into_query()
        }
        Evidence::Board(kind) => {
            use board::Column as Board;
            let lasting = Board::EndedOn.is_null().or(Board::EndedOn.gt(day));
            // Whoever stands in its unit, or stood in the one it arose in before that was merged.
            let hosts = organisation::Entity::find()
                .select_only()
                .column(Column::Id)
                .filter(Column::Kind.is_in(duty.owed_by.iter().copied()));
            let recognised = member::Entity::find()
                .select_only()
                .column(member::Column::BoardId)
                .filter(member::Column::RecognisedOn.lte(day));
            let found = board::Entity::find()
                .filter(Board::Kind.eq(kind))
                .filter(Board::Id.in_subquery(recognised.into_query()))
                .filter(Board::TermFrom.lte(day))
                .filter(lasting);
            let units = |column| found.clone().select_only().column(column).into_query();
            let in_units = Condition::any()
                .add(Column::UnitId.in_subquery(units(Board::UnitId)))
                .add(Column::UnitId.in_subquery(units(Board::OriginUnitId)));
            hosts.filter(in_units).into_query()
        }
    }
}
