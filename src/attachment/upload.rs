//! A file on its way in: taken piece by piece, however large it is announced to be, and never held in memory.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, error::PayloadError};
use futures_util::StreamExt;

use super::{
    kind::FileType,
    scan::Scan,
    store::{Arrived, Files},
};
use crate::http::{BodyDigest, Code, Limits, Problem, Result, require_plain, require_size};

/// A file at most, in bytes.
pub const MOST_BYTES: u64 = 25 * 1024 * 1024;

/// A whole file may take so many times as long as one piece of it: at the default, 25 MiB at half a megabit a second.
const WHOLE: u32 = 40;

/// The body of a request, unread.
pub struct Upload {
    request: HttpRequest,
    payload: Payload,
}

impl FromRequest for Upload {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        ready(Ok(Self {
            request: request.clone(),
            payload: payload.take(),
        }))
    }
}

/// A file that is kept; what no record names does no harm, and is swept away in time.
pub struct Kept {
    pub kind: FileType,
    pub arrived: Arrived,
}

impl Kept {
    /// Looks at what has arrived, and keeps it: 422 when it is of no kind that is taken, or something harmful.
    pub async fn of(mut arrived: Arrived, files: &Files, scan: Option<&Scan>) -> Result<Self> {
        let file = arrived.reopen()?;
        let kind = actix_web::web::block(move || FileType::of(file)).await;
        let kind = kind.map_err(Problem::internal)??;
        if let Some(scan) = scan {
            scan.require_harmless(&arrived).await?;
        }
        files.keep(&mut arrived).await?;
        Ok(Self { kind, arrived })
    }
}

impl Upload {
    /// Takes a file in: 413 when it is too large, 408 when it stops coming.
    pub async fn receive(self, files: &Files, most: u64) -> Result<Arrived> {
        require_plain(&self.request)?;
        require_size(&self.request, usize::try_from(most).unwrap_or(usize::MAX))?;
        let patience = Limits::of(&self.request).body_time;
        let last = tokio::time::Instant::now() + patience * WHOLE;
        let pieces = futures_util::stream::unfold(self.payload, move |mut payload| async move {
            let until = last.min(tokio::time::Instant::now() + patience);
            let next = tokio::time::timeout_at(until, payload.next()).await;
            let piece = match next {
                Ok(None) => return None,
                Ok(Some(piece)) => piece.map_err(broken),
                Err(_elapsed) => Err(Problem::new(Code::RequestTimeout)),
            };
            Some((piece, payload))
        });
        let arrived = files.receive(Box::pin(pieces), most).await?;
        self.request.extensions_mut().insert(BodyDigest(arrived.hash));
        Ok(arrived)
    }
}

fn broken(error: PayloadError) -> Problem {
    match error {
        PayloadError::Overflow => Problem::new(Code::BodyTooLarge),
        other => Problem::new(Code::MalformedRequest).cause(other),
    }
}
