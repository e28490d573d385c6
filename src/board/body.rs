//! The organisation a board is: it holds posts and owes reports, and is kept as the board is.

use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel, entity::prelude::*};

use super::entity::Model as Board;
use crate::{
    access::{Capacity, OrganisationId, OrganisationKind},
    calendar::beginning_of_day,
    http::Result,
    organisation::{organisation, reach},
    text,
};

/// Writes the organisations of boards as these are.
pub async fn keep(boards: &[Board], connection: &impl ConnectionTrait) -> Result<()> {
    for board in boards {
        let known = organisation::Entity::find_by_id(board.body_id).one(connection).await?;
        let manager = manager(board, connection).await?;
        match known {
            Some(before) => change(before, board, manager, connection).await?,
            None => {
                let row = body(board, manager).into_active_model().reset_all();
                organisation::Entity::insert(row)
                    .exec_without_returning(connection)
                    .await?;
                reach::begin(board.body_id, manager, connection).await?;
            }
        }
    }
    Ok(())
}

/// Councils and Fronts manage nobody.
async fn manager(board: &Board, connection: &impl ConnectionTrait) -> Result<Option<OrganisationId>> {
    let director = organisation::Entity::find_by_id(board.organisation_id)
        .one(connection)
        .await?;
    let director = director.filter(|body| body.kind.capacity() != Capacity::Overseer);
    Ok(director.map(|body| body.id))
}

fn body(board: &Board, managed_by: Option<OrganisationId>) -> organisation::Model {
    organisation::Model {
        id: board.body_id,
        code: None,
        name: board.name.clone(),
        name_fold: text::fold(&board.name),
        name_sort: board.name_sort.clone(),
        kind: OrganisationKind::InspectionBoard,
        sector: None,
        unit_id: board.unit_id,
        origin_unit_id: board.origin_unit_id,
        managed_by,
        follows_parent: false,
        work_year_start: 1,
        valid_from: board.term_from,
        valid_to: board.ended_on,
        legal_basis: None,
        close_reason: board.course.dissolution.as_ref().map(|end| end.reason.clone()),
        created_at: beginning_of_day(board.term_from),
        version: 1,
    }
}

async fn change(
    before: organisation::Model,
    board: &Board,
    manager: Option<OrganisationId>,
    connection: &impl ConnectionTrait,
) -> Result<()> {
    let after = organisation::Model {
        created_at: before.created_at,
        version: before.version,
        code: before.code.clone(),
        ..body(board, manager)
    };
    if after == before {
        return Ok(());
    }
    if after.managed_by != before.managed_by {
        reach::pass(after.id, after.managed_by, connection).await?;
    }
    let version = before.version + 1;
    let after = organisation::Model { version, ..after };
    organisation::Entity::update(after.into_active_model().reset_all())
        .exec_without_returning(connection)
        .await?;
    Ok(())
}
