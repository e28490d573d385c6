//! Official documents over HTTP.

use actix_web::get;

use super::{
    docx::docx,
    figures,
    page::Frame,
    report::{OfficialReport, names_its_parent, symbol},
    signature,
};
use crate::{
    access::{Caller, ConsolidationId, Look, ReadConsolidation, ReadSubmission, RoundId, SubmissionId, UnitId},
    clock::date_in_vietnam,
    exchange::download::{Download, FileKind},
    http::{Code, Path, Problem, Result},
    organisation::{line, name::Names},
    reporting::{
        consolidation::entity as consolidation,
        round::title,
        submission::{by_submission, version, versions_of},
        template::{content::TemplateContent, entity as template},
        values::Narrative,
    },
    territory::unit,
};

/// Get a version as an official document
///
/// Văn bản của lần gửi: DOCX, laid out as Decree 30/2020/NĐ-CP Appendix I says, with room for the number. Narrative first, then the figures by
/// section. The hash of the version stands in the file's properties.
#[utoipa::path(tag = "Documents", operation_id = "get_report_document",
    params(("id" = SubmissionId, Path, description = "Id of the report."), ("number" = i64, Path, description = "Number of the version.", example = 1)),
    security(("bearer" = ["submission:read"])),
    responses((status = 200, description = "The document.", content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = Vec<u8>)))]
#[get("/report-submissions/{id}/versions/{number}/document")]
async fn get_report_document(caller: Caller<ReadSubmission>, path: Path<(SubmissionId, i64)>) -> Result<Download> {
    let (id, number) = path.0;
    let owed = by_submission(&caller, id).await?;
    let versions = versions_of(&caller, id).await?;
    let row = versions.into_iter().find(|version| version.number == number);
    let row = row.ok_or_else(|| Problem::new(Code::NotFound))?;
    let name = format!("bao-cao-{id}-{number}.docx");
    printed(name, of_version(&caller, row, owed.organisation_name).await?).await
}

/// Get a consolidation as an official document
///
/// Văn bản báo cáo tổng hợp: as for a report. Adjusted figures are printed as adjusted, with their explanations. While it is not signed there
/// is room for the signer.
#[utoipa::path(tag = "Documents", operation_id = "get_consolidation_document", params(ConsolidationId),
    security(("bearer" = ["consolidation:read"])),
    responses((status = 200, description = "The document.", content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = Vec<u8>)))]
#[get("/report-consolidations/{id}/document")]
async fn get_consolidation_document(caller: Caller<ReadConsolidation>, id: Path<ConsolidationId>) -> Result<Download> {
    let row = caller.find::<consolidation::Entity>().by_id(id.0).await?;
    let name = format!("bao-cao-tong-hop-{}.docx", row.id);
    printed(name, of_consolidation(&caller, row).await?).await
}

/// Large reports take their time, which is not the server's own.
async fn printed(name: String, report: OfficialReport) -> Result<Download> {
    let bytes = actix_web::web::block(move || docx(&report))
        .await
        .map_err(Problem::internal)??;
    Ok(Download::new(FileKind::Docx, name, bytes))
}

/// What every official report says alike.
struct Ground {
    round: title::Model,
    template: std::sync::Arc<template::Model>,
    issuer: line::Model,
    names: Names,
    place: String,
}

impl Ground {
    async fn lay(
        look: &impl Look,
        round: RoundId,
        issuer: crate::access::OrganisationId,
        addressee: Option<crate::access::OrganisationId>,
        unit: UnitId,
    ) -> Result<Self> {
        let round = look.find::<title::Entity>().by_id(round).await?;
        let issuer = look.find::<line::Entity>().by_id(issuer).await?;
        let bodies = [Some(issuer.id), issuer.managed_by, addressee].into_iter().flatten();
        Ok(Self {
            template: look.kernel().templates.get(look, round.template_id).await?,
            names: Names::of(look, bodies).await?,
            place: look.find::<unit::Entity>().by_id(unit).await?.name,
            round,
            issuer,
        })
    }

    fn content(&self) -> &TemplateContent {
        &self.template.content.0
    }

    fn parts(&self, narrative: &Narrative) -> Vec<(String, String)> {
        let said = self
            .content()
            .narrative
            .iter()
            .filter_map(|part| Some((part, narrative.get(&part.code)?)));
        let numbered = said
            .zip(1_usize..)
            .map(|((part, text), number)| (format!("{number}. {}", part.name.vi), text.clone()));
        numbered.collect()
    }
}

