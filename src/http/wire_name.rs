//! What a value without members is called in JSON.

use serde::Serialize;

use super::{Problem, Result};

/// The word that stands for the value.
pub fn wire_name(value: &impl Serialize) -> Result<String> {
    let json = serde_json::to_value(value).map_err(Problem::internal)?;
    let word = json.as_str().map(str::to_owned);
    word.ok_or_else(|| Problem::internal("not a word"))
}
