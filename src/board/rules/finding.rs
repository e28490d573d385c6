//! One departure from the law.

use serde::Serialize;
use utoipa::ToSchema;

use crate::access::{BoardMemberId, VillageId};

/// Điểm chưa đúng quy định, with the article that says so.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = BoardFinding)]
pub struct Finding {
    /// What it is.
    pub code: FindingCode,
    /// What follows.
    pub weight: Weight,
    /// Điều khoản.
    #[schema(example = "Luật 10/2022/QH15 Điều 36.1")]
    pub article: &'static str,
    /// The member it is about.
    #[schema(nullable = false)]
    pub member_id: Option<BoardMemberId>,
    /// The village it is about.
    #[schema(nullable = false)]
    pub village_id: Option<VillageId>,
    /// How many there are.
    #[schema(nullable = false, example = 4)]
    pub found: Option<i64>,
    /// How many the law foresees.
    #[schema(nullable = false, example = 5)]
    pub foreseen: Option<i64>,
}

/// What follows from a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// The law leaves no choice: the board, or the member, is not recognised.
    Blocks,
    /// Recognised with a written explanation.
    Explain,
    /// To be known.
    Notice,
}

/// Điểm chưa đúng quy định.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingCode {
    /// Thiếu thành viên.
    TooFewMembers,
    /// Thừa thành viên.
    TooManyMembers,
    /// Có thôn, tổ dân phố chưa có đại diện.
    VillageUnrepresented,
    /// Đại diện thôn, tổ dân phố đã sáp nhập: judged at the next election.
    Surplus,
    /// Chưa có Trưởng ban.
    NoHead,
    /// Chưa có Phó Trưởng ban.
    NoDeputy,
    /// Quá số Phó Trưởng ban.
    TooManyDeputies,
    /// Cơ quan có ít người, không tổ chức Ban.
    TooFewStaff,
    /// Chưa có đại diện Mặt trận.
    FrontUnrepresented,
    /// Chưa có đại diện Ban Thanh tra nhân dân.
    InspectorateUnrepresented,
    /// Người đại diện Ban Thanh tra nhân dân không phải thành viên Ban đó.
    NotOfTheInspectorate,
    /// Người đại diện người dân không ở thôn, tổ dân phố nơi có chương trình, dự án.
    NotOfTheProject,
    /// Chưa có đại diện người dân.
    ResidentsUnrepresented,
    /// Quá số đại diện người dân.
    TooManyResidents,
    /// Nhiệm kỳ không đúng thời hạn.
    WrongTerm,
    /// Không đủ tiêu chuẩn.
    NotEligible,
    /// Không được quá nửa số hộ, số người dự tán thành.
    NoMajority,
    /// Bầu bổ sung khi nhiệm kỳ còn dưới 06 tháng.
    LateByElection,
}

impl FindingCode {
    /// Whether something is wanting that others elected later may bring.
    pub const fn is_lack(self) -> bool {
        matches!(
            self,
            Self::TooFewMembers
                | Self::NoHead
                | Self::NoDeputy
                | Self::FrontUnrepresented
                | Self::InspectorateUnrepresented
                | Self::ResidentsUnrepresented
        )
    }
}

impl FindingCode {
    /// In words, in both languages.
    pub const fn said(self) -> (&'static str, &'static str) {
        match self {
            Self::TooFewMembers => ("thiếu thành viên", "too few members"),
            Self::TooManyMembers => ("thừa thành viên", "too many members"),
            Self::VillageUnrepresented => ("có thôn, tổ dân phố chưa có đại diện", "a village is not represented"),
            Self::Surplus => (
                "đại diện thôn, tổ dân phố đã sáp nhập",
                "a member is of a village that was merged",
            ),
            Self::NoHead => ("chưa có Trưởng ban", "no head"),
            Self::NoDeputy => ("chưa có Phó Trưởng ban", "no deputy"),
            Self::TooManyDeputies => ("quá số Phó Trưởng ban", "too many deputies"),
            Self::TooFewStaff => (
                "cơ quan có ít người, không tổ chức Ban",
                "too few staff to have a board",
            ),
            Self::FrontUnrepresented => ("chưa có đại diện Mặt trận", "the Front is not represented"),
            Self::InspectorateUnrepresented => (
                "chưa có đại diện Ban Thanh tra nhân dân",
                "the inspectorate is not represented",
            ),
            Self::NotOfTheInspectorate => (
                "đại diện Ban Thanh tra nhân dân không phải thành viên Ban đó",
                "a member for the inspectorate is not in it",
            ),
            Self::NotOfTheProject => (
                "có đại diện người dân không ở thôn, tổ dân phố nơi có dự án",
                "a resident's representative is not of a village where the project is",
            ),
            Self::ResidentsUnrepresented => ("chưa có đại diện người dân", "the residents are not represented"),
            Self::TooManyResidents => ("quá số đại diện người dân", "too many residents"),
            Self::WrongTerm => ("nhiệm kỳ không đúng thời hạn", "the term is not of its length"),
            Self::NotEligible => ("có thành viên không đủ tiêu chuẩn", "a member is not eligible"),
            Self::NoMajority => (
                "có thành viên không được quá nửa tán thành",
                "a member was not elected by a majority",
            ),
            Self::LateByElection => (
                "bầu bổ sung khi nhiệm kỳ còn dưới 06 tháng",
                "a by-election with less than six months left",
            ),
        }
    }
}

impl Finding {
    pub(super) const fn new(code: FindingCode, weight: Weight, article: &'static str) -> Self {
        Self {
            code,
            weight,
            article,
            member_id: None,
            village_id: None,
            found: None,
            foreseen: None,
        }
    }

    pub(super) fn counted(mut self, found: usize, foreseen: usize) -> Self {
        self.found = i64::try_from(found).ok();
        self.foreseen = i64::try_from(foreseen).ok();
        self
    }
}
