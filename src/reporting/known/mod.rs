//! Số liệu đã biết: what danchu itself knows of the figures of a report, where an indicator names its source. It is offered to whoever writes
//! the report; another figure is explained, and what was known is kept with the version.

mod api;
mod boards;
mod documents;
mod find;
mod periods;
mod reporters;
mod source;

pub use api::routes;
pub use find::known_of;
pub use source::{FigureSource, KnownFigure, KnownFigures, KnownValue};
