//! Reading a filled form: cell by cell and never more cells than a form has, whatever the file claims.

use std::{
    collections::BTreeMap,
    io::{BufReader, Cursor},
};

use calamine::{Data, DataRef, DataType, Reader, Xlsx};

use super::{
    cell::{figure, words, yes_or_no},
    layout::{
        CODE_COLUMN, FORM, HEADER_ROW, Line, MARK, NOTHING, ORIGIN, Origin, VALUE_COLUMN, cell_name, lines, marked,
    },
    package::{Unfit, inspect},
};
use crate::{
    http::{Code, Place, Problem, Result, Said},
    reporting::{
        template::content::TemplateContent,
        values::{Narrative, Values},
    },
};

/// The last row a form can have: far below what a template can ask.
const LAST_ROW: u32 = 2000;
/// Cells looked at in all.
const MOST_CELLS: usize = 20_000;
/// Bytes of a text in a cell at most: 32,767 characters.
const LONGEST_TEXT: usize = 4 * 32_767;
/// Bytes of all texts at most.
const MOST_TEXT: usize = 4 * 1024 * 1024;

type Book<'b> = Xlsx<BufReader<Cursor<&'b [u8]>>>;

/// A sheet as it was filled in: the answers by code, and where each stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    pub origin: Origin,
    answers: BTreeMap<String, (u32, Data)>,
}

/// What a filled form says.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    pub values: Values,
    pub narrative: Narrative,
    pub nothing: bool,
    /// The cell of each answer, by code.
    cells: BTreeMap<String, String>,
}

/// Reads the workbook; what is no form of ours is 422 as a whole, what is wrong in it 422 by cell.
pub fn sheet(bytes: &[u8]) -> Result<Sheet> {
    inspect(bytes).map_err(unfit)?;
    let mut book: Book<'_> = Xlsx::new(BufReader::new(Cursor::new(bytes))).map_err(no_workbook)?;
    let origin = origin(&mut book)?;
    let mut problem = Problem::new(Code::InvalidContent);
    for region in book.merge_cells_by_sheet_name(FORM).map_err(no_workbook)?.into_iter() {
        let touches = region.end.0 > HEADER_ROW && (region.start.1..=region.end.1).contains(&VALUE_COLUMN);
        if touches || (region.end.0 > HEADER_ROW && region.start.1 == CODE_COLUMN) {
            let (vi, en) = ("Không gộp ô trong biểu mẫu.", "Cells of the form are not merged.");
            problem = at(problem, region.start.0, region.start.1, "merged", vi, en);
        }
    }
    let cells = cells(&mut book)?;
    let mut answers = BTreeMap::new();
    for (row, [code, value]) in cells {
        let Some(code) = code
            .content
            .as_string()
            .map(|code| code.trim().to_owned())
            .filter(|code| !code.is_empty())
        else {
            if !value.content.is_empty() {
                let (vi, en) = ("Dòng này không có mã chỉ tiêu.", "This row has no code.");
                problem = at(problem, row, VALUE_COLUMN, "without_code", vi, en);
            }
            continue;
        };
        if value.formula || matches!(value.content, Data::Error(_)) {
            let (vi, en) = ("Ghi giá trị, không dùng công thức.", "Write the value, not a formula.");
            problem = at(problem, row, VALUE_COLUMN, "formula", vi, en);
        }
        if answers.insert(code, (row, value.content)).is_some() {
            let (vi, en) = ("Mã này có hai dòng.", "This code has two rows.");
            problem = at(problem, row, CODE_COLUMN, "repeated", vi, en);
        }
    }
    match problem.faults.is_empty() {
        true => Ok(Sheet { origin, answers }),
        false => Err(problem),
    }
}

/// A cell, and whether it is worked out.
#[derive(Clone, Debug, Default)]
struct Read {
    content: Data,
    formula: bool,
}

/// Codes and answers, row by row.
fn cells(book: &mut Book<'_>) -> Result<BTreeMap<u32, [Read; 2]>> {
    let mut reader = book.worksheet_cells_reader(FORM).map_err(no_workbook)?;
    let mut rows: BTreeMap<u32, [Read; 2]> = BTreeMap::new();
    let (mut seen, mut held) = (0, 0);
    while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(no_workbook)? {
        let (row, column) = cell.pos;
        seen += 1;
        if row > LAST_ROW || seen > MOST_CELLS {
            return Err(unfit(Unfit::TooLarge));
        }
        let part = match column {
            CODE_COLUMN => 0,
            VALUE_COLUMN => 1,
            _ => continue,
        };
        if row <= HEADER_ROW {
            continue;
        }
        let content = owned(cell.value)?;
        held += content.as_string().map_or(0, |text| text.len());
        if held > MOST_TEXT {
            return Err(unfit(Unfit::TooLarge));
        }
        let read = Read {
            content,
            formula: cell.formula.is_some(),
        };
        if let Some(place) = rows.entry(row).or_default().get_mut(part) {
            if place.formula || !place.content.is_empty() {
                return Err(no_workbook("a cell is there twice"));
            }
            *place = read;
        }
    }
    Ok(rows)
}

