//! Plans as the API takes and shows them.

use actix_web::{get, put};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::entity::{Column, Entity, Model, PlanContent};
use crate::{
    access::{
        BoardId, Caller, Direction, EditInspection, ListOrder, Look, PlanId, ReadInspection, Tx, UnitId, put, told,
    },
    board::{BoardKind, own::own_board},
    calendar::{PeriodKey, Periodicity},
    document::order::{Lawful, follows, out_of_step},
    http::{Answer, Code, IfMatch, Json, Limit, Page, Path, Problem, Query, Result, amount},
    organisation::{
        name::{NamedOrganisation, Names},
        organisation,
    },
    territory::unit_reach::reached_from,
    text::{Paragraphs, Text},
};

/// Kế hoạch, chương trình công tác.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "period": "2026", "title": "Kế hoạch hoạt động năm 2026", "purpose": "Giám sát việc thu, chi các quỹ ở thôn, bản.",
    "work": "Quý I: kiểm tra quỹ của 4 bản.", "funding": 15_000_000
}))]
pub struct NewBoardPlan {
    /// A quarter, half or year (Decree 59/2023 Art. 14.1a, 22.1a, 26.1a); left out, it is for the whole term.
    #[serde(default)]
    #[schema(nullable = false)]
    period: Option<PeriodKey>,
    /// Tên, 1–300 characters.
    #[schema(inline)]
    title: Text<1, 300>,
    /// Mục đích, yêu cầu, 1–5000 characters.
    #[schema(inline)]
    purpose: Paragraphs<1, 5000>,
    /// Nội dung, thời gian, 1–10000 characters.
    #[schema(inline)]
    work: Paragraphs<1, 10_000>,
    /// Kinh phí, in đồng.
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 10_000_000_000_000_i64)]
    funding: Option<u64>,
    /// Tổ chức thực hiện và các điều kiện bảo đảm khác, 1–5000 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    organisation: Option<Paragraphs<1, 5000>>,
    /// When it was issued, not after today; a draft until then, which nobody else sees.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-12-15")]
    issued_on: Option<NaiveDate>,
}

/// Kế hoạch, chương trình công tác của Ban.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct BoardPlan {
    /// Its id.
    pub id: PlanId,
    /// The board.
    pub board_id: BoardId,
    /// Loại Ban.
    pub board_kind: BoardKind,
    /// The organisation the board is, by name.
    pub board: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// The quarter, half or year; left out where it is for the whole term.
    #[schema(nullable = false, example = "2026")]
    pub period: Option<String>,
    /// Tên.
    #[schema(example = "Kế hoạch hoạt động năm 2026")]
    pub title: String,
    #[serde(flatten)]
    pub content: PlanContent,
    /// When it was issued; left out of a draft.
    #[schema(nullable = false, example = "2025-12-15")]
    pub issued_on: Option<NaiveDate>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PlanQuery {
    /// Plans of this board.
    pub board: Option<BoardId>,
    /// Plans in this unit, or in one under it.
    pub unit: Option<UnitId>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// Write a plan
///
/// Ghi kế hoạch, chương trình công tác của Ban under an id of the client's choosing: newly begun (201), or in place of what was told of it before. A board
/// has one for each period.
#[utoipa::path(tag = "Inspections", operation_id = "put_board_plan", request_body = NewBoardPlan,
    params(("id" = PlanId, Path, description = "Id of the plan, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9b31"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["inspection:edit"])),
    responses((status = 200, description = "The plan as saved.", body = BoardPlan),
        (status = 201, description = "The plan, newly begun.", body = BoardPlan),
        (status = 409, description = "`already_exists`: the board has another for the period; `existing_id` names it. `state_forbids`: the plan was issued, \
         or the board is not recognised or has ended.", body = crate::http::ProblemDocument)))]
#[put("/board-plans/{id}")]
async fn put_board_plan(
    caller: Caller<EditInspection>,
    id: Path<PlanId>,
    if_match: IfMatch,
    new: Json<NewBoardPlan>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let known = tx.known::<Entity>(id.0).await?;
    let row = written(&tx, id.0, known.as_ref(), new.0).await?;
    still_a_draft(known.as_ref(), &row)?;
    let put = put::<_, Entity>(&mut tx, known, row, if_match).await?;
    let answer = answer(&tx, put.row()).await?;
    let address = format!("/api/v1/board-plans/{}", id.0);
    told::<_, Entity>(tx, put, answer, address).await
}

/// What is refused of a plan once it was issued, and where the decree has boards plan.
const ISSUED: Lawful = (
    "Kế hoạch đã ban hành được điều chỉnh bằng kế hoạch khác",
    "A plan that was issued is adjusted by another",
    "Nghị định 59/2023/NĐ-CP Điều 14.1a, 18.1, 22.1a, 26.1a",
);

