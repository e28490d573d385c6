//! What only its holder may know: refresh tokens and one-time passwords. Both come from the operating system's randomness.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::http::{Problem, Result};

/// A refresh token as its holder sends it: 256 random bits.
pub struct RefreshSecret(String);

/// What danchu keeps of a refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefreshHash([u8; 32]);

impl RefreshSecret {
    pub fn fresh() -> Result<Self> {
        Ok(Self(URL_SAFE_NO_PAD.encode(random::<32>()?)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn hash(&self) -> RefreshHash {
        RefreshHash::of(&self.0)
    }
}

impl RefreshHash {
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    pub fn to_vec(self) -> Vec<u8> {
        self.0.to_vec()
    }

    /// The `jti` of the access token handed out together with the refresh token: the hash's first half, so that the use of the
    /// one tells of the other.
    pub fn token_id(self) -> Uuid {
        let mut id = [0; 16];
        id.iter_mut().zip(self.0).for_each(|(to, from)| *to = from);
        Uuid::from_bytes(id)
    }
}

/// A password to be used once, easy to read out: four groups of five letters and digits, 100 random bits.
pub fn one_time_password() -> Result<String> {
    const LETTERS: [char; 32] = [
        'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x',
        'y', 'z', '2', '3', '4', '5', '6', '7', '8', '9',
    ];
    let letters: Vec<char> = random::<20>()?
        .iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)).copied())
        .collect();
    let groups: Vec<String> = letters.chunks(5).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Problem::internal)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_keep_their_shape() {
        let (one, other) = (one_time_password().unwrap(), one_time_password().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), 23);
        let token = RefreshSecret::fresh().unwrap();
        assert_eq!(token.as_str().len(), 43);
        assert_eq!(token.hash(), RefreshHash::of(token.as_str()));
        assert!(token.hash().to_vec().starts_with(token.hash().token_id().as_bytes()));
    }
}
