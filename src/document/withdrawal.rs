//! Rút văn bản: giving up what was never decided on.

use serde::Deserialize;
use utoipa::ToSchema;

use crate::text::Paragraphs;

/// Rút, thôi xây dựng văn bản.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Đã có văn bản khác."}))]
pub struct DocumentWithdrawal {
    /// Lý do, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

impl DocumentWithdrawal {
    pub fn reason(self) -> String {
        self.reason.into_string()
    }
}
