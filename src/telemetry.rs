//! Log lines and the span of a request: request id, the caller's trace, who asked, under which permission.

mod trace_parent;

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
};
use tracing::Span;
use tracing_actix_web::{RequestId, RootSpanBuilder};
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use self::trace_parent::TraceParent;
use crate::{
    config::LogFormat,
    http::{Problem, Result, route},
};

/// Starts logging for the whole process.
pub fn start(format: LogFormat, directives: &str) -> Result<()> {
    let filter = EnvFilter::try_new(directives).map_err(Problem::internal)?;
    let registry = tracing_subscriber::registry().with(filter);
    let started = match format {
        LogFormat::Pretty => registry
            .with(fmt::layer().with_writer(std::io::stderr).with_target(false))
            .try_init(),
        LogFormat::Json => registry
            .with(fmt::layer().with_writer(std::io::stderr).json().flatten_event(true))
            .try_init(),
    };
    started.map_err(Problem::internal)
}

/// The span around a request. Path and query are left out but for the route: they may name persons.
pub struct RequestSpan;

impl RootSpanBuilder for RequestSpan {
    fn on_request_start(request: &ServiceRequest) -> Span {
        let id = request.extensions().get::<RequestId>().map(ToString::to_string);
        let trace = TraceParent::of(request.headers());
        tracing::info_span!(
            "request",
            method = %request.method(),
            route = route(request.request()).as_deref(),
            request_id = id,
            trace_id = trace.map(|trace| trace.trace_id),
            parent_id = trace.map(|trace| trace.parent_id),
            permission = tracing::field::Empty,
            account = tracing::field::Empty,
            unit = tracing::field::Empty,
        )
    }

    fn on_request_end<B: MessageBody>(span: Span, outcome: &std::result::Result<ServiceResponse<B>, Error>) {
        let status = outcome.as_ref().map_or(500, |response| response.status().as_u16());
        span.in_scope(|| tracing::debug!(status, "answered"));
    }
}
