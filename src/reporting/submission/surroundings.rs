//! What may be done next with reports, looked up for several at once.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, FromQueryResult,
    sea_query::{Expr, ExprTrait, Query},
};

use super::{
    rules::{Action, Around, Relation, allowed},
    version,
};
use crate::{
    access::{
        EditSubmission, ExamineSubmission, ExtendObligation, Look, ObligationId, ReceiveObligation, ReviewSubmission,
        SubmitSubmission, WaiveObligation,
    },
    http::Result,
    organisation::organisation,
    reporting::{
        obligation::entity::{self as obligation, Model as Obligation},
        round::entity as round,
    },
    territory::unit,
};

/// What is around some reports; nothing is looked up of those with which this caller could do nothing anyway.
pub struct Surroundings(BTreeMap<ObligationId, Around>);

#[derive(FromQueryResult)]
struct Row {
    id: ObligationId,
    #[sea_orm(nested)]
    around: Around,
}

impl Surroundings {
    pub async fn of(look: &impl Look, rows: impl IntoIterator<Item = &Obligation>) -> Result<Self> {
        let nothing = Around::default();
        let open = rows.into_iter().filter(|row| !of_row(look, row, nothing).is_empty());
        let ids: Vec<ObligationId> = open.map(|row| row.id).collect();
        if ids.is_empty() {
            return Ok(Self(BTreeMap::new()));
        }
        let found = look
            .gather::<obligation::Entity>()
            .columns([obligation::Column::Id])
            .value("round_closed", round_is_closed())
            .value("history", unit_exists(look).not())
            .value("body_gone", body_exists(look).not())
            .value("signed_by_me", signed_by_me(look))
            .value("too_late", too_late(look))
            .value("received", received())
            .value("counted", its(obligation::Column::AcceptedVersion).is_not_null())
            .filter(obligation::Column::Id.is_in(ids));
        let found = found.all::<Row>().await?;
        Ok(Self(found.into_iter().map(|row| (row.id, row.around)).collect()))
    }

    /// What this caller may do next with one of the reports.
    pub fn allowed_actions(&self, look: &impl Look, row: &Obligation) -> Vec<Action> {
        let around = self.0.get(&row.id);
        around.map_or_else(Vec::new, |around| of_row(look, row, *around))
    }
}

fn of_row(look: &impl Look, row: &Obligation, around: Around) -> Vec<Action> {
    let permitted = |action: Action| match action {
        Action::Edit | Action::Supplement => look.may::<EditSubmission>(),
        Action::Submit => look.may::<SubmitSubmission>(),
        Action::Examine => look.may::<ExamineSubmission>(),
        Action::Accept | Action::Return => look.may::<ReviewSubmission>(),
        Action::Extend => look.may::<ExtendObligation>(),
        Action::Waive | Action::Reinstate => look.may::<WaiveObligation>(),
        Action::ReceiveOtherwise => look.may::<ReceiveObligation>(),
    };
    let actions = allowed(row.progress, Relation::of(look, row), around);
    actions.into_iter().filter(|action| permitted(*action)).collect()
}

/// A column of the report's own row.
fn its(column: obligation::Column) -> Expr {
    Expr::col((obligation::Entity, column))
}

/// Whether it has come, on one way or another.
fn received() -> Expr {
    let submitted = its(obligation::Column::FirstSubmittedAt).is_not_null();
    submitted.or(its(obligation::Column::ReceivedOn).is_not_null())
}

/// Whether it has not come, its deadline is over, and its round takes nothing late.
fn too_late(look: &impl Look) -> Expr {
    let strict = Query::select()
        .expr(Expr::val(1))
        .from(round::Entity)
        .and_where(Expr::col((round::Entity, round::Column::Id)).eq(its(obligation::Column::RoundId)))
        .and_where(round::Column::LateAllowed.eq(false))
        .take();
    let over = obligation::due().lte(look.clocks().legal.now());
    received().not().and(over).and(Expr::exists(strict))
}

fn round_is_closed() -> Expr {
    let closed = Query::select()
        .expr(Expr::val(1))
        .from(round::Entity)
        .and_where(Expr::col((round::Entity, round::Column::Id)).eq(its(obligation::Column::RoundId)))
        .and_where(round::Column::ClosedAt.is_not_null())
        .take();
    Expr::exists(closed)
}

fn unit_exists(look: &impl Look) -> Expr {
    let today = look.clocks().legal.today();
    let existing = Query::select()
        .expr(Expr::val(1))
        .from(unit::Entity)
        .and_where(Expr::col((unit::Entity, unit::Column::Id)).eq(its(obligation::Column::UnitId)))
        .and_where(unit::Column::ValidFrom.lte(today))
        .and_where(unit::Column::ValidTo.is_null().or(unit::Column::ValidTo.gt(today)))
        .take();
    Expr::exists(existing)
}

fn body_exists(look: &impl Look) -> Expr {
    let today = look.clocks().legal.today();
    let existing = Query::select()
        .expr(Expr::val(1))
        .from(organisation::Entity)
        .and_where(
            Expr::col((organisation::Entity, organisation::Column::Id)).eq(its(obligation::Column::OrganisationId)),
        )
        .and_where(
            organisation::Column::ValidTo
                .is_null()
                .or(organisation::Column::ValidTo.gt(today)),
        )
        .take();
    Expr::exists(existing)
}

fn signed_by_me(look: &impl Look) -> Expr {
    let mine = Query::select()
        .expr(Expr::val(1))
        .from(version::Entity)
        .and_where(Expr::col((version::Entity, version::Column::ObligationId)).eq(its(obligation::Column::Id)))
        .and_where(Expr::col((version::Entity, version::Column::Number)).eq(its(obligation::Column::LatestVersion)))
        .and_where(version::Column::SignedBy.eq(look.identity().account))
        .take();
    Expr::exists(mine)
}
