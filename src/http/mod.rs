//! How danchu speaks HTTP: extractors that parse strictly, answers with entity tags, and one shape for every problem.

mod answer;
mod body;
mod code;
mod day;
mod finish;
mod if_match;
mod language;
mod limits;
mod page;
mod parameter;
mod problem;

pub use answer::Answer;
pub use body::{BodyDigest, Json, not_null};
pub use code::Code;
pub use day::{day, is_plausible, some_day, some_instant};
pub use finish::{finish, within};
pub use if_match::IfMatch;
pub use language::Language;
pub use limits::Limits;
pub use page::{Cursor, Key, Limit, Page, Tagged};
pub use parameter::{Path, Query};
pub use problem::{Fault, FaultDocument, Parts, Place, Problem, ProblemDocument, Result, Said};
