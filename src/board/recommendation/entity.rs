//! A recommendation as it is kept: by the board that makes it and, once that has ended, by whoever directed it.

use chrono::NaiveDate;
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::course::Course;
use crate::{
    access::{BoardId, OrganisationId, RecommendationId, Scope, Scoped, UnitId},
    board::kind::{BoardKind, OF_COMMUNES},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_recommendation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RecommendationId,
    /// Who keeps it: the board or, once that has ended, whoever directed it.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    /// The organisation the board is.
    pub body_id: OrganisationId,
    pub board_id: BoardId,
    pub board_kind: BoardKind,
    /// Who directs the board.
    pub director_id: OrganisationId,
    /// In whose work the board is.
    pub host_id: OrganisationId,
    pub kind: RecommendationKind,
    pub title: String,
    pub content: String,
    /// Whom it is for, where they are in the register; else by name.
    pub addressee_id: Option<OrganisationId>,
    pub addressee_name: Option<String>,
    /// By when an answer is asked for, where the law sets no time.
    pub answer_by: Option<NaiveDate>,
    pub state: RecommendationState,
    /// The day it was begun.
    pub begun_on: NaiveDate,
    pub sent_on: Option<NaiveDate>,
    /// The last day for the answer.
    pub due_on: Option<NaiveDate>,
    pub answered_on: Option<NaiveDate>,
    /// How near to the last day it was when last reminded of, in days; 0 past it.
    pub reminded_days: Option<i64>,
    pub course: Course,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Kiến nghị về việc gì.
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
pub enum RecommendationKind {
    /// Xử lý dấu hiệu, hành vi vi phạm pháp luật (Law 10/2022 Art. 38.2, 61.2, 78.2).
    HandleViolation,
    /// Khắc phục hạn chế, thiếu sót (Art. 38.5, 61.5, 78.5).
    Remedy,
    /// Bảo đảm quyền, lợi ích hợp pháp (Art. 38.5, 61.5, 78.5).
    ProtectRights,
    /// Biểu dương (Art. 38.5, 61.5, 78.5).
    Commend,
    /// Sửa bất cập, vướng mắc về quy định của pháp luật.
    AmendLaw,
}

/// Trạng thái kiến nghị.
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
pub enum RecommendationState {
    /// Đang soạn.
    Draft,
    /// Đã trình Mặt trận xác nhận.
    Submitted,
    /// Mặt trận đã xác nhận.
    Confirmed,
    /// Đã gửi.
    Sent,
    /// Đã tiếp nhận.
    Received,
    /// Đã trả lời.
    Answered,
    /// Đã kết thúc theo dõi.
    Closed,
    /// Đã rút, before it was sent.
    Withdrawn,
}

impl RecommendationState {
    /// In which nothing more is to come.
    pub const OVER: [Self; 2] = [Self::Closed, Self::Withdrawn];

    /// Nothing more is to come.
    pub fn is_over(self) -> bool {
        Self::OVER.contains(&self)
    }
}

impl Model {
    /// Whether the addressee is one of those whom the law gives 15 days: the commune's committee, the head of the agency, the management of the
    /// enterprise (Law 10/2022 Art. 40.1c, 45.2c, 63.1c, 81.1d).
    pub fn has_the_law_s_clock(&self) -> bool {
        self.addressee_id == Some(self.host_id)
    }

    /// Whether its time is over without an answer.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.state == RecommendationState::Received && self.due_on.is_some_and(|due| due < today)
    }
}

impl Scoped for Entity {
    /// The board and whoever directs it from the beginning; whomever it is for, and those above, once it was sent.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::AddresseeId, Column::UnitId);
        let near = match scope.oversees() {
            true => here.add(Column::BoardKind.is_in(OF_COMMUNES)),
            false => here,
        };
        let addressed = Condition::any().add(scope.own_rows(Column::AddresseeId)).add(near);
        Condition::any()
            .add(scope.own_rows(Column::OrganisationId))
            .add(scope.own_rows(Column::DirectorId))
            .add(Condition::all().add(Column::SentOn.is_not_null()).add(addressed))
    }
}

crate::record!(Entity, RecommendationId, "board_recommendation", is_confidential: true, beside: super::follow_up::keep);
