//! A file on its way in: taken piece by piece, however large it is announced to be, and never held in memory.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, error::PayloadError};
use futures_util::StreamExt;

use super::{kind::FileType, store::Files};
use crate::http::{BodyDigest, Code, Limits, Problem, Result, require_plain, require_size};

/// A file at most, in bytes.
pub const MOST_BYTES: u64 = 25 * 1024 * 1024;

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

/// A file that is kept; what no record names does no harm.
pub struct Kept {
    pub kind: FileType,
    pub bytes: u64,
    pub hash: [u8; 32],
}

impl Upload {
    /// Takes the file in and keeps it: 413 when it is too large, 408 when it stops coming, 422 when it is of no kind that is taken.
    pub async fn keep(self, files: &Files) -> Result<Kept> {
        require_plain(&self.request)?;
        require_size(&self.request, usize::try_from(MOST_BYTES).unwrap_or(usize::MAX))?;
        let patience = Limits::of(&self.request).body_time;
        let pieces = futures_util::stream::unfold(self.payload, move |mut payload| async move {
            let next = tokio::time::timeout(patience, payload.next()).await;
            let piece = match next {
                Ok(None) => return None,
                Ok(Some(piece)) => piece.map_err(broken),
                Err(_elapsed) => Err(Problem::new(Code::RequestTimeout)),
            };
            Some((piece, payload))
        });
        let arrived = files.receive(Box::pin(pieces), MOST_BYTES).await?;
        self.request.extensions_mut().insert(BodyDigest(arrived.hash));
        let file = arrived.reopen()?;
        let kind = actix_web::web::block(move || FileType::of(file)).await;
        let kept = Kept {
            kind: kind.map_err(Problem::internal)??,
            bytes: arrived.bytes,
            hash: arrived.hash,
        };
        files.keep(arrived).await?;
        Ok(kept)
    }
}

fn broken(error: PayloadError) -> Problem {
    match error {
        PayloadError::Overflow => Problem::new(Code::BodyTooLarge),
        other => Problem::new(Code::MalformedRequest).cause(other),
    }
}
