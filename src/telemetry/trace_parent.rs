//! `traceparent` (W3C Trace Context): which trace of the caller's a request belongs to. It is noted in the log and believed for
//! nothing else.

use actix_web::http::header::HeaderMap;

/// What a well-formed header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceParent<'h> {
    pub trace_id: &'h str,
    pub parent_id: &'h str,
}

impl<'h> TraceParent<'h> {
    /// The one header of a request; none when it is malformed or sent twice.
    pub fn of(headers: &'h HeaderMap) -> Option<Self> {
        let mut sent = headers.get_all("traceparent");
        let only = sent.next().filter(|_| sent.next().is_none())?;
        Self::parse(only.to_str().ok()?)
    }

    fn parse(text: &'h str) -> Option<Self> {
        let mut parts = text.splitn(5, '-');
        let (version, trace_id, parent_id, flags) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        // Only a later version may go on.
        let whole = parts.next().is_none() || version != "00";
        let well_formed =
            hex(version, 2) && version != "ff" && names(trace_id, 32) && names(parent_id, 16) && hex(flags, 2) && whole;
        well_formed.then_some(Self { trace_id, parent_id })
    }
}

/// Whether it is so many small hexadecimal digits.
fn hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Nothing is called zero.
fn names(text: &str, digits: usize) -> bool {
    hex(text, digits) && text.bytes().any(|byte| byte != b'0')
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};
    use rstest::rstest;

    use super::*;

    const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
    const PARENT: &str = "b7ad6b7169203331";

    #[rstest]
    #[case(&["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"], true)]
    #[case(&["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"], true)]
    #[case(&["cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-comes"], true)]
    #[case(&["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"], false)]
    #[case(&["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-"], false)]
    #[case(&["ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"], false)]
    #[case(&["0-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"], false)]
    #[case(&["00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"], false)]
    #[case(&["00-00000000000000000000000000000000-b7ad6b7169203331-01"], false)]
    #[case(&["00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01"], false)]
    #[case(&["00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01"], false)]
    #[case(&["00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333g-01"], false)]
    #[case(&["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1"], false)]
    #[case(&["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331"], false)]
    #[case(&[" 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"], false)]
    #[case(&[""], false)]
    #[case(&[], false)]
    #[case(&["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"], false)]
    fn only_a_well_formed_header_names_a_trace(#[case] sent: &[&str], #[case] well_formed: bool) {
        let mut headers = HeaderMap::new();
        for value in sent {
            headers.append(
                HeaderName::from_static("traceparent"),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        let expected = well_formed.then_some(TraceParent {
            trace_id: TRACE,
            parent_id: PARENT,
        });
        assert_eq!(TraceParent::of(&headers), expected);
    }
}
