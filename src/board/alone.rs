//! One board at a time: of a kind for a host and, where it supervises a project, for that project.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity, Model};
use crate::{document::order::out_of_range, http::Result, said::in_english};

/// The other boards of its kind for the same host and project.
pub fn alike(board: &Model) -> Condition {
    Condition::all()
        .add(Column::HostId.eq(board.host_id))
        .add(Column::Kind.eq(board.kind))
        .add(Column::Id.ne(board.id))
        .add_option(board.project_id.map(|project| Column::ProjectId.eq(project)))
}

/// 422 at `pointer` for a day on which one that was recognised was still there, and has ended since.
pub async fn after_the_last(
    board: &Model,
    pointer: &'static str,
    day: NaiveDate,
    connection: &impl ConnectionTrait,
) -> Result<()> {
    let ended = Entity::find().filter(alike(board)).filter(Column::EndedOn.gt(day));
    let ended = ended.all(connection).await?;
    let recognised = ended.iter().filter(|other| !other.course.recognitions.is_empty());
    match recognised.filter_map(|other| other.ended_on).max() {
        None => Ok(()),
        Some(end) => Err(out_of_range(
            pointer,
            format!("Ban trước kết thúc ngày {end} ({}).", board.kind.founding()),
            format!(
                "The board before ended on {end} ({}).",
                in_english(board.kind.founding())
            ),
        )),
    }
}
