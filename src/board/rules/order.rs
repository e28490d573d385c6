//! What each step with a board comes after, and where the law says so.

use super::BoardAction;
use crate::board::kind::BoardKind;

impl BoardAction {
    /// What must have come first, in both languages, and the article.
    pub const fn follows(self, kind: BoardKind) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::AddMembers => (
                "Ban đã kết thúc không bầu, cử thêm thành viên",
                "Nobody is elected to a board that has ended",
                kind.founding(),
            ),
            Self::NameLeaders => (
                "Ban đang hoạt động, có thành viên mới bầu Trưởng ban, Phó Trưởng ban",
                "A board that goes on and has members elects its head and deputies",
                kind.leading(),
            ),
            Self::EndMember => (
                "Chỉ cho thôi thành viên của Ban đang hoạt động",
                "Members of a board that goes on leave it, and no others",
                kind.founding(),
            ),
            Self::Recognise | Self::Refuse => (
                "Không có thành viên nào chờ công nhận",
                "No member waits for recognition",
                kind.leading(),
            ),
            Self::Notify => (
                "Mặt trận thông báo cho chủ đầu tư một lần, sau khi công nhận Ban Giám sát đầu tư của cộng đồng",
                "The Front tells the investor once, after the supervision board was recognised",
                "Luật 10/2022/QH15 Điều 45.1b",
            ),
            Self::RecordSupport => (
                "Chỉ hỗ trợ kinh phí cho Ban đã được công nhận",
                "A board is supported once it was recognised",
                "Luật 10/2022/QH15 Điều 40.2e, 45.1e, 63.2đ, 81.2đ",
            ),
            Self::DecideFate | Self::Dissolve => ("Ban đã kết thúc", "The board has ended", kind.founding()),
        }
    }
}

impl BoardKind {
    /// Where the law says who its members are and for how long.
    pub const fn founding(self) -> &'static str {
        match self {
            Self::CommunePeopleInspectorate => "Luật 10/2022/QH15 Điều 36",
            Self::CommunityInvestmentSupervision => "Luật 10/2022/QH15 Điều 41",
            Self::AgencyPeopleInspectorate => "Luật 10/2022/QH15 Điều 60",
            Self::EnterprisePeopleInspectorate => "Luật 10/2022/QH15 Điều 77",
            Self::SteeringCommittee => "Nghị quyết 75/NQ-HĐND Điều 4.3c",
        }
    }

    /// Where the law says who recognises it and has it elect its head.
    const fn leading(self) -> &'static str {
        match self {
            Self::CommunePeopleInspectorate => "Luật 10/2022/QH15 Điều 40.2b",
            Self::CommunityInvestmentSupervision => "Luật 10/2022/QH15 Điều 45.1a",
            Self::AgencyPeopleInspectorate => "Luật 10/2022/QH15 Điều 63.2a",
            Self::EnterprisePeopleInspectorate => "Luật 10/2022/QH15 Điều 81.2a",
            Self::SteeringCommittee => "Nghị quyết 75/NQ-HĐND Điều 4.3c",
        }
    }
}
