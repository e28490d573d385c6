//! An inspection as it is kept, by the board that makes it.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{BoardId, InspectionId, OrganisationId, PlanId, Scope, Scoped, UnitId},
    board::kind::{BoardKind, OF_COMMUNES},
    document::step::Timed,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_inspection")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InspectionId,
    /// The organisation the board is.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub board_id: BoardId,
    pub board_kind: BoardKind,
    pub director_id: OrganisationId,
    pub host_id: OrganisationId,
    pub plan_id: Option<PlanId>,
    pub kind: InspectionKind,
    pub subject: String,
    /// Whom it inspects, where they are in the register; else by name.
    pub inspected_id: Option<OrganisationId>,
    pub inspected_name: Option<String>,
    /// When whom it inspects, and whoever directs the board, were given the plan.
    pub notice: Option<Notice>,
    pub starts_on: NaiveDate,
    pub ended_on: Option<NaiveDate>,
    pub result: Option<InspectionResult>,
    /// Số vụ việc, sai phạm phát hiện, as its result says.
    pub cases: i64,
    /// When it was written down, where that was without a network.
    pub recorded_at: Option<DateTime<Utc>>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Việc Ban làm.
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
pub enum InspectionKind {
    /// Kiểm tra việc thực hiện quyết định (Law 10/2022 Art. 38.1, 61.1, 78.1).
    Check,
    /// Giám sát việc thực hiện chính sách, pháp luật, of a project (Art. 38.1, 43.1, 61.1, 78.1).
    Supervision,
    /// Xác minh vụ việc cụ thể (Art. 38.4, 61.4, 78.4).
    Verification,
}

/// Gửi kế hoạch, against its 5 working days (Decree 59/2023 Art. 14.1b, 22.1b, 26.1b).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(transparent)]
#[schema(as = InspectionNotice)]
pub struct Notice(pub Timed);

/// Kết quả kiểm tra, giám sát, xác minh.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
pub struct InspectionResult {
    /// Kết luận.
    pub outcome: InspectionOutcome,
    /// Nội dung.
    #[schema(example = "Hai khoản thu không có biên bản họp.")]
    pub findings: String,
    /// Số vụ việc, sai phạm phát hiện.
    #[schema(example = 2)]
    pub cases: i64,
    /// Số tiền sai phạm phát hiện, in đồng.
    #[schema(example = 12_000_000)]
    pub money: i64,
    /// Diện tích đất sai phạm phát hiện, in m².
    #[schema(example = 0)]
    pub land: i64,
}

/// Kết luận.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum InspectionOutcome {
    /// Không phát hiện sai phạm.
    NothingFound,
    /// Có hạn chế, thiếu sót.
    Shortcomings,
    /// Có dấu hiệu vi phạm.
    Violations,
}

/// Inspections whose plan was sent to whom they inspect. Of a project the investor is told once, of the whole supervision.
fn given_the_plan() -> Condition {
    Condition::all()
        .add(Column::Notice.is_not_null())
        .add(Column::BoardKind.ne(BoardKind::CommunityInvestmentSupervision))
}

impl Scoped for Entity {
    /// The board and whoever directs it; whom it inspects once they were given the plan; those above and councils once it has ended.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::HostId, Column::UnitId);
        let near = match scope.oversees() {
            true => here.add(Column::BoardKind.is_in(OF_COMMUNES)),
            false => here,
        };
        let inspected = Condition::any()
            .add(scope.own_rows(Column::InspectedId))
            .add(scope.own_rows(Column::HostId));
        Condition::any()
            .add(scope.own_rows(Column::OrganisationId))
            .add(scope.own_rows(Column::DirectorId))
            .add(given_the_plan().add(inspected))
            .add(Condition::all().add(Column::EndedOn.is_not_null()).add(near))
    }
}

crate::record!(Entity, InspectionId, "board_inspection", is_confidential: true);
