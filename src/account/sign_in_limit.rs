//! Giới hạn đăng nhập: how often one address may try to sign in. What an account endures, [`super::lockout`]
//! decides; this keeps one sender from trying many accounts.

use std::{
    future::{Ready, ready},
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::Arc,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::ThinData};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};

use crate::http::{Code, Problem, Result, TrustedProxies};

/// The attempts of every address, as far as they still count.
#[derive(Clone)]
pub struct SignInLimit {
    proxies: TrustedProxies,
    /// None when there is no limit.
    attempts: Option<Arc<DefaultKeyedRateLimiter<IpAddr>>>,
}

impl SignInLimit {
    /// `per_minute` attempts of one address, at once or spread; 0 sets no limit.
    pub fn new(per_minute: u32, proxies: TrustedProxies) -> Self {
        let attempts = NonZeroU32::new(per_minute).map(|most| Arc::new(RateLimiter::keyed(Quota::per_minute(most))));
        Self { proxies, attempts }
    }

    /// Forgets the addresses that have all their attempts again.
    pub fn forget_rested(&self) {
        if let Some(attempts) = &self.attempts {
            attempts.retain_recent();
            attempts.shrink_to_fit();
        }
    }

    fn count(&self, request: &HttpRequest) -> Result<Attempt> {
        let Some(attempts) = &self.attempts else {
            return Ok(Attempt(()));
        };
        let sender = sender(self.proxies.client(request));
        match attempts.check_key(&sender) {
            Ok(()) => Ok(Attempt(())),
            Err(early) => {
                let wait = early.wait_time_from(attempts.clock().now());
                let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
                Err(Problem::new(Code::TooManyRequests).retry_after(seconds))
            }
        }
    }
}

/// Whoever has one IPv6 address has its whole /64.
fn sender(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
    }
}

/// Proof that the sender may try once more; a handler's first argument, so that nothing of the request is read before.
pub struct Attempt(());

impl FromRequest for Attempt {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let limit = request.app_data::<ThinData<SignInLimit>>();
        let limit = limit.ok_or_else(|| Problem::internal("the app has no limit for signing in"));
        ready(limit.and_then(|limit| limit.count(request)))
    }
}
