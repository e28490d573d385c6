//! The board that somebody acts for.

use sea_orm::ColumnTrait;

use super::{
    entity::{BoardState, Column, Entity, Model},
    kind::BoardKind,
};
use crate::{
    access::{Look, OrganisationId},
    calendar::holds,
    http::{Code, Problem, Result},
    organisation::line,
    territory::unit_reach,
};

/// The board that the caller's organisation is; 409 unless it is recognised and goes on.
pub async fn own_board(look: &impl Look) -> Result<Model> {
    let own = Column::BodyId.eq(look.scope().organisation);
    let board = look.find::<Entity>().filter(own).one().await?;
    let board =
        board.filter(|board| board.state == BoardState::Recognised && board.kind != BoardKind::SteeringCommittee);
    board.ok_or_else(|| Problem::new(Code::StateForbids))
}

/// 422 at `pointer` unless it is a living organisation of the board's unit or of one above it, and neither the board nor whoever directs it.
pub async fn within_reach(
    look: &impl Look,
    board: &Model,
    id: OrganisationId,
    pointer: &str,
) -> Result<OrganisationId> {
    let found = look
        .find::<line::Entity>()
        .filter(line::Column::Id.eq(id))
        .one()
        .await?;
    let today = look.clocks().legal.today();
    let found = found.filter(|body| holds(today, body.valid_from, body.valid_to));
    // A union considers what its board recommends (Law 10/2022 Art. 63.2c, 81.2c); the Front confirms it.
    let directs = |body: OrganisationId| board.kind.is_of_a_commune() && body == board.organisation_id;
    let found = found.filter(|body| body.id != board.body_id && !directs(body.id));
    let unknown = || Problem::unknown_reference(pointer);
    let body = found.ok_or_else(unknown)?;
    let over = look
        .find::<unit_reach::Entity>()
        .filter(unit_reach::Column::RootId.eq(body.unit_id))
        .filter(unit_reach::Column::UnitId.eq(board.unit_id));
    over.one().await?.map(|_| body.id).ok_or_else(unknown)
}
