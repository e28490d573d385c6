//! A consultation as it is kept, by the organisation that asks.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::matter::ConsultationMatter;
use crate::{
    access::{ConsultationId, OrganisationId, Scope, Scoped, UnitId},
    attachment::attached::AttachedFile,
    document::regulation::ConsultationForm,
    measure::setting::MeasureSetting,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consultation")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConsultationId,
    /// Who asks.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub setting: MeasureSetting,
    pub matter: ConsultationMatter,
    pub title: String,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub explained_on: Option<NaiveDate>,
    pub opinions: i64,
    pub accepted: i64,
    pub course: ConsultationCourse,
    /// When it was written down, where that was without a network.
    pub recorded_at: Option<DateTime<Utc>>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// What is kept of a consultation beside what is counted.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ConsultationCourse {
    pub forms: Vec<ConsultationForm>,
    pub plan: Option<String>,
    pub open_until: Option<NaiveDate>,
    pub other_time: Option<OtherTime>,
    pub result: Option<Outcome>,
    pub files: Vec<AttachedFile>,
}

/// Thời hạn lấy ý kiến theo pháp luật khác (Law Art. 28.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = OtherConsultationTime)]
pub struct OtherTime {
    /// Days, that of publication not counted.
    #[schema(example = 30)]
    pub days: u16,
    /// Điều khoản.
    #[schema(example = "Luật Đất đai 31/2024/QH15 Điều 70.6")]
    pub article: String,
}

/// Kết quả lấy ý kiến.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConsultationOutcome)]
pub struct Outcome {
    /// The last day.
    #[schema(example = "2025-10-06")]
    pub closed_on: NaiveDate,
    /// Số ý kiến tham gia.
    #[schema(example = 46)]
    pub opinions: u32,
    /// Of these: được tiếp thu.
    #[schema(example = 31)]
    pub accepted: u32,
    /// Giải trình, tiếp thu.
    #[schema(
        nullable = false,
        example = "Tiếp thu 31 ý kiến; 15 ý kiến về nguồn vốn trình Hội đồng nhân dân."
    )]
    pub explanation: Option<String>,
    /// The day the explanation was made known.
    #[schema(nullable = false, example = "2025-10-10")]
    pub explained_on: Option<NaiveDate>,
}

impl Scoped for Entity {
    /// Whoever sees the place; councils and the Front what the people are asked.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        let near = match scope.oversees() {
            true => Condition::all()
                .add(here)
                .add(Column::Setting.eq(MeasureSetting::Commune)),
            false => here,
        };
        Condition::any().add(near).add(scope.own_rows(Column::OrganisationId))
    }
}

crate::record!(Entity, ConsultationId, "consultation");
