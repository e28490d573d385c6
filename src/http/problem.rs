//! The one shape of every error: RFC 9457 `application/problem+json`.
//!
//! Code anywhere returns [`Problem`]; the text is written last, in the caller's language, by
//! [`super::finish`], which also turns answers that other crates made into problems.

use std::{
    borrow::Cow,
    ops::{Deref, DerefMut},
};

use actix_web::{HttpResponse, ResponseError, http::StatusCode};
use sea_orm::{DbErr, RuntimeErr, SqlErr};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Answer, Code, Language, Said};

/// What our functions return.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// Where in the request a fault lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// RFC 6901 pointer into the JSON body.
    Body(String),
    /// Name of a query or path parameter.
    Parameter(String),
    /// Name of a header.
    Header(&'static str),
    /// A cell of a sheet: `E12`.
    Cell(String),
}

/// One thing that is wrong with the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub place: Place,
    pub code: Cow<'static, str>,
    pub said: Said,
}

/// A refusal or failure on its way to the caller.
#[derive(Debug)]
pub struct Problem(Box<Parts>);

/// What a [`Problem`] is made of; boxed, since it travels in every `Result`.
#[derive(Debug)]
pub struct Parts {
    pub code: Code,
    pub detail: Option<Said>,
    pub faults: Vec<Fault>,
    pub retry_after_seconds: Option<u64>,
    pub allow: Option<String>,
    /// How many bytes a file has, of which another part was asked for.
    pub file_bytes: Option<u64>,
    /// The record that stands in the way, when the caller may know it.
    pub existing_id: Option<uuid::Uuid>,
    /// Logged, never sent.
    pub cause: Option<String>,
    /// Not a failure at all: the stored answer to a repeated request.
    pub replay: Option<Box<Answer>>,
}

/// Faults told at once: more than a form has places, so that no answer is much larger than its request.
const MOST_FAULTS: usize = 500;

impl Problem {
    /// The same refusal, for another who has asked the same. The stored answer to a repeated request is the first one's alone.
    pub fn copied(&self) -> Self {
        Self(Box::new(Parts {
            code: self.code,
            detail: self.detail.clone(),
            faults: self.faults.clone(),
            retry_after_seconds: self.retry_after_seconds,
            allow: self.allow.clone(),
            file_bytes: self.file_bytes,
            existing_id: self.existing_id,
            cause: self.cause.clone(),
            replay: None,
        }))
    }
}

impl Deref for Problem {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Problem {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}

impl Problem {
    pub fn new(code: Code) -> Self {
        Self(Box::new(Parts {
            code,
            detail: None,
            faults: Vec::new(),
            retry_after_seconds: code.retry_after_seconds(),
            allow: None,
            file_bytes: None,
            existing_id: None,
            cause: None,
            replay: None,
        }))
    }

    pub fn detail(mut self, vi: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        self.detail = Some(Said::new(vi, en));
        self
    }

    /// One more thing that is wrong; beyond [`MOST_FAULTS`] no more are listed.
    pub fn fault(mut self, place: Place, code: impl Into<Cow<'static, str>>, said: Said) -> Self {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault {
                place,
                code: code.into(),
                said,
            });
        }
        self
    }

    pub fn cause(mut self, cause: impl ToString) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }

    pub fn existing(mut self, id: impl Into<uuid::Uuid>) -> Self {
        self.existing_id = Some(id.into());
        self
    }

    /// A failure of ours; the cause is logged, the caller learns only the request id.
    pub fn internal(cause: impl ToString) -> Self {
        Self::new(Code::Internal).cause(cause)
    }

    /// A part of a file of so many bytes that lies beyond its end.
    pub fn beyond_the_file(bytes: u64) -> Self {
        let mut problem = Self::new(Code::RangeNotSatisfiable);
        problem.file_bytes = Some(bytes);
        problem
    }

    /// One invalid member of the body, named by its RFC 6901 pointer.
    pub fn invalid(
        pointer: impl Into<String>,
        code: &'static str,
        vi: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(Code::InvalidContent).fault(Place::Body(pointer.into()), code, Said::new(vi, en))
    }

    /// An id in the body that names nothing in the caller's scope.
    pub fn unknown_reference(pointer: impl Into<String>) -> Self {
        let said = Said::new(
            "Không có, hoặc nằm ngoài phạm vi của bạn.",
            "Does not exist or lies outside your scope.",
        );
        Self::new(Code::UnknownReference).fault(Place::Body(pointer.into()), "unknown_reference", said)
    }

    /// One invalid query or path parameter.
    pub fn invalid_parameter(
        name: impl Into<String>,
        code: &'static str,
        vi: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::new(Code::InvalidParameter).fault(Place::Parameter(name.into()), code, Said::new(vi, en))
    }

    /// Names the fields of another body: faults at the first of a pair are at the second.
    pub fn pointing(mut self, pairs: &[(&str, &str)]) -> Self {
        for fault in &mut self.0.faults {
            if let Place::Body(pointer) = &mut fault.place
                && let Some((_, named)) = pairs.iter().find(|(known, _)| *known == pointer.as_str())
            {
                (*named).clone_into(pointer);
            }
        }
        self
    }

    /// What happened and what to do, in a language.
    pub fn told(&self, language: Language) -> String {
        let advice = self.code.advice();
        let said = self.detail.as_ref().unwrap_or(&advice);
        said.in_language(language).to_owned()
    }

    /// Writes the problem document.
    pub fn document(&self, language: Language, request_id: &str) -> ProblemDocument {
        ProblemDocument {
            r#type: format!("/problems/{}", self.code.as_str()),
            title: self.code.title().in_language(language).to_owned(),
            status: self.code.status().as_u16(),
            code: self.code.as_str().to_owned(),
            detail: self.told(language),
            errors: self
                .faults
                .iter()
                .map(|fault| FaultDocument::new(fault, language))
                .collect(),
            existing_id: self.existing_id,
            request_id: request_id.to_owned(),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}: {}",
            self.code.as_str(),
            self.cause.as_deref().unwrap_or_default()
        )
    }
}

