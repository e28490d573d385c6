//! Projects as the API takes and shows them.

use std::collections::BTreeSet;

use actix_web::{get, put};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::entity::{Column, Entity, Funding, Model, ProjectVillages};
use crate::{
    access::{Caller, Direction, EditBoard, ListOrder, Look, ProjectId, ReadBoard, Tx, UnitId, VillageId, put, told},
    board::{
        course::{Dissolution, DissolutionGround},
        entity as board,
        kind::BoardKind,
    },
    document::order::in_order,
    http::{Answer, Code, IfMatch, Json, Limit, Page, Path, Problem, ProblemDocument, Query, Result, amount},
    organisation::{
        name::{NamedOrganisation, Names},
        organisation,
    },
    territory::{unit, unit_reach::reached_from, village_then::village_of},
    text::{self, Text},
};

/// Chương trình, dự án thuộc diện giám sát.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Nâng cấp đường bản Nà Khằm – Nà Đông", "funding": "public_investment", "investor": "Ban quản lý dự án khu vực Lai Châu",
    "cost": 4_500_000_000_i64, "begins_on": "2025-09-01"
}))]
pub struct NewInvestmentProject {
    /// Tên chương trình, dự án, 1–500 characters.
    #[schema(inline)]
    name: Text<1, 500>,
    /// Nguồn vốn.
    funding: Funding,
    /// Chủ chương trình, chủ đầu tư, 1–300 characters.
    #[schema(inline)]
    investor: Text<1, 300>,
    /// Tổng mức đầu tư, in đồng.
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 10_000_000_000_000_i64)]
    cost: Option<u64>,
    /// Thôn, tổ dân phố nơi có chương trình, dự án, at most 50, each of your commune: whoever represents the residents on its board is of one of them
    /// (Law 10/2022 Art. 41.1). Left out where it is all over the commune.
    #[serde(default)]
    #[schema(max_items = 50)]
    villages: Vec<VillageId>,
    /// The first day on which it is to be supervised.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-01")]
    begins_on: NaiveDate,
    /// The first day on which it is no longer: it is finished and handed over, or given up. Not after today; before `begins_on` where it was given
    /// up before it began.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-12-20")]
    ended_on: Option<NaiveDate>,
}

/// Chương trình, dự án thuộc diện giám sát.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct InvestmentProject {
    /// Its id.
    pub id: ProjectId,
    /// The Front that keeps the record.
    pub keeper: NamedOrganisation,
    /// The commune.
    pub unit_id: UnitId,
    /// Tên chương trình, dự án.
    #[schema(example = "Nâng cấp đường bản Nà Khằm – Nà Đông")]
    pub name: String,
    /// Nguồn vốn.
    pub funding: Funding,
    /// Chủ chương trình, chủ đầu tư.
    #[schema(example = "Ban quản lý dự án khu vực Lai Châu")]
    pub investor: String,
    /// Tổng mức đầu tư, in đồng.
    #[schema(nullable = false, example = 4_500_000_000_i64)]
    pub cost: Option<i64>,
    /// Thôn, tổ dân phố nơi có chương trình, dự án; none where it is all over the commune.
    pub villages: Vec<VillageId>,
    /// The first day on which it is to be supervised.
    #[schema(example = "2025-09-01")]
    pub begins_on: NaiveDate,
    /// The first day on which it is no longer.
    #[schema(nullable = false, example = "2025-12-20")]
    pub ended_on: Option<NaiveDate>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProjectQuery {
    /// Projects in this unit, or in one under it.
    pub unit: Option<UnitId>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// Record a project
///
/// Ghi chương trình, dự án thuộc diện giám sát (Law 10/2022 Art. 41.1) by the commune's Front, under an id of the client's choosing: newly begun (201), or in
/// place of what was told of it before.
#[utoipa::path(tag = "Boards", operation_id = "put_investment_project", request_body = NewInvestmentProject,
    params(("id" = ProjectId, Path, description = "Id of the project, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9b51"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["board:edit"])),
    responses((status = 200, description = "The project as saved.", body = InvestmentProject),
        (status = 201, description = "The project, newly recorded.", body = InvestmentProject),
        (status = 409, description = "Your organisation is not the Front of a commune; or a board ended because the project had, which now would not \
         have.", body = ProblemDocument)))]
#[put("/investment-projects/{id}")]
async fn put_investment_project(
    caller: Caller<EditBoard>,
    id: Path<ProjectId>,
    if_match: IfMatch,
    new: Json<NewInvestmentProject>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let known = tx.known::<Entity>(id.0).await?;
    let row = written(&tx, id.0, known.as_ref(), new.0).await?;
    let put = put::<_, Entity>(&mut tx, known, row, if_match).await?;
    let answer = answer(&tx, put.row()).await?;
    let address = format!("/api/v1/investment-projects/{}", id.0);
    told::<_, Entity>(tx, put, answer, address).await
}

