//! Tên đăng nhập: written in small letters, digits and a few signs, whatever the keyboard made of it.

use serde::{Deserialize, Deserializer, de::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::http::Said;

const SHORTEST: usize = 3;
const LONGEST: usize = 64;

/// A login: 3–64 of `a–z 0–9 . _ - @`, beginning with a letter or digit; capitals are taken as small letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login(String);

impl Login {
    /// Reads a login; none when it cannot be one.
    pub fn parse(typed: &str) -> Option<Self> {
        let login = typed.trim().to_ascii_lowercase();
        let fits = (SHORTEST..=LONGEST).contains(&login.len())
            && login.starts_with(|c: char| c.is_ascii_alphanumeric())
            && login.chars().all(|c| c.is_ascii_alphanumeric() || "._-@".contains(c));
        fits.then_some(Self(login))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

impl<'de> Deserialize<'de> for Login {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let typed = String::deserialize(deserializer)?;
        Self::parse(&typed).ok_or_else(|| {
            D::Error::custom(Said::new(
                "Tên đăng nhập có 3–64 chữ cái không dấu, chữ số hoặc . _ - @, bắt đầu bằng chữ cái hoặc chữ số.",
                "A login has 3 to 64 letters without accents, digits or . _ - @, beginning with a letter or digit.",
            ))
        })
    }
}

impl PartialSchema for Login {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .min_length(Some(SHORTEST))
            .max_length(Some(LONGEST))
            .pattern(Some("^[A-Za-z0-9][A-Za-z0-9._@-]{2,63}$"))
            .into()
    }
}

impl ToSchema for Login {}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("officer.03388", Some("officer.03388"))]
    #[case(" Officer.So-Noi-Vu ", Some("officer.so-noi-vu"))]
    #[case("ab", None)]
    #[case(".ab", None)]
    #[case("cán.bộ", None)]
    #[case("a\0bc", None)]
    fn a_login_is_folded(#[case] typed: &str, #[case] expected: Option<&str>) {
        assert_eq!(Login::parse(typed).as_ref().map(Login::as_str), expected);
    }
}
