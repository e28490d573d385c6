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
        let is_xml = file
            .name()
            .map_err(|_broken| Unfit::NoWorkbook)?
            .to_ascii_lowercase()
            .ends_with(".xml");
        let mut part = Vec::new();
        let mut counted = file.take(left.saturating_add(1));
        let unpacked = counted.read_to_end(&mut part).map_err(|_broken| Unfit::NoWorkbook)?;
        let unpacked = u64::try_from(unpacked).map_err(|_more| Unfit::TooLarge)?;
        left = left.checked_sub(unpacked).ok_or(Unfit::TooLarge)?;
        // In another encoding than UTF-8 the claim would not be found.
        if is_xml && (part.contains(&0) || !counts_soundly(&part)) {
            return Err(Unfit::TooLarge);
        }
    }
    Ok(())
}

/// Whether a part claims no more strings than it has bytes: room is made for as many as it claims.
fn counts_soundly(part: &[u8]) -> bool {
    const CLAIM: &[u8] = b"niqueCount";
    let mut claims = part
        .windows(CLAIM.len())
        .enumerate()
        .filter(|(_, window)| window.eq_ignore_ascii_case(CLAIM));
    let sound = |(at, _): (usize, &[u8])| {
        let value = part.get(at + CLAIM.len()..).unwrap_or_default();
        let value = value
            .trim_ascii_start()
            .strip_prefix(b"=")
            .unwrap_or_default()
            .trim_ascii_start();
        let digits = value
            .strip_prefix(b"\"")
            .or_else(|| value.strip_prefix(b"'"))
            .unwrap_or_default();
        let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let claimed = digits
            .get(..length)
            .and_then(|digits| std::str::from_utf8(digits).ok()?.parse::<usize>().ok());
        claimed.is_some_and(|claimed| claimed <= part.len())
    };
    claims.all(sound)
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
        let claims = |claim: &str| {
            let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
            archive
                .start_file("xl/sharedStrings.xml", SimpleFileOptions::default())
                .unwrap();
            archive
                .write_all(format!("<sst {claim}><si><t>A01</t></si></sst>").as_bytes())
                .unwrap();
            inspect(&archive.finish().unwrap().into_inner())
        };
        assert_eq!(claims("count=\"1\" uniqueCount=\"1\""), Ok(()));
        for claim in [
            "uniqueCount=\"10000000000000\"",
            "uniqueCount = '99999'",
            "uniqueCount=\"&#57;9999\"",
            "uniqueCount=9999",
        ] {
            assert_eq!(claims(claim), Err(Unfit::TooLarge), "{claim}");
        }
        assert_eq!(inspect(b"PK\x03\x04 no archive"), Err(Unfit::NoWorkbook));
    }
}
