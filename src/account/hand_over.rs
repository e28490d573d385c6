//! Whether what a sign-in or a refresh handed out has arrived.
//!
//! The answer to a refresh can be lost on its way. The client then repeats it with a refresh token that is spent, as a thief
//! would. The two are told apart by the successor: as long as neither it nor the access token handed out with it was used,
//! nobody has them, and [`super::refresh`] takes both back and hands out new ones. For that, the first request made with an
//! access token notes that it has arrived (one write in its life), and an access token taken back is refused.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::Expr};
use uuid::Uuid;

use super::{errand::Errand, refresh_token, session};
use crate::{
    access::{Claims, Event, Kernel, SessionId},
    http::Result,
};

/// What has become of the hand-over an access token belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandedOver {
    /// The token counts.
    Current,
    /// It was taken back in favour of another that repeats its hand-over.
    Superseded,
}

/// Looks up an access token's hand-over, and notes its first use.
pub async fn handed_over(kernel: &Kernel, claims: &Claims) -> Result<HandedOver> {
    let system = kernel.on_errand(Errand::USE_SESSION);
    let with = refresh_token::Entity::find()
        .filter(handed_out_with(claims.jti))
        .filter(refresh_token::Column::SessionId.eq(claims.sid))
        .one(system.reader())
        .await?;
    match with {
        Some(token) if token.used => Ok(HandedOver::Current),
        Some(token) => note_use(kernel, token).await,
        // A session that never had refresh tokens hands nothing over.
        None => match has_refresh_tokens(kernel, claims.sid).await? {
            true => Ok(HandedOver::Superseded),
            false => Ok(HandedOver::Current),
        },
    }
}

/// The refresh token whose hash begins with the access token's `jti`.
fn handed_out_with(jti: Uuid) -> sea_orm::Condition {
    let first: Vec<u8> = [jti.as_bytes(), [0x00; 16].as_slice()].concat();
    let last: Vec<u8> = [jti.as_bytes(), [0xff; 16].as_slice()].concat();
    sea_orm::Condition::all()
        .add(refresh_token::Column::Hash.gte(first))
        .add(refresh_token::Column::Hash.lte(last))
}

async fn has_refresh_tokens(kernel: &Kernel, session: SessionId) -> Result<bool> {
    let any = refresh_token::Entity::find()
        .filter(refresh_token::Column::SessionId.eq(session))
        .limit(1)
        .one(kernel.on_errand(Errand::USE_SESSION).reader())
        .await?;
    Ok(any.is_some())
}

async fn note_use(kernel: &Kernel, token: refresh_token::Model) -> Result<HandedOver> {
    let mut change = kernel.on_errand(Errand::USE_SESSION).begin().await?;
    // The session first, as everywhere: two changes of one session never wait for each other.
    session::Entity::update_many()
        .set(session::ActiveModel {
            last_used_at: Set(kernel.clocks.real.now()),
            ..Default::default()
        })
        .filter(session::Column::Id.eq(token.session_id))
        .exec(change.connection())
        .await?;
    let noted = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::Used, Expr::value(true))
        .filter(refresh_token::Column::Hash.eq(token.hash))
        .exec(change.connection())
        .await?;
    if noted.rows_affected == 0 {
        return Ok(HandedOver::Superseded);
    }
    change.note("last_used_at");
    change.note("refresh_tokens");
    let event = Event::about("session", token.session_id);
    change.commit(event, kernel.clocks.legal.now()).await?;
    Ok(HandedOver::Current)
}
