//! Reading resolutions.

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    entity::{Column, Entity, ResolutionState, ResolutionSubject},
    view::{self, CouncilResolution, Shown},
};
use crate::{
    access::{AttachmentId, Caller, Direction, ListOrder, OrganisationId, ReadResolution, ResolutionId, UnitId},
    attachment::{Content, content},
    document::{as_of::AsOf, register::DocumentRow},
    http::{Answer, Code, Limit, Page, Path, Problem, ProblemDocument, Query, Result},
    territory::unit_reach::reached_from,
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ResolutionQuery {
    /// Resolutions of this council.
    pub organisation: Option<OrganisationId>,
    /// Resolutions of this unit, of all under it, and of those that ended and whose heir it is.
    pub unit: Option<UnitId>,
    /// Resolutions about this.
    #[param(inline)]
    pub subject: Option<ResolutionSubject>,
    /// Resolutions that have come so far.
    #[param(inline)]
    pub state: Option<ResolutionState>,
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

/// List council resolutions
///
/// Nghị quyết của Hội đồng nhân dân in scope, in the order of their names. Other councils and Fronts see those that were adopted.
#[utoipa::path(tag = "Resolutions", operation_id = "list_council_resolutions", params(ResolutionQuery),
    security(("bearer" = ["resolution:read"])),
    responses((status = 200, description = "A page of resolutions.", body = Page<CouncilResolution>)))]
#[get("/council-resolutions")]
async fn list_council_resolutions(caller: Caller<ReadResolution>, query: Query<ResolutionQuery>) -> Result<Answer> {
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

impl ResolutionQuery {
    fn filters(&self) -> Condition {
        Condition::all()
            .add_option(self.organisation.map(|id| Column::OrganisationId.eq(id)))
            .add_option(self.unit.map(|unit| Column::UnitId.in_subquery(reached_from(unit))))
            .add_option(self.subject.map(|subject| Column::Subject.eq(subject)))
            .add_option(self.state.map(|state| Column::State.eq(state)))
    }
}

/// Get a council resolution
#[utoipa::path(tag = "Resolutions", operation_id = "get_council_resolution", params(ResolutionId, AsOf),
    security(("bearer" = ["resolution:read"])),
    responses((status = 200, description = "The resolution.", body = CouncilResolution)))]
#[get("/council-resolutions/{id}")]
async fn get_council_resolution(
    caller: Caller<ReadResolution>,
    id: Path<ResolutionId>,
    query: Query<AsOf>,
) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    let day = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    view::answer_of(&caller, &row, day).await
}

/// Download a file of a resolution
///
/// The proposal, the examination's report, or the signed copy. Whole, or the part a `Range` asks for.
#[utoipa::path(tag = "Attachments", operation_id = "get_resolution_attachment_content",
    params(("id" = ResolutionId, Path, description = "Id of the resolution."), ("attachment" = AttachmentId, Path, description = "Id of the file.")),
    security(("bearer" = ["resolution:read"])),
    responses((status = 200, description = "The file.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "The part asked for.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 416, description = "The file has no such part.", body = ProblemDocument)))]
#[get("/council-resolutions/{id}/attachments/{attachment}/content")]
async fn get_resolution_attachment_content(
    caller: Caller<ReadResolution>,
    path: Path<(ResolutionId, AttachmentId)>,
    request: HttpRequest,
) -> Result<Content> {
    let row = caller.find::<Entity>().by_id(path.0.0).await?;
    let file = row.file(path.0.1).ok_or_else(|| Problem::new(Code::NotFound))?;
    content(&caller.kernel().files, file, &request).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_council_resolutions)
        .service(get_council_resolution)
        .service(get_resolution_attachment_content);
}
