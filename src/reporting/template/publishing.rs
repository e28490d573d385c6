//! Publishing a template, and giving it up.

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::Entity,
    rules,
    view::{self, ReportTemplate},
};
use crate::{
    access::{Caller, Event, PublishTemplate, TemplateId},
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    text::Paragraphs,
};

/// Thôi dùng mẫu báo cáo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TemplateRetirement, example = json!({"reason": "Thay bằng phiên bản 2 theo Nghị quyết 75/NQ-HĐND."}))]
pub struct Retirement {
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Publish a template
///
/// Ban hành mẫu báo cáo. From now on it never changes, everybody may read it, and rounds may ask it. Earlier editions stay in use until they are
/// retired.
#[utoipa::path(tag = "Reporting", operation_id = "publish_report_template",
    params(TemplateId, ("If-Match" = String, Header, description = "The template's `ETag`.")),
    security(("bearer" = ["template:publish"])),
    responses((status = 200, description = "The published template.", body = ReportTemplate),
        (status = 409, description = "It is no draft.", body = ProblemDocument),
        (status = 422, description = "It contradicts itself: all of its `faults`, as pointers into the template.", body = ProblemDocument)))]
#[post("/report-templates/{id}/publish")]
async fn publish_report_template(
    caller: Caller<PublishTemplate>,
    id: Path<TemplateId>,
    if_match: IfMatch,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = tx.lock_matching::<Entity>(id.0, if_match).await?;
    let after = rules::publish(&before, tx.clocks().legal.now())?;
    let row = tx.save::<Entity>(&before, after).await?;
    let answer = view::answer(&tx, &row)?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

/// Retire a template
///
/// Thôi dùng mẫu báo cáo, or give a draft up. No new round asks it; rounds that do go on to their end.
#[utoipa::path(tag = "Reporting", operation_id = "retire_report_template", request_body = Retirement,
    params(TemplateId, ("If-Match" = String, Header, description = "The template's `ETag`.")),
    security(("bearer" = ["template:publish"])),
    responses((status = 200, description = "The retired template.", body = ReportTemplate),
        (status = 409, description = "It is retired already.", body = ProblemDocument)))]
#[post("/report-templates/{id}/retire")]
async fn retire_report_template(
    caller: Caller<PublishTemplate>,
    id: Path<TemplateId>,
    if_match: IfMatch,
    retirement: Json<Retirement>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = tx.lock_matching::<Entity>(id.0, if_match).await?;
    let reason = retirement.0.reason.as_str();
    let after = rules::retire(&before, reason, tx.clocks().legal.now())?;
    let row = tx.save::<Entity>(&before, after).await?;
    let answer = view::answer(&tx, &row)?;
    tx.commit(Event::on::<Entity>(&row).because(reason), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(publish_report_template).service(retire_report_template);
}
