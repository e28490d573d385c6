//! Where files lie: one object for each content, named by its SHA-256, in a directory of this machine or in a bucket (S3). What is still coming in parts lies
//! beside them.

use std::{
    fs::File,
    io::{Read, Seek, Write},
    ops::Range,
    path::PathBuf,
    sync::Arc,
};

use actix_web::web::Bytes;
use chrono::{DateTime, Utc};
use futures_util::{Stream, StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutPayload, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path, prefix::PrefixStore,
};
use sha2::{Digest, Sha256};
use tempfile::TempPath;

use crate::{
    access::{AttachmentId, OrganisationId},
    http::{Code, Problem, Result},
};

/// Bytes handed to the store at a time.
const PART: usize = 5 * 1024 * 1024;

impl Arrived {
    /// The file from its beginning.
    pub fn reopen(&self) -> Result<File> {
        let mut file = self.file.try_clone().map_err(Problem::internal)?;
        file.rewind().map_err(Problem::internal)?;
        Ok(file)
    }
}

/// The files of a register.
#[derive(Clone, Debug)]
pub struct Files {
    /// Of this machine: what arrives lies here until it is kept.
    directory: Arc<PathBuf>,
    /// None where files are kept in the directory too.
    bucket: Option<Arc<dyn ObjectStore>>,
}

/// A file that has arrived and is not kept yet. Nothing is left of it when it is dropped; of what a killed process leaves in the directory, the sweep
/// takes care.
pub struct Arrived {
    file: File,
    /// Where it lies, until it is kept where files are kept in the directory.
    path: Option<TempPath>,
    pub bytes: u64,
    pub hash: [u8; 32],
}

impl Files {
    /// Files under this directory, which is made when the first arrives.
    pub fn local(directory: PathBuf) -> Self {
        Self {
            directory: Arc::new(directory),
            bucket: None,
        }
    }

    /// Files in a bucket, `s3://bucket` or `s3://bucket/prefix`, with the credentials and the endpoint that the environment names as AWS programs read
    /// them (`AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL`, `AWS_ALLOW_HTTP`).
    pub fn bucket(url: &str, directory: PathBuf) -> Result<Self> {
        let store = AmazonS3Builder::from_env().with_url(url);
        Self::in_bucket(store, url, directory)
    }

    /// As [`Self::bucket`], with what the builder names.
    pub fn in_bucket(store: AmazonS3Builder, url: &str, directory: PathBuf) -> Result<Self> {
        let store = store.build().map_err(Problem::internal)?;
        let prefix = url.splitn(4, '/').nth(3).unwrap_or_default();
        let bucket: Arc<dyn ObjectStore> = match prefix {
            "" => Arc::new(store),
            prefix => Arc::new(PrefixStore::new(store, prefix)),
        };
        Ok(Self {
            directory: Arc::new(directory),
            bucket: Some(bucket),
        })
    }

    fn make(&self) -> Result<()> {
        std::fs::create_dir_all(&*self.directory).map_err(Problem::internal)
    }

    fn store(&self) -> Result<Arc<dyn ObjectStore>> {
        if let Some(bucket) = &self.bucket {
            return Ok(Arc::clone(bucket));
        }
        self.make()?;
        let store = LocalFileSystem::new_with_prefix(&*self.directory).map_err(Problem::internal)?;
        Ok(Arc::new(store.with_fsync(true)))
    }

    /// A place for what arrives: with a name where it is to stay in the directory, without one where it goes to the bucket.
    fn begin(&self) -> std::io::Result<(File, Option<TempPath>)> {
        std::fs::create_dir_all(&*self.directory)?;
        if self.bucket.is_some() {
            return Ok((tempfile::tempfile_in(&*self.directory)?, None));
        }
        let named = tempfile::Builder::new()
            .prefix("arriving-")
            .tempfile_in(&*self.directory)?;
        let (file, path) = named.into_parts();
        Ok((file, Some(path)))
    }

    /// Takes a file in, piece by piece; 413 when it is larger than `most`.
    pub async fn receive(&self, mut pieces: impl Stream<Item = Result<Bytes>> + Unpin, most: u64) -> Result<Arrived> {
        let (mut file, path) = self.begin().map_err(Problem::internal)?;
        let (mut bytes, mut hash) = (0_u64, Sha256::new());
        while let Some(piece) = pieces.next().await {
            let piece = piece?;
            bytes = bytes.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
            if bytes > most {
                return Err(Problem::new(Code::BodyTooLarge));
            }
            let written = actix_web::web::block(move || {
                file.write_all(&piece)?;
                hash.update(&piece);
                Ok::<_, std::io::Error>((file, hash))
            });
            (file, hash) = written.await.map_err(Problem::internal)?.map_err(Problem::internal)?;
        }
        Ok(Arrived {
            file,
            path,
            bytes,
            hash: hash.finalize().into(),
        })
    }

    /// Keeps what has arrived, once however often it comes.
    pub async fn keep(&self, arrived: &mut Arrived) -> Result<()> {
        let name = name(&arrived.hash);
        match self.store()?.head(&name).await {
            Ok(_) => Ok(()),
            Err(object_store::Error::NotFound { .. }) => self.put(name, arrived).await,
            Err(error) => Err(Problem::internal(error)),
        }
    }

    /// Puts what has arrived in its place, instead of what lies there: in the directory by its name, else by what it holds.
    async fn put(&self, name: Path, arrived: &mut Arrived) -> Result<()> {
        let Some(path) = arrived.path.take() else {
            return self.copy(name, arrived).await;
        };
        let (target, file) = (self.directory.join(name.as_ref()), arrived.reopen()?);
        let moved = actix_web::web::block(move || settle(&file, path, &target));
        moved.await.map_err(Problem::internal)?.map_err(Problem::internal)
    }

