//! A body as text, where an answer is kept.

use actix_web::web::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error};

pub fn serialize<S: Serializer>(body: &Option<Bytes>, serializer: S) -> Result<S::Ok, S::Error> {
    let text = body.as_deref().map(std::str::from_utf8).transpose();
    text.map_err(S::Error::custom)?.serialize(serializer)
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Bytes>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(Bytes::from))
}
