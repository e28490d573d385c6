//! Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng of communes, for anybody: who is on them, what they plan, and how many of their
//! recommendations were heard (Law 10/2022 Art. 40.2b, 45.1b). Those of agencies and enterprises are internal (Art. 46, 64).

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, FromQueryResult, sea_query::ExprTrait};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    conventions::villages_named,
    kept::{NO_VERSION, kept},
    query::PublicQuery,
};
use crate::{
    access::{BoardId, Direction, Gather, ListOrder, Published, UnitId, Visitor},
    board::{
        BoardKind, BoardPosition, BoardState, MemberRow, OF_COMMUNES, RecommendationState, Represents,
        entity::{Column, Entity, Model},
        members_named,
        plan::entity as plan,
        recommendation::entity as recommendation,
    },
    http::{Answer, Page, Path, ProblemDocument, Query, Result},
};

impl Published for Entity {
    /// Those of communes that are recognised.
    fn published(today: NaiveDate) -> Condition {
        Condition::all()
            .add(Column::Kind.is_in(OF_COMMUNES))
            .add(Column::State.eq(BoardState::Recognised))
            .add(Column::TermFrom.lte(today))
    }
}

/// Ban ở xã, phường, đặc khu.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ListedPublicBoard {
    /// Its id.
    pub id: BoardId,
    /// Loại Ban.
    pub kind: BoardKind,
    /// Its name.
    #[schema(example = "Ban Thanh tra nhân dân phường Đoàn Kết")]
    pub name: String,
    /// The commune.
    pub unit_id: UnitId,
    /// The first day of its term.
    #[schema(example = "2025-10-01")]
    pub term_from: NaiveDate,
    /// The first day after its term.
    #[schema(nullable = false, example = "2030-10-01")]
    pub term_to: Option<NaiveDate>,
}

/// Ban ở xã, phường, đặc khu, with its composition.
#[derive(Serialize, ToSchema)]
pub struct PublicBoard {
    #[serde(flatten)]
    pub board: ListedPublicBoard,
    /// Who serves on it.
    pub members: Vec<PublicBoardMember>,
    /// What it has planned, once issued.
    pub plans: Vec<PublicBoardPlan>,
    /// Its recommendations, counted.
    pub recommendations: PublicRecommendations,
}

/// Thành viên: by name and position.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct PublicBoardMember {
    /// Họ và tên; empty once what is personal was erased.
    #[schema(example = "Lò Văn Ín")]
    pub name: String,
    /// Chức danh trong Ban.
    pub position: BoardPosition,
    /// Đại diện cho ai.
    pub represents: Represents,
    /// Thôn, bản, tổ dân phố, by name.
    #[schema(nullable = false, example = "Bản Nà Khằm")]
    pub village: Option<String>,
}

/// Kế hoạch: that there is one. What is in it is for those it concerns (Decree 59/2023 Art. 14.1b).
#[serde_with::skip_serializing_none]
#[derive(Serialize, FromQueryResult, ToSchema)]
pub struct PublicBoardPlan {
    /// The period; left out where it is for the whole term.
    #[schema(nullable = false, example = "2026")]
    pub period_key: Option<String>,
    /// When it was issued.
    #[schema(nullable = false, example = "2025-12-15")]
    pub issued_on: Option<NaiveDate>,
}

/// Kiến nghị, by how far they have come.
#[derive(Default, Serialize, FromQueryResult, ToSchema)]
pub struct PublicRecommendations {
    /// Đã gửi, all of them.
    #[schema(example = 3)]
    pub sent: i64,
    /// Chưa trả lời.
    #[schema(example = 1)]
    pub waiting: i64,
    /// Of them quá hạn.
    #[schema(example = 0)]
    pub overdue: i64,
    /// Đã trả lời.
    #[schema(example = 2)]
    pub answered: i64,
}

/// List boards of communes
///
/// Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng đang hoạt động, in the order of their names.
#[utoipa::path(tag = "Public", operation_id = "list_public_boards", params(PublicQuery),
    responses((status = 200, description = "A page of boards.", body = Page<ListedPublicBoard>)))]
