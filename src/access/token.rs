//! Access tokens: ES256 JWTs after RFC 9068, 15 minutes long. `jsonwebtoken` lets tokens pass that lack `aud` or `iss`, so
//! every claim is required here by type, and the algorithm is pinned.

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};

use super::{
    AccountId, Identity, OrganisationId, PostId, SessionId, UnitId,
    key::KeyRing,
    kind::{Level, Role},
};
use crate::http::{Problem, Result};

pub const LIFETIME: TimeDelta = TimeDelta::minutes(15);
const AUDIENCE: &str = "danchu";
const CLIENT: &str = "danchu";
const TYPE: &str = "at+jwt";
const LONGEST: usize = 4096;
/// Seconds the clocks of two replicas may differ.
const LEEWAY: i64 = 5;

/// What an access token says. Only `sub` and `sid` are believed; the rest is read from the database again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    pub iss: String,
    pub aud: String,
    pub sub: AccountId,
    pub client_id: String,
    pub iat: i64,
    pub exp: i64,
    pub jti: uuid::Uuid,
    pub sid: SessionId,
    /// Raised whenever the account's power changes; a token of an earlier version is spent.
    pub ver: i64,
    pub roles: Vec<Role>,
    pub level: Level,
    pub unit: UnitId,
    pub org: OrganisationId,
    /// The post the session acts in.
    pub post: PostId,
}

impl Claims {
    pub fn new(identity: &Identity, version: i64, issuer: &str, now: DateTime<Utc>) -> Self {
        Self {
            iss: issuer.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: identity.account,
            client_id: CLIENT.to_owned(),
            iat: now.timestamp(),
            exp: (now + LIFETIME).timestamp(),
            jti: super::fresh_personal(),
            sid: identity.session,
            ver: version,
            roles: identity.roles.clone(),
            level: identity.level,
            unit: identity.unit,
            org: identity.organisation,
            post: identity.post,
        }
    }

    pub fn sign(&self, keys: &KeyRing) -> Result<String> {
        let header = Header {
            typ: Some(TYPE.to_owned()),
            kid: Some(keys.current.kid.clone()),
            ..Header::new(Algorithm::ES256)
        };
        encode(&header, self, &keys.current.signer).map_err(Problem::internal)
    }

    /// The claims of a token that is genuine, ours and not expired; nothing otherwise.
    pub fn verify(token: &str, keys: &KeyRing, issuer: &str, now: DateTime<Utc>) -> Option<Self> {
        if token.len() > LONGEST {
            return None;
        }
        let header = decode_header(token).ok()?;
        if header.alg != Algorithm::ES256 || header.typ.as_deref() != Some(TYPE) || header.crit.is_some() {
            return None;
        }
        let mut validation = Validation::new(Algorithm::ES256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[issuer]);
        // Compared below with the injected clock.
        validation.validate_exp = false;
        let claims = decode::<Self>(token, keys.verifier(header.kid.as_deref()?)?, &validation)
            .ok()?
            .claims;
        claims.is_alive(now).then_some(claims)
    }

    /// Whether the token holds at `now`.
    pub(super) fn is_alive(&self, now: DateTime<Utc>) -> bool {
        let seconds = now.timestamp();
        seconds < self.exp.saturating_add(LEEWAY)
            && self.iat <= seconds + LEEWAY
            && self.exp.saturating_sub(self.iat) <= LIFETIME.num_seconds()
    }
}
