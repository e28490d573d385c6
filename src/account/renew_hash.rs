//! A password hashed with other parameters than today's is hashed anew when its owner signs in: only then is it known.

use actix_web::HttpRequest;

use super::{account, errand::Errand, password::Password, sign_in::locked};
use crate::{
    access::{Event, Kernel},
    http::Result,
};

/// Hashes the password anew where that is due. The person has signed in; if it fails, the next sign-in tries again.
pub async fn where_outdated(kernel: &Kernel, known: &account::Model, password: &Password, request: &HttpRequest) {
    if Password::is_hashed_as_today(&known.password_hash) {
        return;
    }
    if let Err(problem) = renew(kernel, known, password, request).await {
        tracing::warn!(%problem, "hashing a password anew");
    }
}

async fn renew(kernel: &Kernel, known: &account::Model, password: &Password, request: &HttpRequest) -> Result<()> {
    let password_hash = password.hash().await?;
    let mut change = kernel.on_errand(Errand::RENEW_HASH).asked_by(request).begin().await?;
    // One that was changed meanwhile is another password.
    let same = |account: &account::Model| account.password_hash == known.password_hash;
    let Some(before) = locked(&change, known.id).await?.filter(same) else {
        return Ok(());
    };
    let after = account::Model {
        password_hash,
        ..before.clone()
    };
    change.save::<account::Entity>(&before, &after).await?;
    let event = Event::on::<account::Entity>(&after);
    change.commit(event, kernel.clocks.legal.now()).await
}
