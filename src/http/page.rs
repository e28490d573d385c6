//! Lists: at most `limit` items and an opaque cursor to the next. Pages follow the sort key, so a page costs the same at
//! any depth and no item is skipped or shown twice when others are added.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Datelike;
use sea_orm::{Value, sea_query::ArrayType};
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::{Code, Place, Problem, Result, Said, answer, is_plausible};

/// Items on a page: 1–200, by default 50.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(u64);

impl Limit {
    /// The beginning of a list.
    pub const fn few() -> Self {
        Self(10)
    }

    /// As many as may be asked for.
    pub const fn most() -> Self {
        Self(200)
    }

    pub const fn get(self) -> u64 {
        self.0
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        match u64::deserialize(deserializer)? {
            limit @ 1..=200 => Ok(Self(limit)),
            _ => Err(serde::de::Error::custom(Said::new(
                "Phải là một số từ 1 đến 200.",
                "It must be 1 to 200.",
            ))),
        }
    }
}

/// Where a page starts: the sort values of the last item before it, under the name of their order.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Cursor {
    #[serde(rename = "o")]
    pub order: String,
    #[serde(rename = "k")]
    pub keys: Vec<Key>,
}

/// One sort value. The kind is checked against the column before it reaches the database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Key {
    #[serde(rename = "b")]
    Bytes(String),
    #[serde(rename = "s")]
    Text(String),
    #[serde(rename = "i")]
    Integer(i64),
    #[serde(rename = "t")]
    Time(chrono::DateTime<chrono::Utc>),
    #[serde(rename = "d")]
    Date(chrono::NaiveDate),
    #[serde(rename = "u")]
    Id(uuid::Uuid),
}

impl Key {
    /// The key for a column's value; none for kinds no list is sorted by.
    pub fn of(value: Value) -> Option<Self> {
        match value {
            Value::Bytes(Some(bytes)) => Some(Self::Bytes(URL_SAFE_NO_PAD.encode(&*bytes))),
            Value::String(Some(text)) => Some(Self::Text(text.to_string())),
            Value::BigInt(Some(number)) => Some(Self::Integer(number)),
            Value::ChronoDateTimeUtc(Some(time)) => Some(Self::Time(time)),
            Value::ChronoDate(Some(date)) => Some(Self::Date(date)),
            Value::Uuid(Some(id)) => Some(Self::Id(id)),
            _ => None,
        }
    }

    /// The value to compare a column of `kind` with; none when the key is of another kind.
    pub fn value(&self, kind: &ArrayType) -> Option<Value> {
        match (self, kind) {
            (Self::Bytes(text), ArrayType::Bytes) => URL_SAFE_NO_PAD.decode(text).ok().map(Value::from),
            (Self::Text(text), ArrayType::String) if !text.contains('\0') => Some(Value::from(text.clone())),
            (Self::Integer(number), ArrayType::BigInt) => Some(Value::from(*number)),
            (Self::Time(time), ArrayType::ChronoDateTimeUtc) if is_plausible(time.year()) => Some(Value::from(*time)),
            (Self::Date(date), ArrayType::ChronoDate) if is_plausible(date.year()) => Some(Value::from(*date)),
            (Self::Id(id), ArrayType::Uuid) => Some(Value::from(*id)),
            _ => None,
        }
    }
}

impl Cursor {
    /// What callers pass around: opaque, URL-safe.
    pub fn encode(&self) -> Result<String> {
        Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).map_err(Problem::internal)?))
    }

    /// Reads a cursor made by [`Self::encode`] for a list in `order`; anything else is 422.
    pub fn decode(text: &str, order: &str) -> Result<Self> {
        URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok())
            .filter(|cursor| cursor.order == order)
            .ok_or_else(Self::refused)
    }

    pub fn refused() -> Problem {
        Problem::new(Code::InvalidParameter).fault(
            Place::Parameter("cursor".to_owned()),
            "invalid_cursor",
            Said::new(
                "Con trỏ không do danh sách này cấp.",
                "The cursor was not issued by this list.",
            ),
        )
    }
}

