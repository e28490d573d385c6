//! Query and path parameters, parsed strictly: unknown names and wrong values are refused by name.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use serde::de::DeserializeOwned;

use super::{Code, Place, Problem, Result, explain::explain};
use crate::text::TextRefused;

/// The query string of a request.
#[derive(Debug)]
pub struct Query<T>(pub T);

/// The one id in the path. A malformed id names nothing: 404.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(parse(request.query_string()).map(Self))
    }
}

fn parse<T: DeserializeOwned>(query: &str) -> Result<T> {
    without_nul(query)?;
    let reader = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    serde_path_to_error::deserialize(reader).map_err(|error| {
        let path = error.path().to_string();
        let message = error.into_inner().to_string();
        let name = match path.as_str() {
            "." | "" | "?" => message.split('`').nth(1).unwrap_or("query").to_owned(),
            name => name.to_owned(),
        };
        let (code, said) = explain(&message);
        Problem::new(Code::InvalidParameter).fault(Place::Parameter(name), code, said)
    })
}

/// 422 for a NUL: no text that is kept has one, and PostgreSQL takes none.
fn without_nul(query: &str) -> Result<()> {
    let mut sent = form_urlencoded::parse(query.as_bytes());
    match sent.find(|(_, value)| value.contains('\0')) {
        None => Ok(()),
        Some((name, _)) => {
            let said = TextRefused::ControlCharacter.said();
            Err(Problem::new(Code::InvalidParameter).fault(Place::Parameter(name.into_owned()), "invalid", said))
        }
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Path<T> {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    #[expect(
        clippy::disallowed_types,
        reason = "ours stands on it and turns its error into a problem"
    )]
    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let parsed = actix_web::web::Path::<T>::from_request(request, payload).into_inner();
        ready(match parsed {
            Ok(path) => Ok(Self(path.into_inner())),
            Err(error) => Err(Problem::new(Code::NotFound).cause(error)),
        })
    }
}
