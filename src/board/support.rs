//! Kinh phí hỗ trợ hoạt động của Ban, for counting: it follows from the boards' courses and is written with them.

use chrono::NaiveDate;
use sea_orm::{Condition, ConnectionTrait, entity::prelude::*};

use super::entity as board;
use crate::{
    access::{BoardId, Scope, Scoped, beside, sees},
    http::Result,
};

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
    let ids = rows.iter().map(|row| row.id);
    beside::replace::<Entity>(Column::BoardId, ids, rows.iter().flat_map(lines), connection).await
}

impl Scoped for Entity {
    /// Whoever sees the board.
    fn within(scope: &Scope) -> Condition {
        Condition::all().add(sees::<board::Entity>(scope, Column::BoardId))
    }
}
