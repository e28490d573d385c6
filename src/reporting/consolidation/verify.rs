//! Checking a consolidation against what it was made of, and telling what has changed since.

use std::collections::BTreeMap;

use actix_web::get;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    entity::{Column, Entity, Frozen, Model, Source},
    freeze::{freeze, versions},
    signing,
};
use crate::{
    access::{Caller, ConsolidationId, Look, OrganisationId, ReadConsolidation, SubmissionId, TemplateId},
    http::{Answer, Code, Path, Problem, Result},
    organisation::name::{NamedOrganisation, Names},
    reporting::{
        rollup::{Folded, IndicatorTotal},
        round::entity as round,
        submission::{hash, version},
        template::content::{Applicability, TemplateContent},
        total::add,
        values::{Checked, Depth, check},
    },
};

/// Kết quả kiểm chứng báo cáo tổng hợp.
#[derive(Serialize, ToSchema)]
pub struct ConsolidationCheck {
    /// Whether everything below holds.
    pub intact: bool,
    /// Whether it says what was signed; true while it is not signed.
    pub hash_holds: bool,
    /// Whether each version it was added up from still has the content that its hash names.
    pub sources_hold: bool,
    /// Whether these versions, added up again, come to the figures.
    pub figures_hold: bool,
    /// The versions it was added up from.
    pub sources: Vec<CheckedSource>,
    /// What has been accepted since the figures were frozen.
    pub changed_since: ChangedSince,
}

/// Báo cáo nguồn.
#[derive(Serialize, ToSchema)]
pub struct CheckedSource {
    /// Whose report it is.
    pub organisation: NamedOrganisation,
    /// The report.
    pub submission_id: SubmissionId,
    /// Number of the version.
    #[schema(example = 1)]
    pub number: i64,
    /// Its hash as it was noted, in hexadecimal.
    pub hash: String,
    /// Whether the version still has this content.
    pub holds: bool,
}

/// Thay đổi sau khi chốt số liệu.
#[derive(Serialize, ToSchema)]
pub struct ChangedSince {
    /// Organisations whose report was accepted since.
    pub added: Vec<NamedOrganisation>,
    /// Organisations of whose report another version counts now.
    pub replaced: Vec<NamedOrganisation>,
    /// Organisations whose report no longer counts here.
    pub removed: Vec<NamedOrganisation>,
    /// Figures that come to something else now.
    pub indicators: Vec<ChangedFigure>,
}

/// Số liệu đã thay đổi.
#[derive(Serialize, ToSchema)]
pub struct ChangedFigure {
    /// As it was frozen.
    pub frozen: IndicatorTotal,
    /// As it is now.
    pub now: IndicatorTotal,
}

/// Verify a consolidation
///
/// Kiểm chứng. Recomputes the hash, the hash of every version it was added up from, and the figures; and tells what has changed in the
/// round since. For those in whose scope the committee lies.
#[utoipa::path(tag = "Reporting", operation_id = "verify_report_consolidation", params(ConsolidationId),
    security(("bearer" = ["consolidation:read"])),
    responses((status = 200, description = "What was found.", body = ConsolidationCheck)))]
#[get("/report-consolidations/{id}/verify")]
async fn verify_report_consolidation(caller: Caller<ReadConsolidation>, id: Path<ConsolidationId>) -> Result<Answer> {
    let moment = caller.snapshot().await?;
    let within = moment.scope().places(Column::OrganisationId, Column::UnitId);
    let row = moment.find::<Entity>().filter(within).by_id(id.0).await?;
    Answer::view(&verified(&moment, &row).await?)
}

async fn verified(look: &impl Look, row: &Model) -> Result<ConsolidationCheck> {
    let round = look.find::<round::Entity>().by_id(row.round_id).await?;
    let template = look.kernel().templates.get(look, round.template_id).await?;
    let content = &template.content.0;
    let ids: Vec<Uuid> = row.figures.sources.iter().map(|source| source.version_id).collect();
    let found = versions(look, &ids).await?;
    let holds = |source: &Source| match found.get(&source.version_id) {
        Some(version) => content_hash(template.id, content, version).is_ok_and(|hash| hash == source.hash),
        None => false,
    };
    let names = Names::of(look, row.figures.sources.iter().map(|source| source.organisation_id)).await?;
    let sources: Vec<CheckedSource> = row
        .figures
        .sources
        .iter()
        .map(|source| CheckedSource {
            organisation: names.named(source.organisation_id),
            submission_id: source.submission_id,
            number: source.number,
            hash: source.hash.clone(),
            holds: holds(source),
        })
        .collect();
    let hash_holds = match &row.hash {
        Some(signed) => signing::hash(template.id, row)? == *signed,
        None => true,
    };
    let sources_hold = sources.iter().all(|source| source.holds);
    let figures_hold = added_up(content, &ids, &found)? == row.figures.indicators;
    Ok(ConsolidationCheck {
        intact: hash_holds && sources_hold && figures_hold,
        hash_holds,
        sources_hold,
        figures_hold,
        sources,
        changed_since: changed(look, row).await?,
    })
}

/// The hash of what a stored version says, in hexadecimal.
fn content_hash(template: TemplateId, content: &TemplateContent, version: &version::Model) -> Result<String> {
    let checked = check(
        content,
        &Applicability::ALL,
        &version.values.0,
        &version.narrative.0,
        Depth::Draft,
    );
    let checked = Checked {
        nothing: version.nothing,
        ..checked.map_err(|faults| Problem::internal(format!("{faults:?}")))?
    };
    Ok(hex::encode(hash(template, &checked, &version.attachments)?))
}

fn added_up(
    content: &TemplateContent,
    ids: &[Uuid],
    found: &BTreeMap<Uuid, version::Model>,
) -> Result<Vec<IndicatorTotal>> {
    let mut whole = Folded::empty(content);
    for version in ids.iter().filter_map(|id| found.get(id)) {
        // What no longer fits its template does not hold, which the sources tell.
        add(&mut whole, content, version.id, &version.values.0).or_else(|problem| match problem.code {
            Code::Internal => Ok(()),
            _ => Err(problem),
        })?;
    }
    whole.totals(content).map_err(Problem::internal)
}

async fn changed(look: &impl Look, row: &Model) -> Result<ChangedSince> {
    let now = freeze(look, row.round_id, Some(row.unit_id), Some(row.figures.basis)).await?;
    let counted = |figures: &Frozen| -> BTreeMap<OrganisationId, Uuid> {
        let sources = figures.sources.iter();
        sources
            .map(|source| (source.organisation_id, source.version_id))
            .collect()
    };
    let (then, live) = (counted(&row.figures), counted(&now));
    let names = Names::of(look, then.keys().chain(live.keys()).copied()).await?;
    let named = |ids: Vec<&OrganisationId>| ids.into_iter().map(|id| names.named(*id)).collect();
    let figures = row.figures.indicators.iter().zip(now.indicators);
    Ok(ChangedSince {
        added: named(live.keys().filter(|id| !then.contains_key(id)).collect()),
        removed: named(then.keys().filter(|id| !live.contains_key(id)).collect()),
        replaced: named(
            then.iter()
                .filter(|(id, version)| live.get(id).is_some_and(|live| live != *version))
                .map(|(id, _)| id)
                .collect(),
        ),
        indicators: figures
            .filter(|(frozen, now)| *frozen != now)
            .map(|(frozen, now)| ChangedFigure {
                frozen: frozen.clone(),
                now,
            })
            .collect(),
    })
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(verify_report_consolidation);
}
