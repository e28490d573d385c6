//! Templates as the API shows them.

use actix_web::get;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{content::TemplateContent, entity as template};
use crate::{
    access::{Caller, Direction, ListOrder, ReadTemplate, TemplateId},
    http::{Answer, Limit, Page, Path, Query, Result},
};

/// Mẫu báo cáo: one published edition; it never changes.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ReportTemplate {
    /// Its id.
    pub id: TemplateId,
    /// Code of the template; all its editions share it.
    #[schema(example = "grassroots-democracy-yearly")]
    pub code: String,
    /// 1, 2, 3 …
    #[schema(example = 1, minimum = 1)]
    pub edition: i64,
    /// Name in Vietnamese.
    #[schema(example = "Báo cáo năm về thực hiện dân chủ ở cơ sở")]
    pub name_vi: String,
    /// Name in English.
    #[schema(example = "Yearly report on grassroots democracy")]
    pub name_en: String,
    /// How often it is asked.
    #[schema(example = "year")]
    pub periodicity: String,
    /// Which calendar its periods follow: `reporting` (from the 15th) or `civil`.
    #[schema(example = "reporting")]
    pub calendar: String,
    /// The law it rests on.
    #[schema(nullable = false)]
    pub legal_basis: Option<String>,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// What is asked; left out in lists.
    #[schema(nullable = false)]
    pub content: Option<TemplateContent>,
}

impl ReportTemplate {
    fn new(row: template::Model, content: bool) -> Self {
        Self {
            id: row.id,
            code: row.code,
            edition: row.edition,
            name_vi: row.name_vi,
            name_en: row.name_en,
            periodicity: row.periodicity,
            calendar: row.calendar,
            legal_basis: row.legal_basis,
            published_at: row.published_at,
            content: content.then_some(row.content.0),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TemplateQuery {
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List report templates
#[utoipa::path(tag = "Reporting", operation_id = "list_report_templates", params(TemplateQuery),
    security(("bearer" = ["template:read"])),
    responses((status = 200, description = "A page of templates, without their content.", body = Page<ReportTemplate>)))]
#[get("/report-templates")]
async fn list_report_templates(caller: Caller<ReadTemplate>, query: Query<TemplateQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "code",
        columns: vec![template::Column::Code, template::Column::Edition],
        direction: Direction::Ascending,
    };
    let page = caller
        .find::<template::Entity>()
        .page(order, query.0.cursor.as_deref(), query.0.limit)
        .await?;
    Answer::page(&page.map(|row| (ReportTemplate::new(row, false), 1)))
}

/// Get a report template
///
/// With everything it asks: sections, indicators with their definition and how to count, rules between them, narrative.
#[utoipa::path(tag = "Reporting", operation_id = "get_report_template", params(TemplateId),
    security(("bearer" = ["template:read"])),
    responses((status = 200, description = "The template.", body = ReportTemplate)))]
#[get("/report-templates/{id}")]
async fn get_report_template(caller: Caller<ReadTemplate>, id: Path<TemplateId>) -> Result<Answer> {
    let row = caller.find::<template::Entity>().by_id(id.0).await?;
    Answer::record(&ReportTemplate::new(row, true), 1)
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_report_templates).service(get_report_template);
}
