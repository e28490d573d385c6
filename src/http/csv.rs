//! Tables as CSV (RFC 4180), sent as they are made.

use std::pin::Pin;

use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header, web::Bytes};
use futures_util::Stream;
use serde::Serialize;

use super::{Problem, Result};

/// A table on its way to the caller. Where it breaks off in the middle, the connection does too, so that no part is taken for the whole.
pub struct Csv {
    name: &'static str,
    rows: Pin<Box<dyn Stream<Item = Result<Bytes>>>>,
}

impl Csv {
    pub fn new(name: &'static str, rows: impl Stream<Item = Result<Bytes>> + 'static) -> Self {
        Self {
            name,
            rows: Box::pin(rows),
        }
    }
}

impl Responder for Csv {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .content_type("text/csv; charset=utf-8")
            .insert_header((
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{}\"", self.name),
            ))
            .streaming(self.rows)
    }
}

/// Rows as CSV, without a header of their own.
pub fn csv_rows<R: Serialize>(rows: impl IntoIterator<Item = R>) -> Result<Bytes> {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    for row in rows {
        writer.serialize(row).map_err(Problem::internal)?;
    }
    Ok(writer.into_inner().map_err(Problem::internal)?.into())
}

/// A text as a cell: what a spreadsheet would take for a formula begins with an apostrophe.
pub fn csv_text(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_formula_and_a_cell_is_one_cell() {
        for formula in ["=1+1", "+84", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(csv_text(formula), format!("'{formula}"));
        }
        assert_eq!(csv_text("Phường Đoàn Kết"), "Phường Đoàn Kết");
        let row = csv_rows([["a,b", "\"c\"", "d\ne"]]).unwrap();
        assert_eq!(row, "\"a,b\",\"\"\"c\"\"\",\"d\ne\"\r\n");
    }
}
