//! The last thing every answer passes: problems get their text in the caller's language, every answer its request id and
//! its safety headers, and what another crate answered in plain text becomes a problem too.

use std::{panic::AssertUnwindSafe, time::Duration};

use actix_web::{
    Error, HttpMessage, HttpResponse,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    error::InternalError,
    http::{
        Method, StatusCode,
        header::{self, HeaderName, HeaderValue},
    },
    middleware::Next,
};
use futures_util::FutureExt;
use tracing_actix_web::RequestId;

use super::{Code, Language, Problem};

/// Middleware around everything: lets no answer out that is not ours.
pub async fn finish(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let language = Language::of(&request);
    let id = request
        .extensions()
        .get::<RequestId>()
        .map(|id| id.to_string())
        .unwrap_or_default();
    let personal = request.headers().contains_key(header::AUTHORIZATION);
    let answered = AssertUnwindSafe(next.call(request)).catch_unwind().await;
    let error = match answered {
        Ok(Ok(response)) => {
            let mut response = written(response.map_into_boxed_body(), language, &id);
            dress(response.response_mut().headers_mut(), &id, personal);
            return Ok(response);
        }
        Ok(Err(error)) => error,
        Err(_panic) => Problem::internal("a handler panicked").into(),
    };
    // Routing wants the request to itself, so none is left to build a response on; the error carries it.
    let mut response = written_error(
        &error,
        error.as_response_error().status_code(),
        language,
        &id,
        &header::HeaderMap::new(),
    );
    dress(response.headers_mut(), &id, personal);
    Err(InternalError::from_response("answered", response).into())
}

/// How much longer an upload may take than other requests.
const UPLOADS: u32 = 20;

/// Middleware around a route: an answer that takes longer than `limit` becomes a 503.
pub async fn within(
    limit: Duration,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // A file takes its time; what stops coming is noticed where it is taken in.
    let upload = request.method() == Method::PUT && request.path().starts_with("/api/v1/attachments/");
    let limit = if upload { limit * UPLOADS } else { limit };
    match tokio::time::timeout(limit, next.call(request)).await {
        Ok(answered) => answered.map(ServiceResponse::map_into_boxed_body),
        Err(_elapsed) => Err(Problem::new(Code::Overloaded).cause("the answer took too long").into()),
    }
}

fn written(response: ServiceResponse<BoxBody>, language: Language, id: &str) -> ServiceResponse<BoxBody> {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let unexplained = Problem::new(Code::for_status(status)).into();
    let error = response.response().error().unwrap_or(&unexplained);
    let written = written_error(error, status, language, id, response.headers());
    ServiceResponse::new(response.into_parts().0, written)
}

/// The problem document for an error, ours or another crate's.
fn written_error(
    error: &Error,
    status: StatusCode,
    language: Language,
    id: &str,
    earlier: &header::HeaderMap,
) -> HttpResponse {
    let foreign;
    let problem = match error.as_error::<Problem>() {
        Some(problem) => problem,
        None => {
            foreign = Problem::new(Code::for_status(status)).cause(error);
            &foreign
        }
    };
    let cause = problem.cause.as_deref().unwrap_or_default();
    match problem.code {
        Code::Internal => tracing::error!(request_id = id, code = problem.code.as_str(), cause, "request failed"),
        Code::DatabaseUnavailable | Code::NotReady | Code::ScanUnavailable => {
            tracing::warn!(request_id = id, code = problem.code.as_str(), cause, "request put off");
        }
        _ => tracing::debug!(request_id = id, code = problem.code.as_str(), cause, "request refused"),
    }
    render(problem, language, id, earlier)
}

/// Writes a problem as a response.
fn render(problem: &Problem, language: Language, id: &str, earlier: &header::HeaderMap) -> HttpResponse {
    let mut response = HttpResponse::build(problem.code.status());
    if let Some(allow) = problem
        .allow
        .as_deref()
        .or_else(|| earlier.get(header::ALLOW).and_then(|value| value.to_str().ok()))
    {
        response.insert_header((header::ALLOW, allow));
    }
    // RFC 9110 Section 15.5.17: it lets whoever asked know how much there is.
    if let Some(bytes) = problem.file_bytes {
        response.insert_header((header::CONTENT_RANGE, format!("bytes */{bytes}")));
    }
    if let Some(seconds) = problem.retry_after_seconds {
        response.insert_header((header::RETRY_AFTER, seconds.to_string()));
    }
    if problem.code.status() == actix_web::http::StatusCode::UNAUTHORIZED {
        response.insert_header((header::WWW_AUTHENTICATE, "Bearer realm=\"danchu\""));
    }
    response
        .insert_header((header::CONTENT_LANGUAGE, language.tag()))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .content_type("application/problem+json")
        .body(serde_json::to_string(&problem.document(language, id)).unwrap_or_default())
}

/// Adds the headers every answer carries.
fn dress(headers: &mut header::HeaderMap, id: &str, personal: bool) {
    let always = [
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    for (name, value) in always {
        headers.insert(name, value);
    }
    // A policy may say by itself who may frame it.
    let policy = headers.get(header::CONTENT_SECURITY_POLICY);
    let says = policy.is_some_and(|policy| policy.to_str().is_ok_and(|policy| policy.contains("frame-ancestors")));
    if !says {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    // In one line: not everybody after us reads a second.
    let varies = headers.get_all(header::VARY).filter_map(|value| value.to_str().ok());
    let varies = varies
        .chain(["Authorization", "Accept-Language"])
        .collect::<Vec<_>>()
        .join(", ");
    if let Ok(varies) = HeaderValue::from_str(&varies) {
        headers.insert(header::VARY, varies);
    }
    if personal && !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
}
