//! Leases: of several replicas one at a time does a job, and another takes over when it is gone.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set,
    ConnectionTrait,
    entity::prelude::*,
    sea_query::{ExprTrait, OnConflict},
};

use crate::http::Result;

/// How long a job stays with a replica that has stopped renewing.
const LASTING: TimeDelta = TimeDelta::seconds(10);

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "lease")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    pub holder: Uuid,
    pub until: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// Takes or renews the lease of a job; false while another holds it.
pub async fn hold(job: &str, holder: Uuid, now: DateTime<Utc>, connection: &impl ConnectionTrait) -> Result<bool> {
    let row = ActiveModel {
        name: Set(job.to_owned()),
        holder: Set(holder),
        until: Set(now + LASTING),
    };
    Entity::insert(row)
        .on_conflict(OnConflict::column(Column::Name).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(connection)
        .await?;
    let renewed = Entity::update_many()
        .col_expr(Column::Holder, Expr::value(holder))
        .col_expr(Column::Until, Expr::value(now + LASTING))
        .filter(Column::Name.eq(job))
        .filter(Column::Holder.eq(holder).or(Column::Until.lt(now)))
        .exec(connection)
        .await?;
    Ok(renewed.rows_affected == 1)
}
