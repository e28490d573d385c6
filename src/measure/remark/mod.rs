//! Ý kiến đối với văn bản: what Councils and the Front remark on regulations, conventions and resolutions they see (Law 10/2022 Art. 86.1b, 87; Resolution 75
//! Art. 6.2, 6.3).

mod api;
pub mod entity;

pub use api::routes;
