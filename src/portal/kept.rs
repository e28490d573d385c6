//! Answers for anybody, kept for a minute: a crowd costs the database no more than one visitor.

use std::{fmt::Debug, future::Future, sync::Arc, time::Duration};

use actix_web::{HttpRequest, web::ThinData};
use moka::future::Cache;
use tokio::sync::Semaphore;

use crate::http::{Answer, Code, Problem, Result, route};

/// How long an answer is kept, here and by whoever passes it on.
pub const KEPT: Duration = Duration::from_secs(60);
/// What is public has the version of nothing: how often something was changed inside is nobody's to know.
pub const NO_VERSION: i64 = 0;
/// Bytes of answers at most.
const MOST: u64 = 64 * 1024 * 1024;

/// So many answers are made at a time: whoever asks for ever new ones waits, and leaves the database to those who work with it.
const AT_A_TIME: usize = 2;

/// So long one waits for a turn.
const PATIENCE: Duration = Duration::from_secs(5);

/// The answers that are kept, by address and query.
#[derive(Clone)]
pub struct Portal {
    answers: Cache<String, Answer>,
    turns: Arc<Semaphore>,
}

impl Default for Portal {
    fn default() -> Self {
        let kept = Cache::builder()
            .max_capacity(MOST)
            .weigher(|asked: &String, answer: &Answer| u32::try_from(asked.len() + answer.size()).unwrap_or(u32::MAX))
            .time_to_live(KEPT);
        Self {
            answers: kept.build(),
            turns: Arc::new(Semaphore::new(AT_A_TIME)),
        }
    }
}

/// The answer as it is kept, or made anew: once for all who ask the same at the same time, however they spell it.
pub async fn kept<F: Future<Output = Result<Answer>>>(
    request: &HttpRequest,
    asked: &impl Debug,
    make: impl FnOnce() -> F,
) -> Result<Answer> {
    let portal = request.app_data::<ThinData<Portal>>();
    let portal = portal.ok_or_else(|| Problem::internal("the app keeps no answers"))?;
    let address = route(request);
    let address = address.as_deref().unwrap_or_else(|| request.match_info().as_str());
    let asked = format!("{address} {asked:?}");
    let portal = &portal.0;
    let made = async {
        let turn = tokio::time::timeout(PATIENCE, portal.turns.acquire()).await;
        let _turn = turn
            .map_err(|_too_many| Problem::new(Code::Overloaded))?
            .map_err(Problem::internal)?;
        Ok(make().await?.public(KEPT))
    };
    let kept = portal.answers.try_get_with(asked, made).await;
    // Whoever waited with others is refused with them.
    kept.map_err(|refusal: Arc<Problem>| refusal.copied())
}
