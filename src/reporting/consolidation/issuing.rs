//! The number, date and signed copy a consolidation was issued under.

use actix_web::{HttpRequest, get, put};

use super::{
    entity::{ConsolidationState, Entity},
    view::{self, ReportConsolidation},
};
use crate::{
    access::{AttachmentId, Caller, ConsolidationId, Event, ReadConsolidation, RegisterConsolidation},
    attachment::{Content, content},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    reporting::official::NewOfficialIssue,
};

/// Record how a consolidation was issued
///
/// Ghi thông tin phát hành của báo cáo tổng hợp đã ký: number, symbol, date, signer and capacity, and the signed PDF, which is kept with its hash.
/// Recorded again, it is corrected.
#[utoipa::path(tag = "Reporting", operation_id = "put_consolidation_official_issue", request_body = NewOfficialIssue,
    params(ConsolidationId, ("If-Match" = String, Header, description = "The consolidation's `ETag`.")),
    security(("bearer" = ["consolidation:register"])),
    responses((status = 200, description = "The consolidation.", body = ReportConsolidation),
        (status = 409, description = "It has not been signed.", body = ProblemDocument),
        (status = 422, description = "The number, day or file is not right.", body = ProblemDocument)))]
#[put("/report-consolidations/{id}/official-issue")]
async fn put_consolidation_official_issue(
    caller: Caller<RegisterConsolidation>,
    id: Path<ConsolidationId>,
    if_match: IfMatch,
    new: Json<NewOfficialIssue>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let known = tx.find::<Entity>().by_id(id.0).await?;
    let issued = new.0.checked(&tx, known.official_issue.as_ref()).await?;
    let edited = tx.edit::<Entity>(id.0, if_match, |row| {
        let signed = matches!(row.state, ConsolidationState::Signed | ConsolidationState::Accepted);
        row.official_issue = Some(issued);
        signed.then_some(()).ok_or_else(|| Problem::new(Code::StateForbids))
    });
    let row = edited.await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

/// Download the signed copy of a consolidation
#[utoipa::path(tag = "Attachments", operation_id = "get_consolidation_attachment_content",
    params(("id" = ConsolidationId, Path, description = "Id of the consolidation."), ("attachment" = AttachmentId, Path, description = "Id of the file.")),
    security(("bearer" = ["consolidation:read"])),
    responses((status = 200, description = "The file.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "The part asked for.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 416, description = "The file has no such part.", body = ProblemDocument)))]
#[get("/report-consolidations/{id}/attachments/{attachment}/content")]
async fn get_consolidation_attachment_content(
    caller: Caller<ReadConsolidation>,
    path: Path<(ConsolidationId, AttachmentId)>,
    request: HttpRequest,
) -> Result<Content> {
    let (id, file) = path.0;
    let row = caller.find::<Entity>().by_id(id).await?;
    let signed = row.official_issue.and_then(|issue| issue.signed_file);
    let found = signed.filter(|signed| signed.id == file);
    let found = found.ok_or_else(|| Problem::new(Code::NotFound))?;
    content(&caller.kernel().files, &found, &request).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_consolidation_official_issue)
        .service(get_consolidation_attachment_content);
}
