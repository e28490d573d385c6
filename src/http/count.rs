//! Numbers that people count: bounded by their type, so that the contract and what is taken cannot differ.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, de::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use super::Said;

/// A number from `MIN` to `MAX`.
///
/// On the wire it has no schema of its own: write `#[schema(inline)]` on the field. The bounds are numbers, not named constants, which utoipa
/// takes for types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Count<const MIN: u32, const MAX: u32>(u32);

impl<const MIN: u32, const MAX: u32> Count<MIN, MAX> {
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl<const MAX: u32> Default for Count<0, MAX> {
    fn default() -> Self {
        Self(0)
    }
}

impl<const MIN: u32, const MAX: u32> From<Count<MIN, MAX>> for i64 {
    fn from(count: Count<MIN, MAX>) -> Self {
        count.0.into()
    }
}

impl<'de, const MIN: u32, const MAX: u32> Deserialize<'de> for Count<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let count = u32::deserialize(deserializer)?;
        match (MIN..=MAX).contains(&count) {
            true => Ok(Self(count)),
            false => Err(D::Error::custom(Said::new(
                format!("Phải từ {MIN} đến {MAX}."),
                format!("It must be {MIN} to {MAX}."),
            ))),
        }
    }
}

impl<const MIN: u32, const MAX: u32> PartialSchema for Count<MIN, MAX> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .minimum(Some(MIN))
            .maximum(Some(MAX))
            .into()
    }
}

impl<const MIN: u32, const MAX: u32> ToSchema for Count<MIN, MAX> {
    fn name() -> Cow<'static, str> {
        Cow::Owned(format!("Count_{MIN}_{MAX}"))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::least("1", Some(1))]
    #[case::fewer("0", None)]
    #[case::most("365", Some(365))]
    #[case::more("366", None)]
    #[case::below("-1", None)]
    #[case::a_text("\"7\"", None)]
    fn lies_between(#[case] sent: &str, #[case] expected: Option<u32>) {
        let read: Option<Count<1, 365>> = serde_json::from_str(sent).ok();
        assert_eq!(read.map(Count::get), expected);
    }
}
