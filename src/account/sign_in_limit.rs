//! Giới hạn đăng nhập: how often one address may try to sign in. What an account endures, [`super::lockout`]
//! decides; this keeps one sender from trying many accounts.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::ThinData};

use crate::http::{Problem, Result, SenderLimit};

/// The attempts of every address.
#[derive(Clone)]
pub struct SignInLimit(pub SenderLimit);

/// Proof that the sender may try once more; a handler's first argument, so that nothing of the request is read before.
pub struct Attempt(());

impl FromRequest for Attempt {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let limit = request.app_data::<ThinData<SignInLimit>>();
        let limit = limit.ok_or_else(|| Problem::internal("the app has no limit for signing in"));
        ready(limit.and_then(|limit| limit.0.0.count(request)).map(Attempt))
    }
}
