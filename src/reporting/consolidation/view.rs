//! How a consolidation is shown.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    entity::{Adjustment, ConsolidationState, Model},
    rules::ConsolidationAction,
};
use crate::{
    access::{
        ConsolidationId, EditConsolidation, Look, PublishConsolidation, ReviewConsolidation, RoundId,
        SignConsolidation, UnitId,
    },
    http::{Answer, Result},
    organisation::name::{NamedOrganisation, Names},
    reporting::{
        exact::ExactNumber,
        official::OfficialIssue,
        rollup::IndicatorTotal,
        total::api::{Coverage, TreeBasis},
        values::Narrative,
    },
};

/// Báo cáo tổng hợp: what was reported to a committee, frozen at one moment, signed and sent up.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ReportConsolidation {
    /// Its id.
    pub id: ConsolidationId,
    /// The round it consolidates.
    pub round_id: RoundId,
    /// The committee it is of.
    pub organisation: NamedOrganisation,
    /// Its unit; the figures cover everything under it.
    pub unit_id: UnitId,
    /// 1, 2, 3 … of this committee in this round.
    #[schema(example = 1, minimum = 1)]
    pub number: i64,
    /// Where it stands.
    pub state: ConsolidationState,
    /// When the figures were frozen.
    pub frozen_at: DateTime<Utc>,
    /// By which tree of units.
    pub basis: TreeBasis,
    /// How much of what is owed is in the figures.
    pub coverage: Coverage,
    /// How many reports the figures were added up from.
    #[schema(example = 37)]
    pub source_count: u64,
    /// Each indicator added up; left out in lists.
    #[schema(nullable = false)]
    pub indicators: Option<Vec<ConsolidatedFigure>>,
    /// Texts by narrative code; left out in lists.
    #[schema(nullable = false, value_type = Option<Object>)]
    pub narrative: Option<Narrative>,
    /// SHA-256, in hexadecimal, of the RFC 8785 form of figures, sources, adjustments, narrative and signature, once signed.
    #[schema(nullable = false)]
    pub hash: Option<String>,
    /// Who drafted it.
    pub drafter: String,
    /// When it was signed.
    #[schema(nullable = false)]
    pub signed_at: Option<DateTime<Utc>>,
    /// Who signed it.
    #[schema(nullable = false)]
    pub signer: Option<String>,
    /// In which office.
    #[schema(nullable = false)]
    pub signer_title: Option<String>,
    /// Thừa ủy quyền: the office in whose authority it was signed, where that was delegated.
    #[schema(nullable = false)]
    pub signed_for: Option<String>,
    /// The committee it was sent to; left out at the top.
    #[schema(nullable = false)]
    pub receiver: Option<NamedOrganisation>,
    /// When it was accepted or returned.
    #[schema(nullable = false)]
    pub decided_at: Option<DateTime<Utc>>,
    /// Who accepted or returned it.
    #[schema(nullable = false)]
    pub decider: Option<String>,
    /// Why it was last returned.
    #[schema(nullable = false)]
    pub reason: Option<String>,
    /// When it was published.
    #[schema(nullable = false)]
    pub published_at: Option<DateTime<Utc>>,
    /// Who published it.
    #[schema(nullable = false)]
    pub publisher: Option<String>,
    /// Thông tin phát hành: the number, date and signed copy it was issued under.
    #[schema(nullable = false)]
    pub official_issue: Option<OfficialIssue>,
    /// What you may do next.
    pub allowed_actions: Vec<ConsolidationAction>,
}

/// Số liệu tổng hợp của một chỉ tiêu.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ConsolidatedFigure {
    /// The figure as it was added up.
    #[serde(flatten)]
    pub total: IndicatorTotal,
    /// What the committee reports instead.
    #[schema(nullable = false)]
    pub adjusted: Option<ExactNumber>,
    /// Giải trình: why.
    #[schema(nullable = false)]
    pub explanation: Option<String>,
}

/// Consolidations with the names they need.
pub struct Shown(Names);

impl Shown {
    pub async fn of<'r>(look: &impl Look, rows: impl IntoIterator<Item = &'r Model>) -> Result<Self> {
        let bodies = rows
            .into_iter()
            .flat_map(|row| [row.organisation_id].into_iter().chain(row.receiver_id));
        Ok(Self(Names::of(look, bodies).await?))
    }

    /// As a list shows it.
    pub fn brief(&self, look: &impl Look, row: &Model) -> ReportConsolidation {
        ReportConsolidation {
            id: row.id,
            round_id: row.round_id,
            organisation: self.0.named(row.organisation_id),
            unit_id: row.unit_id,
            number: row.number,
            state: row.state,
            frozen_at: row.figures.frozen_at,
            basis: row.figures.basis,
            coverage: row.figures.coverage,
            source_count: u64::try_from(row.figures.sources.len()).unwrap_or(u64::MAX),
            indicators: None,
            narrative: None,
            hash: row.hash.as_ref().map(hex::encode),
            drafter: row.drafter_name.clone(),
            signed_at: row.signed_at,
            signer: row.signer_name.clone(),
            signer_title: row.signer_title.clone(),
            signed_for: row.signed_for.clone(),
            receiver: row.receiver_id.map(|id| self.0.named(id)),
            decided_at: row.decided_at,
            decider: row.decider_name.clone(),
            reason: row.reason.clone(),
            published_at: row.published_at,
            publisher: row.publisher_name.clone(),
            official_issue: row.official_issue.clone(),
            allowed_actions: actions(look, row),
        }
    }

    /// With its figures and words.
    pub fn whole(&self, look: &impl Look, row: &Model) -> ReportConsolidation {
        let adjustments: BTreeMap<&str, &Adjustment> = row
            .adjustments
            .0
            .iter()
            .map(|adjustment| (adjustment.indicator.as_str(), adjustment))
            .collect();
        let figure = |total: &IndicatorTotal| {
            let adjustment = adjustments.get(total.code.as_str());
            ConsolidatedFigure {
                total: total.clone(),
                adjusted: adjustment.map(|adjustment| adjustment.value.clone()),
                explanation: adjustment.map(|adjustment| adjustment.explanation.clone()),
            }
        };
        ReportConsolidation {
            indicators: Some(row.figures.indicators.iter().map(figure).collect()),
            narrative: Some(row.narrative.0.clone()),
            ..self.brief(look, row)
        }
    }
}

/// One consolidation, with its `ETag`.
pub async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    let shown = Shown::of(look, [row]).await?;
    Answer::record(&shown.whole(look, row), row.version)
}

fn actions(look: &impl Look, row: &Model) -> Vec<ConsolidationAction> {
    let scope = look.scope();
    let own = scope.owns(row.organisation_id);
    let itself = row.organisation_id == scope.organisation;
    let receives = row.receiver_id.is_some_and(|receiver| scope.owns(receiver));
    let signed_by_me = row.signed_by == Some(look.identity().account);
    let may = |action: &ConsolidationAction| match action {
        ConsolidationAction::Change | ConsolidationAction::Refresh => own && look.may::<EditConsolidation>(),
        ConsolidationAction::Sign => itself && look.may::<SignConsolidation>(),
        ConsolidationAction::Publish => itself && look.may::<PublishConsolidation>(),
        ConsolidationAction::Accept | ConsolidationAction::Return => {
            receives && !signed_by_me && look.may::<ReviewConsolidation>()
        }
    };
    let all = ConsolidationAction::ALL.into_iter();
    all.filter(|action| action.fits(row) && may(action)).collect()
}
