//! Văn bản hành chính: reports as official documents, laid out as Decree 30/2020/NĐ-CP Appendix I says.

mod api;
pub mod docx;
mod figures;
pub mod report;
pub mod signature;

pub use api::routes;
