//! How a delegation is shown.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::entity::Model;
use crate::{
    access::{Delegate, DelegationId, Look, OrganisationId},
    http::{Answer, Result},
};

/// Ủy quyền: a colleague exercises some of a leader's permissions.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct Delegation {
    /// Its id.
    pub id: DelegationId,
    /// The organisation it is given in.
    pub organisation_id: OrganisationId,
    /// Người ủy quyền.
    #[schema(example = "Lò Văn Inh")]
    pub from: String,
    /// In which office.
    #[schema(example = "Chủ tịch Ủy ban nhân dân")]
    pub from_title: String,
    /// Người được ủy quyền.
    #[schema(example = "Tao Thị Mai")]
    pub to: String,
    /// Names of the permissions.
    #[schema(example = json!(["submission:submit"]))]
    pub permissions: Vec<String>,
    /// Its first day.
    #[schema(example = "2025-12-22")]
    pub valid_from: NaiveDate,
    /// The first day it no longer holds.
    #[schema(example = "2026-01-05")]
    pub valid_to: NaiveDate,
    /// Văn bản ủy quyền.
    #[schema(example = "Giấy ủy quyền số 02/GUQ-UBND")]
    pub document: String,
    /// Why it was ended before its time.
    #[schema(nullable = false)]
    pub end_reason: Option<String>,
    /// What you may do next.
    pub allowed_actions: Vec<DelegationAction>,
}

/// Việc có thể làm với ủy quyền.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DelegationAction {
    /// Kết thúc.
    End,
}

impl Delegation {
    pub fn of(look: &impl Look, row: Model) -> Self {
        let own = look.scope().owns(row.organisation_id) && look.may::<Delegate>();
        let holds = row.end_reason.is_none() && row.valid_to > look.clocks().legal.today();
        Self {
            allowed_actions: (own && holds).then_some(DelegationAction::End).into_iter().collect(),
            id: row.id,
            organisation_id: row.organisation_id,
            from: row.from_name,
            from_title: row.from_title,
            to: row.to_name,
            permissions: row.permissions.0,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            document: row.document,
            end_reason: row.end_reason,
        }
    }
}

/// One delegation, with its `ETag`.
pub fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    Answer::record(&Delegation::of(look, row.clone()), row.version)
}
