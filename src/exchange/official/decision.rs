//! A decision as an official document: its title, who decides, on what basis, and its articles (Decree 30/2020/NĐ-CP Appendix III, Form 1.4).

use docx_rs::{LineSpacing, Paragraph, Run};

use super::page::{Frame, TEXT_WIDTH, body, centred, rule};
use crate::http::Result;

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficialDecision {
    pub frame: Frame,
    /// Trích yếu, without "Về việc".
    pub about: String,
    /// Thẩm quyền ban hành.
    pub authority: String,
    /// Căn cứ, each without its last mark.
    pub bases: Vec<String>,
    /// The articles, without their numbers.
    pub articles: Vec<String>,
}

impl OfficialDecision {
    /// The document's bytes.
    pub fn docx(&self) -> Result<Vec<u8>> {
        let text = self.title().into_iter().chain(self.bases()).chain(self.articles());
        let page = text.fold(self.frame.page(), docx_rs::Docx::add_paragraph);
        self.frame.signed(page)
    }

    fn title(&self) -> Vec<Paragraph> {
        let above = || LineSpacing::new().before(240);
        vec![
            centred(Run::new().add_text("QUYẾT ĐỊNH").bold()).line_spacing(above()),
            centred(Run::new().add_text(format!("Về việc {}", self.about)).bold()),
            rule(TEXT_WIDTH, 4),
            centred(Run::new().add_text(self.authority.to_uppercase()).bold()).line_spacing(above()),
        ]
    }

    fn bases(&self) -> Vec<Paragraph> {
        let last = self.bases.len().saturating_sub(1);
        let bases = self.bases.iter().enumerate().map(|(at, basis)| {
            let mark = if at == last { "." } else { ";" };
            body(Run::new().add_text(format!("{basis}{mark}")).italic())
        });
        bases.collect()
    }

    fn articles(&self) -> Vec<Paragraph> {
        let decides = centred(Run::new().add_text("QUYẾT ĐỊNH:").bold());
        let decides = decides
            .line_spacing(LineSpacing::new().before(240).after(120))
            .keep_next(true);
        let last = self.articles.len().saturating_sub(1);
        let articles = self.articles.iter().enumerate().map(|(at, article)| {
            let end = if at == last { "./." } else { "." };
            let number = Run::new().add_text(format!("Điều {}. ", at.saturating_add(1))).bold();
            body(number).add_run(Run::new().add_text(format!("{article}{end}")))
        });
        std::iter::once(decides).chain(articles).collect()
    }
}
