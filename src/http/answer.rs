//! A successful answer: JSON with its `ETag`, kept so that a repeated request can be answered alike.

use std::time::Duration;

use actix_web::{
    HttpRequest, HttpResponse, HttpResponseBuilder, Responder,
    body::BoxBody,
    http::{StatusCode, header},
    web::Bytes,
};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{Page, Problem, Result, link::Pages};

/// What a handler answers with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Answer {
    status: u16,
    #[serde(with = "super::body_text")]
    body: Option<Bytes>,
    etag: Option<String>,
    location: Option<String>,
    /// What stands beside it, when it is a page of a list.
    #[serde(skip)]
    pages: Option<Pages>,
    /// What is sent in place of `body`, this once.
    #[serde(skip)]
    shown_once: Option<Bytes>,
    #[serde(skip)]
    secret: bool,
    /// How long anybody may keep it.
    #[serde(skip)]
    public: Option<Duration>,
    /// What the body is.
    #[serde(skip)]
    kind: Kind,
}

/// What a body is.
#[derive(Clone, Copy, Debug, Default)]
enum Kind {
    #[default]
    Json,
    /// A page for people.
    Html,
    /// A table.
    Csv,
}

impl Kind {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Html => "text/html; charset=utf-8",
            Self::Csv => "text/csv; charset=utf-8",
        }
    }
}

impl Answer {
    /// 200 with the state of a record that has a version: `ETag` is `"version.hash-of-body"`.
    pub fn record(view: &impl Serialize, version: i64) -> Result<Self> {
        let body = json(view)?;
        Ok(Self {
            etag: Some(format!("\"{}\"", etag(version, &body))),
            ..Self::with(StatusCode::OK, Some(body))
        })
    }

    /// 200 with something that has no version of its own; its `ETag` is the hash of the body.
    pub fn view(view: &impl Serialize) -> Result<Self> {
        let body = json(view)?;
        Ok(Self {
            etag: Some(format!("\"{}\"", digest(&body))),
            ..Self::with(StatusCode::OK, Some(body))
        })
    }

    /// 200 with a page of a list, and where its first and its next page are.
    pub fn page(page: &Page<impl Serialize>) -> Result<Self> {
        let body = page.body().map_err(Problem::internal)?;
        let pages = Pages {
            next_cursor: page.next_cursor.clone(),
        };
        Ok(Self {
            etag: Some(format!("\"{}\"", body.etag)),
            pages: Some(pages),
            ..Self::with(StatusCode::OK, Some(body.json.into()))
        })
    }

    /// 200 with a page for people.
    pub fn html(page: String) -> Self {
        Self::of_kind(Kind::Html, page)
    }

    /// 200 with a table.
    pub fn csv(table: String) -> Self {
        Self::of_kind(Kind::Csv, table)
    }

    fn of_kind(kind: Kind, body: String) -> Self {
        Self {
            etag: Some(format!("\"{}\"", digest(body.as_bytes()))),
            kind,
            ..Self::with(StatusCode::OK, Some(body.into()))
        }
    }

    /// 200 that no cache may keep and no store may hold: it carries secrets.
    pub fn secret(view: &impl Serialize) -> Result<Self> {
        Ok(Self {
            secret: true,
            ..Self::with(StatusCode::OK, Some(json(view)?))
        })
    }

    /// Sends `view`, which carries a secret, and keeps only the answer as it was.
    pub fn showing_once(self, view: &impl Serialize) -> Result<Self> {
        Ok(Self {
            shown_once: Some(json(view)?),
            secret: true,
            ..self
        })
    }

    /// Lets anybody keep it so long and give it to others: nothing in it depends on who asks.
    pub fn public(self, kept: Duration) -> Self {
        Self {
            public: Some(kept),
            ..self
        }
    }

    /// Bytes of the body.
    pub fn size(&self) -> usize {
        self.body.as_ref().map_or(0, Bytes::len)
    }

    /// 204.
    pub fn nothing() -> Self {
        Self::with(StatusCode::NO_CONTENT, None)
    }

    /// Makes it a 201 that names the address of the new record.
    pub fn created(self, location: String) -> Self {
        Self {
            status: StatusCode::CREATED.as_u16(),
            location: Some(location),
            ..self
        }
    }

    fn with(status: StatusCode, body: Option<Bytes>) -> Self {
        Self {
            status: status.as_u16(),
            body,
            etag: None,
            location: None,
            pages: None,
            shown_once: None,
            secret: false,
            public: None,
            kind: Kind::Json,
        }
    }

    fn builder(&self) -> HttpResponseBuilder {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut response = HttpResponse::build(status);
        if let Some(etag) = &self.etag {
            response.insert_header((header::ETAG, etag.as_str()));
        }
        if let Some(location) = &self.location {
            response.insert_header((header::LOCATION, location.as_str()));
        }
        if self.secret {
            response.insert_header((header::CACHE_CONTROL, "no-store"));
        }
        if let Some(kept) = self.public {
            let kept = format!("public, max-age={}", kept.as_secs());
            response.insert_header((header::CACHE_CONTROL, kept));
        }
        response
    }

    fn finish(self, mut response: HttpResponseBuilder) -> HttpResponse {
        let kind = self.kind.media_type();
        match self.shown_once.or(self.body) {
            Some(body) => response.content_type(kind).body(body),
            None => response.finish(),
        }
    }

    /// The same answer again, marked as a replay.
    pub fn replayed(self) -> HttpResponse {
        let mut response = self.builder();
        response.insert_header(("Idempotency-Replayed", "true"));
        self.finish(response)
    }
}

impl Responder for Answer {
    type Body = BoxBody;

    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let current = self.etag.as_deref();
        let known = request
            .headers()
            .get(header::IF_NONE_MATCH)
            .and_then(|value| value.to_str().ok());
        let unchanged = request.method().is_safe()
            && known.is_some_and(|known| {
                known.trim() == "*"
                    || known
                        .split(',')
                        .any(|tag| Some(tag.trim().trim_start_matches("W/")) == current)
            });
        let mut response = self.builder();
        if let Some(links) = self.pages.as_ref().and_then(|pages| pages.links(request.uri())) {
            response.insert_header((header::LINK, links));
        }
        if unchanged {
            return response.status(StatusCode::NOT_MODIFIED).finish();
        }
        self.finish(response)
    }
}

/// The entity tag of a body at a version, without quotes.
pub fn etag(version: i64, body: &[u8]) -> String {
    format!("{version}.{:016x}", xxh3_64(body))
}

/// Tells one body from another; it proves nothing.
pub(super) fn digest(body: &[u8]) -> String {
    format!("{:016x}", xxh3_64(body))
}

fn json(view: &impl Serialize) -> Result<Bytes> {
    serde_json::to_vec(view).map(Bytes::from).map_err(Problem::internal)
}
