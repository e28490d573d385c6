//! The language of texts meant for people: Vietnamese, unless `Accept-Language` prefers English.

use actix_web::{
    HttpMessage,
    dev::ServiceRequest,
    http::header::{AcceptLanguage, Header, Preference, Quality},
};

use super::Said;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    Vietnamese,
    English,
}

impl Language {
    pub fn of(request: &ServiceRequest) -> Self {
        Self::accepted(request.request())
    }

    /// The language the caller of `request` reads.
    pub fn accepted(request: &impl HttpMessage) -> Self {
        let accepted = AcceptLanguage::parse(request).map_or_else(|_unreadable| Vec::new(), |header| header.0);
        // What is refused is not what is preferred least.
        let wanted = accepted.into_iter().filter(|item| item.quality > Quality::ZERO);
        let ranked = AcceptLanguage(wanted.collect()).ranked();
        ranked
            .into_iter()
            .find_map(|preference| match preference {
                Preference::Specific(tag) => match tag.primary_language() {
                    "vi" => Some(Self::Vietnamese),
                    "en" => Some(Self::English),
                    _ => None,
                },
                Preference::Any => Some(Self::Vietnamese),
            })
            .unwrap_or(Self::Vietnamese)
    }

    pub const fn tag(self) -> &'static str {
        match self {
            Self::Vietnamese => "vi",
            Self::English => "en",
        }
    }
}

impl Said {
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Vietnamese => &self.vi,
            Language::English => &self.en,
        }
    }
}
