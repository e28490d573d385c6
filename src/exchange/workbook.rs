//! A table as XLSX or CSV. Texts are written as texts, so that none becomes a formula.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::{
    http::{Csv, Problem, Result, csv_rows, csv_text},
    reporting::exact::ExactNumber,
};

/// Digits that a spreadsheet keeps.
const EXACT_DIGITS: usize = 15;
/// The rows above the header.
const ABOVE: u32 = 3;
/// How wide columns are, in characters: units have a code and a name, figures come after.
const CODE: u16 = 9;
const NAME: u16 = 36;
const FIGURE: u16 = 22;
/// The height of a line of text, in points, and the most that a row may have.
const LINE: u32 = 15;
const HIGHEST: u32 = 400;

/// A table with a heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub title: String,
    pub subtitle: String,
    pub header: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Count(u64),
    Number(ExactNumber),
    Empty,
}

impl Cell {
    /// As CSV writes it.
    fn written(&self) -> String {
        match self {
            Self::Text(text) => csv_text(text),
            Self::Count(count) => count.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Empty => String::new(),
        }
    }
}

impl Table {
    /// The header and the rows as CSV.
    pub fn csv(self, name: &'static str) -> Result<Csv> {
        let header = csv_rows([self.header.iter().map(|name| csv_text(name)).collect::<Vec<_>>()])?;
        let rows = csv_rows(
            self.rows
                .iter()
                .map(|row| row.iter().map(Cell::written).collect::<Vec<_>>()),
        )?;
        Ok(Csv::new(name, futures_util::stream::iter([Ok(header), Ok(rows)])))
    }

    /// The table as a workbook of one sheet.
    pub fn xlsx(&self) -> Result<Vec<u8>> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        self.write(sheet).map_err(Problem::internal)?;
        workbook.save_to_buffer().map_err(Problem::internal)
    }

    fn write(&self, sheet: &mut Worksheet) -> std::result::Result<(), rust_xlsxwriter::XlsxError> {
        let bold = Format::new().set_bold();
        let header = Format::new()
            .set_bold()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let plain = Format::new().set_border(FormatBorder::Thin);
        sheet.set_name("Số liệu")?;
        sheet.write_string_with_format(0, 0, &self.title, &bold)?;
        sheet.write_string(1, 0, &self.subtitle)?;
        sheet.set_freeze_panes(ABOVE + 1, 2)?;
        sheet
            .set_paper_size(9)
            .set_landscape()
            .set_repeat_rows(ABOVE, ABOVE)?
            .set_repeat_columns(0, 1)?;
        let widths = [CODE, NAME].into_iter().chain(std::iter::repeat(FIGURE));
        let mut lines = 1;
        for ((name, width), column) in self.header.iter().zip(widths).zip(0_u16..) {
            lines = lines.max(lines_of(name, width));
            sheet.set_column_width(column, width)?;
            sheet.write_string_with_format(ABOVE, column, name, &header)?;
        }
        sheet.set_row_height(ABOVE, lines.saturating_mul(LINE).min(HIGHEST))?;
        for (cells, row) in self.rows.iter().zip(ABOVE + 1..) {
            for (cell, column) in cells.iter().zip(0_u16..) {
                write_cell(sheet, row, column, cell, &plain)?;
            }
        }
        Ok(())
    }
}

/// How many lines a name takes in a column at most: whole words leave a fifth of a line empty.
fn lines_of(name: &str, width: u16) -> u32 {
    let filled = usize::from(width) * 4 / 5;
    u32::try_from(name.chars().count().div_ceil(filled)).unwrap_or(HIGHEST)
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    format: &Format,
) -> std::result::Result<(), rust_xlsxwriter::XlsxError> {
    match cell {
        Cell::Text(text) => sheet.write_string_with_format(row, column, text, format)?,
        Cell::Empty => sheet.write_blank(row, column, format)?,
        Cell::Count(_) | Cell::Number(_) => match exactly(&cell.written()) {
            Some(number) => sheet.write_number_with_format(row, column, number, format)?,
            None => sheet.write_string_with_format(row, column, cell.written(), format)?,
        },
    };
    Ok(())
}

/// A number as a spreadsheet keeps it, when it keeps all its digits.
pub fn exactly(written: &str) -> Option<f64> {
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    written.parse().ok().filter(|_| digits <= EXACT_DIGITS)
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader, Xlsx};

    use super::*;

    #[test]
    fn what_looks_like_a_formula_stays_a_text() {
        let table = Table {
            title: "=1+1".to_owned(),
            subtitle: String::new(),
            header: vec!["Đơn vị".to_owned(), "Số".to_owned()],
            rows: vec![vec![Cell::Text("=HYPERLINK(\"x\")".to_owned()), Cell::Count(7)]],
        };
        let bytes = table.xlsx().unwrap();
        let mut read: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
        let formulas = read.worksheet_formula("Số liệu").unwrap();
        assert_eq!(formulas.cells().filter(|(.., formula)| !formula.is_empty()).count(), 0);
        let cells = read.worksheet_range("Số liệu").unwrap();
        assert_eq!(
            cells.get_value((4, 0)),
            Some(&Data::String("=HYPERLINK(\"x\")".to_owned()))
        );
        assert_eq!(cells.get_value((4, 1)), Some(&Data::Float(7.0)));
    }

    #[test]
    fn digits_beyond_a_spreadsheets_are_kept_as_text() {
        assert_eq!(exactly("999999999999999"), Some(999_999_999_999_999.0));
        assert_eq!(exactly("1234567890123456"), None);
        assert_eq!(exactly("-12.5"), Some(-12.5));
    }
}
