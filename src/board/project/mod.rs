//! Chương trình, dự án trên địa bàn thuộc diện giám sát: what the people of a commune supervise (Law 10/2022 Art. 41.1).

mod api;
pub mod entity;

pub use api::routes;
