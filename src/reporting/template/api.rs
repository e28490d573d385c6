//! Reading templates.

use actix_web::get;
use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    drafting::TemplateCode,
    entity::{Column, Entity},
    rules::TemplateState,
    view::{self, ReportTemplate},
};
use crate::{
    access::{Caller, Direction, ListOrder, ReadTemplate, TemplateId},
    http::{Answer, Limit, Page, Path, Query, Result},
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TemplateQuery {
    /// Templates that stand so.
    #[param(inline)]
    pub state: Option<TemplateState>,
    /// Editions of the template with this code.
    #[param(value_type = Option<String>, example = "grassroots-democracy-yearly")]
    pub code: Option<TemplateCode>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List report templates
///
/// What was published, by whosoever, and your committee's drafts.
#[utoipa::path(tag = "Reporting", operation_id = "list_report_templates", params(TemplateQuery),
    security(("bearer" = ["template:read"])),
    responses((status = 200, description = "A page of templates, without their content.", body = Page<ReportTemplate>)))]
#[get("/report-templates")]
async fn list_report_templates(caller: Caller<ReadTemplate>, query: Query<TemplateQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "code",
        columns: vec![Column::Code, Column::Edition],
        direction: Direction::Ascending,
    };
    let found = caller
        .find::<Entity>()
        .filter_some(query.0.code, |code| Column::Code.eq(String::from(code)).into())
        .filter_some(query.0.state, standing);
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    Answer::page(&page.map(|row| {
        let version = row.version;
        (ReportTemplate::brief(&caller, row), version)
    }))
}

fn standing(state: TemplateState) -> Condition {
    let published = Column::PublishedAt;
    let retired = Column::RetiredAt;
    match state {
        TemplateState::Draft => Condition::all().add(published.is_null()).add(retired.is_null()),
        TemplateState::Published => Condition::all().add(published.is_not_null()).add(retired.is_null()),
        TemplateState::Retired => Condition::all().add(retired.is_not_null()),
    }
}

/// Get a report template
///
/// With everything it asks: sections, indicators with their definition and how to count, rules between them, narrative.
#[utoipa::path(tag = "Reporting", operation_id = "get_report_template", params(TemplateId),
    security(("bearer" = ["template:read"])),
    responses((status = 200, description = "The template.", body = ReportTemplate)))]
#[get("/report-templates/{id}")]
async fn get_report_template(caller: Caller<ReadTemplate>, id: Path<TemplateId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    view::answer(&caller, &row)
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_report_templates).service(get_report_template);
}
