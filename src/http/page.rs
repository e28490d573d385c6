//! Lists: at most `limit` items and an opaque cursor to the next. Pages follow the sort key, so a page costs the same at
//! any depth and no item is skipped or shown twice when others are added.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Datelike;
use sea_orm::{Value, sea_query::ArrayType};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::SerializeStruct};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{Code, Place, Problem, Result, Said, answer, is_plausible};

/// Items on a page: 1–200, by default 50.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(u64);

impl Limit {
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
            other => Err(serde::de::Error::custom(format!(
                "invalid value: {other}, expected 1 to 200"
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

impl<T: Serialize> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let items = self
            .items
            .iter()
            .map(|(item, version)| tagged(item, *version))
            .collect::<std::result::Result<Vec<_>, _>>()
            .map_err(serde::ser::Error::custom)?;
        let mut page = serializer.serialize_struct("Page", 2)?;
        page.serialize_field("items", &items)?;
        if let Some(cursor) = &self.next_cursor {
            page.serialize_field("next_cursor", cursor)?;
        }
        page.end()
    }
}

/// The item's JSON object with its `etag` as a last member: serialised once, hashed as it stands.
fn tagged(item: &impl Serialize, version: i64) -> serde_json::Result<Box<RawValue>> {
    let mut json = serde_json::to_string(item)?;
    let tag = answer::etag(version, json.as_bytes());
    if json.pop() == Some('}') {
        let comma = if json.len() > 1 { "," } else { "" };
        json.push_str(&format!("{comma}\"etag\":\"{tag}\"}}"));
    }
    RawValue::from_string(json)
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
        let written = serde_json::to_value(&page).unwrap();
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
