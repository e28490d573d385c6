//! A village convention as it is kept: one text, from its proposal to its end. What amends or replaces it is another.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{course::Course, milestone};
use crate::{
    access::{AttachmentId, ConventionId, DocumentId, OrganisationId, Scope, Scoped, UnitId, VillageId},
    attachment::attached::AttachedFile,
    document::register::{DocumentKind, Documented, Entry, Stage},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "village_convention")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConventionId,
    /// The commune's committee, which recognises it.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The commune it arose in.
    pub origin_unit_id: UnitId,
    pub village_id: VillageId,
    pub kind: ConventionKind,
    pub title: String,
    pub title_fold: String,
    pub summary: Option<String>,
    pub state: ConventionState,
    /// What was done, step by step.
    pub course: Course,
    /// The day of the decision that recognised it.
    pub in_force_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    pub ended_on: Option<NaiveDate>,
    /// What it is to the convention in whose place it comes.
    pub change: Option<ConventionChange>,
    /// The convention it is to take the place of.
    pub replaces_id: Option<ConventionId>,
    /// The one that has taken its place.
    pub replaced_by_id: Option<ConventionId>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Tên gọi, as the community has chosen (Decree 61/2023 Art. 6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ConventionKind {
    /// Hương ước.
    HuongUoc,
    /// Quy ước.
    QuyUoc,
}

/// Sửa đổi, bổ sung hay thay thế (Decree 61/2023 Art. 13): either way the whole text is adopted and recognised anew, and takes the place of the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ConventionChange {
    /// Sửa đổi, bổ sung.
    Amends,
    /// Thay thế.
    Replaces,
}

/// Trạng thái hương ước, quy ước: how far it has come (Decree 61/2023).
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
pub enum ConventionState {
    /// Đã đề xuất (Art. 7).
    Proposed,
    /// Đang soạn thảo (Art. 8).
    Drafting,
    /// Đang niêm yết, lấy ý kiến (Art. 9).
    Posted,
    /// Đã thông qua (Art. 10).
    Adopted,
    /// Không được thông qua (Art. 10).
    NotAdopted,
    /// Đã gửi hồ sơ đề nghị công nhận (Art. 11.3a).
    Submitted,
    /// Không được công nhận (Art. 11.3b).
    Refused,
    /// Đã công nhận (Art. 11.5).
    Recognised,
    /// Tạm ngừng thực hiện một phần (Art. 12.1b, 12.1c).
    SuspendedInPart,
    /// Tạm ngừng thực hiện toàn bộ (Art. 12.1a).
    Suspended,
    /// Đã được thay thế (Art. 13).
    Replaced,
    /// Bị bãi bỏ toàn bộ (Art. 14.1).
    Annulled,
    /// Đã rút: given up before it was recognised.
    Withdrawn,
}

impl ConventionState {
    /// Whether its text is still being written, or mended.
    pub const fn is_written(self) -> bool {
        matches!(self, Self::Proposed | Self::Drafting | Self::NotAdopted | Self::Refused)
    }

    const fn stage(self) -> Stage {
        match self {
            Self::Proposed | Self::Drafting | Self::Posted | Self::Adopted | Self::Submitted => Stage::InPreparation,
            Self::NotAdopted | Self::Refused | Self::Withdrawn => Stage::Refused,
            Self::Recognised | Self::SuspendedInPart | Self::Suspended => Stage::Issued,
            Self::Replaced | Self::Annulled => Stage::Ended,
        }
    }
}

impl Model {
    /// The file of this id, if it goes with it.
    pub fn file(&self, id: AttachmentId) -> Option<&AttachedFile> {
        self.course.files().find(|file| file.id == id)
    }

    /// The day it was proposed; of what was recognised without a recorded proposal, the day of that.
    fn begun_on(&self) -> NaiveDate {
        let proposed_on = self.course.proposal.as_ref().map(|proposal| proposal.on);
        proposed_on.or(self.in_force_on).unwrap_or_default()
    }

    /// The first day on which it was over; of what was withdrawn it is not kept.
    fn over_on(&self) -> Option<NaiveDate> {
        match self.state {
            ConventionState::NotAdopted => self.course.votes.last().map(|vote| vote.on),
            ConventionState::Refused => self.course.refusals.last().map(|refusal| refusal.made.on),
            _ => self.ended_on,
        }
    }
}

impl Scoped for Entity {
    /// Those of the commune and above see it from the beginning; overseers once its people are asked.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        let near = match scope.oversees() {
            true => here.add(Column::State.is_not_in(UNASKED)),
            false => here,
        };
        Condition::any().add(scope.own_rows(Column::OrganisationId)).add(near)
    }
}

/// Before its people are asked, or when they are asked no longer.
const UNASKED: [ConventionState; 3] = [
    ConventionState::Proposed,
    ConventionState::Drafting,
    ConventionState::Withdrawn,
];

impl Documented for Entity {
    fn entry(row: &Model) -> Entry {
        Entry {
            id: DocumentId(row.id.0),
            kind: DocumentKind::VillageConvention,
            organisation_id: row.organisation_id,
            unit_id: row.unit_id,
            village_id: Some(row.village_id),
            open: !UNASKED.contains(&row.state),
            stage: row.state.stage(),
            title: row.title.clone(),
            summary: row.summary.clone(),
            number: row.course.recognition.as_ref().map(|decision| decision.number.clone()),
            begun_on: row.begun_on(),
            signed_on: row.in_force_on,
            in_force_on: row.in_force_on,
            expires_on: row.ended_on,
            over_on: row.over_on(),
        }
    }

    fn pass(row: &mut Model, organisation: OrganisationId, unit: UnitId) {
        row.organisation_id = organisation;
        row.unit_id = unit;
    }
}

crate::record!(Entity, ConventionId, "village_convention", beside: milestone::keep);
