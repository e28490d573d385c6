//! The board that somebody acts for.

use sea_orm::ColumnTrait;

use super::{
    entity::{BoardState, Column, Entity, Model},
    kind::{BoardKind, BoardPosition},
    member,
};
use crate::{
    access::{Look, OrganisationId, Permission, Tx},
    calendar::holds,
    document::order::out_of_step,
    http::{Code, Problem, Result},
    organisation::line,
    territory::unit_reach,
};

/// The board that the caller's organisation is; 409 unless it is recognised and goes on. It is locked: it does not end, nor pass to others, while something
/// is written in its name.
pub async fn own_board<P: Permission>(tx: &Tx<P>) -> Result<Model> {
    let own = Column::BodyId.eq(tx.scope().organisation);
    let board = tx.hold::<Entity>(own).await?.pop();
    let board =
        board.filter(|board| board.state == BoardState::Recognised && board.kind != BoardKind::SteeringCommittee);
    board.ok_or_else(|| {
        out_of_step((
            "Ban hoạt động sau khi được công nhận, đến khi kết thúc",
            "A board acts from its recognition until its end",
            "Luật 10/2022/QH15 Điều 40.2b, 45.1a, 63.2a, 81.2a",
        ))
    })
}

/// The board as [`own_board`]; 409 too while nobody leads it: a head, or a deputy in their place, signs for it (Decree 59/2023 Art. 13.3, 17.3, 21.3, 25.2).
pub async fn own_led_board<P: Permission>(tx: &Tx<P>) -> Result<Model> {
    let board = own_board(tx).await?;
    let today = tx.clocks().legal.today();
    let leading = tx
        .find::<member::Entity>()
        .filter(member::Column::BoardId.eq(board.id))
        .filter(member::Column::Position.is_in([BoardPosition::Head, BoardPosition::Deputy]));
    match leading.all().await?.iter().any(|member| member.serves_on(today)) {
        true => Ok(board),
        false => Err(Problem::new(Code::StateForbids).detail(
            "Ban chưa có Trưởng ban, Phó Trưởng ban (Luật 10/2022/QH15 Điều 36.3, 41.2, 60.4, 77.4).",
            "The board has neither a head nor a deputy (Law 10/2022/QH15 Art. 36.3, 41.2, 60.4, 77.4).",
        )),
    }
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
