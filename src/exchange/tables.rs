//! Totals and progress of a round as tables for office programs.

use actix_web::get;

use super::{
    download::{Download, FileKind},
    workbook::{Cell, Table},
};
use crate::{
    access::{Caller, ReadTotals, RoundId},
    http::{Csv, Path, Problem, Query, Result},
    reporting::{
        rollup::IndicatorTotal,
        round::entity as round,
        template::content::TemplateContent,
        total::api::{Coverage, ProgressQuery, RoundProgress, Standing, Totals, TotalsQuery, progress_of, totals_of},
    },
    territory::unit_name::NamedUnit,
};

/// Totals as XLSX
///
/// Bảng tổng hợp: the totals as a workbook, a row for the unit, for the bodies directly at it and for each unit under it, a column for each
/// indicator. Numbers of more than 15 digits are written as text, since spreadsheets would change them.
#[utoipa::path(tag = "Documents", operation_id = "export_totals_workbook", params(RoundId, TotalsQuery),
    security(("bearer" = ["totals:read"])),
    responses((status = 200, description = "The workbook.", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
#[get("/report-rounds/{id}/totals.xlsx")]
async fn export_totals_workbook(
    caller: Caller<ReadTotals>,
    id: Path<RoundId>,
    query: Query<TotalsQuery>,
) -> Result<Download> {
    let table = totals_table(&caller, id.0, &query.0).await?;
    workbook(format!("tong-hop-{}.xlsx", id.0), table).await
}

/// Totals as CSV
///
/// Bảng tổng hợp: the same table as comma-separated values. What a spreadsheet would take for a formula begins with an apostrophe.
#[utoipa::path(tag = "Documents", operation_id = "export_totals_table", params(RoundId, TotalsQuery),
    security(("bearer" = ["totals:read"])),
    responses((status = 200, description = "The table.", content_type = "text/csv", body = String)))]
#[get("/report-rounds/{id}/totals.csv")]
async fn export_totals_table(caller: Caller<ReadTotals>, id: Path<RoundId>, query: Query<TotalsQuery>) -> Result<Csv> {
    totals_table(&caller, id.0, &query.0).await?.csv("tong-hop.csv")
}

/// Progress as XLSX
///
/// Bảng tiến độ: the progress as a workbook.
#[utoipa::path(tag = "Documents", operation_id = "export_progress_workbook", params(RoundId, ProgressQuery),
    security(("bearer" = ["totals:read"])),
    responses((status = 200, description = "The workbook.", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
#[get("/report-rounds/{id}/progress.xlsx")]
async fn export_progress_workbook(
    caller: Caller<ReadTotals>,
    id: Path<RoundId>,
    query: Query<ProgressQuery>,
) -> Result<Download> {
    let table = progress_table(&caller, id.0, &query.0).await?;
    workbook(format!("tien-do-{}.xlsx", id.0), table).await
}

/// Progress as CSV
///
/// Bảng tiến độ: the same table as comma-separated values.
#[utoipa::path(tag = "Documents", operation_id = "export_progress_table", params(RoundId, ProgressQuery),
    security(("bearer" = ["totals:read"])),
    responses((status = 200, description = "The table.", content_type = "text/csv", body = String)))]
#[get("/report-rounds/{id}/progress.csv")]
async fn export_progress_table(
    caller: Caller<ReadTotals>,
    id: Path<RoundId>,
    query: Query<ProgressQuery>,
) -> Result<Csv> {
    progress_table(&caller, id.0, &query.0).await?.csv("tien-do.csv")
}

/// Large tables take their time, which is not the server's own.
pub async fn workbook(name: String, table: Table) -> Result<Download> {
    let bytes = actix_web::web::block(move || table.xlsx())
        .await
        .map_err(Problem::internal)??;
    Ok(Download::new(FileKind::Xlsx, name, bytes))
}

async fn totals_table(caller: &Caller<ReadTotals>, id: RoundId, query: &TotalsQuery) -> Result<Table> {
    let moment = caller.snapshot().await?;
    let totals = totals_of(&moment, id, query).await?;
    let round = caller.find::<round::Entity>().by_id(id).await?;
    let template = caller.kernel().templates.get(&moment, round.template_id).await?;
    Ok(of_totals(&round.name, &template.content.0, &totals))
}

