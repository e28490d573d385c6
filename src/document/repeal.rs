//! Bãi bỏ: ending a document without another in its place.

use chrono::NaiveDate;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    number::DocumentNumber,
    order::{in_order, out_of_range},
};
use crate::{http::Result, text::Paragraphs};

/// Bãi bỏ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = DocumentRepeal)]
pub struct Repeal {
    /// Số, ký hiệu of the decision.
    pub number: DocumentNumber,
    /// The day it was signed.
    #[schema(example = "2026-11-01")]
    pub signed_on: NaiveDate,
    /// Lý do.
    #[schema(example = "Không còn phù hợp.")]
    pub reason: String,
}

/// Bãi bỏ.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDocumentRepeal, example = json!({"number": "40/QĐ-UBND", "signed_on": "2025-12-20", "on": "2026-01-01", "reason": "Không còn phù hợp."}))]
pub struct NewRepeal {
    /// Số, ký hiệu of the decision.
    number: DocumentNumber,
    /// The day the decision was signed: not after today, nor before what it repeals was.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-20")]
    signed_on: NaiveDate,
    /// The first day the document no longer holds, not before the decision.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2026-01-01")]
    pub on: NaiveDate,
    /// Lý do, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

impl From<NewRepeal> for Repeal {
    fn from(new: NewRepeal) -> Self {
        Self {
            number: new.number,
            signed_on: new.signed_on,
            reason: new.reason.into_string(),
        }
    }
}

/// What was signed and by its own words expires then no longer holds from `on`: 422 where the days do not allow that.
pub fn end(
    signed_on: Option<NaiveDate>,
    expires_on: Option<NaiveDate>,
    repeal: &Repeal,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<()> {
    in_order("/signed_on", repeal.signed_on, signed_on, today)?;
    match on < repeal.signed_on || expires_on.is_some_and(|end| end <= on) {
        false => Ok(()),
        true => Err(out_of_range(
            "/on",
            "Phải từ ngày ký quyết định, và khi văn bản còn hiệu lực.".to_owned(),
            "It must not come before the decision, nor after the document has expired.".to_owned(),
        )),
    }
}
