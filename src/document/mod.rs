//! Documents: what is issued to carry out grassroots democracy, with the steps the law prescribes for it. Whether a document is in force is
//! worked out for a day, never typed.

pub mod force;
pub mod number;
pub mod regulation;

pub use regulation::routes;
