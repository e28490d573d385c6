//! A file on its way in: taken piece by piece, however large it is announced to be, and never held in memory.

use std::{
    future::{Ready, ready},
    time::Duration,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, error::PayloadError};
use futures_util::StreamExt;

use super::{
    kind::FileType,
    store::{Arrived, Files},
};
use crate::http::{Code, Limits, Problem, Result};

/// A file at most, in bytes.
pub const MOST_BYTES: u64 = 25 * 1024 * 1024;

/// The body of a request, unread.
pub struct Upload {
    payload: Payload,
    patience: Duration,
    announced: Option<u64>,
}

impl FromRequest for Upload {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let announced = request.headers().get(actix_web::http::header::CONTENT_LENGTH);
        ready(Ok(Self {
            payload: payload.take(),
            patience: Limits::of(request).body_time,
            announced: announced.and_then(|length| length.to_str().ok()?.parse().ok()),
        }))
    }
}

impl Upload {
    /// Takes the file in: 413 when it is too large, 408 when it stops coming, 422 when it is of no kind that is taken.
    pub async fn arrive(self, files: &Files) -> Result<(Arrived, FileType)> {
        if self.announced.is_some_and(|bytes| bytes > MOST_BYTES) {
            return Err(Problem::new(Code::BodyTooLarge));
        }
        let patience = self.patience;
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
        let file = arrived.reopen()?;
        let kind = actix_web::web::block(move || FileType::of(file)).await;
        Ok((arrived, kind.map_err(Problem::internal)??))
    }
}

fn broken(error: PayloadError) -> Problem {
    match error {
        PayloadError::Overflow => Problem::new(Code::BodyTooLarge),
        other => Problem::new(Code::MalformedRequest).cause(other),
    }
}
