//! `If-Match`: a change names the version it was made from, so that nobody's work is overwritten unseen.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, http::header};

use super::{Code, Place, Problem, Result, Said};

/// Tags in one request at most.
const MOST_TAGS: usize = 8;

/// The version of the record the caller last read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IfMatch {
    /// No `If-Match`, or `*`: allowed only where a record is first created.
    Absent,
    Version(i64),
    /// Any of these (RFC 9110 Section 13.1.1); places that are left over name one of them again.
    AnyOf([i64; MOST_TAGS]),
}

impl IfMatch {
    /// The version that a list's `etag`, which has no quotes, names.
    pub fn of_tag(tag: &str) -> Option<Self> {
        version_in(tag).map(Self::Version)
    }

    /// Whether a version is named.
    pub fn names(self, version: i64) -> bool {
        match self {
            Self::Absent => false,
            Self::Version(named) => named == version,
            Self::AnyOf(named) => named.contains(&version),
        }
    }

    /// 428 when no version was named, 412 when the current one was not.
    pub fn check(self, current: i64) -> Result<()> {
        match (self, self.names(current)) {
            (Self::Absent, _) => Err(Problem::new(Code::PreconditionRequired)),
            (_, true) => Ok(()),
            (_, false) => Err(Problem::new(Code::PreconditionFailed)),
        }
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let lines = request.headers().get_all(header::IF_MATCH);
        let lines: Vec<&[u8]> = lines.map(header::HeaderValue::as_bytes).collect();
        ready(match lines.is_empty() {
            true => Ok(Self::Absent),
            false => parse(&lines).ok_or_else(malformed),
        })
    }
}

fn malformed() -> Problem {
    let vi = format!("If-Match phải là ETag đã đọc, trong ngoặc kép; nhiều nhất {MOST_TAGS}, cách nhau bằng dấu phẩy.");
    let en =
        format!("If-Match must be an ETag that was read, in quotes; {MOST_TAGS} at most, with commas between them.");
    Problem::new(Code::MalformedRequest)
        .detail(vi.clone(), en.clone())
        .fault(Place::Header("If-Match"), "malformed", Said::new(vi, en))
}

/// What all lines of the header name: they are one list (RFC 9110 Section 5.3).
fn parse(lines: &[&[u8]]) -> Option<IfMatch> {
    let mut tags = Vec::new();
    for line in lines {
        let line = std::str::from_utf8(line).ok()?;
        tags.extend(line.split(',').map(str::trim).filter(|tag| !tag.is_empty()));
    }
    match tags.as_slice() {
        ["*"] => Some(IfMatch::Absent),
        [tag] => version_of(tag).map(IfMatch::Version),
        several => any_of(several),
    }
}

fn any_of(tags: &[&str]) -> Option<IfMatch> {
    let versions: Option<Vec<i64>> = tags.iter().map(|tag| version_of(tag)).collect();
    let mut versions = versions?.into_iter();
    let first = versions.next().filter(|_| tags.len() <= MOST_TAGS)?;
    Some(IfMatch::AnyOf(std::array::from_fn(|_| {
        versions.next().unwrap_or(first)
    })))
}

/// The version that an entity tag names. A proxy that compresses marks the tag as weak; the version in it is the same.
fn version_of(tag: &str) -> Option<i64> {
    let quoted = tag.strip_prefix("W/").unwrap_or(tag);
    version_in(quoted.strip_prefix('"')?.strip_suffix('"')?)
}

fn version_in(tag: &str) -> Option<i64> {
    let (version, _) = tag.split_once('.').filter(|_| !tag.contains('"'))?;
    let digits = version.bytes().all(|byte| byte.is_ascii_digit());
    version.parse().ok().filter(|_| digits)
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
    #[case("\"+4.ab12\"", None)]
    #[case("\"3\"", None)]
    #[case("", None)]
    #[case("\"3.a\", x", None)]
    #[case("\"3.a\", *", None)]
    fn an_etag_names_a_version(#[case] value: &str, #[case] expected: Option<IfMatch>) {
        assert_eq!(parse(&[value.as_bytes()]), expected);
    }

    #[rstest]
    #[case::as_one_list(&["\"1.a\", W/\"3.b\" ,,\"5.c\""])]
    #[case::line_by_line(&["\"1.a\"", "\"3.b\",\"5.c\""])]
    fn of_several_tags_any_may_match(#[case] lines: &[&str]) {
        let lines: Vec<&[u8]> = lines.iter().map(|line| line.as_bytes()).collect();
        let named = parse(&lines).unwrap();
        for (version, code) in [
            (1, None),
            (3, None),
            (5, None),
            (0, Some(Code::PreconditionFailed)),
            (4, Some(Code::PreconditionFailed)),
        ] {
            assert_eq!(
                named.check(version).err().map(|problem| problem.code),
                code,
                "{version}"
            );
        }
    }

    #[rstest]
    #[case(MOST_TAGS, true)]
    #[case(MOST_TAGS + 1, false)]
    fn so_many_tags_are_read(#[case] tags: usize, #[case] expected: bool) {
        let list: Vec<String> = (0..tags).map(|version| format!("\"{version}.a\"")).collect();
        let named = parse(&[list.join(", ").as_bytes()]);
        assert_eq!(named.is_some_and(|named| named.names(0) && named.names(7)), expected);
    }
}
