//! What follow-ups have recovered, for counting: it follows from the recommendations' courses and is written with them.

use chrono::NaiveDate;
use sea_orm::{Condition, ConnectionTrait, entity::prelude::*};

use super::entity::{self as recommendation};
use crate::{
    access::{BoardId, RecommendationId, Scope, Scoped, beside, sees},
    http::Result,
};

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
    let ids = rows.iter().map(|row| row.id);
    beside::replace::<Entity>(Column::RecommendationId, ids, rows.iter().flat_map(lines), connection).await
}

impl Scoped for Entity {
    /// Whoever sees the recommendation.
    fn within(scope: &Scope) -> Condition {
        Condition::all().add(sees::<recommendation::Entity>(scope, Column::RecommendationId))
    }
}
