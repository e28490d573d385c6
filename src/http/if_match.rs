//! `If-Match`: a change names the version it was made from, so that nobody's work is overwritten unseen.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};

use super::{Code, Place, Problem, Result, Said};

/// The version of the record the caller last read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IfMatch {
    /// No `If-Match`, or `*`: allowed only where a record is first created.
    Absent,
    Version(i64),
}

impl IfMatch {
    /// The version that a list's `etag`, which has no quotes, names.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let (version, _) = tag.split_once('.').filter(|_| !tag.contains('"'))?;
        version.parse().ok().map(Self::Version)
    }

    /// 428 when no version was named, 412 when it is not the current one.
    pub fn check(self, current: i64) -> Result<()> {
        match self {
            Self::Absent => Err(Problem::new(Code::PreconditionRequired)),
            Self::Version(version) if version == current => Ok(()),
            Self::Version(_) => Err(Problem::new(Code::PreconditionFailed)),
        }
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut sent = request.headers().get_all(header::IF_MATCH);
        ready(match (sent.next(), sent.next()) {
            (None, _) => Ok(Self::Absent),
            (Some(value), None) => parse(value.as_bytes()),
            (Some(_), Some(_)) => Err(malformed()),
        })
    }
}

fn malformed() -> Problem {
    let said = Said::new(
        "If-Match phải là một ETag đã đọc.",
        "If-Match must be one ETag that was read.",
    );
    Problem::new(Code::MalformedRequest).fault(Place::Header("If-Match"), "malformed", said)
}

fn parse(value: &[u8]) -> Result<IfMatch> {
    let text = std::str::from_utf8(value).map_err(|_not_text| malformed())?.trim();
    if text == "*" {
        return Ok(IfMatch::Absent);
    }
    // A proxy that compresses marks the tag as weak; the version in it is the same.
    let tag = text
        .strip_prefix("W/")
        .unwrap_or(text)
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .ok_or_else(malformed)?;
    IfMatch::of_tag(tag).ok_or_else(malformed)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("\"3.ab12\"", Some(IfMatch::Version(3)))]
    #[case("W/\"3.ab12\"", Some(IfMatch::Version(3)))]
    #[case("*", Some(IfMatch::Absent))]
    #[case("3.ab12", None)]
    #[case("\"x.ab12\"", None)]
    #[case("\"3\"", None)]
    #[case("\"1.a\", \"2.b\"", None)]
    fn an_etag_names_a_version(#[case] value: &str, #[case] expected: Option<IfMatch>) {
        assert_eq!(parse(value.as_bytes()).ok(), expected);
    }
}
