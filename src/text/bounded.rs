use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use super::{TextRefused, normalise, normalise_paragraphs};

/// One line of text, normalised, of `MIN` to `MAX` characters.
///
/// On the wire it is a string and has no schema of its own: name each length once, `type Name = Text<1, 200>`, and write
/// `#[schema(inline)]` on the field. The bounds are numbers, not named constants, which utoipa takes for types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Text<const MIN: usize, const MAX: usize>(String);

/// Text that keeps its line breaks, normalised, of `MIN` to `MAX` characters; used as [`Text`] is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Paragraphs<const MIN: usize, const MAX: usize>(String);

fn within<const MIN: usize, const MAX: usize>(text: String) -> Result<String, TextRefused> {
    match text.chars().count() {
        short if short < MIN => Err(TextRefused::TooShort { min: MIN }),
        long if long > MAX => Err(TextRefused::TooLong { max: MAX }),
        _ => Ok(text),
    }
}

macro_rules! bounded_text {
    ($name:ident, $normalise:ident) => {
        impl<const MIN: usize, const MAX: usize> $name<MIN, MAX> {
            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl<const MIN: usize, const MAX: usize> TryFrom<&str> for $name<MIN, MAX> {
            type Error = TextRefused;

            fn try_from(raw: &str) -> Result<Self, TextRefused> {
                within::<MIN, MAX>($normalise(raw)?).map(Self)
            }
        }

        impl<const MIN: usize, const MAX: usize> TryFrom<String> for $name<MIN, MAX> {
            type Error = TextRefused;

            fn try_from(raw: String) -> Result<Self, TextRefused> {
                Self::try_from(raw.as_str())
            }
        }

        impl<const MIN: usize, const MAX: usize> From<$name<MIN, MAX>> for String {
            fn from(text: $name<MIN, MAX>) -> Self {
                text.0
            }
        }

        impl<const MIN: usize, const MAX: usize> AsRef<str> for $name<MIN, MAX> {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl<const MIN: usize, const MAX: usize> fmt::Display for $name<MIN, MAX> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<const MIN: usize, const MAX: usize> Serialize for $name<MIN, MAX> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de, const MIN: usize, const MAX: usize> Deserialize<'de> for $name<MIN, MAX> {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let refused = |refused: TextRefused| D::Error::custom(refused.said());
                Self::try_from(String::deserialize(deserializer)?).map_err(refused)
            }
        }

        impl<const MIN: usize, const MAX: usize> PartialSchema for $name<MIN, MAX> {
            fn schema() -> RefOr<Schema> {
                let min_length = Some(MIN).filter(|min| *min > 0);
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .min_length(min_length)
                    .max_length(Some(MAX))
                    .into()
            }
        }

        impl<const MIN: usize, const MAX: usize> ToSchema for $name<MIN, MAX> {
            // The bounds are part of the name, or two lengths would share the first one's schema where `inline` is missing.
            fn name() -> Cow<'static, str> {
                Cow::Owned(format!(concat!(stringify!($name), "_{}_{}"), MIN, MAX))
            }
        }
    };
}

bounded_text!(Text, normalise);
bounded_text!(Paragraphs, normalise_paragraphs);
