//! Reading conventions.

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    entity::{Column, ConventionState, Entity, Model},
    figures::{happened_in, in_force_on},
    milestone::Milestone,
    view::{self, Shown, VillageConvention},
};
use crate::{
    access::{AttachmentId, Caller, ConventionId, Direction, ListOrder, ReadConvention, UnitId, VillageId},
    attachment::{Content, content},
    document::as_of::AsOf,
    http::{Answer, Code, Limit, Page, Path, Problem, ProblemDocument, Query, Result},
    territory::unit_reach::reached_from,
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConventionQuery {
    /// Conventions of this unit, and of all under it.
    pub unit: Option<UnitId>,
    /// Conventions of this village.
    pub village: Option<VillageId>,
    /// Conventions that have come so far.
    #[param(inline)]
    pub state: Option<ConventionState>,
    /// Conventions to which this happened, on the days of `from` and `to`.
    #[param(inline)]
    pub milestone: Option<Milestone>,
    /// With `milestone`: the first day.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub from: Option<NaiveDate>,
    /// With `milestone`: the last day.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub to: Option<NaiveDate>,
    /// Only those in force, be it in part, on the day of `as_of`.
    #[serde(default)]
    #[param(default = false)]
    pub in_force: bool,
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

/// List village conventions
///
/// Hương ước, quy ước in scope, in the order of their names. Councils and Fronts see them from the posting of the draft on. Without their
/// course.
#[utoipa::path(tag = "Conventions", operation_id = "list_village_conventions", params(ConventionQuery),
    security(("bearer" = ["convention:read"])),
    responses((status = 200, description = "A page of conventions.", body = Page<VillageConvention>)))]
#[get("/village-conventions")]
async fn list_village_conventions(caller: Caller<ReadConvention>, query: Query<ConventionQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "title",
        columns: vec![Column::TitleFold],
        direction: Direction::Ascending,
    };
    let day = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    let found = caller.find::<Entity>().filter(query.0.filters(day));
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    let rows: Vec<&Model> = page.items.iter().map(|(row, _)| row).collect();
    let shown = Shown::of(&caller, &rows, day).await?;
    Answer::page(&page.map(|row| (shown.brief(&caller, &row), row.version)))
}

impl ConventionQuery {
    fn filters(&self, day: NaiveDate) -> Condition {
        let happened = self.milestone.map(|what| happened_in(what, self.from, self.to));
        Condition::all()
            .add_option(self.unit.map(|unit| Column::UnitId.in_subquery(reached_from(unit))))
            .add_option(self.village.map(|id| Column::VillageId.eq(id)))
            .add_option(self.state.map(|state| Column::State.eq(state)))
            .add_option(happened.map(|happened| Column::Id.in_subquery(happened)))
            .add_option(self.in_force.then(|| in_force_on(day)))
    }
}

/// Get a village convention
#[utoipa::path(tag = "Conventions", operation_id = "get_village_convention", params(ConventionId, AsOf),
    security(("bearer" = ["convention:read"])),
    responses((status = 200, description = "The convention.", body = VillageConvention)))]
#[get("/village-conventions/{id}")]
async fn get_village_convention(
    caller: Caller<ReadConvention>,
    id: Path<ConventionId>,
    query: Query<AsOf>,
) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    let day = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    view::answer_of(&caller, &row, day).await
}

/// Download a file of a convention
///
/// The draft that was posted, a paper of the dossier, or the signed decision. Whole, or the part a `Range` asks for.
#[utoipa::path(tag = "Attachments", operation_id = "get_convention_attachment_content",
    params(("id" = ConventionId, Path, description = "Id of the convention."), ("attachment" = AttachmentId, Path, description = "Id of the file.")),
    security(("bearer" = ["convention:read"])),
    responses((status = 200, description = "The file.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "The part asked for.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 416, description = "The file has no such part.", body = ProblemDocument)))]
#[get("/village-conventions/{id}/attachments/{attachment}/content")]
async fn get_convention_attachment_content(
    caller: Caller<ReadConvention>,
    path: Path<(ConventionId, AttachmentId)>,
    request: HttpRequest,
) -> Result<Content> {
    let row = caller.find::<Entity>().by_id(path.0.0).await?;
    let file = row.file(path.0.1).ok_or_else(|| Problem::new(Code::NotFound))?;
    content(&caller.kernel().files, file, &request).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_village_conventions)
        .service(get_village_convention)
        .service(get_convention_attachment_content);
}
