//! The archive a workbook is: opened only when what it unpacks to is small.

use std::io::{Cursor, Read};

use zip::ZipArchive;

/// Files in a workbook at most.
const MOST_FILES: usize = 200;
/// Bytes that all of them unpack to at most.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// Why an archive is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is no archive, or a broken one.
    NoWorkbook,
    /// It unpacks to more than a form can hold.
    TooLarge,
}

/// Unpacks everything once, counting: what an archive says of its own size cannot be trusted.
pub fn inspect(bytes: &[u8]) -> Result<(), Unfit> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_broken| Unfit::NoWorkbook)?;
    if archive.len() > MOST_FILES {
        return Err(Unfit::TooLarge);
    }
    let mut left = MOST_BYTES;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_broken| Unfit::NoWorkbook)?;
        let mut counted = file.take(left.saturating_add(1));
        let unpacked = std::io::copy(&mut counted, &mut std::io::sink()).map_err(|_broken| Unfit::NoWorkbook)?;
        left = left.checked_sub(unpacked).ok_or(Unfit::TooLarge)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn archive(files: usize, megabytes: usize) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for file in 0..files {
            archive
                .start_file(format!("xl/{file}.xml"), SimpleFileOptions::default())
                .unwrap();
            for _ in 0..megabytes {
                archive.write_all(&vec![b'a'; 1024 * 1024]).unwrap();
            }
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn what_unpacks_to_much_is_not_opened() {
        assert_eq!(inspect(&archive(3, 10)), Ok(()));
        let bomb = archive(4, 10);
        assert!(bomb.len() < 100_000);
        assert_eq!(inspect(&bomb), Err(Unfit::TooLarge));
        assert_eq!(inspect(&archive(201, 0)), Err(Unfit::TooLarge));
        assert_eq!(inspect(b"PK\x03\x04 no archive"), Err(Unfit::NoWorkbook));
    }
}
