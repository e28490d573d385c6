//! Where things stand in the sheet, for whoever writes and whoever reads it.

use crate::{
    access::{ObligationId, TemplateId},
    reporting::template::{
        content::{Indicator, TemplateContent},
        rule::{RuleKind, TemplateRule},
    },
};

/// The sheet that is filled in.
pub const FORM: &str = "Biểu mẫu";
/// The hidden sheet that says whose it is.
pub const ORIGIN: &str = "danchu";
/// What the first cell of the hidden sheet says.
pub const MARK: &str = "danchu/form/1";
/// The row of the header, from 0.
pub const HEADER_ROW: u32 = 3;
/// The column of the codes.
pub const CODE_COLUMN: u32 = 0;
/// The column that is filled in.
pub const VALUE_COLUMN: u32 = 4;
/// The code of the answer that there is nothing to report.
pub use crate::reporting::values::NOTHING;
/// Yes and no, as they are written and offered.
pub const YES_NO: [&str; 2] = ["Có", "Không"];

/// Whose form it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    pub obligation: ObligationId,
    pub template: TemplateId,
}

/// One line that can be filled in.
#[derive(Clone, Copy, Debug)]
pub enum Line<'t> {
    Nothing,
    Figure(&'t Indicator),
    /// Why a figure differs from what danchu knows of it.
    Departure(&'t Indicator),
    /// A text under this code: a narrative part, or the explanation of a warning.
    Words {
        code: &'t str,
        name: &'t str,
        required: bool,
    },
}

impl<'t> Line<'t> {
    /// What stands in the column of codes: an indicator's code, or with a mark before it what is no figure.
    pub fn code(&self) -> String {
        match self {
            Self::Nothing => marked(NOTHING),
            Self::Figure(indicator) => indicator.code.clone(),
            Self::Departure(indicator) => marked(&indicator.code),
            Self::Words { code, .. } => marked(code),
        }
    }
}

/// The code of what is no figure; no indicator's code begins so.
pub fn marked(code: &str) -> String {
    format!("#{code}")
}

/// All lines of a template for whoever is asked, in the order of the form.
pub fn lines<'t>(content: &'t TemplateContent, asked: impl Fn(&Indicator) -> bool) -> Vec<Line<'t>> {
    let nothing = content.nothing_allowed.then_some(Line::Nothing);
    let figures = content.sections.iter().flat_map(|section| {
        content
            .indicators
            .iter()
            .filter(move |indicator| indicator.section == section.code)
    });
    let figures = figures.filter(|indicator| asked(indicator)).flat_map(|indicator| {
        let departure = indicator.source.is_some().then_some(Line::Departure(indicator));
        [Line::Figure(indicator)].into_iter().chain(departure)
    });
    let words = content.narrative.iter().map(|part| Line::Words {
        code: &part.code,
        name: part.name.vi.as_str(),
        required: part.required,
    });
    let told = |rule: &TemplateRule| content.narrative.iter().any(|part| part.code == rule.code);
    let warnings = content
        .rules
        .iter()
        .filter(|rule| rule.kind == RuleKind::Warning && !told(rule));
    let warnings = warnings.map(|rule| Line::Words {
        code: &rule.code,
        name: rule.message.vi.as_str(),
        required: false,
    });
    nothing
        .into_iter()
        .chain(figures)
        .chain(words)
        .chain(warnings)
        .collect()
}

/// `E12`: a cell as a spreadsheet names it, from its row and column counted from 0.
pub fn cell_name(row: u32, column: u32) -> String {
    let letter = u8::try_from(column)
        .ok()
        .and_then(|column| b'A'.checked_add(column))
        .filter(u8::is_ascii_uppercase);
    let letter = letter.map_or_else(|| "?".to_owned(), |letter| char::from(letter).to_string());
    format!("{letter}{}", row.saturating_add(1))
}
