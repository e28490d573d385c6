//! Phản ánh, kiến nghị của công dân, người lao động that a board receives. Who gave it is sealed: the board and whoever directs it read it, never the body
//! concerned nor its superiors, and it is in no list and no export (Law 10/2022 Art. 38.7, 43.2d, 61.7, 78.6).

mod api;
pub mod entity;

pub use api::routes;