/// Room for an item; more is made where that is too little.
const ITEM_BYTES: usize = 768;

/// A page of a list.
#[derive(Debug, ToSchema)]
pub struct Page<T> {
    /// The items, in the order of the list.
    #[schema(value_type = Vec<Tagged<T>>)]
    pub items: Vec<(T, i64)>,
    /// Pass it as `cursor` to read on; absent on the last page.
    #[schema(nullable = false)]
    pub next_cursor: Option<String>,
}

/// An item of a list with the `etag` to change it by.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tagged<T> {
    #[serde(flatten)]
    pub item: T,
    /// What to send in `If-Match`, in quotes, to change this item.
    #[schema(example = "1.9f86d081884c7d65")]
    pub etag: String,
}

impl<T> Page<T> {
    pub fn map<U>(self, view: impl Fn(T) -> (U, i64)) -> Page<U> {
        Page {
            items: self.items.into_iter().map(|(row, _)| view(row)).collect(),
            next_cursor: self.next_cursor,
        }
    }
}

impl<T> Page<T> {
    /// As [`Self::map`], where writing an item may fail.
    pub fn try_map<U>(self, view: impl Fn(T) -> Result<(U, i64)>) -> Result<Page<U>> {
        Ok(Page {
            items: self
                .items
                .into_iter()
                .map(|(row, _)| view(row))
                .collect::<Result<_>>()?,
            next_cursor: self.next_cursor,
        })
    }
}

/// A page as it is answered.
pub(super) struct PageBody {
    pub json: Vec<u8>,
    /// The hash of the items' tags, which stand for the items.
    pub etag: String,
}

impl<T: Serialize> Page<T> {
    /// For [`super::Answer::page`] alone, which adds the links. Each item is written once, straight into its place, and gets its `etag` as
    /// a last member.
    pub(super) fn body(&self) -> serde_json::Result<PageBody> {
        let mut json = Vec::with_capacity(ITEM_BYTES * (self.items.len() + 1));
        let mut tags = String::new();
        json.extend_from_slice(b"{\"items\":[");
        for (place, (item, version)) in self.items.iter().enumerate() {
            if place > 0 {
                json.push(b',');
            }
            let start = json.len();
            serde_json::to_writer(&mut json, item)?;
            let tag = answer::etag(*version, json.get(start..).unwrap_or_default());
            // An item is an object with members: the closing brace makes way for one more.
            json.pop();
            for part in [",\"etag\":\"", &tag, "\"}"] {
                json.extend_from_slice(part.as_bytes());
            }
            tags.push_str(&tag);
        }
        json.push(b']');
        if let Some(cursor) = &self.next_cursor {
            json.extend_from_slice(b",\"next_cursor\":");
            serde_json::to_writer(&mut json, cursor)?;
            tags.push_str(cursor);
        }
        json.push(b'}');
        Ok(PageBody {
            json,
            etag: answer::digest(tags.as_bytes()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_carries_the_tag_of_its_own_body() {
        let item = serde_json::json!({"name": "Mường Tè"});
        let page = Page {
            items: vec![(item.clone(), 4)],
            next_cursor: None,
        };
        let tag = answer::etag(4, item.to_string().as_bytes());
        let written: serde_json::Value = serde_json::from_slice(&page.body().unwrap().json).unwrap();
        assert_eq!(
            written,
            serde_json::json!({"items": [{"name": "Mường Tè", "etag": tag}]})
        );
    }

    #[test]
    fn a_cursor_is_read_only_by_the_list_that_issued_it() {
        let cursor = Cursor {
            order: "name".into(),
            keys: vec![Key::Integer(3)],
        }
        .encode()
        .unwrap();
        assert!(Cursor::decode(&cursor, "name").is_ok());
        assert!(Cursor::decode(&cursor, "code").is_err());
        assert!(Cursor::decode("%%%", "name").is_err());
        assert_eq!(Key::Integer(3).value(&ArrayType::Uuid), None);
    }
}
