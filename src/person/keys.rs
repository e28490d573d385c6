//! The keys that people's secrets are kept under: one of each person's own, wrapped by the installation's.

use std::{
    fs,
    io::{ErrorKind, Write},
    path::Path,
};

use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey},
    hkdf::{HKDF_SHA256, KeyType, Salt},
    hmac,
};
use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};
use tempfile::NamedTempFile;
use uuid::Uuid;

use crate::{
    access::{Event, PersonId, Store, System, Task, derived, installation},
    clock::Clocks,
    http::{Problem, Result},
};

/// Under which the register notes whose key it is kept under.
const FINGERPRINT: &str = "person_key";

/// Bytes of every key.
const KEY: usize = 32;

/// What the installation keeps people's secrets by. Its key wraps those of the people and finds identifiers again without reading them.
pub struct PersonKeys {
    wrapping: RandomizedNonceKey,
    index: hmac::Key,
    /// Tells one installation's key from another's.
    pub fingerprint: String,
}

/// Something encrypted under a key of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The key, wrapped. Without it the content is gone.
    pub key: Vec<u8>,
    pub content: Vec<u8>,
}

struct Length;

impl KeyType for Length {
    fn len(&self) -> usize {
        KEY
    }
}

impl PersonKeys {
    /// From the installation's secret, 32 bytes at random.
    pub fn new(secret: &[u8; KEY]) -> Result<Self> {
        let derived = |purpose: &[u8]| {
            let mut key = [0; KEY];
            let salt = Salt::new(HKDF_SHA256, b"danchu/person");
            let made = salt
                .extract(secret)
                .expand(&[purpose], Length)
                .and_then(|okm| okm.fill(&mut key));
            made.map(|()| key).map_err(Problem::internal)
        };
        let index = hmac::Key::new(hmac::HMAC_SHA256, &derived(b"index")?);
        let fingerprint = hex::encode(hmac::sign(&index, b"danchu/person/fingerprint"));
        Ok(Self {
            wrapping: RandomizedNonceKey::new(&AES_256_GCM, &derived(b"wrap")?).map_err(Problem::internal)?,
            index,
            fingerprint,
        })
    }

    /// From a setting, else from a file in the data directory.
    pub fn of(setting: Option<&str>, data_dir: &Path) -> Result<Self> {
        match setting {
            Some(digits) => Self::read(digits),
            None => {
                fs::create_dir_all(data_dir).map_err(Problem::internal)?;
                Self::kept_in(&data_dir.join("person.key"))
            }
        }
    }

    /// Notes whose key a register is kept under; refuses another, which would lock what is there away.
    pub async fn settle(&self, store: &Store, clocks: Clocks) -> Result<()> {
        if !store.is_current().await {
            return Ok(());
        }
        let change = System::new(store, Task::LoadBuiltIns).begin().await?;
        let row = installation::ActiveModel {
            name: Set(FINGERPRINT.to_owned()),
            value: Set(self.fingerprint.clone()),
        };
        let first = OnConflict::column(installation::Column::Name).do_nothing().to_owned();
        let noted = installation::Entity::insert(row).on_conflict(first);
        let noted = noted.exec_without_returning(change.connection()).await?;
        let known = installation::Entity::find_by_id(FINGERPRINT)
            .one(change.connection())
            .await?;
        match known.is_some_and(|known| known.value == self.fingerprint) {
            true if noted == 0 => Ok(()),
            true => {
                let event = Event::about("person_key", derived::<uuid::Uuid>(&self.fingerprint));
                change.commit(event, clocks.real.now()).await
            }
            false => Err(Problem::internal(
                "another key of people's secrets is at work in this register: set DANCHU_PERSON_KEY to that one",
            )),
        }
    }

    /// From 64 hexadecimal digits.
    pub fn read(digits: &str) -> Result<Self> {
        let mut secret = [0; KEY];
        hex::decode_to_slice(digits.trim(), &mut secret)
            .map_err(|_malformed| Problem::internal("the key of people's secrets must be 64 hexadecimal digits"))?;
        Self::new(&secret)
    }

    /// From a file that only its owner may read; made when missing.
    pub fn kept_in(file: &Path) -> Result<Self> {
        match fs::read_to_string(file) {
            Ok(digits) => Self::read(&digits),
            Err(error) if error.kind() == ErrorKind::NotFound => Self::made_in(file),
            Err(error) => Err(Problem::internal(error)),
        }
    }

    /// Makes the file, whole or not at all; of several replicas that do so at once, one does.
    fn made_in(file: &Path) -> Result<Self> {
        let mut secret = [0; KEY];
        getrandom::fill(&mut secret).map_err(Problem::internal)?;
        let directory = file
            .parent()
            .ok_or_else(|| Problem::internal("a key without a directory"))?;
        // Readable by its owner only, as every temporary file.
        let mut new = NamedTempFile::new_in(directory).map_err(Problem::internal)?;
        let written = new.write_all(hex::encode(secret).as_bytes());
        written
            .and_then(|()| new.as_file().sync_all())
            .map_err(Problem::internal)?;
        match new.persist_noclobber(file) {
            Ok(_) => Self::new(&secret),
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => Self::kept_in(file),
            Err(failed) => Err(Problem::internal(failed)),
        }
    }