/// The cell's content; 422 for a text longer than any cell can hold.
fn owned(cell: DataRef<'_>) -> Result<Data> {
    let too_long = |text: &str| text.len() > LONGEST_TEXT;
    match cell {
        DataRef::SharedString(text) if too_long(text) => Err(unfit(Unfit::TooLarge)),
        DataRef::String(text) if too_long(&text) => Err(unfit(Unfit::TooLarge)),
        DataRef::SharedString(text) => Ok(Data::String(text.to_owned())),
        other => Ok(other.into()),
    }
}

/// What the hidden sheet says; 422 when it is not there.
fn origin(book: &mut Book<'_>) -> Result<Origin> {
    let foreign = || {
        Problem::new(Code::InvalidContent).detail(
            "Đây không phải biểu mẫu do danchu xuất ra; tải biểu mẫu của nghĩa vụ báo cáo này rồi điền.",
            "This is no form of danchu's; get the sheet of this obligation and fill it in.",
        )
    };
    let names = book.sheet_names();
    if !names.iter().any(|name| name == ORIGIN) || !names.iter().any(|name| name == FORM) {
        return Err(foreign());
    }
    let mut reader = book.worksheet_cells_reader(ORIGIN).map_err(no_workbook)?;
    let mut said = BTreeMap::new();
    while let Some(cell) = reader.next_cell().map_err(no_workbook)? {
        let ((row, column), value) = (cell.get_position(), owned(cell.get_value().clone())?);
        if said.len() > 10 {
            return Err(foreign());
        }
        if column == 0 {
            said.insert(row, value.as_string().unwrap_or_default());
        }
    }
    let id = |row: u32| said.get(&row).and_then(|text| text.parse::<uuid::Uuid>().ok());
    match (said.get(&0).map(String::as_str), id(1), id(2)) {
        (Some(MARK), Some(obligation), Some(template)) => Ok(Origin {
            obligation: obligation.into(),
            template: template.into(),
        }),
        _ => Err(foreign()),
    }
}

impl Sheet {
    /// The answers as the template wants them. What cannot be one is passed on as it is: the check of a draft says why.
    pub fn filled(self, content: &TemplateContent) -> Result<Filled> {
        let known = lines(content, |_| true);
        let mut filled = Filled {
            values: Values::new(),
            narrative: Narrative::new(),
            nothing: false,
            cells: BTreeMap::new(),
        };
        let mut problem = Problem::new(Code::InvalidContent);
        for (code, (row, data)) in self.answers {
            filled.cells.insert(code.clone(), cell_name(row, VALUE_COLUMN));
            let Some(line) = known.iter().find(|line| line.code() == code) else {
                let (vi, en) = ("Mẫu không có mã này.", "The template has no such code.");
                problem = at(problem, row, CODE_COLUMN, "unknown", vi, en);
                continue;
            };
            match line {
                Line::Nothing => match (data.is_empty(), yes_or_no(&data)) {
                    (true, _) => {}
                    (false, Some(nothing)) => filled.nothing = nothing,
                    (false, None) => {
                        let (vi, en) = ("Ghi Có hoặc Không.", "Answer yes or no.");
                        problem = at(problem, row, VALUE_COLUMN, "wrong_type", vi, en);
                    }
                },
                Line::Words { code, .. } => filled.say(code, &data),
                Line::Departure(indicator) => filled.say(&indicator.code, &data),
                Line::Figure(indicator) => {
                    filled
                        .values
                        .extend(figure(indicator, &data).map(|value| (code, value)));
                }
            }
        }
        match problem.faults.is_empty() {
            true => Ok(filled),
            false => Err(problem),
        }
    }
}

impl Filled {
    fn say(&mut self, code: &str, data: &Data) {
        self.narrative.extend(words(data).map(|text| (code.to_owned(), text)));
    }

    /// A refusal of the draft, with each fault at its cell.
    pub fn by_cell(&self, mut problem: Problem) -> Problem {
        for fault in &mut problem.faults {
            let Place::Body(pointer) = &fault.place else { continue };
            let figure = pointer.strip_prefix("/values/").map(str::to_owned);
            let words = || pointer.strip_prefix("/narrative/").map(marked);
            let nothing = || {
                pointer
                    .strip_prefix('/')
                    .filter(|member| *member == NOTHING)
                    .map(marked)
            };
            let code = figure.or_else(words).or_else(nothing);
            if let Some(cell) = code.and_then(|code| self.cells.get(&code)) {
                fault.place = Place::Cell(cell.clone());
            }
        }
        problem
    }
}

fn at(problem: Problem, row: u32, column: u32, code: &'static str, vi: &'static str, en: &'static str) -> Problem {
    problem.fault(Place::Cell(cell_name(row, column)), code, Said::new(vi, en))
}

pub fn no_workbook(error: impl ToString) -> Problem {
    unfit(Unfit::NoWorkbook).cause(error)
}

fn unfit(unfit: Unfit) -> Problem {
    let (vi, en) = match unfit {
        Unfit::NoWorkbook => (
            "Tệp không phải bảng tính XLSX đọc được.",
            "The file is no readable XLSX workbook.",
        ),
        Unfit::TooLarge => (
            "Bảng tính lớn hơn một biểu mẫu có thể có.",
            "The workbook is larger than a form can be.",
        ),
    };
    Problem::new(Code::InvalidContent).detail(vi, en)
}
