//! What a file is, by what it holds: its name and what the client calls it count for nothing.

use std::{
    fs::File,
    io::{Read, Seek},
};

use super::office::office;
use crate::http::{Problem, Result};

/// As much of a file as tells what it is.
const HEAD: u64 = 8192;

/// The files that are taken: documents and pictures, without programs in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileType {
    Pdf,
    Docx,
    Xlsx,
    Jpeg,
    Png,
    Heic,
}

impl FileType {
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => crate::http::XLSX,
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Heic => "image/heic",
        }
    }

    /// Endings of names of such files, the usual one first.
    const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &[".pdf"],
            Self::Docx => &[".docx"],
            Self::Xlsx => &[".xlsx"],
            Self::Jpeg => &[".jpg", ".jpeg"],
            Self::Png => &[".png"],
            Self::Heic => &[".heic", ".heif"],
        }
    }

    /// A name that ends as files of this kind do: whoever saves one by its name gets no program.
    pub fn named(self, name: &str) -> String {
        let lower = name.to_lowercase();
        match self.endings() {
            [usual, ..] if !self.endings().iter().any(|ending| lower.ends_with(ending)) => format!("{name}{usual}"),
            _ => name.to_owned(),
        }
    }

    /// What a file holds; 422 when it is none of these.
    pub fn of(mut file: File) -> Result<Self> {
        let mut head = Vec::new();
        file.by_ref()
            .take(HEAD)
            .read_to_end(&mut head)
            .map_err(Problem::internal)?;
        match infer::get(&head).map(|kind| kind.mime_type()) {
            Some("application/pdf") if head.starts_with(b"%PDF-") => Ok(Self::Pdf),
            Some("image/jpeg") => Ok(Self::Jpeg),
            Some("image/png") => Ok(Self::Png),
            Some("image/heif" | "image/heic") => Ok(Self::Heic),
            _ if head.starts_with(b"PK\x03\x04") => {
                file.rewind().map_err(Problem::internal)?;
                office(file).ok_or_else(refused)
            }
            _ => Err(refused()),
        }
    }
}

fn refused() -> Problem {
    Problem::invalid(
        "",
        "unsuited_file",
        "Chỉ nhận tệp PDF, DOCX, XLSX (không có macro), JPEG, PNG, HEIC.",
        "PDF, DOCX, XLSX (without macros), JPEG, PNG and HEIC files are taken.",
    )
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use rstest::rstest;
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn read(bytes: &[u8]) -> Option<FileType> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        file.rewind().unwrap();
        FileType::of(file).ok()
    }

    #[rstest]
    #[case(FileType::Pdf, "bien-ban.pdf", "bien-ban.pdf")]
    #[case(FileType::Pdf, "BIEN BAN.PDF", "BIEN BAN.PDF")]
    #[case(FileType::Jpeg, "anh.jpeg", "anh.jpeg")]
    #[case(FileType::Pdf, "bien-ban.pdf.hta", "bien-ban.pdf.hta.pdf")]
    #[case(FileType::Png, "anh", "anh.png")]
    fn a_name_ends_as_the_file_is(#[case] kind: FileType, #[case] name: &str, #[case] expected: &str) {
        assert_eq!(kind.named(name), expected);
    }

    /// A document of these parts, each saying the same.
    fn archive(names: &[&str], said: &str) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for name in names {
            let packed = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
            archive.start_file(*name, packed).unwrap();
            archive.write_all(said.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[rstest]
    #[case(b"%PDF-1.7\n", Some(FileType::Pdf))]
    #[case(b"\xff\xd8\xff\xe0\x00\x10JFIF", Some(FileType::Jpeg))]
    #[case(b"\x89PNG\r\n\x1a\n", Some(FileType::Png))]
    #[case(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", Some(FileType::Heic))]
    #[case(b"GIF89a", None)]
    #[case(b"MZ\x90\x00", None)]
    #[case(b"<html>%PDF-1.7", None)]
    #[case(b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>", None)]
    #[case(b"", None)]
    fn a_file_is_what_it_holds(#[case] bytes: &[u8], #[case] expected: Option<FileType>) {
        assert_eq!(read(bytes), expected);
    }

    #[rstest]
    #[case(&["[Content_Types].xml", "word/document.xml"], Some(FileType::Docx))]
    #[case(&["[Content_Types].xml", "xl/workbook.xml"], Some(FileType::Xlsx))]
    #[case(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"], None)]
    #[case(&["[Content_Types].xml", "word/document.xml", "xl/workbook.xml"], None)]
    #[case(&["word/document.xml"], None)]
    #[case(&["a.txt"], None)]
    #[case(&["[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"], None)]
    fn an_office_document_has_no_macros(#[case] names: &[&str], #[case] expected: Option<FileType>) {
        assert_eq!(read(&archive(names, "<Types/>")), expected);
    }

    const DOCX: &[&str] = &[
        "[Content_Types].xml",
        "word/document.xml",
        "word/_rels/document.xml.rels",
    ];

    #[rstest]
    #[case::plain(
        "<Types><Override ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>",
        true
    )]
    #[case::enabled(
        "<Types><Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>",
        false
    )]
    #[case::a_project(
        "<Types><Override ContentType='application/vnd.ms-office.vbaProject'/></Types>",
        false
    )]
    #[case::written_otherwise(
        "<Types><Override ContentType='application/vnd.ms-office.&#118;baProject'/></Types>",
        false
    )]
    #[case::related(
        "<Relationships><Relationship Type='http://schemas.microsoft.com/office/2006/relationships/vbaProject' Target='a.bin'/></Relationships>",
        false
    )]
    #[case::with_entities("<!DOCTYPE Types [<!ENTITY v 'vba'>]><Types/>", false)]
    #[case::no_xml("Types", true)]
    #[case::broken("<Types><Override", false)]
    fn macros_are_known_by_what_the_parts_are_said_to_be(#[case] said: &str, #[case] taken: bool) {
        let expected = taken.then_some(FileType::Docx);
        assert_eq!(read(&archive(DOCX, said)), expected);
    }

    #[test]
    fn nothing_is_hidden_behind_blanks_or_a_second_list() {
        let late = format!("{}<Types/>", " ".repeat(1024 * 1024));
        assert_eq!(read(&archive(DOCX, &late)), None);
        let twice = ["[Content_Types].xml", "[CONTENT_TYPES].xml", "word/document.xml"];
        assert_eq!(read(&archive(&twice, "<Types/>")), None);
    }
}