async fn written(tx: &Tx<EditBoard>, id: ProjectId, known: Option<&Model>, new: NewInvestmentProject) -> Result<Model> {
    let front = tx.find::<organisation::Entity>().by_id(tx.scope().organisation).await?;
    let unit = tx.find::<unit::Entity>().by_id(front.unit_id).await?;
    if !BoardKind::CommunityInvestmentSupervision.is_directed_by(front.kind, unit.level) {
        return Err(Problem::new(Code::StateForbids).detail(
            "Chương trình, dự án của xã do Mặt trận cấp xã ghi.",
            "The Front of a commune alone records its projects.",
        ));
    }
    let unit_id = known.map_or(front.unit_id, |known| known.unit_id);
    of_the_commune(tx, unit_id, &new.villages).await?;
    still_finished(tx, id, new.ended_on).await?;
    let today = tx.clocks().legal.today();
    if let Some(end) = new.ended_on {
        in_order("/ended_on", end, None, today)?;
    }
    Ok(Model {
        id,
        organisation_id: known.map_or(front.id, |known| known.organisation_id),
        unit_id,
        name_sort: text::sort_key(new.name.as_str()),
        name: new.name.into_string(),
        funding: new.funding,
        investor: new.investor.into_string(),
        cost: new.cost.map(|cost| amount("/cost", cost)).transpose()?,
        villages: ProjectVillages(new.villages),
        begins_on: new.begins_on,
        ended_on: new.ended_on,
        version: known.map_or(1, |known| known.version),
    })
}

/// 409 where a board ended because the project had, and it would not have by then.
async fn still_finished(tx: &Tx<EditBoard>, id: ProjectId, ended_on: Option<NaiveDate>) -> Result<()> {
    let boards = tx.find::<board::Entity>().filter(board::Column::ProjectId.eq(id));
    let boards = boards.all().await?;
    let mut ends = boards.iter().filter_map(|board| board.course.dissolution.as_ref());
    let over = |end: &Dissolution| ended_on.is_some_and(|over| over <= end.on);
    match ends.any(|end| end.ground == DissolutionGround::ProjectFinished && !over(end)) {
        false => Ok(()),
        true => Err(Problem::new(Code::StateForbids).detail(
            "Ban đã giải thể vì dự án kết thúc (Luật 10/2022/QH15 Điều 41.1); dự án không kết thúc sau ngày đó.",
            "Its board ended because the project had (Law 10/2022/QH15 Art. 41.1); it cannot end after that day.",
        )),
    }
}

/// Villages that one project is in, at most.
const MOST_VILLAGES: usize = 50;

/// 422 for villages of another commune.
async fn of_the_commune(tx: &Tx<EditBoard>, unit: UnitId, villages: &[VillageId]) -> Result<()> {
    let different: BTreeSet<&VillageId> = villages.iter().collect();
    if villages.len() > MOST_VILLAGES || different.len() < villages.len() {
        return Err(Problem::invalid(
            "/villages",
            "too_many",
            format!("Tối đa {MOST_VILLAGES}, không lặp lại."),
            format!("At most {MOST_VILLAGES}, none twice."),
        ));
    }
    for (at, village) in villages.iter().enumerate() {
        let pointer = format!("/villages/{at}");
        if village_of(tx, *village, &pointer).await?.unit_id != unit {
            return Err(Problem::unknown_reference(pointer));
        }
    }
    Ok(())
}

/// List projects
///
/// Các chương trình, dự án thuộc diện giám sát in scope, in the order of their names.
#[utoipa::path(tag = "Boards", operation_id = "list_investment_projects", params(ProjectQuery),
    security(("bearer" = ["board:read"])),
    responses((status = 200, description = "A page of projects.", body = Page<InvestmentProject>)))]
#[get("/investment-projects")]
async fn list_investment_projects(caller: Caller<ReadBoard>, query: Query<ProjectQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "name",
        columns: vec![Column::NameSort],
        direction: Direction::Ascending,
    };
    let here = |unit: UnitId| Column::UnitId.in_subquery(reached_from(unit));
    let found = caller
        .find::<Entity>()
        .filter(Condition::all().add_option(query.0.unit.map(here)));
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    let names = Names::of(&caller, page.items.iter().map(|(row, _)| row.organisation_id)).await?;
    Answer::page(&page.map(|row| (view(&names, &row), row.version)))
}

/// Get a project
#[utoipa::path(tag = "Boards", operation_id = "get_investment_project", params(ProjectId),
    security(("bearer" = ["board:read"])),
    responses((status = 200, description = "The project.", body = InvestmentProject)))]
#[get("/investment-projects/{id}")]
async fn get_investment_project(caller: Caller<ReadBoard>, id: Path<ProjectId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    answer(&caller, &row).await
}

fn view(names: &Names, row: &Model) -> InvestmentProject {
    InvestmentProject {
        id: row.id,
        keeper: names.named(row.organisation_id),
        unit_id: row.unit_id,
        name: row.name.clone(),
        funding: row.funding,
        investor: row.investor.clone(),
        cost: row.cost,
        villages: row.villages.0.clone(),
        begins_on: row.begins_on,
        ended_on: row.ended_on,
    }
}

/// One project, with its `ETag`.
async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    let names = Names::of(look, [row.organisation_id]).await?;
    Answer::record(&view(&names, row), row.version)
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_investment_project)
        .service(list_investment_projects)
        .service(get_investment_project);
}
