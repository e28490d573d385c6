//! A violation as it is kept, by the organisation that handles it.

use chrono::NaiveDate;
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{OrganisationId, Scope, Scoped, UnitId, ViolationId},
    attachment::attached::AttachedFile,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "violation")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ViolationId,
    /// Who handles it.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub act: ViolationAct,
    pub found_on: NaiveDate,
    pub handled_on: Option<NaiveDate>,
    pub content: ViolationContent,
    /// Who told of it, encrypted under a key of its own, wrapped.
    pub informant_key: Option<Vec<u8>>,
    pub informant: Option<Vec<u8>>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Hành vi bị nghiêm cấm (Law 10/2022 Art. 9).
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
pub enum ViolationAct {
    /// 9.1 Gây khó khăn, phiền hà, cản trở, đe dọa công dân.
    Obstruction,
    /// 9.2 Bao che, trù dập, thiếu trách nhiệm trong giải quyết; tiết lộ người tố cáo.
    Reprisal,
    /// 9.3 Lợi dụng để xâm phạm an ninh, trật tự, lợi ích của Nhà nước, tổ chức, cá nhân.
    AbuseAgainstOrder,
    /// 9.4 Lợi dụng để xuyên tạc, vu khống, kích động, phân biệt.
    Slander,
    /// 9.5 Giả mạo, gian lận làm sai lệch kết quả bàn, quyết định, tham gia ý kiến.
    Fraud,
    /// Vi phạm quy định khác về thực hiện dân chủ (Art. 10.2).
    Other,
}

/// What is kept of a violation beside what is counted.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
pub struct ViolationContent {
    /// Tổ chức hay cá nhân.
    pub by: Violator,
    /// Nội dung vi phạm. Names nobody.
    #[schema(example = "Thu quỹ ngoài mức đã được cộng đồng dân cư quyết định.")]
    pub description: String,
    /// Xử lý.
    #[schema(nullable = false)]
    pub handling: Option<Handling>,
    /// Kết luận, quyết định.
    pub files: Vec<AttachedFile>,
}

/// Ai vi phạm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Violator {
    /// Cơ quan, đơn vị, tổ chức.
    Organisation,
    /// Cán bộ, công chức, viên chức.
    Official,
    /// Cá nhân khác.
    Individual,
}

/// Xử lý vi phạm (Art. 10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ViolationHandling)]
pub struct Handling {
    /// The day.
    #[schema(example = "2025-11-10")]
    pub on: NaiveDate,
    /// Hình thức.
    pub measure: HandlingMeasure,
    /// Quyết định, kết quả.
    #[schema(example = "Quyết định số 201/QĐ-UBND: khiển trách; hoàn trả 4.200.000 đồng.")]
    pub result: String,
}

/// Hình thức xử lý.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandlingMeasure {
    /// Phê bình, chấn chỉnh.
    Reprimand,
    /// Kỷ luật.
    Discipline,
    /// Xử phạt vi phạm hành chính.
    AdministrativePenalty,
    /// Chuyển truy cứu trách nhiệm hình sự.
    Criminal,
    /// Không vi phạm.
    NotConfirmed,
}

impl Scoped for Entity {
    /// Whoever handles it, and the authorities above; no Council and no Front.
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

crate::record!(Entity, ViolationId, "violation", is_confidential: true);
