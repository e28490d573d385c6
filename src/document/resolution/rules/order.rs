//! What each step with a resolution comes after, and the law that says so.

use super::ResolutionAction;
use crate::document::resolution::law;

impl ResolutionAction {
    /// What must have come first, in both languages, and the law.
    pub fn follows(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Change => (
                "Nghị quyết đã được quyết định chỉ được sửa bằng nghị quyết khác",
                "What the council has decided on is changed by another resolution only",
                law::LATEST.vote,
            ),
            Self::Examine => (
                "Thẩm tra một lần, trước khi Hội đồng nhân dân quyết định",
                "It is examined once, before the council decides",
                law::LATEST.examination,
            ),
            Self::Adopt | Self::Reject => (
                "Hội đồng nhân dân đã quyết định về dự thảo này",
                "The council has decided on this draft",
                law::LATEST.vote,
            ),
            Self::Repeal => (
                "Chỉ bãi bỏ nghị quyết đã được thông qua",
                "What was adopted is repealed, and nothing else",
                law::LATEST.vote,
            ),
        }
    }
}
