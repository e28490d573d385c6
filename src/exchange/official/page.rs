//! The page of Decree 30/2020/NĐ-CP Appendix I: A4, Times New Roman, margins, the boxes around a text, rules, page numbers.

use std::io::Cursor;

use chrono::{Datelike, NaiveDate};
use docx_rs::{
    AlignmentType, BorderType, Docx, Header, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run, RunFonts, SpecialIndentType, Table, TableCell,
    TableLayoutType, TableRow, WidthType,
};

use crate::http::{Problem, Result};

const FONT: &str = "Times New Roman";
/// Twentieths of a point in a millimetre.
const MILLIMETRE: f64 = 56.692_9;
/// Between the margins, in twentieths of a point: 210 − 30 − 15 mm.
pub const TEXT_WIDTH: usize = 9354;
/// Letterhead: the issuer's side and the nation's.
const LETTERHEAD: [usize; 2] = [3754, 5600];
/// What stands around the text of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Cơ quan chủ quản.
    pub parent: Option<String>,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Ký hiệu: `BC-UBND`.
    pub symbol: String,
    /// Số, once the clerk's office gave one.
    pub number: Option<u32>,
    /// Địa danh.
    pub place: String,
    /// None while it is not signed.
    pub date: Option<NaiveDate>,
    /// Nơi nhận.
    pub copies: Vec<String>,
    /// The lines above the signature.
    pub signing: Vec<String>,
    pub signer: String,
    /// What a program that reads the file finds of its origin: names and values that are not printed.
    pub properties: Vec<(&'static str, String)>,
}

impl Frame {
    /// `Số: 05/BC-UBND`; numbers below 10 get a leading zero, and there is room for one that was not given yet.
    fn number_line(&self) -> String {
        let number = self
            .number
            .map_or_else(|| " ".repeat(8), |number| format!("{number:02}"));
        format!("Số: {number}/{}", self.symbol)
    }

    /// `Lai Châu, ngày 09 tháng 12 năm 2024`, with room for a day that is to come.
    fn date_line(&self) -> String {
        let day = self.date.map_or_else(|| "ngày … tháng … năm ……".to_owned(), dated);
        format!("{}, {day}", self.place)
    }

    /// An empty page with its letterhead.
    pub fn page(&self) -> Docx {
        let fonts = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT).east_asia(FONT);
        let number = Paragraph::new()
            .align(AlignmentType::Center)
            .add_page_num(PageNum::new());
        let page = Docx::new()
            .page_size(twips(210.0), twips(297.0))
            .page_margin(margins())
            .default_fonts(fonts)
            .default_size(points(14))
            .title_pg()
            .first_header(Header::new().add_paragraph(Paragraph::new()))
            .header(Header::new().add_paragraph(number))
            .add_table(letterhead(self));
        let properties = self.properties.iter();
        properties.fold(page, |page, (name, value)| page.custom_property(*name, value))
    }

    /// The page, signed: its bytes.
    pub fn signed(&self, page: Docx) -> Result<Vec<u8>> {
        let mut bytes = Cursor::new(Vec::new());
        let page = page.add_table(signature(self));
        page.build().pack(&mut bytes).map_err(Problem::internal)?;
        Ok(bytes.into_inner())
    }
}

/// `ngày 09 tháng 12 năm 2024`; days below 10 and the months 1 and 2 get a leading zero.
pub fn dated(date: NaiveDate) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    let month = if month < 3 {
        format!("{month:02}")
    } else {
        month.to_string()
    };
    format!("ngày {day:02} tháng {month} năm {year}")
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
fn letterhead(frame: &Frame) -> Table {
    let parent = frame
        .parent
        .iter()
        .flat_map(|parent| heading_lines(parent))
        .map(|line| Run::new().add_text(line));
    let issuer = heading_lines(&frame.issuer)
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
    let number = centred(Run::new().add_text(frame.number_line()).size(points(13)));
    let date = centred(Run::new().add_text(frame.date_line()).italic().size(points(13)));
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

/// Box 6: justified, the first line 1.27 cm in, 6 points between paragraphs.
pub fn body(run: Run) -> Paragraph {
    Paragraph::new()
        .add_run(run)
        .align(AlignmentType::Both)
        .indent(None, Some(SpecialIndentType::FirstLine(720)), None, None)
        .line_spacing(LineSpacing::new().before(120).after(0))
}

/// Boxes 7 and 9b: who signs, and who gets a copy.
fn signature(frame: &Frame) -> Table {
    let copies = frame.copies.iter();
    let copies = copies.map(|line| Paragraph::new().add_run(Run::new().add_text(line).size(points(11))));
    let left = [Paragraph::new().add_run(Run::new().add_text("Nơi nhận:").bold().italic().size(points(12)))];
    let lines = frame
        .signing
        .iter()
        .map(|line| centred(Run::new().add_text(line).bold()));
    let room = (0..4).map(|_| Paragraph::new());
    let name = centred(Run::new().add_text(&frame.signer).bold());
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

pub fn centred(run: Run) -> Paragraph {
    Paragraph::new().add_run(run).align(AlignmentType::Center)
}

/// A thin line in the middle, a part of the width long.
pub fn rule(width: usize, part: usize) -> Paragraph {
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
pub const fn points(size: usize) -> usize {
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

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn frame(number: Option<u32>, date: Option<NaiveDate>) -> Frame {
        Frame {
            parent: None,
            issuer: String::new(),
            symbol: "BC-UBND".to_owned(),
            number,
            place: "Lai Châu".to_owned(),
            date,
            copies: Vec::new(),
            signing: Vec::new(),
            signer: String::new(),
            properties: Vec::new(),
        }
    }

    #[rstest]
    #[case(Some((2024, 12, 9)), "Lai Châu, ngày 09 tháng 12 năm 2024")]
    #[case(Some((2025, 2, 1)), "Lai Châu, ngày 01 tháng 02 năm 2025")]
    #[case(Some((2025, 3, 31)), "Lai Châu, ngày 31 tháng 3 năm 2025")]
    #[case(None, "Lai Châu, ngày … tháng … năm ……")]
    fn days_below_ten_and_the_months_one_and_two_get_a_zero(#[case] date: Option<(i32, u32, u32)>, #[case] said: &str) {
        let date = date.map(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert_eq!(frame(None, date).date_line(), said);
    }

    #[rstest]
    #[case(Some(5), "Số: 05/BC-UBND")]
    #[case(Some(120), "Số: 120/BC-UBND")]
    #[case(None, "Số:         /BC-UBND")]
    fn numbers_below_ten_get_a_zero(#[case] number: Option<u32>, #[case] said: &str) {
        assert_eq!(frame(number, None).number_line(), said);
    }
}
