//! Mức độ hài lòng, yêu cầu cung cấp thông tin: figures that are surveyed or counted elsewhere, told with their source (Law 10/2022 Art. 14.2, 34.1, 35.2a, 48.4).

mod api;
pub mod entity;

pub use api::routes;
