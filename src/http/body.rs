//! The body of a request, read within limits: JSON, parsed strictly, faults named by JSON pointer; or a workbook, as it is.

use std::{future::Future, pin::Pin};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    error::PayloadError,
    http::header,
    web::{Bytes, BytesMut},
};
use futures_util::StreamExt;
use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, IgnoredAny},
};
use sha2::{Digest, Sha256};

use super::{Code, Limits, Place, Problem, Result, explain::explain, pointer};

/// A parsed JSON body.
#[derive(Debug)]
pub struct Json<T>(pub T);

/// SHA-256 of the body as it arrived; tells whether a repeated `Idempotency-Key` means the same request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BodyDigest(pub [u8; 32]);

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move {
            let body = whole(&request, &mut payload, "application/json").await?;
            parse(&body).map(Self)
        })
    }
}

/// A workbook as it was sent, not looked into.
#[derive(Debug)]
pub struct WorkbookBytes(pub Bytes);

/// The media type of an XLSX workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl FromRequest for WorkbookBytes {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let mut payload = payload.take();
        Box::pin(async move { whole(&request, &mut payload, XLSX).await.map(Self) })
    }
}

/// The body, which must be of this media type, within the limits.
async fn whole(request: &HttpRequest, payload: &mut Payload, media: &str) -> Result<Bytes> {
    require_media(request, media)?;
    let limits = Limits::of(request);
    require_size(request, limits.body_bytes)?;
    let body = tokio::time::timeout(limits.body_time, read(payload, limits.body_bytes))
        .await
        .map_err(|_elapsed| Problem::new(Code::RequestTimeout))??;
    request
        .extensions_mut()
        .insert(BodyDigest(Sha256::digest(&body).into()));
    Ok(body)
}

fn require_media(request: &HttpRequest, media: &str) -> Result<()> {
    let sent = request.mime_type().ok().flatten();
    let fits = sent.as_ref().is_some_and(|mime| {
        let utf_8 = mime.get_param("charset").is_none_or(|charset| charset == "utf-8");
        mime.essence_str() == media && utf_8
    });
    match fits {
        true => require_plain(request),
        false => Err(Problem::new(Code::UnsupportedMediaType)),
    }
}

/// 415 for a body that is compressed.
pub fn require_plain(request: &HttpRequest) -> Result<()> {
    let encoding = request.headers().get(header::CONTENT_ENCODING);
    match encoding.is_none_or(|encoding| encoding == "identity") {
        true => Ok(()),
        false => Err(Problem::new(Code::UnsupportedMediaType)),
    }
}

/// 413 at once for a body that is announced too large.
pub fn require_size(request: &HttpRequest, limit: usize) -> Result<()> {
    let announced = request.headers().get(header::CONTENT_LENGTH);
    let announced = announced.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    match announced.is_some_and(|bytes| usize::try_from(bytes).map_or(true, |bytes| bytes > limit)) {
        true => Err(Problem::new(Code::BodyTooLarge)),
        false => Ok(()),
    }
}

async fn read(payload: &mut Payload, limit: usize) -> Result<Bytes> {
    let mut body = BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|error| match error {
            PayloadError::Overflow => Problem::new(Code::BodyTooLarge),
            other => Problem::new(Code::MalformedRequest).cause(other),
        })?;
        if body.len() + chunk.len() > limit {
            return Err(Problem::new(Code::BodyTooLarge));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// Parses `body`; a syntax error is 400, a value of the wrong shape 422 with its pointer.
pub fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T> {
    if std::str::from_utf8(body).is_err() {
        return Err(Problem::new(Code::MalformedBody).detail("Nội dung không phải UTF-8.", "The body is not UTF-8."));
    }
    // serde would take an array for a struct; a body is an object.
    if body.trim_ascii_start().first() != Some(&b'{') {
        serde_json::from_slice::<IgnoredAny>(body).map_err(malformed)?;
        return Err(Problem::invalid(
            "",
            "wrong_type",
            "Nội dung phải là một đối tượng JSON.",
            "The body must be a JSON object.",
        ));
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| refused(body, error))?;
    reader.end().map_err(malformed)?;
    Ok(value)
}

fn refused(body: &[u8], error: serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let pointer = pointer_of(error.path());
    let inner = error.into_inner();
    let text = inner.to_string();
    let message = text
        .rsplit_once(" at line ")
        .map_or(text.as_str(), |(message, _)| message);
    // To serde a number where a choice belongs breaks the JSON, be it ever so well-formed.
    if !inner.is_data() && (message != "expected value" || serde_json::from_slice::<IgnoredAny>(body).is_err()) {
        return malformed(inner);
    }
    let (code, said) = explain(message);
    Problem::new(Code::InvalidContent).fault(Place::Body(pointer), code, said)
}

fn malformed(error: serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    Problem::new(Code::MalformedBody).cause(&error).detail(
        format!("JSON sai ở dòng {line}, cột {column}."),
        format!("The JSON breaks at line {line}, column {column}."),
    )
}

/// RFC 6901 pointer of a path into the body.
fn pointer_of(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => pointer([key.as_str()]),
            Segment::Enum { variant } => pointer([variant.as_str()]),
            Segment::Unknown => "/".to_owned(),
        })
        .collect()
}

/// A member of a merge patch that may be absent but not null: what must always have a value cannot be cleared.
pub fn not_null<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Body {
        #[expect(dead_code, reason = "only parsed")]
        n: Vec<u8>,
    }

    #[rstest]
    #[case(br#"{"n":[1,2]"#, Code::MalformedBody, None)]
    #[case(br#"{"n":[NaN]}"#, Code::MalformedBody, None)]
    #[case(br#"{"n":[1]} x"#, Code::MalformedBody, None)]
    #[case(b"{\"n\":[\xff]}", Code::MalformedBody, None)]
    #[case(br#"{"n":[1,300]}"#, Code::InvalidContent, Some("/n/1"))]
    #[case(br#"{"n":[1],"a/b":1}"#, Code::InvalidContent, Some("/a~1b"))]
    #[case(br#"{}"#, Code::InvalidContent, Some(""))]
    fn a_body_is_refused_where_it_is_wrong(#[case] body: &[u8], #[case] code: Code, #[case] at: Option<&str>) {
        let problem = parse::<Body>(body).unwrap_err();
        assert_eq!(problem.code, code);
        let places: Vec<_> = problem.faults.iter().map(|fault| fault.place.clone()).collect();
        assert_eq!(
            places,
            at.map(|at| Place::Body(at.to_owned())).into_iter().collect::<Vec<_>>()
        );
    }

    #[test]
    fn ten_thousand_brackets_are_refused() {
        let deep = "[".repeat(10_000);
        assert_eq!(
            parse::<serde_json::Value>(deep.as_bytes()).unwrap_err().code,
            Code::MalformedBody
        );
    }
}
