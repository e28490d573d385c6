//! The form over HTTP.

use actix_web::{get, put};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{layout::Origin, read, write::Form};
use crate::{
    access::{Caller, EditSubmission, Look, ObligationId, ReadSubmission, fresh},
    attachment::attached::Attached,
    exchange::download::{Download, FileKind},
    http::{Answer, Code, IfMatch, Path, Problem, ProblemDocument, Query, Result, WorkbookBytes},
    reporting::{
        known::known_of,
        obligation::entity as obligation,
        round::entity as round,
        submission::{ReportDraft, ReportSubmission, put_draft, shown},
        template::content::TemplateContent,
        values::{Narrative, Values},
    },
};

/// Get the report as a sheet to fill in
///
/// Biểu mẫu điền: what the template asks this organisation, with what is written so far, or to begin with the figures danchu knows; others than the organisation get what was sent. Only
/// the answers can be changed. Numbers of more than 15 digits are written as text, since spreadsheets would change them.
#[utoipa::path(tag = "Documents", operation_id = "export_report_sheet", params(ObligationId),
    security(("bearer" = ["submission:read"])),
    responses((status = 200, description = "The workbook.", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
#[get("/report-obligations/{id}/sheet")]
async fn export_report_sheet(caller: Caller<ReadSubmission>, id: Path<ObligationId>) -> Result<Download> {
    let row = caller.find::<obligation::Entity>().by_id(id.0).await?;
    let bytes = form(&caller, &row).await?;
    Ok(Download::new(
        FileKind::Xlsx,
        format!("bieu-mau-{}.xlsx", row.id),
        bytes,
    ))
}

/// The form of an obligation, with what the caller may see of its report.
async fn form(look: &impl Look, row: &obligation::Model) -> Result<Vec<u8>> {
    let round = look.find::<round::Entity>().by_id(row.round_id).await?;
    let template = look.kernel().templates.get(look, round.template_id).await?;
    let (values, narrative, nothing) = match shown(look, row).await {
        Ok(report) => (report.values, report.narrative, report.nothing_to_report),
        Err(problem) if problem.code == Code::NotFound => (
            known(look, row, &round, &template.content.0).await?,
            Narrative::new(),
            false,
        ),
        Err(problem) => return Err(problem),
    };
    let form = Form {
        origin: Origin {
            obligation: row.id,
            template: template.id,
        },
        title: &round.name,
        organisation: &row.organisation_name,
        content: &template.content.0,
        applicability: &row.applicability.0,
        values: &values,
        narrative: &narrative,
        nothing,
    };
    form.xlsx()
}

/// What a report is begun with: for whoever writes it, the figures danchu knows.
async fn known(
    look: &impl Look,
    row: &obligation::Model,
    round: &round::Model,
    content: &TemplateContent,
) -> Result<Values> {
    if !look.scope().writes_for(row.organisation_id) {
        return Ok(Values::new());
    }
    let known = known_of(look, row, round, content).await?;
    Ok(known
        .0
        .iter()
        .map(|known| (known.indicator.clone(), known.value.as_json()))
        .collect())
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SheetQuery {
    /// Chạy thử: the sheet is read and checked by the very same code, and nothing is saved.
    #[serde(default)]
    #[param(default = false)]
    pub dry_run: bool,
}

/// Save the filled sheet as the draft
///
/// Nộp biểu mẫu đã điền: whole, in place of what was written before; a report that was not begun is begun. The same content again is safe;
/// different content needs the `ETag` last read in `If-Match`. Every fault is named by its cell.
#[utoipa::path(tag = "Documents", operation_id = "put_report_sheet",
    request_body(content = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", description = "The filled form."),
    params(ObligationId, SheetQuery, ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change an existing draft.")),
    security(("bearer" = ["submission:edit"])),
    responses((status = 200, description = "The draft as saved, or as it would be.", body = ReportSubmission),
        (status = 201, description = "The report, newly begun.", body = ReportSubmission),
        (status = 409, description = "The state forbids it.", body = ProblemDocument),
        (status = 422, description = "The workbook is no form of this obligation, or its answers are wrong: each by its cell.", body = ProblemDocument)))]
#[put("/report-obligations/{id}/sheet")]
async fn put_report_sheet(
    caller: Caller<EditSubmission>,
    id: Path<ObligationId>,
    if_match: IfMatch,
    query: Query<SheetQuery>,
    workbook: WorkbookBytes,
) -> Result<Answer> {
    let row = caller.find::<obligation::Entity>().by_id(id.0).await?;
    let filled = filled(&caller, &row, workbook).await?;
    let files = attached(&caller, &row).await?;
    let draft = ReportDraft::filled(row.id, &filled.values, &filled.narrative, &files, filled.nothing);
    let report = row.submission_id.unwrap_or_else(fresh);
    let saved = put_draft(&caller, report, if_match, &draft, query.0.dry_run).await;
    saved.map_err(|problem| filled.by_cell(problem))
}

/// The files that go with the report now; a sheet says nothing of them.
async fn attached(look: &impl Look, row: &obligation::Model) -> Result<Attached> {
    match shown(look, row).await {
        Ok(report) => Ok(report.attachments),
        Err(problem) if problem.code == Code::NotFound => Ok(Attached::default()),
        Err(problem) => Err(problem),
    }
}

/// The answers of a workbook that must be the form of this obligation.
async fn filled(look: &impl Look, row: &obligation::Model, workbook: WorkbookBytes) -> Result<read::Filled> {
    let round = look.find::<round::Entity>().by_id(row.round_id).await?;
    let template = look.kernel().templates.get(look, round.template_id).await?;
    // A workbook on which the reader itself stumbles is none that can be read.
    let sheet = actix_web::web::block(move || read::sheet(&workbook.0))
        .await
        .map_err(read::no_workbook)??;
    let expected = Origin {
        obligation: row.id,
        template: template.id,
    };
    if sheet.origin != expected {
        return Err(Problem::new(Code::InvalidContent).detail(
            "Biểu mẫu này của nghĩa vụ báo cáo khác, hoặc của phiên bản mẫu khác.",
            "This is the form of another obligation, or of another edition of the template.",
        ));
    }
    sheet.filled(&template.content.0)
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(export_report_sheet).service(put_report_sheet);
}
