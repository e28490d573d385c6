//! The layout of Decree 30/2020/NĐ-CP Appendix I as DOCX: A4, Times New Roman, margins, boxes, rules, page numbers.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BorderType, Docx, Header, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run, RunFonts, SpecialIndentType, Table, TableCell,
    TableLayoutType, TableRow, VAlignType, WidthType,
};

use super::report::{FigureRow, FigureTable, OfficialReport};
use crate::http::{Problem, Result};

const FONT: &str = "Times New Roman";
/// Twentieths of a point in a millimetre.
const MILLIMETRE: f64 = 56.692_9;
/// Between the margins, in twentieths of a point: 210 − 30 − 15 mm.
const TEXT_WIDTH: usize = 9354;
/// Letterhead: the issuer's side and the nation's.
const LETTERHEAD: [usize; 2] = [3754, 5600];
/// Code, figure, unit of measure, value.
const COLUMNS: [usize; 4] = [1000, 4754, 1500, 2100];

/// The document's bytes.
pub fn docx(report: &OfficialReport) -> Result<Vec<u8>> {
    let fonts = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT).east_asia(FONT);
    let mut document = Docx::new()
        .page_size(twips(210.0), twips(297.0))
        .page_margin(margins())
        .default_fonts(fonts)
        .default_size(points(14))
        .title_pg()
        .first_header(Header::new().add_paragraph(Paragraph::new()))
        .header(
            Header::new().add_paragraph(
                Paragraph::new()
                    .align(AlignmentType::Center)
                    .add_page_num(PageNum::new()),
            ),
        )
        .add_table(letterhead(report));
    for (name, value) in &report.properties {
        document = document.custom_property(*name, value);
    }
    for paragraph in title(report) {
        document = document.add_paragraph(paragraph);
    }
    for (heading, text) in &report.parts {
        document = document.add_paragraph(body(Run::new().add_text(heading).bold()));
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            document = document.add_paragraph(body(Run::new().add_text(line)));
        }
    }
    for table in &report.tables {
        document = document.add_paragraph(body(Run::new().add_text(&table.heading).bold()).keep_next(true));
        document = document.add_table(figures(table));
    }
    document = document
        .add_paragraph(body(Run::new().add_text(closing(report))).keep_next(true))
        .add_table(signature(report));
    let mut bytes = Cursor::new(Vec::new());
    document.build().pack(&mut bytes).map_err(Problem::internal)?;
    Ok(bytes.into_inner())
}

/// Top and bottom 20 mm, left 30 mm, right 15 mm; the page number stands in the middle of the top margin.
fn margins() -> PageMargin {
    let side = |millimetres| i32::try_from(twips(millimetres)).unwrap_or_default();
    PageMargin {
        top: side(20.0),
        bottom: side(20.0),
        left: side(30.0),
        right: side(15.0),
        header: side(10.0),
        footer: side(10.0),
        gutter: 0,
    }
}

