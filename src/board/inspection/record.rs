//! Recording an inspection.

use actix_web::put;
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{Entity, InspectionKind, InspectionOutcome, InspectionResult, Model, Notice},
    rules::{self, Days},
    view::{self, BoardInspection},
};
use crate::{
    access::{Caller, EditInspection, InspectionId, OrganisationId, PlanId, Tx, put, told},
    board::{
        own::{own_led_board, within_reach},
        plan::entity as plan,
    },
    document::step::Today,
    http::{Answer, IfMatch, Json, Path, Problem, Result, amount},
    text::{Paragraphs, Text},
};

/// Cuộc kiểm tra, giám sát, xác minh.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "check", "subject": "Thu, chi quỹ của bản Nà Khằm năm 2025", "inspected_name": "Ban quản lý bản Nà Khằm", "notified_on": "2025-12-01",
    "starts_on": "2025-12-10"
}))]
pub struct NewBoardInspection {
    /// Việc Ban làm.
    kind: InspectionKind,
    /// Nội dung, 1–500 characters.
    #[schema(inline)]
    subject: Text<1, 500>,
    /// The plan it carries out.
    #[serde(default)]
    #[schema(nullable = false)]
    plan: Option<PlanId>,
    /// Whom it inspects: an organisation of the board's unit or of one above it. This or `inspected_name`.
    #[serde(default)]
    #[schema(nullable = false)]
    inspected: Option<OrganisationId>,
    /// Whom it inspects, where danchu does not know them, 1–300 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    inspected_name: Option<Text<1, 300>>,
    /// When whom it inspects, and whoever directs the board, were given the plan; fewer than 5 working days before it begins is late. Not of a
    /// supervision board: there the Front's one notice counts.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-12-01")]
    notified_on: Option<NaiveDate>,
    /// The day it begins.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-10")]
    starts_on: NaiveDate,
    /// The day it ended; with its result.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-12-12")]
    ended_on: Option<NaiveDate>,
    /// Kết quả.
    #[serde(default)]
    #[schema(nullable = false)]
    result: Option<NewInspectionResult>,
    /// When it was written down, if that was without a network.
    #[serde(default, deserialize_with = "crate::http::some_instant")]
    #[schema(nullable = false)]
    recorded_at: Option<DateTime<Utc>>,
}

/// Kết quả.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInspectionResult {
    /// Kết luận.
    outcome: InspectionOutcome,
    /// Nội dung, 1–10000 characters.
    #[schema(inline)]
    findings: Paragraphs<1, 10_000>,
    /// Số vụ việc, sai phạm phát hiện.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 100_000)]
    cases: u32,
    /// Số tiền sai phạm phát hiện, in đồng.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    money: u64,
    /// Diện tích đất sai phạm phát hiện, in m².
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    land: u64,
}

/// Record an inspection
///
/// Ghi cuộc kiểm tra, giám sát, xác minh under an id of the client's choosing: newly begun (201), or in place of what was told of it before.
#[utoipa::path(tag = "Inspections", operation_id = "put_board_inspection", request_body = NewBoardInspection,
    params(("id" = InspectionId, Path, description = "Id of the inspection, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9b21"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["inspection:edit"])),
    responses((status = 200, description = "The inspection as saved.", body = BoardInspection),
        (status = 201, description = "The inspection, newly begun.", body = BoardInspection),
        (status = 409, description = "The board is not recognised, has no head, or has ended; or the inspection has, and stays as it was concluded.", body = crate::http::ProblemDocument)))]
#[put("/board-inspections/{id}")]
async fn put_board_inspection(
    caller: Caller<EditInspection>,
    id: Path<InspectionId>,
    if_match: IfMatch,
    new: Json<NewBoardInspection>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let known = tx.known::<Entity>(id.0).await?;
    let row = written(&tx, id.0, known.as_ref(), new.0).await?;
    rules::open(known.as_ref(), &row)?;
    let put = put::<_, Entity>(&mut tx, known, row, if_match).await?;
    let answer = view::answer(&tx, put.row()).await?;
    let address = format!("/api/v1/board-inspections/{}", id.0);
    told::<_, Entity>(tx, put, answer, address).await
}

async fn written(
    tx: &Tx<EditInspection>,
    id: InspectionId,
    known: Option<&Model>,
    new: NewBoardInspection,
) -> Result<Model> {
    let board = own_led_board(tx).await?;
    rules::fitting(new.kind, &board)?;
    if new.inspected.is_some() == new.inspected_name.is_some() {
        return Err(Problem::invalid(
            "/inspected",
            "required",
            "Nêu cơ quan hoặc tên đối tượng, một trong hai.",
            "Name the organisation, or somebody by name: one of the two.",
        ));
    }
    let inspected_id = match new.inspected {
        Some(body) => Some(within_reach(tx, &board, body, "/inspected").await?),
        None => None,
    };
    if let Some(plan) = new.plan {
        planned(tx, plan, &board).await?;
    }
    let days = Days {
        notified_on: new.notified_on,
        starts_on: new.starts_on,
        ended_on: new.ended_on,
    };
    let notice = rules::judged(&days, &board, &Today::of(tx).await?)?;
    let result = new.result.map(found).transpose()?;
    rules::concluded(days.ended_on, result.as_ref())?;
    Ok(Model {
        id,
        organisation_id: board.body_id,
        unit_id: board.unit_id,
        origin_unit_id: known.map_or(board.unit_id, |known| known.origin_unit_id),
        board_id: board.id,
        board_kind: board.kind,
        director_id: board.organisation_id,
        host_id: board.host_id,
        plan_id: new.plan,
        kind: new.kind,
        subject: new.subject.into_string(),
        inspected_id,
        inspected_name: new.inspected_name.map(Text::into_string),
        notice: notice.map(Notice),
        starts_on: days.starts_on,
        ended_on: days.ended_on,
        cases: result.as_ref().map_or(0, |result| result.cases),
        result,
        recorded_at: new.recorded_at,
        version: known.map_or(1, |known| known.version),
    })
}

fn found(new: NewInspectionResult) -> Result<InspectionResult> {
    Ok(InspectionResult {
        outcome: new.outcome,
        findings: new.findings.into_string(),
        cases: i64::from(new.cases),
        money: amount("/result/money", new.money)?,
        land: amount("/result/land", new.land)?,
    })
}

/// 422 unless it is a plan of the board's own.
async fn planned(tx: &Tx<EditInspection>, id: PlanId, board: &crate::board::entity::Model) -> Result<()> {
    let own = tx
        .find::<plan::Entity>()
        .filter(plan::Column::Id.eq(id))
        .filter(plan::Column::BoardId.eq(board.id));
    match own.one().await? {
        Some(_) => Ok(()),
        None => Err(Problem::unknown_reference("/plan")),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(put_board_inspection);
}
