//! What follow-ups have recovered, for counting: it follows from the recommendations' courses and is written with them.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, Condition, ConnectionTrait, IntoActiveModel, entity::prelude::*};

use super::entity::{self as recommendation};
use crate::{
    access::{BoardId, RecommendationId, Scope, Scoped, sees},
    http::Result,
};

/// Rows in one statement: both databases bound its parameters.
const AT_ONCE: usize = 200;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_follow_up")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub recommendation_id: RecommendationId,
    /// Its place in the course.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub board_id: BoardId,
    pub found_on: NaiveDate,
    pub money_recovered: i64,
    pub money_otherwise: i64,
    pub settlement_reduced: i64,
    pub land_recovered: i64,
    pub land_otherwise: i64,
}

impl ActiveModelBehavior for ActiveModel {}

fn lines(row: &recommendation::Model) -> impl Iterator<Item = Model> {
    row.course.follow_ups.iter().zip(1..).map(|(found, number)| Model {
        recommendation_id: row.id,
        number,
        board_id: row.board_id,
        found_on: found.on,
        money_recovered: found.recovered.money_recovered,
        money_otherwise: found.recovered.money_otherwise,
        settlement_reduced: found.recovered.settlement_reduced,
        land_recovered: found.recovered.land_recovered,
        land_otherwise: found.recovered.land_otherwise,
    })
}

/// Writes what follows from recommendations in place of what did before.
pub async fn keep(rows: &[recommendation::Model], connection: &impl ConnectionTrait) -> Result<()> {
    for rows in rows.chunks(AT_ONCE) {
        let before = Column::RecommendationId.is_in(rows.iter().map(|row| row.id));
        Entity::delete_many().filter(before).exec(connection).await?;
    }
    let found = rows.iter().flat_map(lines);
    let found: Vec<ActiveModel> = found.map(|line| line.into_active_model().reset_all()).collect();
    for lines in found.chunks(AT_ONCE) {
        let new = Entity::insert_many(lines.iter().cloned());
        new.exec_without_returning(connection).await?;
    }
    Ok(())
}

impl Scoped for Entity {
    /// Whoever sees the recommendation.
    fn within(scope: &Scope) -> Condition {
        Condition::all().add(sees::<recommendation::Entity>(scope, Column::RecommendationId))
    }
}