    /// Encrypts what belongs to a person, under a new key.
    pub fn lock(&self, person: PersonId, content: &[u8]) -> Result<Locked> {
        let mut own = [0; KEY];
        getrandom::fill(&mut own).map_err(Problem::internal)?;
        let key = RandomizedNonceKey::new(&AES_256_GCM, &own).map_err(Problem::internal)?;
        Ok(Locked {
            content: sealed(&key, person, content)?,
            key: sealed(&self.wrapping, person, &own)?,
        })
    }

    /// Decrypts what [`Self::lock`] encrypted for this person.
    pub fn open(&self, person: PersonId, locked: &Locked) -> Result<Vec<u8>> {
        let own = opened(&self.wrapping, person, &locked.key)?;
        let key = RandomizedNonceKey::new(&AES_256_GCM, &own).map_err(Problem::internal)?;
        opened(&key, person, &locked.content)
    }

    /// Encrypts the name of whoever a record is from. The same again stays as it was encrypted, so that a repeat changes nothing.
    pub fn seal_name(&self, record: Uuid, name: Option<String>, before: Option<Locked>) -> Result<Option<Locked>> {
        let known = before
            .as_ref()
            .map(|before| self.open_name(record, before))
            .transpose()?;
        match name {
            same if same == known => Ok(before),
            None => Ok(None),
            Some(name) => Ok(Some(self.lock(PersonId(record), name.as_bytes())?)),
        }
    }

    /// The name that [`Self::seal_name`] encrypted.
    pub fn open_name(&self, record: Uuid, sealed: &Locked) -> Result<String> {
        let opened = self.open(PersonId(record), sealed)?;
        // What a decoder says of broken text may quote it.
        String::from_utf8(opened).map_err(|_quoting| Problem::internal("a sealed name cannot be read"))
    }

    /// What equal identifiers have in common, and nobody without the key can make.
    pub fn index(&self, identifier: &str) -> Vec<u8> {
        hmac::sign(&self.index, identifier.as_bytes()).as_ref().to_vec()
    }
}

/// The nonce, then the ciphertext with its tag. Bound to the person, so that one's secrets are not taken for another's.
fn sealed(key: &RandomizedNonceKey, person: PersonId, content: &[u8]) -> Result<Vec<u8>> {
    let mut text = content.to_vec();
    let bound = Aad::from(person.0.into_bytes());
    let nonce = key
        .seal_in_place_append_tag(bound, &mut text)
        .map_err(Problem::internal)?;
    Ok([nonce.as_ref().as_slice(), &text].concat())
}

fn opened(key: &RandomizedNonceKey, person: PersonId, sealed: &[u8]) -> Result<Vec<u8>> {
    let (nonce, text) = sealed
        .split_at_checked(NONCE_LEN)
        .ok_or_else(|| Problem::internal("a sealed text without a nonce"))?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(Problem::internal)?;
    let mut text = text.to_vec();
    let bound = Aad::from(person.0.into_bytes());
    let plain = key.open_in_place(nonce, bound, &mut text).map_err(Problem::internal)?;
    Ok(plain.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::fresh_personal;

    #[test]
    fn only_the_person_and_the_key_open() {
        let keys = PersonKeys::new(&[7; KEY]).unwrap();
        let (person, other): (PersonId, PersonId) = (fresh_personal(), fresh_personal());
        let locked = keys.lock(person, "012345678901".as_bytes()).unwrap();
        assert_eq!(keys.open(person, &locked).unwrap(), b"012345678901");
        assert!(keys.open(other, &locked).is_err());
        assert!(PersonKeys::new(&[8; KEY]).unwrap().open(person, &locked).is_err());
        let mut changed = locked.clone();
        *changed.content.last_mut().unwrap() ^= 1;
        assert!(keys.open(person, &changed).is_err());
        let again = keys.lock(person, "012345678901".as_bytes()).unwrap();
        assert_ne!((again.key, again.content), (locked.key, locked.content));
    }

    #[test]
    fn the_index_is_alike_for_alike_identifiers_and_one_key() {
        let keys = PersonKeys::new(&[7; KEY]).unwrap();
        assert_eq!(keys.index("012345678901"), keys.index("012345678901"));
        assert_ne!(keys.index("012345678901"), keys.index("012345678902"));
        assert_ne!(
            keys.index("012345678901"),
            PersonKeys::new(&[8; KEY]).unwrap().index("012345678901")
        );
    }

    #[test]
    fn of_many_who_make_it_at_once_all_have_the_same() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("person.key");
        let prints = std::thread::scope(|scope| {
            let makers: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| PersonKeys::kept_in(&file).unwrap().fingerprint))
                .collect();
            makers
                .into_iter()
                .map(|maker| maker.join().unwrap())
                .collect::<std::collections::BTreeSet<_>>()
        });
        assert_eq!(prints.len(), 1);
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions());
        assert_eq!(mode & 0o077, 0, "{mode:o}");
    }

    #[test]
    fn a_key_is_made_once_and_kept() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("person.key");
        let made = PersonKeys::kept_in(&file).unwrap();
        assert_eq!(PersonKeys::kept_in(&file).unwrap().fingerprint, made.fingerprint);
        fs::write(&file, "nonsense").unwrap();
        assert!(PersonKeys::kept_in(&file).is_err());
    }
}
