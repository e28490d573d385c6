//! The pattern of a request's address: sought among all once, and kept with the request.

use std::rc::Rc;

use actix_web::{HttpMessage, HttpRequest};

#[derive(Clone)]
struct Route(Option<Rc<str>>);

/// The pattern, as the published document has it; none where there is no such address.
pub fn route(request: &HttpRequest) -> Option<Rc<str>> {
    if let Some(known) = request.extensions().get::<Route>() {
        return known.0.clone();
    }
    let found = Route(request.match_pattern().map(Rc::from));
    request.extensions_mut().insert(found.clone());
    found.0
}
