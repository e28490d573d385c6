//! In whose name: whoever acts for a committee by mandate may, for one request, act for its own organisation alone.

use std::sync::Arc;

use actix_web::HttpRequest;

use super::Identity;
use crate::http::{Code, Place, Problem, Result, Said};

/// The header that says so; `own` is all it can say.
pub const CAPACITY: &str = "Danchu-Capacity";

/// Who acts: with no mandate, where the request says that it is in its own name.
pub(super) fn as_named(request: &HttpRequest, identity: Arc<Identity>) -> Result<Arc<Identity>> {
    match request.headers().get(CAPACITY).map(|value| value.as_bytes()) {
        None => Ok(identity),
        Some(b"own") => Ok(Arc::new(Identity {
            mandates: Vec::new(),
            ..Identity::clone(&identity)
        })),
        Some(_) => Err(Problem::new(Code::MalformedRequest).fault(
            Place::Header(CAPACITY),
            "malformed",
            Said::new(
                "Chỉ nhận giá trị own: nhân danh cơ quan mình.",
                "The only value is own: in the name of one's own organisation.",
            ),
        )),
    }
}
