//! The steps of an election with the evidence the law asks for.

use chrono::NaiveDate;
use sea_orm::{DeriveActiveEnum, EnumIter, FromJsonQueryResult};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::PersonId,
    document::{number::DocumentNumber, step::Timed},
};

/// Mục đích cuộc họp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[schema(as = ElectionPurpose)]
pub enum Purpose {
    /// Bầu Trưởng thôn, Tổ trưởng tổ dân phố (Decree 59/2023 Art. 6–8).
    Elect,
    /// Cho thôi làm Trưởng thôn, Tổ trưởng tổ dân phố (Art. 9).
    Dismiss,
}

/// Quá trình: what was done, step by step. The preparing steps are judged against the day of the meeting.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = ElectionCourse)]
pub struct Course {
    /// Quyết định tổ chức bầu (Art. 6.1a), or what began a dismissal (Art. 9.1).
    pub call: Call,
    /// Danh sách chính thức những người ứng cử (Art. 6.2, Form 05).
    #[schema(nullable = false)]
    pub nomination: Option<Nomination>,
    /// Tổ bầu cử (Art. 6.1b).
    #[schema(nullable = false)]
    pub team: Option<ElectionTeam>,
    /// Thông báo, niêm yết (Art. 3.3, 6.1b).
    #[schema(nullable = false)]
    pub notice: Option<Notice>,
    /// Biểu quyết (Art. 3.5, 4.6, 7), the latest: the one that counts.
    #[schema(nullable = false)]
    pub vote: Option<HeadVote>,
    /// Các lần biểu quyết trước, the first one first: meetings that half of all households or fewer attended, so that the village votes again (Law
    /// Art. 19.1b).
    #[serde(default)]
    pub earlier_votes: Vec<HeadVote>,
    /// Gửi quyết định của cộng đồng dân cư (Art. 3.5d, 4.7; Law Art. 20.3).
    #[schema(nullable = false)]
    pub sent: Option<Sent>,
    /// Quyết định công nhận (Art. 8, 9.3).
    #[schema(nullable = false)]
    pub recognition: Option<HeadDecision>,
    /// Không công nhận, quyết định bầu lại hoặc không cho thôi (Art. 8, 9.3).
    #[schema(nullable = false)]
    pub refusal: Option<HeadRefusal>,
    /// Vì sao rút quyết định tổ chức cuộc họp.
    #[schema(nullable = false, example = "Ghi nhầm thôn.")]
    pub withdrawn: Option<String>,
}

/// Căn cứ tổ chức cuộc họp.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ElectionCall)]
pub struct Call {
    /// Số, ký hiệu of the decision.
    pub number: DocumentNumber,
    /// The day it was signed: of an election at least 20 days before the meeting.
    #[serde(flatten)]
    pub signed: Timed,
    /// After a dismissal, the last day for deciding to elect anew: 60 days (Art. 9.3).
    #[schema(nullable = false, example = "2026-02-28")]
    pub renew_by: Option<NaiveDate>,
    /// Whether it was decided after that.
    #[schema(nullable = false)]
    pub renewed_late: Option<bool>,
    /// Vì sao cho thôi.
    #[schema(nullable = false)]
    pub ground: Option<DismissalGround>,
    /// Households that have asked for a dismissal, where they did.
    #[schema(nullable = false, example = 61)]
    pub petitioners: Option<u32>,
}

/// Trường hợp cho thôi (Art. 9.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DismissalGround {
    /// Đơn xin thôi (Art. 9.1a).
    OwnRequest,
    /// Trưởng ban công tác Mặt trận đề nghị (Art. 9.1b).
    FrontProposal,
    /// Từ 50 % tổng số hộ kiến nghị (Art. 9.1b).
    Petition,
}

/// Người ứng cử.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ElectionNomination)]
pub struct Nomination {
    /// When the minutes came to the committee: at least 15 days before the meeting.
    #[serde(flatten)]
    pub sent: Timed,
    /// At least one.
    pub candidates: Vec<PersonId>,
}

