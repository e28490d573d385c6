//! How danchu speaks HTTP: extractors that parse strictly, answers with entity tags, and one shape for every problem.

mod answer;
mod body;
mod client_address;
mod code;
mod csv;
mod day;
mod explain;
mod finish;
mod if_match;
mod language;
mod limits;
mod link;
mod operations;
mod page;
mod parameter;
mod pointer;
mod problem;
mod wire_name;

pub use crate::said::Said;
pub use answer::Answer;
pub use body::{BodyDigest, Json, WorkbookBytes, XLSX, not_null, require_plain, require_size};
pub use client_address::{TrustedProxies, network};
pub use code::Code;
pub use csv::{Csv, csv_rows, csv_text};
pub use day::{day, is_plausible, some_day, some_instant};
pub use finish::{finish, within};
pub use if_match::IfMatch;
pub use language::Language;
pub use limits::Limits;
pub use operations::{Operations, public_parameters, refuse_unknown_parameters};
pub use page::{Cursor, Key, Limit, Page, Tagged};
pub use parameter::{Path, Query};
pub use pointer::pointer;
pub use problem::{Fault, FaultDocument, Parts, Place, Problem, ProblemDocument, Result};
pub use wire_name::wire_name;
