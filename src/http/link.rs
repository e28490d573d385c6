//! `Link` (RFC 8288): where the first and the next page of a list are.

use actix_web::http::{Uri, header::HeaderValue};

/// The pages beside one that is answered.
#[derive(Clone, Debug)]
pub(super) struct Pages {
    pub next_cursor: Option<String>,
}

impl Pages {
    /// `</api/v1/units?limit=3&cursor=…>; rel="next", </api/v1/units?limit=3>; rel="first"`, for a page asked at `uri`.
    pub fn links(&self, uri: &Uri) -> Option<HeaderValue> {
        let next = self
            .next_cursor
            .as_deref()
            .map(|cursor| link(uri, Some(cursor), "next"));
        let links: Vec<String> = next.into_iter().chain([link(uri, None, "first")]).collect();
        HeaderValue::try_from(links.join(", ")).ok()
    }
}

/// The same question from another place on.
fn link(uri: &Uri, cursor: Option<&str>, relation: &str) -> String {
    let asked = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(asked.filter(|(name, _)| name != "cursor"))
        .extend_pairs(cursor.map(|cursor| ("cursor", cursor)))
        .finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("<{}{mark}{query}>; rel=\"{relation}\"", uri.path())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/api/v1/units", None, r#"</api/v1/units>; rel="first""#)]
    #[case("/api/v1/units?cursor=a&limit=3", None, r#"</api/v1/units?limit=3>; rel="first""#)]
    #[case(
        "/api/v1/units",
        Some("b-_"),
        r#"</api/v1/units?cursor=b-_>; rel="next", </api/v1/units>; rel="first""#
    )]
    #[case(
        "/api/v1/units?q=m%C6%B0%E1%BB%9Dng+t%C3%A8%3E&cursor=a",
        Some("b"),
        r#"</api/v1/units?q=m%C6%B0%E1%BB%9Dng+t%C3%A8%3E&cursor=b>; rel="next", </api/v1/units?q=m%C6%B0%E1%BB%9Dng+t%C3%A8%3E>; rel="first""#
    )]
    fn a_page_links_to_its_neighbours(#[case] asked: &str, #[case] next: Option<&str>, #[case] expected: &str) {
        let pages = Pages {
            next_cursor: next.map(str::to_owned),
        };
        assert_eq!(pages.links(&asked.parse().unwrap()).unwrap(), expected);
    }
}
