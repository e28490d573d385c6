//! Which passwords are good enough.

use crate::http::{Code, Place, Problem, Said};

const SHORTEST: usize = 12;
/// Fewer different characters than this are a pattern, not a password.
const FEWEST_DIFFERENT: usize = 5;
/// Words that begin what people choose when twelve characters are asked for.
const COMMON: &[&str] = &[
    "0123456789",
    "1234567890",
    "9876543210",
    "abcdefghij",
    "admin123",
    "administrator",
    "danchucoso",
    "iloveyou",
    "laichau",
    "letmein",
    "matkhau",
    "password",
    "quantri",
    "quantrivien",
    "qwerty",
    "qwertyuiop",
    "vietnam",
    "welcome",
    "1q2w3e4r",
    "asdfghjkl",
];

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    Short,
    ContainsLogin,
    Common,
}

/// What is wrong with a password for this login; nothing when it is good.
pub fn weakness(password: &str, login: &str) -> Option<Weakness> {
    let small = password.to_lowercase();
    if password.chars().count() < SHORTEST {
        return Some(Weakness::Short);
    }
    if small.contains(&login.to_lowercase()) {
        return Some(Weakness::ContainsLogin);
    }
    (is_pattern(&small) || is_common(&small)).then_some(Weakness::Common)
}

fn is_pattern(small: &str) -> bool {
    let different: std::collections::BTreeSet<char> = small.chars().collect();
    different.len() < FEWEST_DIFFERENT
}

/// A common word, once or more, with digits and signs around it.
fn is_common(small: &str) -> bool {
    let digits_and_signs = |c: char| !c.is_alphabetic();
    let core = crate::text::fold(small.trim_matches(digits_and_signs));
    let core = core.replace(' ', "");
    let plain: String = small.chars().filter(|c| c.is_alphanumeric()).collect();
    COMMON
        .iter()
        .any(|word| core.replace(word, "").is_empty() || plain.replace(word, "").len() < 3)
}

impl Weakness {
    /// The refusal of the password at `pointer`.
    pub fn refused(self, pointer: &str) -> Problem {
        let (code, said) = match self {
            Self::Short => (
                "too_short",
                Said::new(
                    "Mật khẩu phải có ít nhất 12 ký tự.",
                    "The password must have at least 12 characters.",
                ),
            ),
            Self::ContainsLogin => (
                "contains_login",
                Said::new(
                    "Mật khẩu không được chứa tên đăng nhập.",
                    "The password must not contain the login.",
                ),
            ),
            Self::Common => (
                "common",
                Said::new("Mật khẩu quá phổ biến, dễ đoán.", "The password is a common one."),
            ),
        };
        Problem::new(Code::WeakPassword).fault(Place::Body(pointer.to_owned()), code, said)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ngắn quá", Some(Weakness::Short))]
    #[case("mười một ký", Some(Weakness::Short))]
    #[case("Officer.03388-2026", Some(Weakness::ContainsLogin))]
    #[case("aaaaaaaaaaaaaaaa", Some(Weakness::Common))]
    #[case("121212121212", Some(Weakness::Common))]
    #[case("Password1234", Some(Weakness::Common))]
    #[case("MatKhau@123456", Some(Weakness::Common))]
    #[case("Mật khẩu 12345", Some(Weakness::Common))]
    #[case("passwordpassword", Some(Weakness::Common))]
    #[case("123456789012", Some(Weakness::Common))]
    #[case("Danchu-2026-demo", None)]
    #[case("chợ phiên Sìn Hồ", None)]
    #[case("k7m2p-x9qtw-4hcnv-8rzfd", None)]
    fn a_password_is_judged(#[case] password: &str, #[case] expected: Option<Weakness>) {
        assert_eq!(weakness(password, "officer.03388"), expected);
    }
}