fn of_totals(name: &str, content: &TemplateContent, totals: &Totals) -> Table {
    let figures = content
        .indicators
        .iter()
        .map(|indicator| format!("{} {}", indicator.code, indicator.name.vi));
    let coverage = [
        "Mã đơn vị",
        "Đơn vị",
        "Phải báo cáo",
        "Đã gửi",
        "Đã tiếp nhận",
        "Chưa gửi",
    ];
    let unit = |unit: &NamedUnit| [Cell::Text(unit.code.clone()), Cell::Text(unit.name.clone())];
    let own = [
        Cell::Empty,
        Cell::Text(format!("Cơ quan trực thuộc {}", totals.unit.name)),
    ];
    let total = row(unit(&totals.unit), &totals.coverage, content, &totals.indicators);
    let own = row(own, &totals.own.coverage, content, &totals.own.indicators);
    let children = totals
        .children
        .iter()
        .map(|child| row(unit(&child.unit), &child.coverage, content, &child.indicators));
    Table {
        title: name.to_owned(),
        subtitle: format!("{}, đến hết ngày {}", totals.unit.name, totals.as_of.format("%d/%m/%Y")),
        header: coverage.map(str::to_owned).into_iter().chain(figures).collect(),
        rows: [total, own].into_iter().chain(children).collect(),
    }
}

fn row(unit: [Cell; 2], coverage: &Coverage, content: &TemplateContent, totals: &[IndicatorTotal]) -> Vec<Cell> {
    let counts = [
        coverage.required,
        coverage.submitted,
        coverage.accepted,
        coverage.missing,
    ]
    .map(Cell::Count);
    let figures = content.indicators.iter().map(|indicator| {
        let total = totals.iter().find(|total| total.code == indicator.code);
        total.map_or(Cell::Empty, figure)
    });
    unit.into_iter().chain(counts).chain(figures).collect()
}

fn figure(total: &IndicatorTotal) -> Cell {
    match (&total.value, &total.counts) {
        (Some(value), _) => Cell::Number(value.clone()),
        (None, Some(counts)) if !counts.is_empty() => {
            let said = counts.iter().map(|(choice, count)| format!("{choice}: {count}"));
            Cell::Text(said.collect::<Vec<_>>().join("; "))
        }
        (None, _) => Cell::Empty,
    }
}

async fn progress_table(caller: &Caller<ReadTotals>, id: RoundId, query: &ProgressQuery) -> Result<Table> {
    let moment = caller.snapshot().await?;
    let progress = progress_of(&moment, id, query).await?;
    let round = caller.find::<round::Entity>().by_id(id).await?;
    let today = caller.clocks().legal.today();
    Ok(of_progress(
        &round.name,
        &format!("{}, ngày {}", progress.unit.name, today.format("%d/%m/%Y")),
        &progress,
    ))
}

fn of_progress(name: &str, subtitle: &str, progress: &RoundProgress) -> Table {
    const HEADER: [&str; 14] = [
        "Mã đơn vị",
        "Đơn vị",
        "Phải báo cáo",
        "Chưa bắt đầu",
        "Đang soạn",
        "Chờ tiếp nhận",
        "Bị trả lại",
        "Đã tiếp nhận",
        "Được miễn",
        "Đúng hạn",
        "Muộn",
        "Quá hạn",
        "Sắp đến hạn",
        "Thiếu",
    ];
    let unit = |unit: &NamedUnit| [Cell::Text(unit.code.clone()), Cell::Text(unit.name.clone())];
    let own = [
        Cell::Empty,
        Cell::Text(format!("Cơ quan trực thuộc {}", progress.unit.name)),
    ];
    let children = progress
        .children
        .iter()
        .map(|child| standing(unit(&child.unit), &child.total));
    Table {
        title: name.to_owned(),
        subtitle: subtitle.to_owned(),
        header: HEADER.map(str::to_owned).to_vec(),
        rows: [
            standing(unit(&progress.unit), &progress.total),
            standing(own, &progress.own),
        ]
        .into_iter()
        .chain(children)
        .collect(),
    }
}

fn standing(unit: [Cell; 2], of: &Standing) -> Vec<Cell> {
    let counts = [
        of.expected,
        of.not_started,
        of.draft,
        of.submitted,
        of.returned,
        of.accepted,
        of.waived,
        of.on_time,
        of.late,
        of.overdue,
        of.due_soon,
        of.missing,
    ];
    unit.into_iter().chain(counts.map(Cell::Count)).collect()
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(export_totals_workbook)
        .service(export_totals_table)
        .service(export_progress_workbook)
        .service(export_progress_table);
}
