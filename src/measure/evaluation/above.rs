//! Who decides on an evaluation: whoever manages the organisation, or else the committee right above it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Iterable, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{ExprTrait, SimpleExpr},
};

use super::entity;
use crate::{
    access::{EvaluationId, Look, OrganisationId, OrganisationKind, UnitId, is_one_of},
    http::{Code, Problem, Result},
    organisation::{
        keeping::is_under_its_committee,
        organisation::{self, Column},
    },
    territory::unit,
};

/// 403 unless whoever acts is right above the organisation whose evaluation it is.
pub(super) async fn require_right_above(look: &impl Look, id: EvaluationId) -> Result<()> {
    let row = look.find::<entity::Entity>().by_id(id).await?;
    match those_below(look, vec![row.organisation_id]).await?.is_empty() {
        true => Err(Problem::new(Code::NotYours)),
        false => Ok(()),
    }
}

/// Those of some organisations that whoever acts is right above.
pub async fn those_below(look: &impl Look, these: Vec<OrganisationId>) -> Result<BTreeSet<OrganisationId>> {
    let mine = Column::Id.is_in(look.scope().principals());
    let bodies = look.find::<organisation::Entity>().filter(mine).all().await?;
    let found = look
        .find::<organisation::Entity>()
        .filter(Column::Id.is_in(these))
        .filter(Column::Id.is_not_in(look.scope().principals()))
        .filter(below(&bodies, look.clocks().legal.today()));
    Ok(found.all().await?.into_iter().map(|body| body.id).collect())
}

/// Evaluations of whoever these bodies are right above.
pub fn right_below(bodies: &[organisation::Model], today: NaiveDate) -> SimpleExpr {
    is_one_of::<organisation::Entity>(entity::Column::OrganisationId, below(bodies, today))
}

/// Organisations of living units that these bodies manage and, where they are committees, what is under them in their unit and the committees of the units below.
fn below(bodies: &[organisation::Model], today: NaiveDate) -> Condition {
    let over = Column::ValidTo.lte(today);
    let committees = bodies
        .iter()
        .filter(|body| body.kind == OrganisationKind::PeopleCommittee);
    let units: Vec<UnitId> = committees.map(|body| body.unit_id).collect();
    let under = OrganisationKind::iter().filter(|kind| is_under_its_committee(*kind));
    // Whoever managed it and is no more decides nothing.
    let ended = organisation::Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(over.clone())
        .into_query();
    let unmanaged = Column::ManagedBy.is_null().or(Column::ManagedBy.in_subquery(ended));
    let at_hand = Condition::all()
        .add(unmanaged)
        .add(Column::UnitId.is_in(units.iter().copied()))
        .add(Column::Kind.is_in(under));
    let below = Condition::all()
        .add(Column::Kind.eq(OrganisationKind::PeopleCommittee))
        .add(is_one_of::<unit::Entity>(
            Column::UnitId,
            unit::Column::ParentId.is_in(units),
        ));
    let managed = Column::ManagedBy.is_in(bodies.iter().map(|body| body.id));
    let these = Condition::any().add(managed).add(at_hand).add(below);
    // What belongs to a unit that has ended is history.
    let lasting = unit::Column::ValidTo.is_null().or(unit::Column::ValidTo.gt(today));
    Condition::all()
        .add(is_one_of::<unit::Entity>(Column::UnitId, lasting))
        .add(these)
}
