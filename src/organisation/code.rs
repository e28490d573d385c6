//! Codes of organisations and what other systems call them: given elsewhere, kept as they are, never parsed.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::Said;

/// Mã định danh điện tử (QĐ 20/2020/QĐ-TTg): 1 to 35 digits, capital letters and full stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String")]
#[schema(value_type = String, pattern = "^[0-9A-Z.]{1,35}$", example = "H35.12.5")]
pub struct OrganisationCode(String);

impl TryFrom<String> for OrganisationCode {
    type Error = Said;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let allowed = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase() || byte == b'.';
        match (1..=35).contains(&text.len()) && text.bytes().all(allowed) {
            true => Ok(Self(text)),
            false => Err(Said::new(
                "Mã có 1–35 chữ số, chữ in hoa A đến Z và dấu chấm.",
                "A code has 1 to 35 digits, capital letters A to Z and full stops.",
            )),
        }
    }
}

impl From<OrganisationCode> for String {
    fn from(code: OrganisationCode) -> Self {
        code.0
    }
}

/// Hệ thống cấp mã: the name of a system that gives identifiers, 1 to 40 small letters, digits, hyphens and underscores.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String")]
#[schema(value_type = String, pattern = "^[0-9a-z_-]{1,40}$", example = "tax")]
pub struct IdentifierSystem(String);

impl TryFrom<String> for IdentifierSystem {
    type Error = Said;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let allowed = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase() || b"_-".contains(&byte);
        match (1..=40).contains(&text.len()) && text.bytes().all(allowed) {
            true => Ok(Self(text)),
            false => Err(Said::new(
                "Tên hệ thống có 1–40 chữ thường a đến z, chữ số, dấu gạch nối và gạch dưới.",
                "The name of a system has 1 to 40 small letters a to z, digits, hyphens and underscores.",
            )),
        }
    }
}

impl From<IdentifierSystem> for String {
    fn from(system: IdentifierSystem) -> Self {
        system.0
    }
}

/// Tháng bắt đầu năm công tác: 1 to 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "i16")]
#[schema(value_type = i16, minimum = 1, maximum = 12, example = 1)]
pub struct StartMonth(i16);

impl StartMonth {
    pub const fn get(self) -> i16 {
        self.0
    }
}

impl Default for StartMonth {
    fn default() -> Self {
        Self(1)
    }
}

impl TryFrom<i16> for StartMonth {
    type Error = Said;

    fn try_from(month: i16) -> Result<Self, Self::Error> {
        match month {
            1..=12 => Ok(Self(month)),
            _ => Err(Said::new("Tháng từ 1 đến 12.", "A month is 1 to 12.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("H35.12", true)]
    #[case("0", true)]
    #[case("H35.12.00.00.00.00.00.00.00.00.00.01", false)]
    #[case("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345678", true)]
    #[case("", false)]
    #[case("h35", false)]
    #[case("H35 12", false)]
    #[case("Đ35", false)]
    fn a_code_is_kept_as_given(#[case] text: &str, #[case] allowed: bool) {
        let code = OrganisationCode::try_from(text.to_owned());
        assert_eq!(code.map(String::from).ok(), allowed.then(|| text.to_owned()));
    }

    #[rstest]
    #[case("tax", true)]
    #[case("bo-noi-vu_2", true)]
    #[case("tax:1", false)]
    #[case("Tax", false)]
    #[case("", false)]
    fn a_system_has_a_plain_name(#[case] text: &str, #[case] allowed: bool) {
        assert_eq!(IdentifierSystem::try_from(text.to_owned()).is_ok(), allowed);
    }
}
