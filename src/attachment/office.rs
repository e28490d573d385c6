//! Office documents: archives of parts, of which one says what kinds the others are. One with a program in it is none that is taken.

use std::{fs::File, io::Read};

use quick_xml::{Reader, events::Event};
use zip::ZipArchive;

use super::kind::FileType;

/// Files in an office document at most.
const MOST_PARTS: usize = 5000;
/// Parts that say what others are, at most.
const MOST_SAYING: usize = 1000;
/// Bytes of such a part at most.
const MOST_SAID: usize = 1024 * 1024;
/// What parts with programs are called, by their kind, their relationship or their name.
const PROGRAMS: [&str; 5] = ["macroenabled", "vbaproject", "vbadata", "macrosheet", "/activex"];

/// The office document an archive is; none when it is no such thing, or holds macros.
pub fn office(file: File) -> Option<FileType> {
    let mut archive = ZipArchive::new(file)
        .ok()
        .filter(|archive| archive.len() <= MOST_PARTS)?;
    let names = archive.file_names().collect::<Result<Vec<_>, _>>().ok()?;
    let names: Vec<(String, String)> = names
        .iter()
        .map(|name| (name.to_string(), name.to_ascii_lowercase()))
        .collect();
    let holds = |name: &str| names.iter().any(|(_, lower)| lower == name);
    let kind = match (holds("word/document.xml"), holds("xl/workbook.xml")) {
        (true, false) => FileType::Docx,
        (false, true) => FileType::Xlsx,
        _ => return None,
    };
    let types = names.iter().filter(|(_, lower)| lower == "[content_types].xml").count();
    let saying = names
        .iter()
        .filter(|(_, lower)| lower == "[content_types].xml" || lower.ends_with(".rels"));
    let saying: Vec<String> = saying.map(|(name, _)| name.clone()).collect();
    if types != 1 || saying.len() > MOST_SAYING || names.iter().any(|(_, lower)| is_a_program(lower)) {
        return None;
    }
    for part in saying {
        let said = attributes(&mut archive, &part)?;
        if said.iter().any(|said| is_a_program(&said.to_ascii_lowercase())) {
            return None;
        }
    }
    Some(kind)
}

fn is_a_program(said: &str) -> bool {
    PROGRAMS.iter().any(|program| said.contains(program))
}

/// The values of all attributes of a part; none where it is no plain XML, or too large.
fn attributes(archive: &mut ZipArchive<File>, part: &str) -> Option<Vec<String>> {
    let mut xml = Vec::new();
    let most = u64::try_from(MOST_SAID).ok()?.saturating_add(1);
    archive.by_name(part).ok()?.take(most).read_to_end(&mut xml).ok()?;
    let xml = String::from_utf8(xml).ok().filter(|xml| xml.len() <= MOST_SAID)?;
    let mut reader = Reader::from_str(&xml);
    let mut values = Vec::new();
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => {
                for attribute in element.attributes() {
                    values.push(
                        attribute
                            .ok()?
                            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                            .ok()?
                            .into_owned(),
                    );
                }
            }
            Event::DocType(_) => return None,
            Event::Eof => return Some(values),
            _ => {}
        }
    }
}
