//! The files that are sent: attachments, and the filled form of a report.

use serde_json::{Value, json};

use super::{Asked, Part, Question, short};

pub const PART: Part = Part {
    operations: &[
        ("POST", "/attachments/{id}/complete"),
        ("PUT", "/attachments/{id}"),
        ("PUT", "/attachments/{id}/parts/{number}"),
    ],
    body,
};

fn body(_: &Question<'_>, asked: Asked<'_>) -> Option<Value> {
    Some(match asked {
        ("POST", "/attachments/{id}/complete") => json!({ "name": "anh.png", "parts": 1 }),
        _ => return None,
    })
}

impl Question<'_> {
    /// The filled form of an obligation, where an operation is sent one; nothing is answered in it.
    pub fn workbook(&self) -> Option<Vec<u8>> {
        if self.operation.method != "PUT" || self.operation.last() != "sheet" {
            return None;
        }
        let mut rows = self.world.obligations.iter();
        let row = rows.find(|row| row.id.0 == self.id);
        let round = row.and_then(|row| self.world.rounds.iter().find(|round| round.id == row.round_id));
        let template = round.map_or(self.world.built_in_template().id, |round| round.template_id);
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().set_name("Biểu mẫu").expect("a name");
        let origin = book.add_worksheet();
        origin.set_name("danchu").expect("a name");
        let lines = ["danchu/form/1".to_owned(), self.id.to_string(), template.to_string()];
        for (line, row) in lines.iter().zip(0..) {
            origin.write_string(row, 0, line).expect("a cell");
        }
        Some(book.save_to_buffer().expect("a workbook"))
    }

    /// A file, where an operation is sent one.
    pub fn upload(&self) -> Option<Vec<u8>> {
        let path = short(self.operation);
        let puts = self.operation.method == "PUT" && path.starts_with("/attachments/{id}");
        puts.then(|| b"\x89PNG\r\n\x1a\n".to_vec())
    }
}
