//! What becomes of measures when an organisation closes or moves: what is still to be done goes to whoever goes on with its work, by the same clocks; what
//! is done stays with whoever did it, and moves only where they do.

use sea_orm::{
    ColumnTrait, Condition, QueryFilter,
    sea_query::{Expr, ExprTrait, SimpleExpr},
};
use uuid::Uuid;

use super::{
    activity::{ActivityState, entity as activity},
    commendation::entity as commendation,
    compliance::entity as compliance,
    condition::entity as condition,
    consultation::entity as consultation,
    decision::entity as decision,
    directive::entity as directive,
    disclosure::entity as disclosure,
    evaluation::entity as evaluation,
    funding::entity as funding,
    kept::Measure,
    remark::entity as remark,
    service_figure::entity as service_figure,
    violation::entity as violation,
};
use crate::{
    access::{OrganisationId, Sweep, UnitId, no_one},
    http::Result,
    organisation::heirs::Heirs,
};

/// Rows in one statement: both databases bound its parameters.
const AT_ONCE: usize = 500;

/// A measure that goes on elsewhere.
pub struct PassedMeasure {
    /// Where it is read.
    pub address: String,
    /// Whose it is now.
    pub organisation: OrganisationId,
}

/// A measure whose organisation can become another, or stand elsewhere.
trait Passing: Measure {
    /// Those of which something is still to be done.
    fn under_way() -> Condition;

    /// Whether one of these is over all the same.
    fn is_over(row: &Self::Model) -> bool;

    fn pass(row: &mut Self::Model, organisation: OrganisationId, unit: UnitId);
}

macro_rules! passing {
    ($($entity:ident under_way: $under_way:expr, over: $over:expr;)*) => {
        $(impl Passing for $entity::Entity {
            fn under_way() -> Condition {
                let these: Option<SimpleExpr> = $under_way;
                these.map_or_else(no_one, Condition::from)
            }

            fn is_over(row: &$entity::Model) -> bool {
                let over: fn(&$entity::Model) -> bool = $over;
                over(row)
            }

            fn pass(row: &mut $entity::Model, organisation: OrganisationId, unit: UnitId) {
                row.organisation_id = organisation;
                row.unit_id = unit;
            }
        })*

        /// Passes on what the organisations that close have under way, and takes along what those that move have; tells what is another's now.
        pub async fn pass(heirs: &Heirs, sweep: &mut impl Sweep) -> Result<Vec<PassedMeasure>> {
            let mut passed = Vec::new();
            for bodies in heirs.closed().chunks(AT_ONCE) {
                $(passed.extend(inherited::<$entity::Entity>(bodies, heirs, sweep).await?);)*
                passed.extend(inspected(bodies, heirs, sweep).await?);
            }
            for (unit, bodies) in heirs.moves() {
                for bodies in bodies.chunks(AT_ONCE) {
                    $(along::<$entity::Entity>($entity::Column::OrganisationId, $entity::Column::UnitId, (bodies, unit), sweep).await?;)*
                    let place = compliance::Column::SubjectUnitId;
                    along::<compliance::Entity>(compliance::Column::SubjectId, place, (bodies, unit), sweep).await?;
                    let place = remark::Column::SubjectUnitId;
                    along::<remark::Entity>(remark::Column::SubjectId, place, (bodies, unit), sweep).await?;
                }
            }
            Ok(passed)
        }
    };
}

passing! {
    activity under_way: Some(activity::Column::State.eq(ActivityState::Planned)), over: |_| false;
    directive under_way: None, over: |_| false;
    condition under_way: None, over: |_| false;
    disclosure under_way: Some(disclosure::Column::DisclosedOn.is_null()), over: |_| false;
    decision under_way: Some(still_to_be_sent()), over: |_| false;
    consultation under_way: Some(consultation::Column::ExplainedOn.is_null()), over: |_| false;
    compliance under_way: Some(compliance::Column::State.is_in(compliance::UNDER_WAY)), over: |_| false;
    evaluation under_way: None, over: |_| false;
    commendation under_way: None, over: |_| false;
    violation under_way: Some(violation::Column::HandledOn.is_null()), over: |row| row.content.handling.is_some();
    funding under_way: None, over: |_| false;
    service_figure under_way: None, over: |_| false;
    remark under_way: None, over: |_| false;
}

/// What villages have passed, and nobody has sent yet.
fn still_to_be_sent() -> SimpleExpr {
    use decision::Column;
    Column::Passed
        .eq(true)
        .and(Column::VillageId.is_not_null())
        .and(Column::SentOn.is_null())
        .and(Column::UndoneOn.is_null())
}

async fn inherited<E: Passing>(
    bodies: &[OrganisationId],
    heirs: &Heirs,
    sweep: &mut impl Sweep,
) -> Result<Vec<PassedMeasure>> {
    let theirs = E::under_way().add(E::OWNER.is_in(bodies.iter().copied()));
    let mut passed = Vec::new();
    let locked = sweep.locked::<E>(theirs).await?;
    for before in locked.into_iter().filter(|row| !E::is_over(row)) {
        if let Some((organisation, unit)) = heirs.answering(E::owner(&before).organisation) {
            let mut after = before.clone();
            E::pass(&mut after, organisation, unit);
            sweep.amend::<E>(&before, after).await?;
            passed.push(PassedMeasure::of::<E>(&before, organisation));
        }
    }
    Ok(passed)
}

/// The heir is inspected on, and answers by the same day.
async fn inspected(bodies: &[OrganisationId], heirs: &Heirs, sweep: &mut impl Sweep) -> Result<Vec<PassedMeasure>> {
    use compliance::{Column, Entity};
    let open = Condition::all()
        .add(Column::SubjectId.is_in(bodies.iter().copied()))
        .add(Column::State.is_in(compliance::UNDER_WAY));
    let mut passed = Vec::new();
    for before in sweep.locked::<Entity>(open).await? {
        if let Some((subject_id, subject_unit_id)) = heirs.answering(before.subject_id) {
            let after = compliance::Model {
                subject_id,
                subject_unit_id,
                ..before.clone()
            };
            passed.push(PassedMeasure::of::<Entity>(&before, before.organisation_id));
            sweep.amend::<Entity>(&before, after).await?;
        }
    }
    Ok(passed)
}

/// What organisations have goes where they go, all at once: they may have much, and it is theirs as before.
async fn along<E: Passing>(
    owner: E::Column,
    place: E::Column,
    (bodies, unit): (&[OrganisationId], UnitId),
    sweep: &impl Sweep,
) -> Result<()> {
    let elsewhere = E::update_many()
        .col_expr(place, Expr::value(unit))
        .filter(owner.is_in(bodies.iter().copied()))
        .filter(place.ne(unit));
    elsewhere.exec(sweep.connection()).await?;
    Ok(())
}

impl PassedMeasure {
    fn of<E: Measure>(row: &E::Model, organisation: OrganisationId) -> Self {
        let id: Uuid = E::id_of(row).into();
        Self {
            address: format!("/api/v1/{}/{id}", E::PATH),
            organisation,
        }
    }
}