    async fn copy(&self, name: Path, arrived: &Arrived) -> Result<()> {
        let mut reader = arrived.reopen()?;
        let mut upload = self.store()?.put_multipart(&name).await.map_err(Problem::internal)?;
        loop {
            let part = actix_web::web::block(move || {
                let mut part = Vec::with_capacity(PART);
                Read::by_ref(&mut reader)
                    .take(u64::try_from(PART).unwrap_or(u64::MAX))
                    .read_to_end(&mut part)?;
                Ok::<_, std::io::Error>((reader, part))
            });
            let (again, part) = part.await.map_err(Problem::internal)?.map_err(Problem::internal)?;
            reader = again;
            if part.is_empty() {
                break;
            }
            upload
                .put_part(PutPayload::from(part))
                .await
                .map_err(Problem::internal)?;
        }
        upload.complete().await.map_err(Problem::internal)?;
        Ok(())
    }

    /// Reads a file, or some of it.
    pub async fn read(&self, hash: &[u8; 32], range: Option<Range<u64>>) -> Result<BoxStream<'static, Result<Bytes>>> {
        let options = GetOptions {
            range: range.map(GetRange::Bounded),
            ..GetOptions::default()
        };
        let found = self.store()?.get_opts(&name(hash), options).await;
        let found = found.map_err(Problem::internal)?;
        Ok(found
            .into_stream()
            .map(|piece| piece.map_err(Problem::internal))
            .boxed())
    }

    /// Keeps a part of a file that is still coming, in place of what came as this part before.
    pub async fn keep_part(&self, of: Coming, number: u16, arrived: &mut Arrived) -> Result<()> {
        self.put(of.part(number), arrived).await
    }

    /// The parts of a file that have come, in their order, with their sizes.
    pub async fn parts(&self, of: Coming) -> Result<Vec<(u16, u64)>> {
        let mut listed = self.store()?.list(Some(&of.folder()));
        let mut parts = Vec::new();
        while let Some(part) = listed.try_next().await.map_err(Problem::internal)? {
            let number = part.location.filename().and_then(|number| number.parse().ok());
            parts.extend(number.map(|number| (number, part.size)));
        }
        parts.sort_unstable();
        Ok(parts)
    }

    /// Reads the parts from the first to `last`, one after the other.
    pub fn joined(&self, of: Coming, last: u16) -> impl Stream<Item = Result<Bytes>> + use<> {
        let files = self.clone();
        futures_util::stream::iter(1..=last)
            .then(move |number| {
                let files = files.clone();
                async move {
                    files
                        .store()?
                        .get(&of.part(number))
                        .await
                        .map_err(|error| gone(number, error))
                }
            })
            .map_ok(|part| part.into_stream().map_err(Problem::internal))
            .try_flatten()
    }

    /// Forgets the parts of a file.
    pub async fn forget_parts(&self, of: Coming) -> Result<()> {
        for (number, _) in self.parts(of).await? {
            self.forget(&of.part(number)).await?;
        }
        Ok(())
    }

    /// Removes an object; nothing where there is none.
    pub async fn forget(&self, object: &Path) -> Result<()> {
        match self.store()?.delete(object).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Problem::internal(error)),
        }
    }

    /// All that lies there since before a moment: contents, and parts that were never joined.
    pub async fn older_than(&self, moment: DateTime<Utc>) -> Result<Vec<Object>> {
        let mut listed = self.store()?.list(None);
        let mut old = Vec::new();
        while let Some(object) = listed.try_next().await.map_err(Problem::internal)? {
            if object.last_modified < moment {
                let hash = object.location.filename().and_then(|name| hex::decode(name).ok());
                let hash = hash.and_then(|hash| <[u8; 32]>::try_from(hash).ok());
                old.push(Object {
                    path: object.location,
                    hash,
                });
            }
        }
        Ok(old)
    }
}

/// A part that was joined, or swept away, meanwhile has not come.
fn gone(number: u16, error: object_store::Error) -> Problem {
    match error {
        object_store::Error::NotFound { .. } => not_come(number),
        other => Problem::internal(other),
    }
}

/// 409: a part is missing.
pub fn not_come(number: u16) -> Problem {
    Problem::new(Code::StateForbids).detail(
        format!("Chưa có phần {number}."),
        format!("Part {number} has not come."),
    )
}

/// Moves a file to where it stays, and lets go once that is on the disk.
fn settle(file: &File, path: TempPath, target: &std::path::Path) -> std::io::Result<()> {
    file.sync_all()?;
    let directory = target.parent().unwrap_or(target);
    std::fs::create_dir_all(directory)?;
    path.persist(target)?;
    File::open(directory)?.sync_all()
}

/// Something that lies in the store.
pub struct Object {
    pub path: Path,
    /// Of a content; a part has none.
    pub hash: Option<[u8; 32]>,
}

/// A file that comes in parts, of one organisation.
#[derive(Clone, Copy, Debug)]
pub struct Coming {
    pub organisation: OrganisationId,
    pub id: AttachmentId,
}

impl Coming {
    fn folder(self) -> Path {
        Path::from(format!("parts/{}/{}", self.organisation, self.id))
    }

    fn part(self, number: u16) -> Path {
        Path::from(format!("parts/{}/{}/{number}", self.organisation, self.id))
    }
}

/// `ab/abcdef…`: no more than a few files in a directory.
fn name(hash: &[u8; 32]) -> Path {
    let name = hex::encode(hash);
    Path::from(format!("{}/{name}", name.get(..2).unwrap_or_default()))
}
