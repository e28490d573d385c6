//! Writing a consolidation: its figures frozen, then its words and adjustments.

use std::collections::BTreeMap;

use actix_web::{patch, post};
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{Adjustment, Adjustments, Column, ConsolidationState, Entity, Frozen, Model},
    freeze::freeze,
    rules::{self, ConsolidationAction},
    view::{self, ReportConsolidation},
};
use crate::{
    access::{Caller, ConsolidationId, EditConsolidation, Event, RoundId, Tx, fresh},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    reporting::{
        exact::ExactNumber,
        round::entity as round,
        submission::{refused, version::StoredNarrative},
        template::content::Applicability,
        values::{Depth, Narrative, Values, check},
    },
    text::{Paragraphs, Text},
};

const MOST_ADJUSTMENTS: usize = 500;

/// Tổng hợp một đợt báo cáo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"round_id": "afa35f8c-f677-55ca-8709-f8ddbcaf5a1f"}))]
pub struct NewReportConsolidation {
    /// The round whose accepted reports are added up.
    round_id: RoundId,
}

/// Thay đổi báo cáo tổng hợp: only what is named changes (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "narrative": {"overview": "Các xã, phường đã thực hiện nghiêm túc Luật Thực hiện dân chủ ở cơ sở."},
    "adjustments": [{"indicator": "A03", "value": 15480, "explanation": "Trừ 120 lượt người hai xã cùng báo cáo."}]
}))]
pub struct ReportConsolidationChange {
    /// Texts by narrative code of the template; null takes one out.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, value_type = Option<Object>)]
    narrative: Option<BTreeMap<String, Option<String>>>,
    /// Figures reported otherwise than they were added up, in place of what was adjusted before; at most 500.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 500)]
    adjustments: Option<Vec<NewAdjustment>>,
}

/// Điều chỉnh một số liệu.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewConsolidationAdjustment)]
pub struct NewAdjustment {
    /// Mã chỉ tiêu, of one that is added up.
    #[schema(inline)]
    indicator: Text<1, 40>,
    /// The figure to report: an integer, or for decimals a string.
    value: ExactNumber,
    /// Giải trình: why, 1–2000 characters.
    #[schema(inline)]
    explanation: Paragraphs<1, 2000>,
}

impl From<NewAdjustment> for Adjustment {
    fn from(new: NewAdjustment) -> Self {
        Self {
            indicator: new.indicator.into_string(),
            value: new.value,
            explanation: new.explanation.into_string(),
        }
    }
}

/// Consolidate a round
///
/// Lập báo cáo tổng hợp. The accepted reports of your committee's unit and all below it are added up as they stand now, and the versions they come
/// from are noted with their hashes. Once it was accepted, or signed where nobody is above, another may follow.
#[utoipa::path(tag = "Reporting", operation_id = "create_report_consolidation", request_body = NewReportConsolidation,
    security(("bearer" = ["consolidation:edit"])),
    responses((status = 201, description = "The draft.", body = ReportConsolidation),
        (status = 409, description = "One is being written or decided on; `existing_id` names it.", body = ProblemDocument)))]
#[post("/report-consolidations")]
async fn create_report_consolidation(
    caller: Caller<EditConsolidation>,
    new: Json<NewReportConsolidation>,
) -> Result<Answer> {
    let figures = frozen(&caller, new.0.round_id).await.map_err(unknown_round)?;
    let mut tx = caller.begin().await?;
    let row = add(&mut tx, new.0.round_id, figures).await?;
    let address = format!("/api/v1/report-consolidations/{}", row.id);
    let answer = view::answer(&tx, &row).await?.created(address);
    tx.commit(Event::on::<Entity>(&row), answer).await
}

/// Freeze the figures anew
///
/// Cập nhật số liệu. What was accepted since comes in; words and adjustments stay.
#[utoipa::path(tag = "Reporting", operation_id = "refresh_report_consolidation",
    params(ConsolidationId, ("If-Match" = String, Header, description = "The consolidation's `ETag`.")),
    security(("bearer" = ["consolidation:edit"])),
    responses((status = 200, description = "The consolidation.", body = ReportConsolidation),
        (status = 409, description = "It was signed.", body = ProblemDocument)))]
#[post("/report-consolidations/{id}/refresh")]
async fn refresh_report_consolidation(
    caller: Caller<EditConsolidation>,
    id: Path<ConsolidationId>,
    if_match: IfMatch,
) -> Result<Answer> {
    let figures = frozen_again(&caller, id.0).await?;
    let mut tx = caller.begin().await?;
    let edited = tx.edit::<Entity>(id.0, if_match, |row| {
        ConsolidationAction::Refresh.require(row)?;
        *row = rules::in_writing(Model { figures, ..row.clone() });
        Ok(())
    });
    let row = edited.await?;
    commit(tx, &row).await
}

