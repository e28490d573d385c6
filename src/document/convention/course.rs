//! The steps of a convention with the evidence the law asks for.

use chrono::NaiveDate;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::objection::{Annulment, Complaint, Suspension};
use crate::{
    attachment::attached::AttachedFile,
    document::{number::DocumentNumber, step::Timed},
    reporting::official::SigningCapacity,
};

/// Quá trình: what was done, step by step.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = ConventionCourse)]
pub struct Course {
    /// Đề xuất (Decree 61/2023 Art. 7); none of what was recognised before the decree.
    #[schema(nullable = false)]
    pub proposal: Option<Proposal>,
    /// Tổ soạn thảo (Art. 8).
    #[schema(nullable = false)]
    pub team: Option<Team>,
    /// Niêm yết, lấy ý kiến (Art. 9), the latest.
    #[schema(nullable = false)]
    pub posting: Option<Posting>,
    /// Biểu quyết (Art. 10): every attempt.
    #[serde(default)]
    pub votes: Vec<Vote>,
    /// Hồ sơ đề nghị công nhận (Art. 11.3a, 11.4), the latest.
    #[schema(nullable = false)]
    pub dossier: Option<Dossier>,
    /// Không công nhận (Art. 11.3b).
    #[serde(default)]
    pub refusals: Vec<Refusal>,
    /// Lý do rút.
    #[schema(nullable = false, example = "Thôn đã sáp nhập.")]
    pub withdrawn: Option<String>,
    /// Quyết định công nhận (Art. 11.3b, Form 03).
    #[schema(nullable = false)]
    pub recognition: Option<Decision>,
    /// Gửi lại thôn, tổ dân phố và Mặt trận (Art. 18.1a).
    #[schema(nullable = false)]
    pub sent_back: Option<Timed>,
    /// Rà soát, đánh giá hằng năm (Art. 15.4).
    #[serde(default)]
    pub reviews: Vec<YearlyReview>,
    /// Phản ánh, kiến nghị (Art. 12.2, 14.3).
    #[serde(default)]
    pub complaints: Vec<Complaint>,
    /// Tạm ngừng thực hiện (Art. 12, Form 04).
    #[serde(default)]
    pub suspensions: Vec<Suspension>,
    /// Bãi bỏ (Art. 14, Form 05): in part it may be more than once.
    #[serde(default)]
    pub annulments: Vec<Annulment>,
}

/// Đề xuất nội dung.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConventionProposal)]
pub struct Proposal {
    /// Who proposed it.
    pub by: Proposer,
    /// When.
    #[schema(example = "2025-08-20")]
    pub on: NaiveDate,
    /// Households of the village on that day, as counted.
    #[schema(nullable = false, example = 120)]
    pub households: Option<i64>,
    /// Households that agree, where a citizen proposed it.
    #[schema(nullable = false, example = 14)]
    pub in_favour: Option<u32>,
}

/// Người đề xuất (Art. 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Proposer {
    /// Trưởng thôn thống nhất với Trưởng ban công tác Mặt trận (Art. 7.1).
    VillageHead,
    /// Công dân, được từ 10 % số hộ đồng thuận (Art. 7.3).
    Citizen,
    /// Công dân, được Ban công tác Mặt trận tán thành (Art. 7.3).
    CitizenWithFront,
}

/// Tổ soạn thảo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConventionTeam)]
pub struct Team {
    /// When it was set up.
    #[schema(example = "2025-08-25")]
    pub on: NaiveDate,
    /// How many members it has.
    #[schema(example = 7)]
    pub members: u32,
    /// Who is among them.
    pub of: Vec<TeamMember>,
}

/// Thành phần Tổ soạn thảo (Art. 8.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TeamMember {
    /// Đại diện tổ chức chính trị - xã hội, xã hội - nghề nghiệp.
    Organisation,
    /// Người có uy tín.
    Reputed,
    /// Người hiểu biết pháp luật, văn hóa, phong tục.
    Versed,
    /// Già làng, trưởng bản: in an ethnic-minority area.
    VillageElder,
    /// Người biết tiếng dân tộc: in an ethnic-minority area.
    SpeaksTheLanguage,
}

/// Niêm yết, lấy ý kiến.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConventionPosting)]
pub struct Posting {
    /// The day it was posted.
    #[schema(example = "2025-09-03")]
    pub on: NaiveDate,
    /// Where.
    #[schema(example = "Nhà văn hóa bản Nà Khằm")]
    pub place: String,
    /// The further ways of asking.
    pub forms: Vec<PostingForm>,
    /// The first day on which it may be voted on.
    #[schema(example = "2025-10-03")]
    pub open_until: NaiveDate,
    /// Dự thảo.
    #[schema(nullable = false)]
    pub draft_file: Option<AttachedFile>,
}

/// Hình thức lấy ý kiến khác (Art. 9.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PostingForm {
    /// Sao gửi đến từng hộ (Art. 9.2a).
    Copies,
    /// Mạng viễn thông, mạng xã hội (Art. 9.2b).
    SocialNetwork,
    /// Hòm thư góp ý (Art. 9.2c).
    LetterBox,
    /// Cuộc họp, sinh hoạt, hình thức khác (Art. 9.2d).
    Meeting,
}

