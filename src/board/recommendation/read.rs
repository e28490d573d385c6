//! Reading recommendations.

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, sea_query::ExprTrait};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    entity::{Column, Entity, Model, RecommendationKind, RecommendationState},
    view::{self, BoardRecommendation, Shown},
};
use crate::{
    access::{
        AttachmentId, BoardId, Caller, Direction, ListOrder, OrganisationId, ReadRecommendation, RecommendationId,
        UnitId,
    },
    attachment::{Content, content},
    http::{Answer, Code, Limit, Page, Path, Problem, ProblemDocument, Query, Result},
    territory::unit_reach::reached_from,
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RecommendationQuery {
    /// Recommendations of this board.
    pub board: Option<BoardId>,
    /// Recommendations for this organisation.
    pub addressee: Option<OrganisationId>,
    /// Recommendations that arose in this unit, or in one under it.
    pub unit: Option<UnitId>,
    /// Of this kind.
    #[param(inline)]
    pub kind: Option<RecommendationKind>,
    /// That have come so far.
    #[param(inline)]
    pub state: Option<RecommendationState>,
    /// Sent on this day or later.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub sent_from: Option<NaiveDate>,
    /// Sent on this day or earlier: with `kind=amend_law`, what indicator F13 of the democracy reports asks for in words.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub sent_to: Option<NaiveDate>,
    /// Only those whose time is over today without an answer.
    #[serde(default)]
    #[param(default = false)]
    pub overdue: bool,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List recommendations
///
/// Kiến nghị của các Ban in scope, the latest begun first. What was not sent, only the board and whoever directs it see.
#[utoipa::path(tag = "Recommendations", operation_id = "list_board_recommendations", params(RecommendationQuery),
    security(("bearer" = ["recommendation:read"])),
    responses((status = 200, description = "A page of recommendations.", body = Page<BoardRecommendation>)))]
#[get("/board-recommendations")]
async fn list_board_recommendations(
    caller: Caller<ReadRecommendation>,
    query: Query<RecommendationQuery>,
) -> Result<Answer> {
    let order = ListOrder {
        name: "begun",
        columns: vec![Column::BegunOn],
        direction: Direction::Descending,
    };
    let found = caller.find::<Entity>().filter(query.0.filters(&caller));
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    let rows: Vec<&Model> = page.items.iter().map(|(row, _)| row).collect();
    let shown = Shown::of(&caller, &rows).await?;
    Answer::page(&page.map(|row| (shown.view(&caller, &row), row.version)))
}

impl RecommendationQuery {
    fn filters(&self, caller: &Caller<ReadRecommendation>) -> Condition {
        let today = caller.clocks().legal.today();
        let overdue = || {
            Column::State
                .eq(RecommendationState::Received)
                .and(Column::DueOn.lt(today))
        };
        Condition::all()
            .add_option(self.board.map(|id| Column::BoardId.eq(id)))
            .add_option(self.addressee.map(|id| Column::AddresseeId.eq(id)))
            .add_option(self.unit.map(|unit| Column::UnitId.in_subquery(reached_from(unit))))
            .add_option(self.kind.map(|kind| Column::Kind.eq(kind)))
            .add_option(self.state.map(|state| Column::State.eq(state)))
            .add_option(self.sent_from.map(|day| Column::SentOn.gte(day)))
            .add_option(self.sent_to.map(|day| Column::SentOn.lte(day)))
            .add_option(self.overdue.then(overdue))
    }
}

/// Get a recommendation
#[utoipa::path(tag = "Recommendations", operation_id = "get_board_recommendation", params(RecommendationId),
    security(("bearer" = ["recommendation:read"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation)))]
#[get("/board-recommendations/{id}")]
async fn get_board_recommendation(caller: Caller<ReadRecommendation>, id: Path<RecommendationId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    view::answer(&caller, &row).await
}

/// Download the evidence of an answer
///
/// Minh chứng. Whole, or the part a `Range` asks for.
#[utoipa::path(tag = "Attachments", operation_id = "get_recommendation_attachment_content",
    params(("id" = RecommendationId, Path, description = "Id of the recommendation."), ("attachment" = AttachmentId, Path, description = "Id of the file.")),
    security(("bearer" = ["recommendation:read"])),
    responses((status = 200, description = "The file.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "The part asked for.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 416, description = "The file has no such part.", body = ProblemDocument)))]
#[get("/board-recommendations/{id}/attachments/{attachment}/content")]
async fn get_recommendation_attachment_content(
    caller: Caller<ReadRecommendation>,
    path: Path<(RecommendationId, AttachmentId)>,
    request: HttpRequest,
) -> Result<Content> {
    let row = caller.find::<Entity>().by_id(path.0.0).await?;
    let file = row.course.answer.as_ref().and_then(|answer| answer.file.as_ref());
    let file = file.filter(|file| file.id == path.0.1);
    let file = file.ok_or_else(|| Problem::new(Code::NotFound))?;
    content(&caller.kernel().files, file, &request).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_board_recommendations)
        .service(get_board_recommendation)
        .service(get_recommendation_attachment_content);
}
