//! An activity as it is kept, by the organisation that holds it.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{Condition, ConnectionTrait, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    kind::{ActivityChannel, ActivityKind, Audience, DialogueOccasion, TrainingTopic},
    participant,
};
use crate::{
    access::{ActivityId, OrganisationId, PersonId, Scope, Scoped, UnitId, VillageId, beside},
    attachment::attached::AttachedFile,
    http::Result,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ActivityId,
    /// Who holds it.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub kind: ActivityKind,
    pub state: ActivityState,
    pub title: String,
    pub village_id: Option<VillageId>,
    /// The work year or year it is of.
    pub year: Option<i64>,
    pub planned_on: NaiveDate,
    pub held_on: Option<NaiveDate>,
    /// Whether it trains in the practice of democracy, and in conventions.
    pub on_practice: bool,
    pub on_conventions: bool,
    /// Lượt người dự, opinions heard and answered, once it was held.
    pub people: i64,
    pub opinions: i64,
    pub answered: i64,
    pub course: ActivityCourse,
    /// When it was written down, where that was without a network.
    pub recorded_at: Option<DateTime<Utc>>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Another committee holds it from now on.
pub fn pass(row: &mut Model, organisation: OrganisationId, unit: UnitId) {
    row.organisation_id = organisation;
    row.unit_id = unit;
}

/// Trạng thái hoạt động.
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
pub enum ActivityState {
    /// Dự kiến.
    Planned,
    /// Đã tổ chức.
    Held,
    /// Đã báo cáo kết quả: it stays as it is.
    Reported,
    /// Không tổ chức.
    Cancelled,
}

/// What is kept of an activity beside what is counted.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ActivityCourse {
    pub topics: Vec<TrainingTopic>,
    #[serde(default)]
    pub occasion: Option<DialogueOccasion>,
    pub channels: Vec<ActivityChannel>,
    pub co_organisers: Vec<OrganisationId>,
    pub held: Option<ActivityHeld>,
    pub report: Option<ActivityReport>,
    pub cancelled: Option<ActivityCancellation>,
}

/// Kết quả tổ chức.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActivityHeld {
    /// The day, or the first day.
    #[schema(example = "2025-10-14")]
    pub on: NaiveDate,
    /// Thành phần dự, with the number of people of each.
    pub attendance: Vec<Attendance>,
    /// Số người, số hộ được triệu tập.
    #[schema(nullable = false, example = 120)]
    pub summoned: Option<u32>,
    /// Ý kiến, kiến nghị được nêu.
    #[schema(example = 14)]
    pub opinions: u32,
    /// Of these: đã trả lời, giải quyết.
    #[schema(example = 12)]
    pub answered: u32,
    /// Kinh phí, in đồng.
    #[schema(nullable = false, example = 12_000_000)]
    pub cost: Option<i64>,
    /// Nội dung.
    #[schema(nullable = false, example = "Trao đổi về thu quỹ, đường bản và nước sinh hoạt.")]
    pub content: Option<String>,
    /// Tài liệu, ảnh, biên bản.
    pub files: Vec<AttachedFile>,
    /// Those who took part, by name; only to the organisation that holds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<PersonId>,
}

/// Người dự theo thành phần.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// Thành phần.
    pub who: Audience,
    /// Số người.
    #[schema(minimum = 1, maximum = 1_000_000, example = 23)]
    pub people: u32,
}

/// Báo cáo kết quả.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActivityReport {
    /// The day of the report.
    #[schema(example = "2025-10-20")]
    pub on: NaiveDate,
    /// Kết quả.
    #[schema(example = "14 ý kiến, đã giải quyết 12, còn 2 ý kiến chuyển Sở Xây dựng.")]
    pub summary: String,
    /// The report itself.
    #[schema(nullable = false)]
    pub file: Option<AttachedFile>,
}

/// Không tổ chức.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActivityCancellation {
    /// The day it was given up.
    #[schema(example = "2025-10-10")]
    pub on: NaiveDate,
    /// Lý do.
    #[schema(example = "Mưa lũ, lùi sang quý IV.")]
    pub reason: String,
}

impl Scoped for Entity {
    /// Whoever sees the place; councils and the Front what has been held.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        let near = match scope.oversees() {
            true => Condition::all()
                .add(here)
                .add(Column::State.is_in([ActivityState::Held, ActivityState::Reported])),
            false => here,
        };
        Condition::any().add(near).add(scope.own_rows(Column::OrganisationId))
    }
}

/// Who took part by name is kept in lines as well, for whoever counts the people trained.
async fn lines(rows: &[Model], connection: &impl ConnectionTrait) -> Result<()> {
    let ids = rows.iter().map(|row| row.id);
    let named = rows.iter().flat_map(named);
    beside::replace::<participant::Entity>(participant::Column::ActivityId, ids, named, connection).await
}

fn named(row: &Model) -> impl Iterator<Item = participant::Model> {
    let persons = row.course.held.iter().flat_map(|held| &held.persons);
    persons.map(|person| participant::Model {
        activity_id: row.id,
        person_id: *person,
    })
}

crate::record!(Entity, ActivityId, "activity", beside: lines);
