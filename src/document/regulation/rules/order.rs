//! What each step with a regulation comes after, and where the law says so.

use super::RegulationAction;
use crate::document::{
    order::Lawful,
    regulation::{entity::Setting, law},
};

impl RegulationAction {
    /// What must have come first, in both languages, and the article.
    pub fn follows(self, setting: Setting) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Change => (
                "Văn bản đã ban hành chỉ được sửa bằng văn bản khác",
                "What was issued is changed by another document only",
                setting.article(),
            ),
            Self::OpenConsultation => (
                "Lấy ý kiến về dự thảo chưa ban hành, sau khi đợt trước đã kết thúc",
                "A draft is consulted on before it is issued, one consultation after the other",
                law::consultation(setting),
            ),
            Self::CloseConsultation => (
                "Không có đợt lấy ý kiến nào đang mở",
                "No consultation is open",
                law::consultation(setting),
            ),
            Self::Issue => (
                "Ban hành một lần, sau khi kết thúc lấy ý kiến",
                "It is issued once, after the consultation has ended",
                law::consultation(setting),
            ),
            Self::OpenReview | Self::CloseReview => (
                "Chỉ rà soát văn bản đã ban hành, mỗi lần một đợt",
                "What was issued is reviewed, one review after the other",
                "Nghị quyết 75/NQ-HĐND Điều 4.3a",
            ),
            Self::Repeal => (
                "Chỉ bãi bỏ văn bản đã ban hành",
                "What was issued is repealed, and nothing else",
                setting.article(),
            ),
            Self::Withdraw => (
                "Văn bản đã ban hành chỉ bị thay thế hoặc bãi bỏ",
                "What was issued is replaced or repealed, and not withdrawn",
                setting.article(),
            ),
        }
    }
}

/// Why nothing is done with what was given up, in both languages, and the article under which it would have been issued.
pub const fn withdrawn(setting: Setting) -> Lawful {
    (
        "Dự thảo đã được rút và chưa từng được ban hành",
        "The draft was withdrawn, and never issued",
        setting.article(),
    )
}

impl Setting {
    /// Where the law has such a regulation issued.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Commune | Self::Field => "Luật 10/2022/QH15 Điều 35.2c",
            Self::Agency => "Luật 10/2022/QH15 Điều 59.1a",
            Self::StateEnterprise => "Luật 10/2022/QH15 Điều 81.1a",
            Self::Workplace => "Nghị định 145/2020/NĐ-CP Điều 48",
            Self::Internal => "Luật 10/2022/QH15 Điều 53.9, 53.10, 71.1a",
        }
    }
}