#[get("/public/inspection-boards")]
async fn list_public_boards(visitor: Visitor, query: Query<PublicQuery>, request: HttpRequest) -> Result<Answer> {
    kept(&request, &query.0, async || {
        Answer::page(&boards_of(&visitor, &query.0).await?)
    })
    .await
}

pub async fn boards_of(visitor: &Visitor, query: &PublicQuery) -> Result<Page<ListedPublicBoard>> {
    let order = ListOrder {
        name: "name",
        columns: vec![Column::NameSort],
        direction: Direction::Ascending,
    };
    let found = visitor.find::<Entity>().filter(query.here(Column::UnitId));
    let page = found.page(order, query.cursor.as_deref(), query.limit).await?;
    Ok(page.map(|row| (brief(&row), NO_VERSION)))
}

/// Get a board of a commune
///
/// Thành phần Ban, kế hoạch, số kiến nghị.
#[utoipa::path(tag = "Public", operation_id = "get_public_board", params(BoardId),
    responses((status = 200, description = "The board.", body = PublicBoard),
        (status = 404, description = "There is none, or it is no board of a commune.", body = ProblemDocument)))]
#[get("/public/inspection-boards/{id}")]
async fn get_public_board(visitor: Visitor, id: Path<BoardId>, request: HttpRequest) -> Result<Answer> {
    kept(&request, &id.0, || shown(&visitor, id.0)).await
}

async fn shown(visitor: &Visitor, id: BoardId) -> Result<Answer> {
    let row = visitor.find::<Entity>().by_id(id).await?;
    let view = PublicBoard {
        board: brief(&row),
        members: members(visitor, &row).await?,
        plans: plans(visitor, &row).await?,
        recommendations: recommended(visitor, &row).await?,
    };
    Answer::view(&view)
}

fn brief(row: &Model) -> ListedPublicBoard {
    ListedPublicBoard {
        id: row.id,
        kind: row.kind,
        name: row.name.clone(),
        unit_id: row.unit_id,
        term_from: row.term_from,
        term_to: row.term_to,
    }
}

/// Those who serve today: whoever waits to be recognised, was refused or has left is nobody's to know.
async fn members(visitor: &Visitor, board: &Model) -> Result<Vec<PublicBoardMember>> {
    let today = visitor.today();
    let mut serving = members_named(board.id, visitor.beside::<Entity>(board)).await?;
    serving.retain(|member| member.row.serves_on(today));
    let villages = serving.iter().filter_map(|member| member.row.village_id);
    let villages = villages_named(visitor, villages).await?;
    let shown = |MemberRow { row, name }| PublicBoardMember {
        name,
        position: row.position,
        represents: row.represents,
        village: row.village_id.and_then(|id| villages.get(&id).cloned()),
    };
    Ok(serving.into_iter().map(shown).collect())
}

async fn plans(visitor: &Visitor, board: &Model) -> Result<Vec<PublicBoardPlan>> {
    use plan::Column as Plan;
    let issued = Gather::<plan::Entity, _>::beside(visitor.beside::<Entity>(board))
        .columns([Plan::PeriodKey, Plan::IssuedOn])
        .filter(Plan::BoardId.eq(board.id))
        .filter(Plan::IssuedOn.lte(visitor.today()));
    issued.order_by(Plan::IssuedOn).all().await
}

async fn recommended(visitor: &Visitor, board: &Model) -> Result<PublicRecommendations> {
    use recommendation::Column as Recommendation;
    let waiting = || Recommendation::State.is_in([RecommendationState::Sent, RecommendationState::Received]);
    let sent = Gather::<recommendation::Entity, _>::beside(visitor.beside::<Entity>(board))
        .filter(Recommendation::BoardId.eq(board.id))
        .filter(Recommendation::SentOn.is_not_null())
        .count("sent")
        .count_where("waiting", waiting())
        .count_where("overdue", waiting().and(Recommendation::DueOn.lt(visitor.today())))
        .count_where("answered", Recommendation::AnsweredOn.is_not_null());
    Ok(sent.all().await?.pop().unwrap_or_default())
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_public_boards).service(get_public_board);
}
