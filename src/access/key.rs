//! The keys that sign access tokens: ES256, kept in the database so that every replica signs alike. Two are alive
//! during a rotation: the newest signs, the older still verifies until its tokens have run out.

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey,
    jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash},
};
use sea_orm::{ActiveValue::Set, ConnectionTrait, QueryOrder, entity::prelude::*};

use crate::http::{Problem, Result};

/// How long a replaced key still verifies: longer than any access token lives.
pub const RETIREMENT: TimeDelta = TimeDelta::hours(1);

/// How long a new key is only published before it signs: longer than any replica waits to read the keys again.
const SPREAD: TimeDelta = TimeDelta::seconds(30);

mod signing_key {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "signing_key")]
    pub struct Model {
        /// RFC 7638 thumbprint.
        #[sea_orm(primary_key, auto_increment = false)]
        pub kid: String,
        /// PKCS#8.
        pub private_key: Vec<u8>,
        pub created_at: DateTimeUtc,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub use signing_key::Entity as SigningKeyEntity;

/// The signing key and all keys that verify.
#[derive(Clone)]
pub struct KeyRing {
    pub current: SigningKey,
    verifying: Vec<SigningKey>,
}

#[derive(Clone)]
pub struct SigningKey {
    pub kid: String,
    pub signer: EncodingKey,
    pub verifier: DecodingKey,
    pub jwk: Jwk,
}

impl KeyRing {
    pub fn verifier(&self, kid: &str) -> Option<&DecodingKey> {
        self.verifying
            .iter()
            .find(|key| key.kid == kid)
            .map(|key| &key.verifier)
    }

    /// What `/.well-known/jwks.json` shows.
    pub fn jwks(&self) -> JwkSet {
        JwkSet {
            keys: self.verifying.iter().map(|key| key.jwk.clone()).collect(),
        }
    }

    /// Reads the keys alive at `now`; none when the database has none yet. A new key verifies at once and signs once every replica
    /// has had the time to read it.
    pub(super) async fn load(connection: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<Option<Self>> {
        let rows = signing_key::Entity::find()
            .order_by_desc(signing_key::Column::CreatedAt)
            .order_by_asc(signing_key::Column::Kid)
            .all(connection)
            .await?;
        let mut alive = Vec::new();
        let mut signing = None;
        let mut replaced_at: Option<DateTime<Utc>> = None;
        for row in rows {
            let key = SigningKey::from_pkcs8(&row.private_key)?;
            if replaced_at.is_none_or(|at| now < at + RETIREMENT) {
                alive.push(key.clone());
            }
            if row.created_at + SPREAD <= now {
                signing.get_or_insert(key);
            }
            replaced_at = Some(row.created_at);
        }
        let current = signing.or_else(|| alive.last().cloned());
        Ok(current.map(|current| Self {
            current,
            verifying: alive,
        }))
    }

    /// Makes a new signing key; those before it verify for [`RETIREMENT`] longer.
    pub(super) async fn rotate(connection: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<String> {
        let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(Problem::internal)?;
        let private_key = pair.to_pkcs8v1().map_err(Problem::internal)?.as_ref().to_vec();
        let kid = SigningKey::from_pkcs8(&private_key)?.kid;
        let row = signing_key::ActiveModel {
            kid: Set(kid.clone()),
            private_key: Set(private_key),
            created_at: Set(now),
        };
        signing_key::Entity::insert(row)
            .exec_without_returning(connection)
            .await?;
        Ok(kid)
    }
}

impl SigningKey {
    fn from_pkcs8(private_key: &[u8]) -> Result<Self> {
        let signer = EncodingKey::from_ec_der(private_key);
        let mut jwk = Jwk::from_encoding_key(&signer, Algorithm::ES256).map_err(Problem::internal)?;
        let kid = jwk.thumbprint(ThumbprintHash::SHA256).map_err(Problem::internal)?;
        jwk.common.key_id = Some(kid.clone());
        jwk.common.public_key_use = Some(PublicKeyUse::Signature);
        let verifier = DecodingKey::from_jwk(&jwk).map_err(Problem::internal)?;
        Ok(Self {
            kid,
            signer,
            verifier,
            jwk,
        })
    }
}
