//! A file on its way to the caller.

use actix_web::{HttpRequest, HttpResponse, Responder, body::BoxBody, http::header};

use crate::http::XLSX;

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Docx,
    Xlsx,
}

impl FileKind {
    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => XLSX,
        }
    }
}

/// A whole file with its name.
pub struct Download {
    kind: FileKind,
    name: String,
    bytes: Vec<u8>,
}

impl Download {
    /// `name` is of letters, digits, dots and hyphens.
    pub fn new(kind: FileKind, name: String, bytes: Vec<u8>) -> Self {
        Self { kind, name, bytes }
    }
}

impl Responder for Download {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        HttpResponse::Ok()
            .content_type(self.kind.media_type())
            .insert_header((
                header::CONTENT_DISPOSITION,
                format!("attachment; filename=\"{}\"", self.name),
            ))
            .body(self.bytes)
    }
}
