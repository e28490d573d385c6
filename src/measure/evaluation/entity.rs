//! An evaluation as it is kept, by whoever is evaluated.

use chrono::NaiveDate;
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{EvaluationId, OrganisationId, Scope, Scoped, UnitId},
    attachment::attached::AttachedFile,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvaluationId,
    /// Who is evaluated, or whose leader.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub year: i64,
    pub subject: EvaluationSubject,
    /// The office of a leader.
    pub office: Option<String>,
    pub assessed_on: NaiveDate,
    pub self_rating: Rating,
    pub rating: Option<Rating>,
    pub decided_on: Option<NaiveDate>,
    pub course: EvaluationCourse,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Đánh giá ai.
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
pub enum EvaluationSubject {
    /// Tập thể: the organisation, of a commune's committee the local authority.
    Organisation,
    /// Cá nhân lãnh đạo, by their office.
    Leader,
}

/// Mức xếp loại.
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
pub enum Rating {
    /// Tốt.
    Good,
    /// Khá.
    Fair,
    /// Trung bình.
    Average,
    /// Yếu.
    Weak,
}

/// What is kept of an evaluation beside what is counted.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct EvaluationCourse {
    pub criteria: Vec<Criterion>,
    pub remark: Option<String>,
    pub files: Vec<AttachedFile>,
    pub decision: Option<EvaluationDecision>,
}

/// Một tiêu chí.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = EvaluationCriterion)]
pub struct Criterion {
    /// Tiêu chí.
    #[schema(example = "Công khai thông tin")]
    pub name: String,
    /// Điểm tối đa.
    #[schema(example = 20)]
    pub most: u32,
    /// Điểm tự chấm.
    #[schema(example = 18)]
    pub points: u32,
}

/// Quyết định xếp loại.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EvaluationDecision {
    /// Who decided.
    pub by: OrganisationId,
    /// The day.
    #[schema(example = "2025-12-19")]
    pub on: NaiveDate,
    /// Mức xếp loại.
    pub rating: Rating,
    /// Nhận xét, lý do.
    #[schema(example = "Công khai đủ 14 nhóm; một nội dung chậm.")]
    pub reason: String,
    /// Quyết định, thông báo.
    #[schema(nullable = false, example = "Thông báo số 77/TB-UBND")]
    pub document: Option<String>,
}

impl Scoped for Entity {
    /// Whoever is evaluated and the authorities above; of leaders and organisations alike no Council and no Front.
    fn within(scope: &Scope) -> Condition {
        let own = scope.own_rows(Column::OrganisationId);
        match scope.oversees() {
            true => own,
            false => Condition::any()
                .add(scope.places(Column::OrganisationId, Column::UnitId))
                .add(own),
        }
    }
}

crate::record!(Entity, EvaluationId, "evaluation", is_confidential: true);