/// The issuer's name is the one it had when the report was asked.
async fn of_version(look: &impl Look, row: version::Model, issuer: String) -> Result<OfficialReport> {
    let ground = Ground::lay(
        look,
        row.round_id,
        row.organisation_id,
        Some(row.receiver_id),
        row.unit_id,
    )
    .await?;
    let kind = ground.issuer.kind;
    let issued = row.official_issue.as_ref();
    let parent = ground.issuer.managed_by.unwrap_or(row.receiver_id);
    let mut parts = ground.parts(&row.narrative.0);
    if row.nothing {
        parts.push((
            "Không phát sinh".to_owned(),
            "Trong kỳ không phát sinh nội dung phải báo cáo.".to_owned(),
        ));
    }
    let date = issued.map_or_else(|| date_in_vietnam(row.submitted_at), |issue| issue.issued_on);
    Ok(OfficialReport {
        about: ground.round.name.clone(),
        addressee: Some(ground.names.named(row.receiver_id).name),
        tables: figures::of_report(ground.content(), |code| row.values.0.get(code).cloned()),
        frame: Frame {
            parent: names_its_parent(kind).then(|| ground.names.named(parent).name),
            issuer,
            symbol: issued.map_or_else(
                || symbol(kind, ground.content()).to_owned(),
                |issue| issue.symbol.clone(),
            ),
            number: issued.map(|issue| issue.number),
            date: Some(date),
            copies: copies(),
            signing: signature::lines(kind, &row.signer_title, row.signed_for.as_deref()),
            signer: row.signer_name.clone(),
            properties: properties(row.id, row.number, Some(&row.hash)),
            place: ground.place,
        },
        parts,
    })
}

async fn of_consolidation(look: &impl Look, row: consolidation::Model) -> Result<OfficialReport> {
    let ground = Ground::lay(look, row.round_id, row.organisation_id, row.receiver_id, row.unit_id).await?;
    let mut parts = ground.parts(&row.narrative.0);
    let explained = row
        .adjustments
        .0
        .iter()
        .map(|made| format!("- {}: {}", made.indicator, made.explanation));
    let explained: Vec<String> = explained.collect();
    if !explained.is_empty() {
        parts.push((
            format!("{}. Giải trình số liệu điều chỉnh", parts.len() + 1),
            explained.join("\n"),
        ));
    }
    let mut totals = row.figures.indicators.clone();
    for made in &row.adjustments.0 {
        let adjusted = totals.iter_mut().filter(|total| total.code == made.indicator);
        adjusted.for_each(|total| total.value = Some(made.value.clone()));
    }
    let issued = row.official_issue.as_ref();
    let title = row.signer_title.as_deref().unwrap_or("Chủ tịch");
    let frozen = || date_in_vietnam(row.signed_at.unwrap_or(row.figures.frozen_at));
    Ok(OfficialReport {
        about: ground.round.name.clone(),
        addressee: row.receiver_id.map(|body| ground.names.named(body).name),
        tables: figures::of_totals(ground.content(), &totals),
        frame: Frame {
            parent: None,
            issuer: ground.names.named(row.organisation_id).name,
            symbol: issued.map_or_else(
                || symbol(ground.issuer.kind, ground.content()).to_owned(),
                |issue| issue.symbol.clone(),
            ),
            number: issued.map(|issue| issue.number),
            date: Some(issued.map_or_else(frozen, |issue| issue.issued_on)),
            copies: copies(),
            signing: signature::lines(ground.issuer.kind, title, row.signed_for.as_deref()),
            signer: row.signer_name.clone().unwrap_or_default(),
            properties: properties(row.id.0, row.number, row.hash.as_ref()),
            place: ground.place,
        },
        parts,
    })
}

fn copies() -> Vec<String> {
    ["- Như trên;", "- Lưu: VT."].map(str::to_owned).to_vec()
}

fn properties(id: uuid::Uuid, number: i64, hash: Option<&Vec<u8>>) -> Vec<(&'static str, String)> {
    let hash = hash.map(|hash| ("danchu-sha256", hex::encode(hash)));
    [("danchu-id", id.to_string()), ("danchu-number", number.to_string())]
        .into_iter()
        .chain(hash)
        .collect()
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_report_document).service(get_consolidation_document);
}
