//! A council's resolution as it is kept.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{AttachmentId, DocumentId, OrganisationId, ResolutionId, Scope, Scoped, UnitId},
    attachment::attached::AttachedFile,
    document::{
        number::DocumentNumber,
        register::{self, DocumentKind, Documented, Entry, Stage},
        repeal::Repeal,
    },
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "council_resolution")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ResolutionId,
    /// The council.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub title: String,
    pub title_fold: String,
    pub summary: Option<String>,
    pub subject: ResolutionSubject,
    pub state: ResolutionState,
    pub proposal: Proposal,
    pub examination: Option<Examination>,
    pub adoption: Option<Adoption>,
    pub rejection: Option<Rejection>,
    pub number: Option<i64>,
    pub symbol: Option<String>,
    /// The day it was adopted.
    pub signed_on: Option<NaiveDate>,
    pub in_force_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    pub expires_on: Option<NaiveDate>,
    pub repeal: Option<Repeal>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Nội dung nghị quyết: what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ResolutionSubject {
    /// Các biện pháp bảo đảm thực hiện dân chủ ở cơ sở (Resolution 75 Art. 3.4; Law Art. 85.2, 86.1a): what the target counts.
    DemocracyMeasures,
    /// Nội dung khác.
    Other,
}

/// Trạng thái nghị quyết: how far it has come. Whether it is in force is `force`.
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
pub enum ResolutionState {
    /// Đã trình.
    Proposed,
    /// Đã thẩm tra.
    Examined,
    /// Đã thông qua.
    Adopted,
    /// Không được thông qua, hoặc đã rút.
    Rejected,
    /// Đã bãi bỏ.
    Repealed,
}

/// Tờ trình.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = ResolutionProposal)]
pub struct Proposal {
    /// Cơ quan trình.
    #[schema(example = "Ủy ban nhân dân tỉnh")]
    pub proposer: String,
    /// Số, ký hiệu of the proposal.
    pub number: DocumentNumber,
    /// The day it was signed.
    #[schema(example = "2024-11-12")]
    pub signed_on: NaiveDate,
    /// Tờ trình và dự thảo.
    #[schema(nullable = false)]
    pub file: Option<AttachedFile>,
}

/// Thẩm tra.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = ResolutionExamination)]
pub struct Examination {
    /// Ban thẩm tra.
    #[schema(example = "Ban Pháp chế")]
    pub committee: String,
    /// Số, ký hiệu of the report.
    pub number: DocumentNumber,
    /// The day it was signed.
    #[schema(example = "2024-11-29")]
    pub signed_on: NaiveDate,
    /// Ý kiến thẩm tra.
    #[schema(example = "Nhất trí với dự thảo; đề nghị bổ sung chế độ báo cáo.")]
    pub opinion: String,
    /// Báo cáo thẩm tra.
    #[schema(nullable = false)]
    pub file: Option<AttachedFile>,
}

/// Thông qua.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = ResolutionAdoption)]
pub struct Adoption {
    /// Kỳ họp.
    #[schema(example = "Khóa XV, kỳ họp thứ hai mươi lăm")]
    pub session: String,
    /// Tổng số đại biểu of the council that day.
    #[schema(example = 50)]
    pub deputies: u32,
    /// Có mặt.
    #[schema(example = 47)]
    pub present: u32,
    /// Tán thành.
    #[schema(example = 46)]
    pub in_favour: u32,
    /// Người ký chứng thực.
    #[schema(example = "Giàng Páo Mỷ")]
    pub signer: String,
    /// Bản đã ký.
    #[schema(nullable = false)]
    pub signed_file: Option<AttachedFile>,
}

/// Không thông qua, hoặc rút.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = ResolutionRejection)]
pub struct Rejection {
    /// The day.
    #[schema(example = "2024-12-09")]
    pub on: NaiveDate,
    /// Lý do.
    #[schema(example = "Chưa đủ điều kiện thực hiện; cơ quan trình rút để hoàn thiện.")]
    pub reason: String,
}

impl Model {
    /// Số, ký hiệu, once adopted.
    pub fn document_number(&self) -> Option<DocumentNumber> {
        DocumentNumber::kept(self.number, self.symbol.as_ref())
    }

    /// Every file that goes with it.
    pub fn files(&self) -> impl Iterator<Item = &AttachedFile> {
        let examined = self
            .examination
            .as_ref()
            .and_then(|examination| examination.file.as_ref());
        let signed = self
            .adoption
            .as_ref()
            .and_then(|adoption| adoption.signed_file.as_ref());
        [self.proposal.file.as_ref(), examined, signed].into_iter().flatten()
    }

    /// The file of this id, if it goes with it.
    pub fn file(&self, id: AttachmentId) -> Option<&AttachedFile> {
        self.files().find(|file| file.id == id)
    }
}

impl Scoped for Entity {
    /// The council and those above see it from the beginning; other overseers once it was adopted.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        let near = match scope.oversees() {
            true => here.add(Column::SignedOn.is_not_null()),
            false => here,
        };
        Condition::any().add(scope.own_rows(Column::OrganisationId)).add(near)
    }
}

impl Documented for Entity {
    fn entry(row: &Model) -> Entry {
        Entry {
            id: DocumentId(row.id.0),
            kind: DocumentKind::CouncilResolution,
            organisation_id: row.organisation_id,
            unit_id: row.unit_id,
            village_id: None,
            open: row.signed_on.is_some(),
            stage: match row.state {
                ResolutionState::Proposed | ResolutionState::Examined => Stage::InPreparation,
                ResolutionState::Adopted => Stage::Issued,
                ResolutionState::Rejected => Stage::Refused,
                ResolutionState::Repealed => Stage::Ended,
            },
            title: row.title.clone(),
            summary: row.summary.clone(),
            number: row.document_number(),
            begun_on: row.proposal.signed_on,
            signed_on: row.signed_on,
            in_force_on: row.in_force_on,
            expires_on: row.expires_on,
            over_on: match row.state {
                ResolutionState::Rejected => row.rejection.as_ref().map(|rejection| rejection.on),
                ResolutionState::Repealed => row.expires_on,
                ResolutionState::Proposed | ResolutionState::Examined | ResolutionState::Adopted => None,
            },
        }
    }

    fn pass(row: &mut Model, organisation: OrganisationId, unit: UnitId) {
        row.organisation_id = organisation;
        row.unit_id = unit;
    }
}

crate::record!(Entity, ResolutionId, "council_resolution", beside: register::keep::<Entity>);
