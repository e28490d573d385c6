//! A report as DOCX: its title, what it tells, and its figures in tables.

use docx_rs::{
    AlignmentType, LineSpacing, Paragraph, Run, Table, TableCell, TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::{
    page::{TEXT_WIDTH, body, centred, points, rule},
    report::{FigureRow, FigureTable, OfficialReport, about_line},
};
use crate::http::Result;

/// Code, figure, unit of measure, value.
const COLUMNS: [usize; 4] = [1000, 4754, 1500, 2100];

/// The document's bytes.
pub fn docx(report: &OfficialReport) -> Result<Vec<u8>> {
    let mut page = report.frame.page();
    for paragraph in title(report) {
        page = page.add_paragraph(paragraph);
    }
    for (heading, text) in &report.parts {
        page = page.add_paragraph(body(Run::new().add_text(heading).bold()));
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            page = page.add_paragraph(body(Run::new().add_text(line)));
        }
    }
    for table in &report.tables {
        page = page.add_paragraph(body(Run::new().add_text(&table.heading).bold()).keep_next(true));
        page = page.add_table(figures(table));
    }
    let page = page.add_paragraph(body(Run::new().add_text(closing(report))).keep_next(true));
    report.frame.signed(page)
}

/// Box 5a and 9a: type, abstract with its rule, and to whom it goes.
fn title(report: &OfficialReport) -> Vec<Paragraph> {
    let above = LineSpacing::new().before(240);
    let kind = centred(Run::new().add_text("BÁO CÁO").bold()).line_spacing(above);
    let about = centred(Run::new().add_text(about_line(&report.about)).bold());
    let to = report.addressee.iter().map(|body| {
        let said = format!("Kính gửi: {body}");
        centred(Run::new().add_text(said)).line_spacing(LineSpacing::new().before(120).after(120))
    });
    [kind, about, rule(TEXT_WIDTH, 4)].into_iter().chain(to).collect()
}

fn closing(report: &OfficialReport) -> String {
    match &report.addressee {
        Some(body) => format!("{} kính báo cáo {body}./.", report.frame.issuer),
        None => "Trên đây là báo cáo tổng hợp./.".to_owned(),
    }
}

fn figures(table: &FigureTable) -> Table {
    let header = ["Mã", "Chỉ tiêu", "Đơn vị tính", "Kết quả"].map(|name| Run::new().add_text(name).bold());
    let row = |row: &FigureRow| {
        figure_row([&row.code, &row.name, &row.unit, &row.value].map(|text| Run::new().add_text(text)))
    };
    let rows = std::iter::once(figure_row(header))
        .chain(table.rows.iter().map(row))
        .collect();
    Table::new(rows)
        .set_grid(COLUMNS.to_vec())
        .layout(TableLayoutType::Fixed)
        .width(TEXT_WIDTH, WidthType::Dxa)
}

fn figure_row(cells: [Run; 4]) -> TableRow {
    let alignments = [
        AlignmentType::Left,
        AlignmentType::Left,
        AlignmentType::Center,
        AlignmentType::Right,
    ];
    let cells = cells
        .into_iter()
        .zip(COLUMNS)
        .zip(alignments)
        .map(|((run, width), alignment)| {
            let paragraph = Paragraph::new().add_run(run.size(points(12))).align(alignment);
            TableCell::new()
                .width(width, WidthType::Dxa)
                .vertical_align(VAlignType::Center)
                .add_paragraph(paragraph)
        });
    TableRow::new(cells.collect()).cant_split()
}