/// Tổ bầu cử: led by the Front's working board, of people who are no candidates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ElectionTeam {
    /// Số, ký hiệu of the decision.
    pub number: DocumentNumber,
    /// The day it was signed: at least 10 days before the meeting.
    #[serde(flatten)]
    pub signed: Timed,
    /// How many members it has, with its head.
    #[schema(example = 5)]
    pub members: u32,
}

/// Thông báo: of an election at least 7 days before it, of another meeting 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ElectionNotice)]
pub struct Notice {
    #[serde(flatten)]
    pub given: Timed,
}

/// Biểu quyết: the counts of one day.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HeadVote {
    /// How.
    #[serde(default)]
    pub by: HeadVoteForm,
    /// The day of the meeting, or the last day for ballots.
    #[schema(example = "2025-10-05")]
    pub on: NaiveDate,
    /// All households of the village on that day, as counted.
    #[schema(example = 120)]
    pub households: i64,
    /// Households that were represented, or gave their ballot back.
    #[schema(example = 101)]
    pub present: u32,
    /// In an election: for whom how many households voted.
    #[serde(default)]
    pub candidates: Vec<CandidateVotes>,
    /// On a dismissal: households in favour.
    #[schema(nullable = false, example = 77)]
    pub in_favour: Option<u32>,
    /// Who was elected: whoever more than half of all households voted for (Law Art. 21.1).
    #[schema(nullable = false)]
    pub elected: Option<PersonId>,
}

impl HeadVote {
    /// Whether it was a meeting of too few for more than half of all households to agree (Law Art. 19.1b).
    pub fn lacked_quorum(&self) -> bool {
        self.by == HeadVoteForm::Meeting && i64::from(self.present) * 2 <= self.households
    }
}

/// Hình thức biểu quyết bầu, cho thôi (Law Art. 17.1, 17.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HeadVoteForm {
    /// Cuộc họp của cộng đồng dân cư (Art. 3, 7, 9.2).
    #[default]
    Meeting,
    /// Phát phiếu lấy ý kiến của hộ gia đình, after a meeting that half of all households or fewer attended (Law Art. 19.1b; Art. 4.1b).
    Ballot,
}

/// Số phiếu của người ứng cử.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CandidateVotes {
    /// One of the candidates, or somebody who was nominated at a meeting (Art. 3.5b).
    pub person_id: PersonId,
    /// Households in favour.
    #[schema(minimum = 0, maximum = 100_000, example = 77)]
    pub in_favour: u32,
}

/// Gửi kết quả.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ElectionResultSent)]
pub struct Sent {
    /// When it was sent: within 5 working days of the meeting that carried it, or of the last day for ballots.
    #[serde(flatten)]
    pub sent: Timed,
    /// When the committee had it.
    #[schema(example = "2025-10-08")]
    pub received_on: NaiveDate,
    /// The last day for the committee's decision: 5 working days.
    #[schema(example = "2025-10-15")]
    pub decide_by: NaiveDate,
}

/// Quyết định công nhận.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HeadDecision {
    #[serde(flatten)]
    pub made: Timed,
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// Người ký.
    #[schema(example = "Lò Văn Inh")]
    pub signer: String,
    /// Where the meeting did not agree on a dismissal: when the Front agreed to it (Art. 9.3).
    #[schema(nullable = false, example = "2025-10-10")]
    pub front_agreed_on: Option<NaiveDate>,
}

/// Văn bản không công nhận, hoặc quyết định bầu lại.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HeadRefusal {
    #[serde(flatten)]
    pub made: Timed,
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// Lý do.
    #[schema(example = "Tổ bầu cử có người ứng cử tham gia.")]
    pub reason: String,
    /// Whether it is a decision to elect anew.
    pub again: bool,
}
