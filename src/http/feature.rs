//! The routes of a feature, tried only where the address is one of its own: the framework tries one pattern after the other, and would try those of all
//! features.

use std::collections::HashSet;

use actix_web::{
    dev::HttpServiceFactory,
    guard::{GuardContext, fn_guard},
};
use utoipa_actix_web::{OpenApiFactory, scope, service_config::ServiceConfig};

use super::route::found;

/// Where the API is.
pub const API: &str = "/api/v1";

/// The routes of a feature of the API.
pub fn feature(routes: fn(&mut ServiceConfig)) -> impl HttpServiceFactory + OpenApiFactory + 'static {
    let own = addresses(routes);
    let is_own = move |request: &GuardContext<'_>| found(request).is_some_and(|address| own.contains(&*address));
    scope("").guard(fn_guard(is_own)).configure(routes)
}

/// The published addresses of some routes.
fn addresses(routes: fn(&mut ServiceConfig)) -> HashSet<String> {
    let alone = scope(API).configure(routes);
    alone.paths().paths.into_keys().collect()
}
