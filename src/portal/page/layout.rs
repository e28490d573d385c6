//! What stands around every page.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::words::{Words, words};
use crate::{
    duty::DutyCode,
    http::{Answer, Result, wire_name},
};

pub const STYLE: &str = include_str!("style.css");
pub const SCRIPT: &str = include_str!("script.js");

/// How a page is to look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub words: &'static Words,
    pub embedded: bool,
    pub duty: DutyCode,
}

impl Look {
    /// The address of a page that looks alike.
    pub fn address(self, page: &str) -> Result<String> {
        let embed = if self.embedded { "&embed=1" } else { "" };
        let (language, duty) = (self.words.language.tag(), wire_name(&self.duty)?);
        Ok(format!("/cong-khai{page}?lang={language}&duty={duty}{embed}"))
    }

    pub fn of_duty(self, duty: DutyCode) -> Self {
        Self { duty, ..self }
    }

    fn in_other_language(self) -> Self {
        Self {
            words: words(self.words.other_language()),
            ..self
        }
    }
}

/// A page: its address below `/cong-khai`, its heading and what stands under it.
pub fn laid_out(look: Look, page: &str, heading: &str, about: &Markup, content: &Markup) -> Result<Answer> {
    let words = look.words;
    let other = look.in_other_language();
    let laid_out = html! {
        (DOCTYPE)
        html lang=(words.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (heading) " – " (words.title) }
                style { (PreEscaped(STYLE)) }
                script type="module" { (PreEscaped(SCRIPT)) }
            }
            body.embedded[look.embedded] {
                a.skip href="#main" { (words.skip) }
                @if !look.embedded {
                    header {
                        p.site { a href=(look.address("")?) { (words.title) } }
                        nav aria-label=(words.other) {
                            a href=(other.address(page)?) lang=(other.words.language.tag()) hreflang=(other.words.language.tag()) { (words.other) }
                        }
                    }
                }
                main #main {
                    h1 { (heading) }
                    (about)
                    (content)
                }
                footer {
                    p { (words.source) }
                    p { a href="/api/v1/public/coverage" { (words.open_data) } " · " a href="/swagger-ui/" { "OpenAPI" } }
                }
            }
        }
    };
    Ok(Answer::html(laid_out.into_string()))
}
