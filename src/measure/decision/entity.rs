//! A decision of the people as it is kept, by the commune's committee.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::initiative::Initiative;
use crate::{
    access::{OrganisationId, PeopleDecisionId, Scope, Scoped, UnitId, VillageId},
    attachment::attached::AttachedFile,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "people_decision")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PeopleDecisionId,
    /// The committee that keeps the record.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    /// Whose households decide; none where the whole commune's villages do.
    pub village_id: Option<VillageId>,
    pub matter: DecisionMatter,
    pub form: DecisionForm,
    pub title: String,
    pub decided_on: NaiveDate,
    pub passed: bool,
    /// A work that the people contribute to, and in đồng and days of labour what it comes to.
    pub is_of_a_work: bool,
    pub total_value: i64,
    pub people_money: i64,
    pub state_money: i64,
    pub labour_days: i64,
    /// Of what a village has passed, the day the committee and the Front were sent it.
    pub sent_on: Option<NaiveDate>,
    pub undone_on: Option<NaiveDate>,
    pub course: DecisionCourse,
    /// When it was written down, where that was without a network.
    pub recorded_at: Option<DateTime<Utc>>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Nội dung Nhân dân bàn và quyết định (Art. 15).
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
pub enum DecisionMatter {
    /// 15.1 Chủ trương và mức đóng góp xây dựng cơ sở hạ tầng, công trình công cộng.
    Contributions,
    /// 15.2 Thu, chi, quản lý các khoản đóng góp, kinh phí, tài sản được giao.
    Collections,
    /// 15.6 Công việc tự quản khác.
    SelfManagement,
}

/// Hình thức (Art. 17.1).
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
pub enum DecisionForm {
    /// Cuộc họp của cộng đồng dân cư.
    Meeting,
    /// Phát phiếu lấy ý kiến của từng hộ gia đình.
    Ballot,
    /// Biểu quyết trực tuyến, for self-management alone (Art. 17.2).
    Online,
}

/// What is kept of a decision beside what is counted.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct DecisionCourse {
    pub proposal: DecisionProposal,
    pub initiative: Option<Initiative>,
    pub count: DecisionCount,
    /// The last day for sending what a village has passed.
    pub send_by: Option<NaiveDate>,
    pub files: Vec<AttachedFile>,
    pub undone: Option<Undoing>,
}

/// Đề xuất (Art. 16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionProposal {
    /// Chủ tịch Ủy ban nhân dân cấp xã, with the chair of the Front, for the whole commune (16.1).
    CommuneChair,
    /// Trưởng thôn, with the head of the village's Front (16.2).
    VillageHead,
    /// Công dân, with the consent of at least 10 % of households, or the support of the village's Front (16.3).
    Citizen,
}

/// Kết quả biểu quyết: of a village its households, of a commune its villages.
#[serde_with::skip_serializing_none]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DecisionCount {
    /// Tổng số hộ của thôn on that day; tổng số thôn of the commune.
    #[schema(example = 120)]
    pub all: i64,
    /// Số hộ dự họp, gửi phiếu.
    #[schema(nullable = false, example = 101)]
    pub present: Option<u32>,
    /// Số hộ, số thôn tán thành.
    #[schema(example = 90)]
    pub in_favour: u32,
}

/// Bãi bỏ, sửa đổi, thay thế (Art. 22).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = DecisionUndoing)]
pub struct Undoing {
    /// The day.
    #[schema(example = "2025-12-01")]
    pub on: NaiveDate,
    /// Why.
    pub ground: UndoingGround,
    /// Lý do.
    #[schema(example = "Mức thu không có trong biên bản họp.")]
    pub reason: String,
}

/// Vì sao (Art. 22.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UndoingGround {
    /// Trái pháp luật, thuần phong, mỹ tục, đạo đức xã hội (22.1a).
    Unlawful,
    /// Không đúng trình tự, thủ tục (22.1b).
    WrongProcedure,
    /// Cộng đồng dân cư tự quyết định (22.1c).
    ByThePeople,
}

impl Scoped for Entity {
    /// Whoever sees the place: what the people decide is no secret.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        Condition::any().add(here).add(scope.own_rows(Column::OrganisationId))
    }
}

crate::record!(Entity, PeopleDecisionId, "people_decision");
