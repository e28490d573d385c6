//! What a browser may do with the page: show it, with the style and the script that stand in it, and nothing else.

use actix_web::http::header::HeaderValue;
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use super::layout::{SCRIPT, STYLE};

/// The content security policy.
#[derive(Clone, Debug)]
pub struct PagePolicy(HeaderValue);

impl PagePolicy {
    /// Pages of these origins may show it in a frame; of none where there are none.
    pub fn new(embedders: &[String]) -> Self {
        let named: Vec<&str> = embedders
            .iter()
            .map(String::as_str)
            .filter(|origin| !origin.is_empty())
            .collect();
        let ancestors = match named.is_empty() {
            true => "'none'".to_owned(),
            false => named.join(" "),
        };
        let policy = format!(
            "default-src 'none'; style-src {}; script-src {}; form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}",
            hash(STYLE),
            hash(SCRIPT),
        );
        // An origin that no header can carry embeds nothing.
        Self(
            HeaderValue::from_str(&policy)
                .unwrap_or(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'")),
        )
    }

    pub fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}
