//! Reading regulations.

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    entity::{Column, Entity, RegulationState, Setting},
    view::{self, DemocracyRegulation, Shown},
};
use crate::{
    access::{AttachmentId, Caller, Direction, ListOrder, OrganisationId, ReadRegulation, RegulationId, UnitId},
    attachment::{Content, content},
    document::{as_of::AsOf, register::DocumentRow},
    http::{Answer, Code, Limit, Page, Path, Problem, ProblemDocument, Query, Result},
    territory::unit_reach::reached_from,
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RegulationQuery {
    /// Regulations of this organisation.
    pub organisation: Option<OrganisationId>,
    /// Regulations of this unit, of all under it, and of those that ended and whose heir it is.
    pub unit: Option<UnitId>,
    /// Regulations for this setting.
    #[param(inline)]
    pub setting: Option<Setting>,
    /// Regulations that have come so far.
    #[param(inline)]
    pub state: Option<RegulationState>,
    /// The day for which `force` is told; by default today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub as_of: Option<NaiveDate>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List democracy regulations
///
/// Quy chế thực hiện dân chủ in scope, in the order of their names. Councils and Fronts see what was issued, and of communes what the people are
/// asked about.
#[utoipa::path(tag = "Regulations", operation_id = "list_democracy_regulations", params(RegulationQuery),
    security(("bearer" = ["regulation:read"])),
    responses((status = 200, description = "A page of regulations.", body = Page<DemocracyRegulation>)))]
#[get("/democracy-regulations")]
async fn list_democracy_regulations(caller: Caller<ReadRegulation>, query: Query<RegulationQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "title",
        columns: vec![Column::TitleFold],
        direction: Direction::Ascending,
    };
    let today = caller.clocks().legal.today();
    let found = caller.find::<Entity>().filter(query.0.filters());
    let page = found.page_of(order, query.0.cursor.as_deref(), query.0.limit, today);
    let page: Page<DocumentRow<Entity>> = page.await?;
    let listed: Vec<&DocumentRow<Entity>> = page.items.iter().map(|(listed, _)| listed).collect();
    let shown = Shown::listing(&caller, &listed, query.0.as_of.unwrap_or(today)).await?;
    Answer::page(&page.map(|listed| {
        let version = listed.row.version;
        (shown.listed(&caller, listed.named()), version)
    }))
}

impl RegulationQuery {
    fn filters(&self) -> Condition {
        Condition::all()
            .add_option(self.organisation.map(|id| Column::OrganisationId.eq(id)))
            .add_option(self.unit.map(|unit| Column::UnitId.in_subquery(reached_from(unit))))
            .add_option(self.setting.map(|setting| Column::Setting.eq(setting)))
            .add_option(self.state.map(|state| Column::State.eq(state)))
    }
}

/// Get a democracy regulation
#[utoipa::path(tag = "Regulations", operation_id = "get_democracy_regulation", params(RegulationId, AsOf),
    security(("bearer" = ["regulation:read"])),
    responses((status = 200, description = "The regulation.", body = DemocracyRegulation)))]
#[get("/democracy-regulations/{id}")]
async fn get_democracy_regulation(
    caller: Caller<ReadRegulation>,
    id: Path<RegulationId>,
    query: Query<AsOf>,
) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    let day = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    view::answer_of(&caller, &row, day).await
}

/// Download a file of a regulation
///
/// A draft that was consulted on, or the signed copy. Whole, or the part a `Range` asks for.
#[utoipa::path(tag = "Attachments", operation_id = "get_regulation_attachment_content",
    params(("id" = RegulationId, Path, description = "Id of the regulation."), ("attachment" = AttachmentId, Path, description = "Id of the file.")),
    security(("bearer" = ["regulation:read"])),
    responses((status = 200, description = "The file.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "The part asked for.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 416, description = "The file has no such part.", body = ProblemDocument)))]
#[get("/democracy-regulations/{id}/attachments/{attachment}/content")]
async fn get_regulation_attachment_content(
    caller: Caller<ReadRegulation>,
    path: Path<(RegulationId, AttachmentId)>,
    request: HttpRequest,
) -> Result<Content> {
    let row = caller.find::<Entity>().by_id(path.0.0).await?;
    let file = row.file(path.0.1).ok_or_else(|| Problem::new(Code::NotFound))?;
    content(&caller.kernel().files, file, &request).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_democracy_regulations)
        .service(get_democracy_regulation)
        .service(get_regulation_attachment_content);
}
