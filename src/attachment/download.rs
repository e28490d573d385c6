//! A file on its way out: whole or in part, and never as something a browser would run.

use actix_web::{
    HttpRequest, HttpResponse, Responder,
    body::BoxBody,
    http::{
        StatusCode,
        header::{
            self, Charset, ContentDisposition, DispositionParam, DispositionType, EntityTag, ExtendedValue, Header,
        },
    },
};

use super::{attached::AttachedFile, store::Files};
use crate::http::{Problem, Result};

/// A file that is being read.
pub struct Content(HttpResponse);

impl Responder for Content {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.0
    }
}

/// What a file holds; of a `Range` in the request the first, 416 with its size when the file has no such part.
pub async fn content(files: &Files, file: &AttachedFile, request: &HttpRequest) -> Result<Content> {
    let size = u64::try_from(file.bytes).unwrap_or_default();
    let hash = file.content_hash()?;
    let tag = EntityTag::new_strong(file.sha256.clone());
    if known(request, &tag) {
        let mut unchanged = HttpResponse::NotModified();
        return Ok(Content(unchanged.insert_header(header::ETag(tag)).finish()));
    }
    let wanted = header::Range::parse(request).ok().filter(|_| still(request, &tag));
    let wanted = match &wanted {
        Some(header::Range::Bytes(parts)) => match parts.as_slice() {
            [one] => Some(
                one.to_satisfiable_range(size)
                    .ok_or_else(|| Problem::beyond_the_file(size))?,
            ),
            _ => None,
        },
        _ => None,
    };
    let range = wanted.map(|(first, last)| first..last.saturating_add(1));
    let status = if range.is_some() {
        StatusCode::PARTIAL_CONTENT
    } else {
        StatusCode::OK
    };
    let length = range
        .as_ref()
        .map_or(size, |range| range.end.saturating_sub(range.start));
    let mut response = HttpResponse::build(status);
    response
        .content_type(file.media_type.as_str())
        .insert_header(named(&file.name))
        .insert_header(header::ETag(tag))
        .insert_header((header::ACCEPT_RANGES, "bytes"))
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header((header::CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"));
    if let Some((first, last)) = wanted {
        response.insert_header((header::CONTENT_RANGE, format!("bytes {first}-{last}/{size}")));
    }
    let pieces = files.read(&hash, range).await?;
    let body = actix_web::body::SizedStream::new(length, pieces);
    Ok(Content(response.body(body)))
}

/// Whether the client has the file already.
fn known(request: &HttpRequest, tag: &EntityTag) -> bool {
    match header::IfNoneMatch::parse(request) {
        Ok(header::IfNoneMatch::Any) => true,
        Ok(header::IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(tag)),
        Err(_) => false,
    }
}

/// Whether a part still fits what the client has; without `If-Range` it says nothing of what that is.
fn still(request: &HttpRequest, tag: &EntityTag) -> bool {
    match request.headers().contains_key(header::IF_RANGE) {
        false => true,
        true => {
            matches!(header::IfRange::parse(request), Ok(header::IfRange::EntityTag(known)) if known.strong_eq(tag))
        }
    }
}

/// Always saved, never shown in place.
fn named(name: &str) -> ContentDisposition {
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::FilenameExt(ExtendedValue {
            charset: Charset::Ext("UTF-8".to_owned()),
            language_tag: None,
            value: name.as_bytes().to_vec(),
        })],
    }
}