/// Biểu quyết: three counts of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConventionVote)]
pub struct Vote {
    /// How.
    pub by: VoteForm,
    /// The day of the meeting, or the last day for ballots.
    #[schema(example = "2025-10-05")]
    pub on: NaiveDate,
    /// All households of the village on that day, as counted.
    #[schema(example = 120)]
    pub households: i64,
    /// Households that were represented, or gave their ballot back.
    #[schema(example = 96)]
    pub present: u32,
    /// Households in favour.
    #[schema(example = 88)]
    pub in_favour: u32,
    /// What came of it.
    pub outcome: VoteOutcome,
}

/// Hình thức thông qua.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VoteForm {
    /// Cuộc họp của cộng đồng dân cư (Art. 10.1).
    Meeting,
    /// Phát phiếu lấy ý kiến, after a meeting that too few attended (Art. 10.2).
    Ballot,
}

/// Kết quả biểu quyết.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VoteOutcome {
    /// Cuộc họp không đủ số hộ dự: half of all households or fewer (Art. 10.1a).
    NoQuorum,
    /// Thông qua: more than half of all households in favour.
    Adopted,
    /// Không thông qua.
    Rejected,
}

/// Hồ sơ đề nghị công nhận (Art. 11.4).
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConventionDossier)]
pub struct Dossier {
    /// When it was sent, and whether within 5 working days of the vote.
    #[serde(flatten)]
    pub sent: Timed,
    /// When the committee had it whole.
    #[schema(example = "2025-10-08")]
    pub received_on: NaiveDate,
    /// The last day for the committee's decision: 5 working days.
    #[schema(example = "2025-10-15")]
    pub decide_by: NaiveDate,
    /// Văn bản đề nghị công nhận of the village head, Form 01 (Art. 11.4a).
    #[schema(nullable = false)]
    pub request_file: Option<AttachedFile>,
    /// Nghị quyết hoặc biên bản of the meeting or the ballots, Form 02 (Art. 11.4b).
    #[schema(nullable = false)]
    pub minutes_file: Option<AttachedFile>,
    /// Bản đã thông qua (Art. 11.4c).
    #[schema(nullable = false)]
    pub text_file: Option<AttachedFile>,
}

impl Dossier {
    /// What says who asked, met and voted.
    fn papers_of_people(&self) -> impl Iterator<Item = &AttachedFile> {
        let papers = [&self.request_file, &self.minutes_file];
        papers.into_iter().flatten()
    }
}

/// Văn bản không công nhận.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConventionRefusal)]
pub struct Refusal {
    #[serde(flatten)]
    pub made: Timed,
    /// Văn bản trả lời.
    pub number: DocumentNumber,
    /// Lý do.
    #[schema(example = "Điều 7 quy định mức phạt tiền trái pháp luật.")]
    pub reason: String,
    /// Hồ sơ that was refused: the draft that was posted and the papers of the dossier.
    #[serde(default)]
    pub files: Vec<AttachedFile>,
}

/// Quyết định của Ủy ban nhân dân cấp xã.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConventionDecision)]
pub struct Decision {
    #[serde(flatten)]
    pub made: Timed,
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// Người ký.
    #[schema(example = "Lò Văn Inh")]
    pub signer: String,
    /// Thẩm quyền ký.
    pub capacities: Vec<SigningCapacity>,
    /// Bản đã ký.
    #[schema(nullable = false)]
    pub signed_file: Option<AttachedFile>,
}

/// Rà soát, đánh giá hằng năm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConventionReview)]
pub struct YearlyReview {
    /// When: on 18 November or another day the community agreed on.
    #[schema(example = "2025-11-18")]
    pub on: NaiveDate,
    /// What it found.
    #[schema(example = "Các hộ thực hiện tốt; đề xuất giữ nguyên.")]
    pub findings: String,
}

impl Course {
    /// The course of what has only been proposed.
    pub const fn beginning(proposal: Option<Proposal>) -> Self {
        Self {
            proposal,
            team: None,
            posting: None,
            votes: Vec::new(),
            dossier: None,
            refusals: Vec::new(),
            withdrawn: None,
            recognition: None,
            sent_back: None,
            reviews: Vec::new(),
            complaints: Vec::new(),
            suspensions: Vec::new(),
            annulments: Vec::new(),
        }
    }

    /// Every file that goes with it.
    pub fn files(&self) -> impl Iterator<Item = &AttachedFile> {
        let refused = self.refusals.iter().flat_map(|refusal| &refusal.files);
        self.files_now().chain(refused)
    }

    /// The files of the course that it is on, what was refused before left out.
    pub fn files_now(&self) -> impl Iterator<Item = &AttachedFile> {
        let papers = self.dossier.iter().flat_map(Dossier::papers_of_people);
        self.texts().chain(papers)
    }

    /// The files of its text, which are for everybody.
    pub fn texts(&self) -> impl Iterator<Item = &AttachedFile> {
        let draft = self.posting.as_ref().and_then(|posting| posting.draft_file.as_ref());
        let adopted = self.dossier.as_ref().and_then(|dossier| dossier.text_file.as_ref());
        let signed = self
            .recognition
            .as_ref()
            .and_then(|decision| decision.signed_file.as_ref());
        [draft, adopted, signed].into_iter().flatten()
    }
}
