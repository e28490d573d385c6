//! Kinh phí hỗ trợ hoạt động của Ban, for counting: it follows from the boards' courses and is written with them.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, Condition, ConnectionTrait, IntoActiveModel, entity::prelude::*};

use super::entity as board;
use crate::{
    access::{BoardId, Scope, Scoped, sees},
    http::Result,
};

/// Rows in one statement: both databases bound its parameters.
const AT_ONCE: usize = 200;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_support")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub board_id: BoardId,
    /// Its place in the course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub given_on: NaiveDate,
    /// In đồng.
    pub amount: i64,
}

impl ActiveModelBehavior for ActiveModel {}

fn lines(row: &board::Model) -> impl Iterator<Item = Model> {
    row.course.supports.iter().zip(1..).map(|(given, number)| Model {
        board_id: row.id,
        number,
        given_on: given.on,
        amount: given.amount,
    })
}

/// Writes what follows from boards in place of what did before.
pub async fn keep(rows: &[board::Model], connection: &impl ConnectionTrait) -> Result<()> {
    for rows in rows.chunks(AT_ONCE) {
        let before = Column::BoardId.is_in(rows.iter().map(|row| row.id));
        Entity::delete_many().filter(before).exec(connection).await?;
    }
    let given: Vec<ActiveModel> = rows
        .iter()
        .flat_map(lines)
        .map(|line| line.into_active_model().reset_all())
        .collect();
    for lines in given.chunks(AT_ONCE) {
        let new = Entity::insert_many(lines.iter().cloned());
        new.exec_without_returning(connection).await?;
    }
    Ok(())
}

impl Scoped for Entity {
    /// Whoever sees the board.
    fn within(scope: &Scope) -> Condition {
        Condition::all().add(sees::<board::Entity>(scope, Column::BoardId))
    }
}
