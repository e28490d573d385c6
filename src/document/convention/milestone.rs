//! Mốc: what happened to conventions, and when, for counting: it follows from their courses and is written with them.

use chrono::NaiveDate;
use sea_orm::{Condition, ConnectionTrait, DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::{self as convention, ConventionChange};
use crate::{
    access::{ConventionId, Scope, Scoped, beside, sees},
    document::register,
    http::Result,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "convention_milestone")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub convention_id: ConventionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub what: Milestone,
    #[sea_orm(primary_key, auto_increment = false)]
    pub happened_on: NaiveDate,
    /// Whether it is a part that is suspended or annulled.
    #[sea_orm(primary_key, auto_increment = false)]
    pub in_part: bool,
}

impl ActiveModelBehavior for ActiveModel {}

/// Việc đã xảy ra với hương ước, quy ước, which Decree 61/2023 Art. 15.4 and 16.1 ask to be counted.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// Được công nhận.
    Recognised,
    /// Được công nhận, sửa đổi, bổ sung văn bản trước.
    Amended,
    /// Được công nhận, thay thế văn bản trước.
    Replaced,
    /// Không được công nhận.
    Refused,
    /// Bị tạm ngừng thực hiện.
    Suspended,
    /// Bị bãi bỏ.
    Annulled,
    /// Được rà soát, đánh giá.
    Reviewed,
}

/// What happened to a convention so far.
pub fn milestones(row: &convention::Model) -> Vec<Model> {
    let course = &row.course;
    let mut all = Vec::new();
    let mut told = |what, happened_on, in_part| {
        all.push(Model {
            convention_id: row.id,
            what,
            happened_on,
            in_part,
        });
    };
    if let Some(day) = row.in_force_on {
        told(Milestone::Recognised, day, false);
        match row.change {
            Some(ConventionChange::Amends) => told(Milestone::Amended, day, false),
            Some(ConventionChange::Replaces) => told(Milestone::Replaced, day, false),
            None => {}
        }
    }
    for refusal in &course.refusals {
        told(Milestone::Refused, refusal.made.on, false);
    }
    for suspension in &course.suspensions {
        told(Milestone::Suspended, suspension.on, suspension.parts.is_some());
    }
    for annulment in &course.annulments {
        told(Milestone::Annulled, annulment.on, annulment.parts.is_some());
    }
    for review in &course.reviews {
        told(Milestone::Reviewed, review.on, false);
    }
    let key = |line: &Model| (line.what, line.happened_on, line.in_part);
    all.sort_by_key(key);
    all.dedup_by_key(|line| key(line));
    all
}

/// Writes what follows from conventions: their lines in the register of documents, and their milestones.
pub async fn keep(rows: &[convention::Model], connection: &impl ConnectionTrait) -> Result<()> {
    register::keep::<convention::Entity>(rows, connection).await?;
    let ids = rows.iter().map(|row| row.id);
    beside::replace::<Entity>(Column::ConventionId, ids, rows.iter().flat_map(milestones), connection).await
}

impl Scoped for Entity {
    /// Whoever sees the convention.
    fn within(scope: &Scope) -> Condition {
        Condition::all().add(sees::<convention::Entity>(scope, Column::ConventionId))
    }
}