/// 409 for another plan under the same id once it was issued: whoever it is for has read it.
fn still_a_draft(known: Option<&Model>, row: &Model) -> Result<()> {
    match known {
        Some(known) if known.issued_on.is_some() && known != row => Err(out_of_step(ISSUED)),
        _ => Ok(()),
    }
}

async fn written(tx: &Tx<EditInspection>, id: PlanId, known: Option<&Model>, new: NewBoardPlan) -> Result<Model> {
    // Of two plans for a period at a time, the second finds the first.
    let own = tx.principal().organisation;
    tx.lock::<organisation::Entity>(own).await?;
    let board = own_board(tx).await?;
    let period_key = new.period.map(periodic).transpose()?;
    if let Some(on) = new.issued_on {
        let founded = board.course.recognitions.first().map(|first| first.made.on);
        follows("/issued_on", on, founded, tx.clocks().legal.today(), ISSUED)?;
    }
    let row = Model {
        id,
        organisation_id: board.body_id,
        unit_id: board.unit_id,
        board_id: board.id,
        board_kind: board.kind,
        director_id: board.organisation_id,
        host_id: board.host_id,
        period_key,
        title: new.title.into_string(),
        content: PlanContent {
            purpose: new.purpose.into_string(),
            work: new.work.into_string(),
            funding: new.funding.map(|sum| amount("/funding", sum)).transpose()?,
            organisation: new.organisation.map(Paragraphs::into_string),
        },
        issued_on: new.issued_on,
        version: known.map_or(1, |known| known.version),
    };
    alone(tx, &row).await?;
    Ok(row)
}

/// 409 where the board has another plan for the period.
async fn alone(tx: &Tx<EditInspection>, row: &Model) -> Result<()> {
    let others = tx
        .find::<Entity>()
        .filter(Column::BoardId.eq(row.board_id))
        .filter(Column::Id.ne(row.id))
        .filter(match &row.period_key {
            Some(key) => Column::PeriodKey.eq(key),
            None => Column::PeriodKey.is_null(),
        });
    match others.one().await? {
        Some(other) => Err(Problem::new(Code::AlreadyExists).existing(other.id)),
        None => Ok(()),
    }
}

/// 422 for a month, or nine months.
fn periodic(key: PeriodKey) -> Result<String> {
    match key.periodicity() {
        Periodicity::Quarter | Periodicity::HalfYear | Periodicity::Year => Ok(key.to_string()),
        _ => Err(Problem::invalid(
            "/period",
            "unsuited",
            "Kế hoạch theo quý, 06 tháng, năm hoặc nhiệm kỳ.",
            "A plan is for a quarter, a half, a year or the term.",
        )),
    }
}

/// List plans
///
/// Kế hoạch, chương trình công tác của các Ban in scope, in the order of their titles. What was not issued, only the board and whoever directs it see.
#[utoipa::path(tag = "Inspections", operation_id = "list_board_plans", params(PlanQuery),
    security(("bearer" = ["inspection:read"])),
    responses((status = 200, description = "A page of plans.", body = Page<BoardPlan>)))]
#[get("/board-plans")]
async fn list_board_plans(caller: Caller<ReadInspection>, query: Query<PlanQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "title",
        columns: vec![Column::Title],
        direction: Direction::Ascending,
    };
    let found = caller.find::<Entity>().filter(query.0.filters());
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    let names = Names::of(&caller, page.items.iter().map(|(row, _)| row.organisation_id)).await?;
    Answer::page(&page.map(|row| (view(&names, &row), row.version)))
}

impl PlanQuery {
    fn filters(&self) -> Condition {
        Condition::all()
            .add_option(self.board.map(|id| Column::BoardId.eq(id)))
            .add_option(self.unit.map(|unit| Column::UnitId.in_subquery(reached_from(unit))))
    }
}

/// Get a plan
#[utoipa::path(tag = "Inspections", operation_id = "get_board_plan", params(PlanId),
    security(("bearer" = ["inspection:read"])),
    responses((status = 200, description = "The plan.", body = BoardPlan)))]
#[get("/board-plans/{id}")]
async fn get_board_plan(caller: Caller<ReadInspection>, id: Path<PlanId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    answer(&caller, &row).await
}

fn view(names: &Names, row: &Model) -> BoardPlan {
    BoardPlan {
        id: row.id,
        board_id: row.board_id,
        board_kind: row.board_kind,
        board: names.named(row.organisation_id),
        unit_id: row.unit_id,
        period: row.period_key.clone(),
        title: row.title.clone(),
        content: row.content.clone(),
        issued_on: row.issued_on,
    }
}

/// One plan, with its `ETag`.
async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    let names = Names::of(look, [row.organisation_id]).await?;
    Answer::record(&view(&names, row), row.version)
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_board_plan)
        .service(list_board_plans)
        .service(get_board_plan);
}
