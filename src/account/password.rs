//! Mật khẩu: how it is spelt on the wire, and how it is turned into what the database keeps.

use std::{
    fmt,
    sync::{Arc, LazyLock},
};

use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use serde::{Deserialize, Deserializer, de::Error};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, schema::Type},
};

use crate::http::{Code, Problem, Result, Said};

const LONGEST: usize = 200;
/// Each hash fills 19 MiB, so few are made at a time and few wait for their turn.
const AT_A_TIME: usize = 2;
const WAITING: usize = 64;
/// What a password is compared with where there is no account; it has the cost of a real one and no password fits it.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$ZGFuY2h1LW5vYm9keS0tLQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static ADMITTED: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(AT_A_TIME + WAITING)));
static RUNNING: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(AT_A_TIME)));

/// A password as somebody typed it; two keyboards that spell one letter differently (NFC, NFD) give the same.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    pub fn new(typed: &str) -> Self {
        Self(typed.nfc().collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Hashes with argon2id. 503 when too many others wait.
    pub async fn hash(&self) -> Result<String> {
        let password = self.clone();
        in_turn(move || Argon2::default().hash_password(password.0.as_bytes()))
            .await?
            .map(|hash| hash.to_string())
            .map_err(Problem::internal)
    }

    /// Whether a hash was made as one would be today.
    pub fn is_hashed_as_today(hash: &str) -> bool {
        cost(hash) == cost(NOBODY)
    }

    /// Whether it is the one `hash` was made of; without a hash it never is, and takes as long. 503 when too many others wait.
    pub async fn matches(&self, hash: Option<String>) -> Result<bool> {
        let password = self.clone();
        in_turn(move || {
            let hash = hash.as_deref().unwrap_or(NOBODY);
            Argon2::default().verify_password(password.0.as_bytes(), hash).is_ok()
        })
        .await
    }
}

/// How a hash was made: all of it but the salt and the hash itself.
fn cost(hash: &str) -> Option<&str> {
    hash.rsplitn(3, '$').nth(2)
}

/// Runs costly work away from the requests, a few at a time.
async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let admitted = Arc::clone(&ADMITTED)
        .try_acquire_owned()
        .map_err(|full| Problem::new(Code::Overloaded).cause(full))?;
    let running = Arc::clone(&RUNNING).acquire_owned().await.map_err(Problem::internal)?;
    // The permits go along: a caller that hangs up does not stop the work.
    let done = tokio::task::spawn_blocking(move || {
        let result = work();
        drop((running, admitted));
        result
    });
    done.await.map_err(Problem::internal)
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl<'de> Deserialize<'de> for Password {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let typed = String::deserialize(deserializer)?;
        match typed.chars().count() {
            1..=LONGEST => Ok(Self::new(&typed)),
            _ => Err(D::Error::custom(Said::new(
                format!("Mật khẩu có 1–{LONGEST} ký tự."),
                format!("A password has 1 to {LONGEST} characters."),
            ))),
        }
    }
}

impl PartialSchema for Password {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Password)))
            .min_length(Some(1))
            .max_length(Some(LONGEST))
            .into()
    }
}

impl ToSchema for Password {}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_in_either_spelling_and_no_other() {
        let hash = Password::new("Lai Châu dân chủ 1").hash().await.unwrap();
        let decomposed: String = "Lai Châu dân chủ 1".nfd().collect();
        assert!(Password::new(&decomposed).matches(Some(hash.clone())).await.unwrap());
        assert!(!Password::new("Lai Chau dan chu 1").matches(Some(hash)).await.unwrap());
        assert!(!Password::new("Lai Châu dân chủ 1").matches(None).await.unwrap());
    }

    #[tokio::test]
    async fn nobody_costs_as_much_as_somebody() {
        let real = Password::new("x").hash().await.unwrap();
        assert_eq!(cost(&real), Some("$argon2id$v=19$m=19456,t=2,p=1"));
        assert_eq!(cost(NOBODY), cost(&real));
        assert!(argon2::PasswordHash::new(NOBODY).is_ok());
        assert_eq!(NOBODY.len(), real.len());
    }

    #[tokio::test]
    async fn only_a_hash_of_todays_cost_is_left_alone() {
        let today = Password::new("x").hash().await.unwrap();
        assert!(Password::is_hashed_as_today(&today));
        for other in [
            today.replace("m=19456", "m=9216"),
            today.replace("t=2", "t=1"),
            today.replace("p=1", "p=2"),
            today.replace("argon2id", "argon2i"),
            today.replace("v=19", "v=16"),
            "gone".to_owned(),
        ] {
            assert!(!Password::is_hashed_as_today(&other), "{other}");
        }
    }
}
