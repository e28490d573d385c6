//! A list of units as it is written: CSV with the columns code, name, level, type, parent_code and, where units came of
//! others, merged_from.

use csv::StringRecord;

use super::LineFault;
use crate::{access::Level, text};

/// A file of units, by its name and content.
#[derive(Clone, Copy, Debug)]
pub struct List<'t> {
    pub name: &'t str,
    pub csv: &'t str,
}

/// Where a row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: String,
    pub line: u64,
}

impl Place {
    pub fn fault(&self, column: Option<&'static str>, message: impl Into<String>) -> LineFault {
        LineFault {
            file: self.file.clone(),
            line: self.line,
            column,
            message: message.into(),
        }
    }
}

/// One unit of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub place: Place,
    pub code: String,
    pub name: String,
    pub level: Level,
    pub kind: String,
    pub parent_code: Option<String>,
    pub merged_from: Vec<Origin>,
}

/// A unit that a row came of, written `code:Kind Name`, with `*` at the end where several rows name it and this one is its heir.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub code: String,
    pub full_name: String,
    pub marked_heir: bool,
}

const COLUMNS: [&str; 5] = ["code", "name", "level", "type", "parent_code"];
const MERGED_FROM: &str = "merged_from";
const NAME_MAX: usize = 200;
const KIND_MAX: usize = 50;
const CODE_MAX: usize = 10;

/// Reads all rows of all lists; every fault is told, not only the first.
pub fn read(lists: &[List<'_>]) -> Result<Vec<Row>, Vec<LineFault>> {
    let mut rows = Vec::new();
    let mut faults = Vec::new();
    for list in lists {
        read_list(*list, &mut rows, &mut faults);
    }
    match faults.is_empty() {
        true => Ok(rows),
        false => Err(faults),
    }
}

fn read_list(list: List<'_>, rows: &mut Vec<Row>, faults: &mut Vec<LineFault>) {
    let place = |line| Place {
        file: list.name.to_owned(),
        line,
    };
    let content = list.csv.strip_prefix('\u{FEFF}').unwrap_or(list.csv);
    let mut reader = csv::Reader::from_reader(content.as_bytes());
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(str::to_owned).collect(),
        Err(error) => return faults.push(place(1).fault(None, error.to_string())),
    };
    let known = match header.as_slice() {
        [columns @ .., last] if last == MERGED_FROM => columns == COLUMNS,
        columns => columns == COLUMNS,
    };
    if !known {
        let wanted = COLUMNS.join(",");
        let message = format!("the header must be `{wanted}`, with `,{MERGED_FROM}` after it or not");
        return faults.push(place(1).fault(None, message));
    }
    let before = rows.len() + faults.len();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, csv::Position::line);
                rows.extend(Line::new(&record, place(line), faults).row());
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                faults.push(place(line).fault(None, error.to_string()));
            }
        }
    }
    if rows.len() + faults.len() == before {
        faults.push(place(1).fault(None, "the list holds no unit"));
    }
}

/// A line being read, with the faults found so far.
struct Line<'r> {
    record: &'r StringRecord,
    place: Place,
    faults: &'r mut Vec<LineFault>,
}

impl<'r> Line<'r> {
    fn new(record: &'r StringRecord, place: Place, faults: &'r mut Vec<LineFault>) -> Self {
        Self { record, place, faults }
    }

    /// The row, when all its columns can be read.
    fn row(mut self) -> Option<Row> {
        let code = self.code();
        let name = self.text(1, "name", NAME_MAX);
        let level = self.level();
        let kind = self.text(3, "type", KIND_MAX);
        let merged_from = self.merged_from();
        let parent_code = Some(self.cell(4).to_owned()).filter(|code| !code.is_empty());
        Some(Row {
            place: self.place,
            code: code?,
            name: capitalise(&name?),
            level: level?,
            kind: without_remark(&kind?),
            parent_code,
            merged_from: merged_from?,
        })
    }

    fn cell(&self, column: usize) -> &'r str {
        self.record.get(column).unwrap_or_default().trim()
    }

    fn refuse<T>(&mut self, column: &'static str, message: impl Into<String>) -> Option<T> {
        self.faults.push(self.place.fault(Some(column), message));
        None
    }

    fn code(&mut self) -> Option<String> {
        let code = self.cell(0);
        let sound = (1..=CODE_MAX).contains(&code.len()) && code.chars().all(|c| c.is_ascii_alphanumeric());
        match sound {
            true => Some(code.to_owned()),
            false => self.refuse("code", format!("`{code}` is not 1 to {CODE_MAX} letters and digits")),
        }
    }

    fn text(&mut self, column: usize, name: &'static str, max: usize) -> Option<String> {
        match text::normalise(self.cell(column)) {
            Ok(text) if text.is_empty() => self.refuse(name, "is missing"),
            Ok(text) if text.chars().count() > max => self.refuse(name, format!("has more than {max} characters")),
            Ok(text) => Some(text),
            Err(refused) => self.refuse(name, refused.to_string()),
        }
    }

    fn level(&mut self) -> Option<Level> {
        match self.cell(2) {
            "province" => Some(Level::Province),
            "district" => Some(Level::District),
            "commune" => Some(Level::Commune),
            other => self.refuse("level", format!("`{other}` is not one of province, district, commune")),
        }
    }

    fn merged_from(&mut self) -> Option<Vec<Origin>> {
        let cell = self.cell(5);
        let written: Vec<&str> = cell.split('|').map(str::trim).filter(|part| !part.is_empty()).collect();
        let read: Vec<Origin> = written.iter().filter_map(|part| origin(part)).collect();
        match read.len() == written.len() {
            true => Some(read),
            false => self.refuse(
                MERGED_FROM,
                format!("`{cell}` is not of the form `code:Kind Name|code:Kind Name`"),
            ),
        }
    }
}

fn origin(written: &str) -> Option<Origin> {
    let (code, full_name) = written.split_once(':')?;
    let unmarked = full_name.strip_suffix('*');
    let full_name = text::normalise(unmarked.unwrap_or(full_name)).ok()?;
    Some(Origin {
        code: code.trim().to_owned(),
        full_name: capitalise(&full_name),
        marked_heir: unmarked.is_some(),
    })
    .filter(|origin| !origin.code.is_empty() && !origin.full_name.is_empty())
}

/// The statistical office's export leaves words that begin with an accented letter in lower case ("Pa ủ", "Nậm ét"). Other
/// words are kept as written: "Nông trường" is right.
fn capitalise(name: &str) -> String {
    let words = name.split(' ').map(|word| {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !first.is_ascii() => first.to_uppercase().chain(letters).collect(),
            _ => word.to_owned(),
        }
    });
    words.collect::<Vec<String>>().join(" ")
}

/// "Thành phố (thuộc tỉnh)" is a Thành phố: the level says the rest.
fn without_remark(kind: &str) -> String {
    kind.split(" (").next().unwrap_or(kind).to_owned()
}
