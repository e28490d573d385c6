//! How much and how slowly a caller may send.

use std::time::Duration;

use actix_web::{HttpRequest, web};

#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a body at most.
    pub body_bytes: usize,
    /// Time a body may take to arrive whole.
    pub body_time: Duration,
}

impl Limits {
    pub fn of(request: &HttpRequest) -> Self {
        request
            .app_data::<web::ThinData<Self>>()
            .map_or(Self::default(), |limits| limits.0)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 1_048_576,
            body_time: Duration::from_secs(15),
        }
    }
}