impl std::error::Error for Problem {}

/// The body of every error answer (RFC 9457, `application/problem+json`).
#[derive(Serialize, ToSchema, Debug)]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// Address of the page that explains this kind of problem.
    #[schema(example = "/problems/invalid_content")]
    pub r#type: String,
    /// What kind of problem it is, in the caller's language.
    #[schema(example = "Nội dung không hợp lệ")]
    pub title: String,
    /// The HTTP status.
    #[schema(example = 422, minimum = 400, maximum = 599)]
    pub status: u16,
    /// Stable code for programs.
    #[schema(example = "invalid_content")]
    pub code: String,
    /// What happened and what to do, in the caller's language.
    pub detail: String,
    /// Everything that is wrong with the request, when its content is; the first 500 of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FaultDocument>,
    /// The record that is already there, when one stands in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub existing_id: Option<uuid::Uuid>,
    /// Number of this request, also in `X-Request-Id`: name it when asking for help.
    pub request_id: String,
}

/// One thing that is wrong with the request.
#[derive(Serialize, ToSchema, Debug)]
#[schema(as = ProblemError)]
pub struct FaultDocument {
    /// RFC 6901 pointer into the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "/values/D02")]
    pub pointer: Option<String>,
    /// Name of the query or path parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "limit")]
    pub parameter: Option<String>,
    /// Name of the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "If-Match")]
    pub header: Option<String>,
    /// Name of the cell of a sheet.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = "E12")]
    pub cell: Option<String>,
    /// Stable code for programs.
    #[schema(example = "required")]
    pub code: String,
    /// What is wrong, in the caller's language.
    pub message: String,
}

impl FaultDocument {
    fn new(fault: &Fault, language: Language) -> Self {
        let mut document = Self {
            pointer: None,
            parameter: None,
            header: None,
            cell: None,
            code: fault.code.clone().into_owned(),
            message: fault.said.in_language(language).to_owned(),
        };
        match &fault.place {
            Place::Body(pointer) => document.pointer = Some(pointer.clone()),
            Place::Parameter(name) => document.parameter = Some(name.clone()),
            Place::Header(name) => document.header = Some((*name).to_owned()),
            Place::Cell(name) => document.cell = Some(name.clone()),
        }
        document
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    /// The text follows in [`super::finish`], which knows the caller's language.
    fn error_response(&self) -> HttpResponse {
        match &self.replay {
            Some(answer) => answer.as_ref().clone().replayed(),
            None => HttpResponse::new(self.status_code()),
        }
    }
}

impl From<DbErr> for Problem {
    fn from(error: DbErr) -> Self {
        match (&error, error.sql_err()) {
            (_, Some(SqlErr::UniqueConstraintViolation(_))) => Self::new(Code::AlreadyExists).cause(error),
            (_, Some(SqlErr::ForeignKeyConstraintViolation(_))) => Self::new(Code::UnknownReference).cause(error),
            _ if is_unstorable(&error) => Self::new(Code::InvalidContent).cause(error),
            _ if is_unavailable(&error) => Self::new(Code::DatabaseUnavailable).cause(error),
            _ => Self::internal(error),
        }
    }
}

/// Whether the database could not be reached or was too busy to answer, as opposed to having refused a statement.
fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => match e.as_ref() {
            sea_orm::SqlxError::Io(_)
            | sea_orm::SqlxError::PoolTimedOut
            | sea_orm::SqlxError::PoolClosed
            | sea_orm::SqlxError::WorkerCrashed => true,
            sea_orm::SqlxError::Database(e) => e.code().is_some_and(|code| {
                // PostgreSQL: connection trouble, shutdown, lock or statement time-out; SQLite: busy.
                code.starts_with("08")
                    || code.starts_with("57")
                    || matches!(
                        code.as_ref(),
                        "55P03" | "40001" | "40P01" | "53300" | "5" | "517" | "261"
                    )
            }),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a value lies beyond what the database can hold, such as a day five thousand years ago.
fn is_unstorable(error: &DbErr) -> bool {
    match error {
        DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e)) => match e.as_ref() {
            // PostgreSQL's class 22, data exceptions.
            sea_orm::SqlxError::Database(e) => e.code().is_some_and(|code| code.len() == 5 && code.starts_with("22")),
            _ => false,
        },
        _ => false,
    }
}