/// Change a consolidation
///
/// Sửa báo cáo tổng hợp: its words, and the figures your committee reports otherwise than they add up, each with its explanation.
#[utoipa::path(tag = "Reporting", operation_id = "change_report_consolidation", request_body = ReportConsolidationChange,
    params(ConsolidationId, ("If-Match" = String, Header, description = "The consolidation's `ETag`.")),
    security(("bearer" = ["consolidation:edit"])),
    responses((status = 200, description = "The consolidation.", body = ReportConsolidation),
        (status = 409, description = "It was signed.", body = ProblemDocument)))]
#[patch("/report-consolidations/{id}")]
async fn change_report_consolidation(
    caller: Caller<EditConsolidation>,
    id: Path<ConsolidationId>,
    if_match: IfMatch,
    change: Json<ReportConsolidationChange>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = tx.lock_matching::<Entity>(id.0, if_match).await?;
    ConsolidationAction::Change.require(&before)?;
    let after = changed(&tx, &before, change.0).await?;
    let row = tx.save::<Entity>(&before, after).await?;
    commit(tx, &row).await
}

async fn frozen(caller: &Caller<EditConsolidation>, round: RoundId) -> Result<Frozen> {
    freeze(&caller.snapshot().await?, round, None, None).await
}

/// The figures of a consolidation that is the caller's to freeze: 404, 403 and 409 as the case may be.
async fn frozen_again(caller: &Caller<EditConsolidation>, id: ConsolidationId) -> Result<Frozen> {
    let row = caller.find::<Entity>().by_id(id).await?;
    if !caller.scope().owns(row.organisation_id) {
        return Err(Problem::new(Code::NotYours));
    }
    ConsolidationAction::Refresh.require(&row)?;
    frozen(caller, row.round_id).await
}

fn unknown_round(problem: Problem) -> Problem {
    match problem.code {
        Code::NotFound => Problem::new(Code::UnknownReference),
        _ => problem,
    }
}

async fn add(tx: &mut Tx<EditConsolidation>, round: RoundId, figures: Frozen) -> Result<Model> {
    let principal = tx.principal();
    let earlier = tx.find::<Entity>().filter(Column::RoundId.eq(round)).all().await?;
    let row = Model {
        id: fresh(),
        round_id: round,
        organisation_id: principal.organisation,
        unit_id: principal.unit,
        number: rules::next_number(&earlier, principal.organisation)?,
        state: ConsolidationState::Draft,
        figures,
        adjustments: Adjustments::default(),
        narrative: StoredNarrative(Narrative::new()),
        hash: None,
        drafted_by: tx.identity().account,
        drafter_name: tx.identity().name.clone(),
        signed_at: None,
        signed_by: None,
        signed_in: None,
        signer_name: None,
        signer_title: None,
        signed_for: None,
        receiver_id: None,
        decided_at: None,
        decider_name: None,
        reason: None,
        published_at: None,
        publisher_name: None,
        official_issue: None,
        version: 1,
    };
    tx.add::<Entity>(row).await
}

async fn changed(tx: &Tx<EditConsolidation>, before: &Model, change: ReportConsolidationChange) -> Result<Model> {
    let round = tx.find::<round::Entity>().by_id(before.round_id).await?;
    let template = tx.kernel().templates.get(tx, round.template_id).await?;
    let content = &template.content.0;
    let mut after = rules::in_writing(before.clone());
    if let Some(adjustments) = change.adjustments {
        if adjustments.len() > MOST_ADJUSTMENTS {
            return Err(Problem::invalid(
                "/adjustments",
                "too_many",
                "Tối đa 500 điều chỉnh.",
                "At most 500 adjustments.",
            ));
        }
        let adjustments = adjustments.into_iter().map(Adjustment::from).collect();
        after.adjustments = Adjustments(rules::adjustable(content, adjustments)?);
    }
    for (code, text) in change.narrative.into_iter().flatten() {
        match text {
            Some(text) => after.narrative.0.insert(code, text),
            None => after.narrative.0.remove(&code),
        };
    }
    let checked = check(
        content,
        &Applicability::ALL,
        &Values::new(),
        &after.narrative.0,
        Depth::Draft,
    );
    after.narrative = StoredNarrative(checked.map_err(refused)?.narrative);
    Ok(after)
}

async fn commit(tx: Tx<EditConsolidation>, row: &Model) -> Result<Answer> {
    let answer = view::answer(&tx, row).await?;
    tx.commit(Event::on::<Entity>(row), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(create_report_consolidation)
        .service(refresh_report_consolidation)
        .service(change_report_consolidation);
}
