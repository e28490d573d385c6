//! Writing the form: locked but for the answers, with choices to pick from.

use std::borrow::Cow;

use rust_xlsxwriter::{DataValidation, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use serde_json::Value;

use super::layout::{CODE_COLUMN, FORM, HEADER_ROW, Line, MARK, ORIGIN, Origin, VALUE_COLUMN, YES_NO, lines};
use crate::{
    exchange::workbook::exactly,
    http::{Problem, Result},
    reporting::{
        template::content::{Applicability, Choice, Indicator, TemplateContent, ValueType},
        values::{Narrative, Values},
    },
};

/// What a list of choices may hold at most, by the format's own limit.
const LONGEST_LIST: usize = 255;

/// What stands in a form.
pub struct Form<'t> {
    pub origin: Origin,
    pub title: &'t str,
    pub organisation: &'t str,
    pub content: &'t TemplateContent,
    pub applicability: &'t [Applicability],
    pub values: &'t Values,
    pub narrative: &'t Narrative,
    pub nothing: bool,
}

impl Form<'_> {
    /// The workbook.
    pub fn xlsx(&self) -> Result<Vec<u8>> {
        let mut workbook = Workbook::new();
        self.write_form(workbook.add_worksheet()).map_err(Problem::internal)?;
        self.write_origin(workbook.add_worksheet()).map_err(Problem::internal)?;
        workbook.save_to_buffer().map_err(Problem::internal)
    }

    fn write_form(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let bold = Format::new().set_bold();
        let head = Format::new()
            .set_bold()
            .set_border(FormatBorder::Thin)
            .set_align(FormatAlign::Center);
        sheet.set_name(FORM)?;
        sheet.write_string_with_format(0, 0, self.title, &bold)?;
        sheet.write_string(1, 0, self.organisation)?;
        for (name, column) in ["Mã", "Chỉ tiêu", "Đơn vị tính", "Bắt buộc", "Kết quả"]
            .into_iter()
            .zip(0_u16..)
        {
            sheet.write_string_with_format(HEADER_ROW, column, name, &head)?;
        }
        for (column, width) in [(0, 10), (1, 70), (2, 16), (3, 10), (4, 40)] {
            sheet.set_column_width(column, width)?;
        }
        sheet.set_freeze_panes(HEADER_ROW + 1, 0)?;
        sheet.protect();
        sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        let lines = lines(self.content, |indicator| indicator.is_asked_of(self.applicability));
        for (line, row) in lines.iter().zip(HEADER_ROW + 1..) {
            self.write_line(sheet, row, line)?;
        }
        Ok(())
    }

    fn write_line(&self, sheet: &mut Worksheet, row: u32, line: &Line<'_>) -> Result<(), XlsxError> {
        let plain = Format::new()
            .set_border(FormatBorder::Thin)
            .set_text_wrap()
            .set_align(FormatAlign::Top);
        let open = plain.clone().set_unlocked();
        // A spreadsheet makes a number of a day that is typed into a cell of no format.
        let open = if is_text(line) { open.set_num_format("@") } else { open };
        let (name, unit, required) = match line {
            Line::Nothing => (Cow::Borrowed("Không phát sinh"), "", false),
            Line::Figure(indicator) => {
                let unit = indicator.unit_of_measure.as_ref().map_or("", |unit| unit.vi.as_str());
                (Cow::Borrowed(indicator.name.vi.as_str()), unit, indicator.required)
            }
            Line::Departure(indicator) => {
                let why = format!(
                    "Giải trình nếu khác số liệu hệ thống đã biết: {}",
                    indicator.name.vi.as_str()
                );
                (Cow::Owned(why), "", false)
            }
            Line::Words { name, required, .. } => (Cow::Borrowed(*name), "", *required),
        };
        sheet.write_string_with_format(row, column(CODE_COLUMN), line.code(), &plain)?;
        sheet.write_string_with_format(row, 1, name.as_ref(), &plain)?;
        sheet.write_string_with_format(row, 2, unit, &plain)?;
        sheet.write_string_with_format(row, 3, if required { "x" } else { "" }, &plain)?;
        let value = column(VALUE_COLUMN);
        match self.answer(line) {
            Answer::None => sheet.write_blank(row, value, &open)?,
            Answer::Number(number) => sheet.write_number_with_format(row, value, number, &open)?,
            Answer::Text(text) => sheet.write_string_with_format(row, value, text, &open)?,
        };
        if let Some(choices) = choices(line) {
            let list = DataValidation::new().allow_list_strings(&choices)?;
            sheet.add_data_validation(row, value, row, value, &list)?;
        }
        Ok(())
    }

    fn answer(&self, line: &Line<'_>) -> Answer {
        match line {
            Line::Nothing if self.nothing => Answer::Text(YES_NO[0].to_owned()),
            Line::Nothing => Answer::None,
            Line::Words { code, .. } => self.words(code),
            Line::Departure(indicator) => self.words(&indicator.code),
            Line::Figure(indicator) => {
                let value = self.values.get(&indicator.code);
                value.map_or(Answer::None, |value| figure(indicator, value))
            }
        }
    }

    fn words(&self, code: &str) -> Answer {
        self.narrative.get(code).cloned().map_or(Answer::None, Answer::Text)
    }

    fn write_origin(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(ORIGIN)?;
        sheet.set_hidden(true);
        let lines = [
            MARK.to_owned(),
            self.origin.obligation.to_string(),
            self.origin.template.to_string(),
        ];
        for (text, row) in lines.iter().zip(0_u32..) {
            sheet.write_string(row, 0, text)?;
        }
        Ok(())
    }
}

