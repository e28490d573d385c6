//! A board's plan as it is kept.

use chrono::NaiveDate;
use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{BoardId, OrganisationId, PlanId, Scope, Scoped, UnitId},
    board::kind::{BoardKind, OF_COMMUNES},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_plan")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PlanId,
    /// The organisation the board is.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub board_id: BoardId,
    pub board_kind: BoardKind,
    pub director_id: OrganisationId,
    pub host_id: OrganisationId,
    /// The period, or none of a plan for the whole term.
    pub period_key: Option<String>,
    pub title: String,
    pub content: PlanContent,
    /// When it was issued; a draft until then.
    pub issued_on: Option<NaiveDate>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Nội dung cơ bản (Decree 59/2023 Art. 14.1a, 18.1, 22.1a, 26.1a).
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = BoardPlanContent)]
pub struct PlanContent {
    /// Mục đích, yêu cầu.
    #[schema(example = "Giám sát việc thu, chi các quỹ ở thôn, bản.")]
    pub purpose: String,
    /// Nội dung, thời gian.
    #[schema(example = "Quý I: kiểm tra quỹ của 4 bản; quý II: giám sát đường Nà Khằm.")]
    pub work: String,
    /// Kinh phí, in đồng.
    #[schema(nullable = false, example = 15_000_000)]
    pub funding: Option<i64>,
    /// Tổ chức thực hiện và các điều kiện bảo đảm khác.
    #[schema(nullable = false, example = "Trưởng ban phân công thành viên phụ trách từng bản.")]
    pub organisation: Option<String>,
}

impl Scoped for Entity {
    /// The board and whoever directs it; others once it was issued.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::HostId, Column::UnitId);
        let near = match scope.oversees() {
            true => here.add(Column::BoardKind.is_in(OF_COMMUNES)),
            false => here,
        };
        let others = Condition::any().add(scope.own_rows(Column::HostId)).add(near);
        Condition::any()
            .add(scope.own_rows(Column::OrganisationId))
            .add(scope.own_rows(Column::DirectorId))
            .add(Condition::all().add(Column::IssuedOn.is_not_null()).add(others))
    }
}

crate::record!(Entity, PlanId, "board_plan", is_confidential: true);
