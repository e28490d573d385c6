//! Answers for anybody, kept for a minute: a crowd costs the database no more than one visitor.

use std::{future::Future, sync::Arc, time::Duration};

use actix_web::{HttpRequest, web::ThinData};
use moka::future::Cache;

use crate::http::{Answer, Problem, Result};

/// How long an answer is kept, here and by whoever passes it on.
pub const KEPT: Duration = Duration::from_secs(60);
/// Bytes of answers at most.
const MOST: u64 = 64 * 1024 * 1024;

/// The answers that are kept, by address and query.
#[derive(Clone)]
pub struct Portal(Cache<String, Answer>);

impl Default for Portal {
    fn default() -> Self {
        let kept = Cache::builder()
            .max_capacity(MOST)
            .weigher(|asked: &String, answer: &Answer| u32::try_from(asked.len() + answer.size()).unwrap_or(u32::MAX))
            .time_to_live(KEPT);
        Self(kept.build())
    }
}

/// The answer as it is kept, or made anew: once for all who ask at the same time.
pub async fn kept<F: Future<Output = Result<Answer>>>(request: &HttpRequest, make: impl Fn() -> F) -> Result<Answer> {
    let portal = request.app_data::<ThinData<Portal>>();
    let portal = portal.ok_or_else(|| Problem::internal("the app keeps no answers"))?;
    let asked = request.uri().to_string();
    let made = async { Ok(make().await?.public(KEPT)) };
    match portal.0.0.try_get_with(asked, made).await {
        Ok(answer) => Ok(answer),
        Err(refusal) => match Arc::try_unwrap(refusal) {
            Ok(problem) => Err(problem),
            // Whoever waited with others is refused in their own name.
            Err(_shared) => make().await,
        },
    }
}