fn is_text(line: &Line<'_>) -> bool {
    match line {
        Line::Words { .. } | Line::Departure(_) => true,
        Line::Figure(indicator) => matches!(indicator.value_type, ValueType::Text | ValueType::Date),
        Line::Nothing => false,
    }
}

enum Answer {
    None,
    Number(f64),
    Text(String),
}

fn figure(indicator: &Indicator, value: &Value) -> Answer {
    let [yes, no] = YES_NO;
    match (indicator.value_type, value) {
        (_, Value::Null) => Answer::None,
        (_, Value::Bool(said)) => Answer::Text(if *said { yes } else { no }.to_owned()),
        (_, Value::Number(number)) => numeric(&number.to_string()),
        (ValueType::Decimal, Value::String(digits)) => numeric(digits),
        (ValueType::Choice, Value::String(choice)) => {
            let named = indicator.choices.iter().find(|known| known.value == *choice);
            Answer::Text(named.map_or_else(|| choice.clone(), |choice| written(indicator, choice)))
        }
        (_, Value::String(text)) => Answer::Text(text.clone()),
        (_, other) => Answer::Text(other.to_string()),
    }
}

/// A choice by its name, or by its value where the name could mean another.
fn written(indicator: &Indicator, choice: &Choice) -> String {
    let name = choice.name.vi.as_str();
    let mut others = indicator.choices.iter().filter(|other| other.value != choice.value);
    match others.any(|other| other.name.vi.as_str() == name || other.value == name) {
        true => choice.value.clone(),
        false => name.to_owned(),
    }
}

/// A number that a spreadsheet would change is written as its digits.
fn numeric(digits: &str) -> Answer {
    exactly(digits).map_or_else(|| Answer::Text(digits.to_owned()), Answer::Number)
}

/// What can be picked, where it fits into a list.
fn choices(line: &Line<'_>) -> Option<Vec<String>> {
    let choices: Vec<String> = match line {
        Line::Figure(indicator) if indicator.value_type == ValueType::Boolean => YES_NO.map(str::to_owned).to_vec(),
        Line::Figure(indicator) => {
            let choices = indicator.choices.iter();
            choices.map(|choice| written(indicator, choice)).collect()
        }
        Line::Nothing => YES_NO.map(str::to_owned).to_vec(),
        Line::Words { .. } | Line::Departure(_) => Vec::new(),
    };
    let length: usize = choices.iter().map(|choice| choice.chars().count() + 1).sum();
    let fits =
        !choices.is_empty() && length <= LONGEST_LIST && choices.iter().all(|choice| !choice.contains([',', '\n']));
    fits.then_some(choices)
}

fn column(column: u32) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}
