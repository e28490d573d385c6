//! How a leave to fill is shown.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::entity::Model;
use crate::{
    access::{FillingId, GiveFilling, Look},
    http::{Answer, Result},
    organisation::name::{NamedOrganisation, Names},
};

/// Nhập thay: one organisation drafts the reports of another.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ReportFilling {
    /// Its id.
    pub id: FillingId,
    /// Whose reports are drafted; it signs them itself.
    pub organisation: NamedOrganisation,
    /// Who drafts them.
    pub filler: NamedOrganisation,
    /// Its first day.
    #[schema(example = "2025-12-22")]
    pub valid_from: NaiveDate,
    /// The first day it no longer holds.
    #[schema(nullable = false, example = "2026-12-31")]
    pub valid_to: Option<NaiveDate>,
    /// Văn bản giao nhập thay.
    #[schema(example = "Công văn số 15/CV-THPT")]
    pub document: String,
    /// Why it was ended.
    #[schema(nullable = false)]
    pub end_reason: Option<String>,
    /// What you may do next.
    pub allowed_actions: Vec<FillingAction>,
}

/// Việc có thể làm với việc nhập thay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FillingAction {
    /// Kết thúc.
    End,
}

impl ReportFilling {
    pub fn of(look: &impl Look, row: Model, names: &Names) -> Self {
        let own = look.scope().owns(row.organisation_id) && look.may::<GiveFilling>();
        let today = look.clocks().legal.today();
        let open = row.end_reason.is_none() && row.valid_to.is_none_or(|end| end > today);
        Self {
            allowed_actions: (own && open).then_some(FillingAction::End).into_iter().collect(),
            id: row.id,
            organisation: names.named(row.organisation_id),
            filler: names.named(row.filler_id),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            document: row.document,
            end_reason: row.end_reason,
        }
    }
}

/// One leave, with its `ETag`.
pub async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    let names = Names::of(look, [row.organisation_id, row.filler_id]).await?;
    Answer::record(&ReportFilling::of(look, row.clone(), &names), row.version)
}
