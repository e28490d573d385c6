//! What goes with a version beside its figures: its files, and the number, date and signed copy it was issued under.

use actix_web::{HttpRequest, get, put};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{
    reading::by_submission,
    rules::Relation,
    version,
    view::{self, ReportSubmission},
};
use crate::{
    access::{AttachmentId, Caller, Event, ReadSubmission, RegisterSubmission, SubmissionId, Tx},
    attachment::{Content, content},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    reporting::{obligation::entity as obligation, official::NewOfficialIssue},
};

/// Record how a version was issued
///
/// Ghi thông tin phát hành: number, symbol, date, signer and capacity as the clerk's office gave them, and the signed PDF, which is kept with its
/// hash. Recorded again, it is corrected. The version itself never changes; its official document is printed with this number and date.
#[utoipa::path(tag = "Reporting", operation_id = "put_report_official_issue", request_body = NewOfficialIssue,
    params(("id" = SubmissionId, Path, description = "Id of the report."), ("number" = i64, Path, description = "Number of the version.", example = 1),
        ("If-Match" = String, Header, description = "ETag of the report as you read it.")),
    security(("bearer" = ["submission:register"])),
    responses((status = 200, description = "The report.", body = ReportSubmission),
        (status = 422, description = "The number, day or file is not right.", body = ProblemDocument)))]
#[put("/report-submissions/{id}/versions/{number}/official-issue")]
async fn put_report_official_issue(
    caller: Caller<RegisterSubmission>,
    path: Path<(SubmissionId, i64)>,
    if_match: IfMatch,
    new: Json<NewOfficialIssue>,
) -> Result<Answer> {
    let (id, number) = path.0;
    let mut tx = caller.begin().await?;
    let row = record(&mut tx, id, number, if_match, new.0).await?;
    let answer = Answer::record(&view::submission(&tx, &row).await?, row.version)?;
    tx.commit(Event::on::<obligation::Entity>(&row), answer).await
}

async fn record(
    tx: &mut Tx<RegisterSubmission>,
    id: SubmissionId,
    number: i64,
    if_match: IfMatch,
    new: NewOfficialIssue,
) -> Result<obligation::Model> {
    let visible = by_submission(tx, id).await?;
    let sent = view::versions_of(tx, id).await?;
    let version = sent.iter().find(|version| version.number == number);
    let version = version.ok_or_else(|| Problem::new(Code::NotFound))?;
    if !matches!(Relation::of(tx, &visible), Relation::Owner | Relation::OwnerByMandate) {
        return Err(Problem::new(Code::NotYours));
    }
    let issued = new.checked(tx, version.official_issue.as_ref()).await?;
    let before = tx.lock_matching::<obligation::Entity>(visible.id, if_match).await?;
    let row = tx.save::<obligation::Entity>(&before, before.clone()).await?;
    version::Entity::update_many()
        .col_expr(version::Column::OfficialIssue, Expr::value(issued))
        .filter(version::Column::SubmissionId.eq(id))
        .filter(version::Column::Number.eq(number))
        .exec(tx.within_lock::<obligation::Entity>(&row))
        .await?;
    tx.note("official_issue");
    Ok(row)
}

/// Download a file of a report
///
/// Of the draft, as far as you see it, or of a version you see; the signed copy of a version is one of them. Whole, or the part a `Range` asks for.
#[utoipa::path(tag = "Attachments", operation_id = "get_report_attachment_content",
    params(("id" = SubmissionId, Path, description = "Id of the report."), ("attachment" = AttachmentId, Path, description = "Id of the file.")),
    security(("bearer" = ["submission:read"])),
    responses((status = 200, description = "The file.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "The part asked for.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 416, description = "The file has no such part.", body = ProblemDocument)))]
#[get("/report-submissions/{id}/attachments/{attachment}/content")]
async fn get_report_attachment_content(
    caller: Caller<ReadSubmission>,
    path: Path<(SubmissionId, AttachmentId)>,
    request: HttpRequest,
) -> Result<Content> {
    let (id, file) = path.0;
    let row = by_submission(&caller, id).await?;
    let report = view::submission(&caller, &row).await?;
    let versions = view::versions_of(&caller, id).await?;
    let of_versions = versions.iter().find_map(|version| version.file(file));
    let found = report.attachments.file(file).or(of_versions);
    let found = found.ok_or_else(|| Problem::new(Code::NotFound))?;
    content(&caller.kernel().files, found, &request).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_report_official_issue)
        .service(get_report_attachment_content);
}
