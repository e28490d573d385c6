//! What of a person is sensitive, and how identifiers look.

use serde::{Deserialize, Deserializer, Serialize, de::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use super::keys::{Locked, PersonKeys};
use crate::{
    access::PersonId,
    http::{Problem, Result, Said},
};

/// What is told only for a reason.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secrets {
    pub ethnicity: Option<String>,
    pub national_id: Option<NationalId>,
}

impl Secrets {
    /// Encrypted for this person; none when there is nothing to keep.
    pub fn locked(&self, keys: &PersonKeys, person: PersonId) -> Result<Option<Locked>> {
        match *self == Self::default() {
            true => Ok(None),
            false => {
                let content = serde_json::to_vec(self).map_err(Problem::internal)?;
                keys.lock(person, &content).map(Some)
            }
        }
    }

    pub fn open(keys: &PersonKeys, person: PersonId, locked: &Locked) -> Result<Self> {
        let content = keys.open(person, locked)?;
        // What a parser says of a broken text may quote it.
        serde_json::from_slice(&content).map_err(|_quoting| Problem::internal("a person's secrets cannot be read"))
    }

    /// Whether somebody is of an ethnic minority; none where that is not known.
    pub fn is_of_a_minority(&self) -> Option<bool> {
        let ethnicity = self.ethnicity.as_deref()?;
        Some(crate::text::fold(ethnicity) != "kinh")
    }
}

/// Số định danh cá nhân: twelve digits.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct NationalId(String);

impl NationalId {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last three digits: the others tell the place and year of birth and the sex.
    pub fn tail(&self) -> String {
        self.0.chars().skip(9).collect()
    }
}

/// Never the digits: values are printed where they do not belong.
impl std::fmt::Debug for NationalId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NationalId(…)")
    }
}

impl<'de> Deserialize<'de> for NationalId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let typed = String::deserialize(deserializer)?;
        let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        match digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            true => Ok(Self(digits)),
            false => Err(Error::custom(Said::new(
                "Phải gồm 12 chữ số.",
                "It must have 12 digits.",
            ))),
        }
    }
}

impl PartialSchema for NationalId {
    fn schema() -> RefOr<Schema> {
        let schema = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("Số định danh cá nhân: 12 digits."))
            .pattern(Some("^[0-9 ]{12,20}$"))
            .examples(["012199000123"]);
        RefOr::T(Schema::Object(schema.build()))
    }
}

impl ToSchema for NationalId {}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("\"012199000123\"", Some("123"))]
    #[case("\"012 199 000 123\"", Some("123"))]
    #[case("\"01219900012\"", None)]
    #[case("\"0121990001234\"", None)]
    #[case("\"01219900012x\"", None)]
    #[case("\"０１２１９９０００１２３\"", None)]
    fn twelve_digits(#[case] typed: &str, #[case] tail: Option<&str>) {
        let read = serde_json::from_str::<NationalId>(typed).ok();
        assert_eq!(read.map(|id| id.tail()).as_deref(), tail);
    }

    #[test]
    fn it_is_not_printed() {
        let id: NationalId = serde_json::from_str("\"012199000123\"").unwrap();
        let secrets = Secrets {
            ethnicity: None,
            national_id: Some(id),
        };
        assert!(!format!("{secrets:?}").contains("012199000123"));
    }

    #[rstest]
    #[case(Some("Kinh"), Some(false))]
    #[case(Some("KINH"), Some(false))]
    #[case(Some("Hà Nhì"), Some(true))]
    #[case(None, None)]
    fn a_minority_is_all_but_kinh(#[case] ethnicity: Option<&str>, #[case] expected: Option<bool>) {
        let secrets = Secrets {
            ethnicity: ethnicity.map(str::to_owned),
            national_id: None,
        };
        assert_eq!(secrets.is_of_a_minority(), expected);
    }
}