/// Boxes 1 to 4: the nation and its motto, the issuer, number and symbol, place and date.
fn letterhead(report: &OfficialReport) -> Table {
    let parent = report
        .parent
        .iter()
        .flat_map(|parent| heading_lines(parent))
        .map(|line| Run::new().add_text(line));
    let issuer = heading_lines(&report.issuer)
        .into_iter()
        .map(|line| Run::new().add_text(line).bold());
    let heading = parent.chain(issuer).map(|run| centred(run.size(points(13))));
    let left = heading.chain([rule(LETTERHEAD[0], 3)]);
    let right = [
        centred(
            Run::new()
                .add_text("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
                .bold()
                .size(points(12)),
        ),
        centred(
            Run::new()
                .add_text("Độc lập - Tự do - Hạnh phúc")
                .bold()
                .size(points(13)),
        ),
        rule(LETTERHEAD[1], 2),
    ];
    let number = centred(Run::new().add_text(report.number_line()).size(points(13)));
    let date = centred(Run::new().add_text(report.date_line()).italic().size(points(13)));
    side_by_side(vec![
        [cell(LETTERHEAD[0], left), cell(LETTERHEAD[1], right)],
        [cell(LETTERHEAD[0], [number]), cell(LETTERHEAD[1], [date])],
    ])
}

/// The name of a body in capitals; its unit stands in a line of its own.
fn heading_lines(name: &str) -> Vec<String> {
    const BODIES: [&str; 3] = [
        "Ủy ban nhân dân ",
        "Hội đồng nhân dân ",
        "Ủy ban Mặt trận Tổ quốc Việt Nam ",
    ];
    let parted = BODIES
        .iter()
        .find_map(|body| Some([body.trim_end(), name.strip_prefix(body)?]));
    let lines = parted.map_or_else(|| vec![name], |lines| lines.to_vec());
    lines.into_iter().map(str::to_uppercase).collect()
}

/// Box 5a and 9a: type, abstract with its rule, and to whom it goes.
fn title(report: &OfficialReport) -> Vec<Paragraph> {
    let above = LineSpacing::new().before(240);
    let kind = centred(Run::new().add_text("BÁO CÁO").bold()).line_spacing(above);
    let about = centred(Run::new().add_text(report.about_line()).bold());
    let to = report.addressee.iter().map(|body| {
        let said = format!("Kính gửi: {body}");
        centred(Run::new().add_text(said)).line_spacing(LineSpacing::new().before(120).after(120))
    });
    [kind, about, rule(TEXT_WIDTH, 4)].into_iter().chain(to).collect()
}

/// Box 6: justified, the first line 1.27 cm in, 6 points between paragraphs.
fn body(run: Run) -> Paragraph {
    Paragraph::new()
        .add_run(run)
        .align(AlignmentType::Both)
        .indent(None, Some(SpecialIndentType::FirstLine(720)), None, None)
        .line_spacing(LineSpacing::new().before(120).after(0))
}

fn closing(report: &OfficialReport) -> String {
    match &report.addressee {
        Some(body) => format!("{} kính báo cáo {body}./.", report.issuer),
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

/// Boxes 7 and 9b: who signs, and who gets a copy.
fn signature(report: &OfficialReport) -> Table {
    let copies = ["- Như trên;", "- Lưu: VT."];
    let copies = copies.map(|line| Paragraph::new().add_run(Run::new().add_text(line).size(points(11))));
    let left = [Paragraph::new().add_run(Run::new().add_text("Nơi nhận:").bold().italic().size(points(12)))];
    let lines = report
        .signing
        .iter()
        .map(|line| centred(Run::new().add_text(line).bold()));
    let room = (0..4).map(|_| Paragraph::new());
    let name = centred(Run::new().add_text(&report.signer).bold());
    let right = lines.chain(room).chain([name]);
    let half = TEXT_WIDTH / 2;
    side_by_side(vec![[cell(half, left.into_iter().chain(copies)), cell(half, right)]])
}

fn side_by_side(rows: Vec<[TableCell; 2]>) -> Table {
    let rows = rows
        .into_iter()
        .map(|cells| TableRow::new(cells.to_vec()).cant_split())
        .collect();
    Table::without_borders(rows)
        .layout(TableLayoutType::Fixed)
        .width(TEXT_WIDTH, WidthType::Dxa)
}

fn cell(width: usize, paragraphs: impl IntoIterator<Item = Paragraph>) -> TableCell {
    let cell = TableCell::new().width(width, WidthType::Dxa);
    paragraphs.into_iter().fold(cell, TableCell::add_paragraph)
}

fn centred(run: Run) -> Paragraph {
    Paragraph::new().add_run(run).align(AlignmentType::Center)
}

/// A thin line in the middle, a part of the width long.
fn rule(width: usize, part: usize) -> Paragraph {
    let aside = width.saturating_sub(width / part) / 2;
    let aside = i32::try_from(aside).unwrap_or_default();
    let line = ParagraphBorder::new(ParagraphBorderPosition::Top)
        .val(BorderType::Single)
        .size(4)
        .space(1);
    let mut rule = Paragraph::new()
        .indent(Some(aside), None, Some(aside), None)
        .size(points(2))
        .line_spacing(
            LineSpacing::new()
                .line_rule(LineSpacingType::Exact)
                .line(100)
                .before(20),
        );
    rule.property = rule.property.set_borders(ParagraphBorders::with_empty().set(line));
    rule
}

/// A size in half points.
const fn points(size: usize) -> usize {
    size * 2
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::as_conversions,
    reason = "a length on a page"
)]
fn twips(millimetres: f64) -> u32 {
    (millimetres * MILLIMETRE).round() as u32
}
