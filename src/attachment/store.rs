//! Where files lie: one object for each content, named by its SHA-256, in a directory of this machine.

use std::{
    fs::File,
    io::{Read, Seek, Write},
    ops::Range,
    path::PathBuf,
    sync::Arc,
};

use crate::http::{Code, Problem, Result};
use actix_web::web::Bytes;
use futures_util::{Stream, StreamExt, stream::BoxStream};
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path};
use sha2::{Digest, Sha256};

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
    directory: Arc<PathBuf>,
}

/// A file that has arrived and is not kept yet. It has no name, so that nothing is left of it when it is dropped or the process is killed.
pub struct Arrived {
    file: File,
    pub bytes: u64,
    pub hash: [u8; 32],
}

impl Files {
    /// Files under this directory, which is made when the first arrives.
    pub fn local(directory: PathBuf) -> Self {
        Self {
            directory: Arc::new(directory),
        }
    }

    fn make(&self) -> Result<()> {
        std::fs::create_dir_all(&*self.directory).map_err(Problem::internal)
    }

    fn store(&self) -> Result<LocalFileSystem> {
        self.make()?;
        let store = LocalFileSystem::new_with_prefix(&*self.directory).map_err(Problem::internal)?;
        Ok(store.with_fsync(true))
    }

    /// Takes a file in, piece by piece; 413 when it is larger than `most`.
    pub async fn receive(&self, mut pieces: impl Stream<Item = Result<Bytes>> + Unpin, most: u64) -> Result<Arrived> {
        self.make()?;
        let mut file = tempfile::tempfile_in(&*self.directory).map_err(Problem::internal)?;
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
            bytes,
            hash: hash.finalize().into(),
        })
    }

    /// Keeps what has arrived, once however often it comes.
    pub async fn keep(&self, arrived: Arrived) -> Result<()> {
        let (store, name) = (self.store()?, name(&arrived.hash));
        if store.head(&name).await.is_ok() {
            return Ok(());
        }
        let mut reader = arrived.reopen()?;
        let mut upload = store.put_multipart(&name).await.map_err(Problem::internal)?;
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
}

/// `ab/abcdef…`: no more than a few files in a directory.
fn name(hash: &[u8; 32]) -> Path {
    let name = hex::encode(hash);
    Path::from(format!("{}/{name}", name.get(..2).unwrap_or_default()))
}
