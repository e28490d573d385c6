//! Phát hành: the number, date and signature that the clerk's office gave a report when it was issued on paper or signed as a PDF.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, FromJsonQueryResult};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{AttachmentId, Look},
    attachment::{attached::AttachedFile, entity as attachment},
    http::{Problem, Result},
    text::Text,
};

/// Thẩm quyền ký (Decree 30/2020/NĐ-CP Art. 13): in which capacity somebody signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum SigningCapacity {
    /// Thay mặt: on behalf of a body that decides as a whole.
    Tm,
    /// Ký thay: a deputy in the head's place.
    Kt,
    /// Thừa lệnh: by order.
    Tl,
    /// Thừa ủy quyền: by delegation.
    Tuq,
    /// Quyền: acting.
    Q,
}

/// Thông tin phát hành mới.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "number": 215, "symbol": "BC-UBND", "issued_on": "2025-12-22", "signer": "Lò Văn Inh", "capacities": ["TM"]
}))]
pub struct NewOfficialIssue {
    /// Số: 1 to 999,999.
    #[schema(minimum = 1, maximum = 999_999, example = 215)]
    number: u32,
    /// Ký hiệu, 1–50 characters.
    #[schema(inline, example = "BC-UBND")]
    symbol: Text<1, 50>,
    /// Ngày ban hành; not after today.
    #[schema(example = "2025-12-22")]
    #[serde(deserialize_with = "crate::http::day")]
    issued_on: NaiveDate,
    /// Người ký, 1–200 characters.
    #[schema(inline, example = "Lò Văn Inh")]
    signer: Text<1, 200>,
    /// Thẩm quyền ký, in the order they stand above the signature; at most 3.
    #[serde(default)]
    #[schema(max_items = 3)]
    capacities: Vec<SigningCapacity>,
    /// Bản PDF đã ký: a PDF your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    signed_file: Option<AttachmentId>,
}

/// Thông tin phát hành: the number, date and signature of the issued document.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
pub struct OfficialIssue {
    /// Số.
    #[schema(example = 215, minimum = 1)]
    pub number: u32,
    /// Ký hiệu.
    #[schema(example = "BC-UBND")]
    pub symbol: String,
    /// Ngày ban hành.
    #[schema(example = "2025-12-22")]
    pub issued_on: NaiveDate,
    /// Người ký.
    #[schema(example = "Lò Văn Inh")]
    pub signer: String,
    /// Thẩm quyền ký.
    pub capacities: Vec<SigningCapacity>,
    /// Bản PDF đã ký, with its hash.
    #[schema(nullable = false)]
    pub signed_file: Option<AttachedFile>,
}

impl NewOfficialIssue {
    /// 422 for a number there is not, a day to come, or a file that is neither a PDF of the caller's nor what was recorded `before`.
    pub async fn checked(self, look: &impl Look, before: Option<&OfficialIssue>) -> Result<OfficialIssue> {
        if !(1..=999_999).contains(&self.number) {
            return Err(Problem::invalid(
                "/number",
                "out_of_range",
                "Từ 1 đến 999999.",
                "1 to 999999.",
            ));
        }
        if self.issued_on > look.clocks().legal.today() {
            return Err(Problem::invalid(
                "/issued_on",
                "out_of_range",
                "Không sau ngày hôm nay.",
                "Not after today.",
            ));
        }
        let signed_file = match self.signed_file {
            Some(id) => match before.and_then(|issue| issue.signed_file.clone()) {
                Some(known) if known.id == id => Some(known),
                _ => Some(pdf(look, id).await?),
            },
            None => None,
        };
        Ok(OfficialIssue {
            number: self.number,
            symbol: self.symbol.into_string(),
            issued_on: self.issued_on,
            signer: self.signer.into_string(),
            capacities: at_most_three(self.capacities)?,
            signed_file,
        })
    }
}

/// The capacities above one signature; 422 for more than three.
pub fn at_most_three(capacities: Vec<SigningCapacity>) -> Result<Vec<SigningCapacity>> {
    match capacities.len() <= 3 {
        true => Ok(capacities),
        false => Err(Problem::invalid("/capacities", "too_many", "Tối đa 3.", "At most 3.")),
    }
}

async fn pdf(look: &impl Look, id: AttachmentId) -> Result<AttachedFile> {
    let found = look.find::<attachment::Entity>().filter(attachment::Column::Id.eq(id));
    let found = found
        .one()
        .await?
        .ok_or_else(|| Problem::unknown_reference("/signed_file"))?;
    match found.media_type == "application/pdf" {
        true => Ok(AttachedFile::from(&found)),
        false => Err(Problem::invalid(
            "/signed_file",
            "unsuited_file",
            "Bản đã ký phải là tệp PDF.",
            "What was signed must be a PDF.",
        )),
    }
}
