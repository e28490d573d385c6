//! Tokens put together by hand, genuine and forged.

use aws_lc_rs::{
    hmac,
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use danchu::access::{SigningKeyEntity, Task};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::support::{register, server::TestServer};

/// The server's own key, and what a genuine token of somebody says.
pub struct Genuine {
    pub kid: String,
    pub pair: EcdsaKeyPair,
    pub claims: Value,
}

impl Genuine {
    /// Of a fresh session of `login`.
    pub async fn of(server: &TestServer, login: &str) -> Self {
        let claims = register::claims(&server.kernel, login).await;
        let reader = server.kernel.system(Task::RotateKeys).reader();
        let row = SigningKeyEntity::find()
            .one(reader)
            .await
            .expect("an answer")
            .expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &row.private_key).expect("a key");
        Self {
            kid: row.kid,
            pair,
            claims: serde_json::to_value(claims).expect("JSON"),
        }
    }

    pub fn header(&self) -> Value {
        json!({"alg": "ES256", "typ": "at+jwt", "kid": self.kid})
    }

    /// The genuine header with one member changed, or taken away by null.
    pub fn header_with(&self, name: &str, value: Value) -> Value {
        with(self.header(), name, value)
    }

    /// The genuine claims with one member changed, or taken away by null.
    pub fn claims_with(&self, name: &str, value: Value) -> Value {
        with(self.claims.clone(), name, value)
    }

    /// Signed with the server's key.
    pub fn signed(&self, header: &Value, claims: &Value) -> String {
        es256(header, claims, &self.pair)
    }
}

fn with(mut object: Value, name: &str, value: Value) -> Value {
    let members = object.as_object_mut().expect("an object");
    match value {
        Value::Null => members.remove(name),
        value => members.insert(name.to_owned(), value),
    };
    object
}

/// A pair the server does not know.
pub fn foreign_pair() -> EcdsaKeyPair {
    EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key")
}

pub fn es256(header: &Value, claims: &Value, pair: &EcdsaKeyPair) -> String {
    token(header, claims, |said| {
        let signature = pair.sign(&SystemRandom::new(), said).expect("a signature");
        signature.as_ref().to_vec()
    })
}

pub fn hs256(header: &Value, claims: &Value, secret: &[u8]) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
    token(header, claims, |said| hmac::sign(&key, said).as_ref().to_vec())
}

/// Without a signature.
pub fn unsigned(header: &Value, claims: &Value) -> String {
    token(header, claims, |_| Vec::new())
}

fn token(header: &Value, claims: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let said = format!("{}.{}", encode(header), encode(claims));
    let signature = URL_SAFE_NO_PAD.encode(sign(said.as_bytes()));
    format!("{said}.{signature}")
}
