//! The public page: the targets of Resolution 75 as bars, a map, a trend, and a page for each commune (Art. 4.5b). Rendered here, readable without script.

mod bar;
mod commune;
mod dashboard;
mod layout;
mod map;
mod policy;
mod words;

use actix_web::{HttpRequest, Responder, http::header, web};
use serde::Deserialize;
use serde_with::{DefaultOnError, serde_as};

pub use self::policy::PagePolicy;
use self::{layout::Look, words::words};
use super::kept::kept;
use crate::{
    access::Visitor,
    duty::DutyCode,
    http::{Language, Path, Query, Result},
};

/// What of the page is asked for. What cannot be read was not said: a visitor gets a page all the same.
#[serde_as]
#[derive(Deserialize)]
struct PageQuery {
    /// Else as the browser prefers.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default)]
    lang: Option<Tongue>,
    /// `1` leaves out what stands around it, for the frame of another page.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default)]
    embed: Option<Embedded>,
    /// The duty that map and trend show.
    #[serde_as(deserialize_as = "DefaultOnError")]
    #[serde(default)]
    duty: Option<DutyCode>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Tongue {
    Vi,
    En,
}

#[derive(Clone, Copy, Deserialize)]
enum Embedded {
    #[serde(rename = "1")]
    Yes,
}

impl PageQuery {
    fn look(&self, request: &HttpRequest) -> Look {
        let language = match self.lang {
            Some(Tongue::Vi) => Language::Vietnamese,
            Some(Tongue::En) => Language::English,
            None => Language::accepted(request),
        };
        Look {
            words: words(language),
            embedded: self.embed.is_some(),
            duty: self.duty.unwrap_or(DutyCode::CommuneRegulation),
        }
    }
}

/// The whole register.
async fn dashboard(
    visitor: Visitor,
    query: Query<PageQuery>,
    policy: web::ThinData<PagePolicy>,
    request: HttpRequest,
) -> Result<impl Responder> {
    let look = query.0.look(&request);
    let page = kept(&request, &look, || dashboard::page(&visitor, look)).await?;
    Ok(page
        .customize()
        .insert_header((header::CONTENT_SECURITY_POLICY, policy.0.header())))
}

/// One unit, by its code.
async fn commune(
    visitor: Visitor,
    code: Path<String>,
    query: Query<PageQuery>,
    policy: web::ThinData<PagePolicy>,
    request: HttpRequest,
) -> Result<impl Responder> {
    let look = query.0.look(&request);
    let page = kept(&request, &(&code.0, look), || commune::page(&visitor, look, &code.0)).await?;
    Ok(page
        .customize()
        .insert_header((header::CONTENT_SECURITY_POLICY, policy.0.header())))
}

/// Beside the API: the page is no operation of it.
#[expect(
    clippy::disallowed_methods,
    reason = "a page for people stands in no document for programs"
)]
pub fn routes(config: &mut web::ServiceConfig) {
    config
        .route("/cong-khai", web::get().to(dashboard))
        .route("/cong-khai/{code}", web::get().to(commune));
}
