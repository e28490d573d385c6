//! What a sign-in, a refresh, a change of post or of password hands out: an access token and the refresh token beside it.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    account, post, refresh_token,
    secret::{RefreshHash, RefreshSecret},
    session,
};
use crate::{
    access::{Claims, Identity, Kernel, LIFETIME, PostId, SessionId, SystemTx, identity_of},
    http::Result,
};

/// How long a session lasts without being refreshed.
pub const SESSION: TimeDelta = TimeDelta::days(30);

/// Access token và refresh token: send the first in `Authorization: Bearer …`, keep the second to get the next pair.
#[derive(Serialize, ToSchema)]
pub struct Tokens {
    /// A JWT (RFC 9068) for the `Authorization` header.
    access_token: String,
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Seconds until the access token expires.
    #[schema(example = 900)]
    expires_in: i64,
    /// Good for one `POST /api/v1/auth/refresh`. Keep it secret.
    refresh_token: String,
    /// When the session ends unless it is refreshed before.
    session_expires_at: DateTime<Utc>,
    session_id: SessionId,
    /// The post the access token acts in.
    post_id: PostId,
    /// A one-time password was used: only `/me` and `/auth` are open until `POST /api/v1/auth/password` has set another.
    must_change_password: bool,
}

/// Who gets tokens: an account in one of its posts, in a session.
pub struct Holder {
    pub account: account::Model,
    pub post: post::Model,
    pub session: session::Model,
}

impl Holder {
    /// Makes a pair of tokens and keeps the refresh token's hash; none when the post's organisation is gone.
    pub async fn hand_out(self, change: &SystemTx, kernel: &Kernel) -> Result<Option<(Tokens, RefreshHash, Identity)>> {
        let now = kernel.clocks.real.now();
        let version = self.account.token_version;
        let (session_id, expires_at) = (self.session.id, self.session.expires_at);
        let today = kernel.clocks.legal.today();
        let Some(identity) = identity_of(change.connection(), session_id, self.account, self.post, today).await? else {
            return Ok(None);
        };
        let secret = RefreshSecret::fresh()?;
        let row = refresh_token::Model {
            hash: secret.hash().to_vec(),
            session_id,
            issued_at: now,
            spent_at: None,
            successor: None,
            used: false,
        };
        refresh_token::Entity::insert(row.into_active_model().reset_all())
            .exec_without_returning(change.connection())
            .await?;
        let mut claims = Claims::new(&identity, version, &kernel.issuer, now);
        claims.jti = secret.hash().token_id();
        let tokens = Tokens {
            access_token: claims.sign(&*kernel.keys()?)?,
            token_type: "Bearer",
            expires_in: LIFETIME.num_seconds(),
            refresh_token: secret.as_str().to_owned(),
            session_expires_at: expires_at,
            session_id,
            post_id: identity.post,
            must_change_password: identity.must_change_password,
        };
        Ok(Some((tokens, secret.hash(), identity)))
    }
}

/// Spends the refresh tokens of a session that are still good, other than `kept`. They have no successor: presented again, they are
/// taken for stolen, not for the retry of a lost answer.
pub async fn spend_others(change: &SystemTx, session: SessionId, kept: RefreshHash, now: DateTime<Utc>) -> Result<()> {
    refresh_token::Entity::update_many()
        .set(refresh_token::ActiveModel {
            spent_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(refresh_token::Column::SessionId.eq(session))
        .filter(refresh_token::Column::SpentAt.is_null())
        .filter(refresh_token::Column::Hash.ne(kept.to_vec()))
        .exec(change.connection())
        .await?;
    Ok(())
}
