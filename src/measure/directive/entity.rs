//! A directive as it is kept, by the organisation that has issued it.

use chrono::NaiveDate;
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::area::{self, AreaDecision};
use crate::{
    access::{DirectiveId, OrganisationId, Scope, Scoped, UnitId},
    attachment::attached::AttachedFile,
    document::number::DocumentNumber,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "directive")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DirectiveId,
    /// Who has issued it.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub kind: DirectiveKind,
    pub title: String,
    pub issued_on: NaiveDate,
    pub on_disclosure: bool,
    pub on_decisions: bool,
    pub on_consultation: bool,
    pub sent_on: Option<NaiveDate>,
    pub content: DirectiveContent,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Loại văn bản chỉ đạo.
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
pub enum DirectiveKind {
    /// Kế hoạch: of the year's work, of training (Resolution 75 Art. 4.1a), of disclosure, decisions and consultation (Law 10/2022 Art. 14.1, 23.1, 28.1).
    Plan,
    /// Hướng dẫn (Resolution 75 Art. 4.6b).
    Guidance,
    /// Chỉ thị, công văn chỉ đạo, đôn đốc.
    Instruction,
    /// Quyết định, among them that which founds or fills a steering committee.
    Decision,
    /// Báo cáo Hội đồng nhân dân kết quả công khai, bàn và quyết định, lấy ý kiến, sent to the Front too (Law Art. 14.3, 23.1, 28.5).
    ReportToCouncil,
    /// Chương trình giám sát of a Council or Front (Art. 6.2, 6.3).
    OversightProgramme,
    /// Danh sách các nội dung đã công khai của quý, posted by a commune (Law Art. 13.2).
    DisclosureList,
    /// Quyết định phân định khu vực, công nhận xã khu vực: which communes lie in which kind of area, of a province's People's committee only.
    AreaDecision,
}

/// What is kept of a directive beside what is counted.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
pub struct DirectiveContent {
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// Trích yếu, tóm tắt.
    #[schema(nullable = false, example = "Tổ chức 4 lớp tập huấn trong quý II và quý III.")]
    pub summary: Option<String>,
    /// Phân định khu vực, of such a decision.
    #[schema(nullable = false)]
    pub area: Option<AreaDecision>,
    /// Văn bản.
    pub files: Vec<AttachedFile>,
}

impl Scoped for Entity {
    /// Whoever sees the place.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        Condition::any().add(here).add(scope.own_rows(Column::OrganisationId))
    }
}

crate::record!(Entity, DirectiveId, "directive", beside: area::keep);
