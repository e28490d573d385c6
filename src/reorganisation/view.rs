//! How a reorganisation is shown.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    act::ReorganisationLines, brief, effect::ReorganisationEffect, entity::Model, rules::ReorganisationAction,
};
use crate::{
    access::{ApplyReorganisation, EditReorganisation, Look, OrganisationId, ReorganisationId},
    http::{Answer, Result},
};

/// Sắp xếp đơn vị hành chính: a legal act and what it did.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct Reorganisation {
    /// Its id.
    pub id: ReorganisationId,
    /// The committee that records it.
    pub organisation_id: OrganisationId,
    /// Căn cứ pháp lý: the act.
    #[schema(example = "Nghị quyết 1670/NQ-UBTVQH15")]
    pub legal_basis: String,
    /// Ngày có hiệu lực: the first day of what it makes.
    #[schema(example = "2025-07-01")]
    pub effective_on: NaiveDate,
    /// What the act changes; left out in lists.
    #[schema(nullable = false)]
    pub lines: Option<ReorganisationLines>,
    /// Người soạn.
    pub drafter_name: String,
    /// When it was carried out.
    #[schema(nullable = false)]
    pub applied_at: Option<DateTime<Utc>>,
    /// Người thực hiện.
    #[schema(nullable = false)]
    pub applier_name: Option<String>,
    /// What carrying it out did; shown to the committee that did, left out in lists.
    #[schema(nullable = false)]
    pub effect: Option<ReorganisationEffect>,
    /// What you may do next.
    pub allowed_actions: Vec<ReorganisationAction>,
}

impl Reorganisation {
    /// As a list shows it.
    pub fn brief(look: &impl Look, row: brief::Model) -> Self {
        Self {
            allowed_actions: actions(look, &row),
            id: row.id,
            organisation_id: row.organisation_id,
            legal_basis: row.legal_basis,
            effective_on: row.effective_on,
            lines: None,
            drafter_name: row.drafter_name,
            applied_at: row.applied_at,
            applier_name: row.applier_name,
            effect: None,
        }
    }

    /// With all it says and did.
    pub fn whole(look: &impl Look, row: Model) -> Self {
        let own = look.scope().owns(row.organisation_id);
        let effect = row.effect.clone().filter(|_| own);
        Self {
            lines: Some(row.lines.0.clone()),
            effect: effect.map(|effect| effect.0),
            ..Self::brief(look, row.into())
        }
    }
}

/// One reorganisation, with its `ETag`.
pub fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    Answer::record(&Reorganisation::whole(look, row.clone()), row.version)
}

fn actions(look: &impl Look, row: &brief::Model) -> Vec<ReorganisationAction> {
    let open = look.scope().owns(row.organisation_id) && row.applied_at.is_none();
    let due = row.effective_on <= look.clocks().legal.today();
    let edits = look.may::<EditReorganisation>();
    let actions = [
        (ReorganisationAction::Change, open && edits),
        (ReorganisationAction::Preview, open && edits),
        (
            ReorganisationAction::Apply,
            open && due && look.may::<ApplyReorganisation>(),
        ),
    ];
    actions
        .into_iter()
        .filter_map(|(action, may)| may.then_some(action))
        .collect()
}
