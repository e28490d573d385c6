//! `Idempotency-Key`: a POST may be repeated safely. The key, the change and the answer are committed together; a repeat
//! within seven days gets the same answer again, unless what it told was erased meanwhile.

use actix_web::HttpRequest;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, TryInsertResult, entity::prelude::*, sea_query::OnConflict,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Kernel, Permission, PostId, Tx, own_name::CAPACITY};
use crate::http::{Answer, BodyDigest, Code, Place, Problem, Result, Said};

pub const KEPT: TimeDelta = TimeDelta::days(7);
const LONGEST: usize = 255;

mod row {
    use sea_orm::entity::prelude::*;

    use super::PostId;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotency_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub post_id: PostId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub method: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub path: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub body_digest: Vec<u8>,
        /// None until the change is made, which nobody else sees, and once what it told was erased.
        pub answer: Option<String>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use row::Entity as IdempotencyEntity;

/// A key that this request holds until its change is committed.
#[derive(Clone, Debug)]
pub struct HeldKey {
    post: PostId,
    method: String,
    path: String,
    key: String,
}

impl HeldKey {
    /// Takes the request's key, if it sent one. A key that already has its answer ends the request with it; one used for
    /// another body is 422.
    pub(super) async fn take(
        request: &HttpRequest,
        post: PostId,
        digest: BodyDigest,
        transaction: &DatabaseTransaction,
        now: DateTime<Utc>,
    ) -> Result<Option<Self>> {
        let Some(key) = sent(request)? else {
            return Ok(None);
        };
        let digest = of_request(digest, request);
        let held = Self {
            post,
            method: request.method().to_string(),
            path: request.path().to_owned(),
            key,
        };
        let inserted = row::Entity::insert(row::ActiveModel {
            post_id: Set(post),
            method: Set(held.method.clone()),
            path: Set(held.path.clone()),
            key: Set(held.key.clone()),
            body_digest: Set(digest.to_vec()),
            answer: Set(None),
            created_at: Set(now),
        })
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(transaction)
        .await;
        match inserted {
            Ok(TryInsertResult::Inserted(1..)) => Ok(Some(held)),
            Ok(_) => Err(held.replay(&digest, transaction).await?),
            Err(error) => Err(waited_too_long(error.into())),
        }
    }

    /// Stores the answer beside the change it reports.
    pub(super) async fn keep(&self, answer: &Answer, transaction: &impl ConnectionTrait) -> Result<()> {
        let answer = serde_json::to_string(answer).map_err(Problem::internal)?;
        row::Entity::update_many()
            .col_expr(row::Column::Answer, Expr::value(answer))
            .filter(row::Column::PostId.eq(self.post))
            .filter(row::Column::Method.eq(&self.method))
            .filter(row::Column::Path.eq(&self.path))
            .filter(row::Column::Key.eq(&self.key))
            .exec(transaction)
            .await?;
        Ok(())
    }

    async fn replay(&self, digest: &[u8], transaction: &DatabaseTransaction) -> Result<Problem> {
        let id = (self.post, self.method.clone(), self.path.clone(), self.key.clone());
        let Some(stored) = row::Entity::find_by_id(id).one(transaction).await? else {
            return Ok(Problem::new(Code::IdempotencyInProgress));
        };
        if stored.body_digest != digest {
            return Ok(Problem::new(Code::IdempotencyKeyReused));
        }
        let Some(answer) = stored.answer else {
            return Ok(Problem::new(Code::AnswerErased));
        };
        let answer: Answer = serde_json::from_str(&answer).map_err(Problem::internal)?;
        let mut replay = Problem::new(Code::IdempotencyInProgress);
        replay.replay = Some(Box::new(answer));
        Ok(replay)
    }
}

impl<P: Permission> Tx<P> {
    /// Erases the answers kept for repeats that tell of a record: whoever names somebody names their id. The keys stay, so that no repeat does
    /// again what was done.
    pub async fn erase_answers_about(&self, record: impl Into<Uuid>) -> Result<()> {
        let id: Uuid = record.into();
        row::Entity::update_many()
            .col_expr(row::Column::Answer, Expr::value(Option::<String>::None))
            .filter(row::Column::Answer.contains(id.to_string()))
            .exec(self.transaction())
            .await?;
        Ok(())
    }
}

/// Forgets the keys that have had their time, with the answers kept for them.
pub async fn forget_old(kernel: &Kernel) -> Result<()> {
    row::Entity::delete_many()
        .filter(row::Column::CreatedAt.lt(kernel.clocks.real.now() - KEPT))
        .exec(kernel.store.writer())
        .await?;
    Ok(())
}

/// What a repeat must have in common with the first: its body, and what its address asks.
fn of_request(body: BodyDigest, request: &HttpRequest) -> [u8; 32] {
    let digest = Sha256::new().chain_update(body.0).chain_update(request.query_string());
    match request.headers().get(CAPACITY) {
        Some(capacity) => digest.chain_update("\n").chain_update(capacity).finalize().into(),
        None => digest.finalize().into(),
    }
}

fn sent(request: &HttpRequest) -> Result<Option<String>> {
    let mut sent = request.headers().get_all("Idempotency-Key");
    let Some(value) = sent.next() else {
        return Ok(None);
    };
    let only = sent.next().is_none();
    let key = value
        .to_str()
        .ok()
        .filter(|key| only && !key.is_empty() && key.len() <= LONGEST);
    key.map(|key| Some(key.to_owned())).ok_or_else(|| {
        let said = Said::new(
            "Idempotency-Key có 1–255 ký tự ASCII.",
            "An Idempotency-Key has 1 to 255 ASCII characters.",
        );
        Problem::new(Code::MalformedRequest).fault(Place::Header("Idempotency-Key"), "malformed", said)
    })
}

/// A twin that holds the key longer than a lock is waited for.
fn waited_too_long(problem: Problem) -> Problem {
    match problem.code {
        Code::DatabaseUnavailable => Problem::new(Code::IdempotencyInProgress),
        _ => problem,
    }
}
