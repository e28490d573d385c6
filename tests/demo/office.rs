//! LibreOffice, as an official opens what danchu sends.

use std::{
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use tempfile::TempDir;

use super::support::machine::{is_required, program};

pub struct Office {
    soffice: PathBuf,
    pdftotext: PathBuf,
}

impl Office {
    /// `None`, said once, where it is not installed; with `DANCHU_REQUIRE_LIBREOFFICE` set that is a failure.
    pub fn here() -> Option<Self> {
        match (program("soffice"), program("pdftotext")) {
            (Some(soffice), Some(pdftotext)) => Some(Self { soffice, pdftotext }),
            _ => {
                let message = "soffice or pdftotext not found: documents not opened";
                assert!(!is_required("DANCHU_REQUIRE_LIBREOFFICE"), "{message}");
                // Not `eprintln!`: the test harness would hide it.
                writeln!(std::io::stderr(), "{message}").expect("stderr is open");
                None
            }
        }
    }

    /// Opens a file and saves it as another kind.
    pub fn save_as(&self, bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
        let directory = TempDir::new().expect("a temporary directory");
        let source = directory.path().join(format!("opened.{from}"));
        let results = directory.path().join("saved");
        std::fs::write(&source, bytes).expect("the file is written");
        let profile = format!(
            "-env:UserInstallation=file://{}",
            directory.path().join("profile").display()
        );
        let ran = Command::new(&self.soffice)
            .args([&profile, "--headless", "--convert-to", to, "--outdir"])
            .arg(&results)
            .arg(&source)
            .stdin(Stdio::null())
            .output()
            .expect("LibreOffice runs");
        let kind = to.split(':').next().expect("a kind");
        let saved = results.join(format!("opened.{kind}"));
        std::fs::read(&saved).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&ran.stderr)))
    }

    /// The pages of a DOCX as one sees them: their lines, one text a page.
    pub fn pages(&self, docx: &[u8]) -> Vec<String> {
        let pdf = self.save_as(docx, "docx", "pdf");
        let directory = TempDir::new().expect("a temporary directory");
        let file = directory.path().join("pages.pdf");
        std::fs::write(&file, pdf).expect("the file is written");
        let ran = Command::new(&self.pdftotext)
            .arg("-layout")
            .arg(&file)
            .arg("-")
            .output()
            .expect("pdftotext runs");
        let text = String::from_utf8(ran.stdout).expect("UTF-8");
        text.split('\u{c}')
            .map(str::to_owned)
            .filter(|page| !page.trim().is_empty())
            .collect()
    }
}
