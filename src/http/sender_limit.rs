//! How often one sender may ask for something: what comes of one address, at once or spread over a minute.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::Arc,
};

use actix_web::HttpRequest;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};

use super::{Code, Problem, Result, TrustedProxies};

/// The requests of every address, as far as they still count.
#[derive(Clone)]
pub struct SenderLimit {
    proxies: TrustedProxies,
    /// None when there is no limit.
    requests: Option<Arc<DefaultKeyedRateLimiter<IpAddr>>>,
}

impl SenderLimit {
    /// `per_minute` requests of one address; 0 sets no limit.
    pub fn new(per_minute: u32, proxies: TrustedProxies) -> Self {
        let requests = NonZeroU32::new(per_minute).map(|most| Arc::new(RateLimiter::keyed(Quota::per_minute(most))));
        Self { proxies, requests }
    }

    /// Forgets the addresses that have all their requests again.
    pub fn forget_rested(&self) {
        if let Some(requests) = &self.requests {
            requests.retain_recent();
            requests.shrink_to_fit();
        }
    }

    /// Counts a request: 429 where there were too many.
    pub fn count(&self, request: &HttpRequest) -> Result<()> {
        let Some(requests) = &self.requests else {
            return Ok(());
        };
        let sender = sender(self.proxies.client(request));
        requests.check_key(&sender).map_err(|early| {
            let wait = early.wait_time_from(requests.clock().now());
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            Problem::new(Code::TooManyRequests).retry_after(seconds)
        })
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
