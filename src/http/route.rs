//! The pattern of a request's address: sought among all once, and kept with the request.

use std::sync::Arc;

use actix_web::{HttpMessage, HttpRequest, guard::GuardContext};

use super::Operations;

#[derive(Clone)]
struct Route(Option<Arc<str>>);

/// The pattern, as the published document has it; none where there is no such address.
pub fn route(request: &HttpRequest) -> Option<Arc<str>> {
    if let Some(known) = request.extensions().get::<Route>() {
        return known.0.clone();
    }
    // What is not published, as the pages for people, the framework knows alone: it tries all patterns, one after the other.
    let other = || request.match_pattern().map(Arc::from);
    let found = Route(Operations::pattern(request).or_else(other));
    request.extensions_mut().insert(found.clone());
    found.0
}

/// The pattern that was [sought](route) before the request came to its routes.
pub fn found(request: &GuardContext<'_>) -> Option<Arc<str>> {
    request.req_data().get::<Route>()?.0.clone()
}
