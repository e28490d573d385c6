//! What each step of an election or dismissal comes after, and where Decree 59/2023/NĐ-CP says so.

use super::ElectionAction;
use crate::{
    document::order::Lawful,
    election::entity::{ElectionState, Model},
};

/// When ballots are handed out.
pub const BALLOT: Lawful = (
    "Chỉ phát phiếu lấy ý kiến sau cuộc họp không có trên 50% tổng số hộ tham dự",
    "Ballots follow only a meeting that not more than half of all households attended",
    "Luật 10/2022/QH15 Điều 17.2, 19.1b; Nghị định 59/2023/NĐ-CP Điều 4.1b",
);

/// When there is another vote.
pub const ANOTHER_VOTE: Lawful = (
    "Chỉ biểu quyết lại sau cuộc họp không có trên 50% tổng số hộ tham dự, khi Ủy ban nhân dân cấp xã chưa quyết định",
    "Another vote follows only a meeting that not more than half of all households attended, while the committee has not decided",
    "Luật 10/2022/QH15 Điều 17.2, 19.1b; Nghị định 59/2023/NĐ-CP Điều 3.5d, 9.3",
);

/// Why there is none any more.
const CARRIED: Lawful = (
    "Kết quả đã được thông qua hoặc công nhận thì không biểu quyết lại",
    "What was carried or recognised is not voted on again",
    "Nghị định 59/2023/NĐ-CP Điều 3.5d, 8, 9.3",
);

impl ElectionAction {
    /// Why it does not fit: what comes first, or that it is over.
    pub fn hindrance(self, row: &Model) -> Lawful {
        use ElectionState::{Carried, NotCarried, Recognised, Refused, Sent};
        match (self, row.state) {
            (Self::RecordVote, Carried | Sent | Recognised) => CARRIED,
            (Self::RecordVote, NotCarried | Refused) => ANOTHER_VOTE,
            _ => self.follows(),
        }
    }

    /// What must have come first, in both languages, and the article.
    pub const fn follows(self) -> Lawful {
        match self {
            Self::Postpone => (
                "Chỉ dời cuộc họp chưa tổ chức",
                "A meeting is postponed before it is held",
                "Nghị định 59/2023/NĐ-CP Điều 6.1a",
            ),
            Self::Nominate => (
                "Lập danh sách người ứng cử để bầu, trước cuộc họp",
                "Candidates are listed for an election, before its meeting",
                "Nghị định 59/2023/NĐ-CP Điều 6.2",
            ),
            Self::FormTeam => (
                "Thành lập Tổ bầu cử để bầu, trước cuộc họp",
                "A team is formed for an election, before its meeting",
                "Nghị định 59/2023/NĐ-CP Điều 6.1b",
            ),
            Self::Announce => (
                "Thông báo trước cuộc họp",
                "The notice comes before the meeting",
                "Nghị định 59/2023/NĐ-CP Điều 3.3, 6.1b",
            ),
            Self::RecordVote => (
                "Biểu quyết sau khi có danh sách người ứng cử, Tổ bầu cử khi bầu, và thông báo về cuộc họp",
                "The vote follows candidates and a team for an election, and a notice of the meeting",
                "Nghị định 59/2023/NĐ-CP Điều 3.3, 6",
            ),
            Self::SendResult => (
                "Gửi quyết định đã được cộng đồng dân cư biểu quyết thông qua",
                "What the community has voted for is sent",
                "Nghị định 59/2023/NĐ-CP Điều 3.5d",
            ),
            Self::Recognise => (
                "Công nhận sau khi nhận được quyết định của cộng đồng dân cư",
                "Recognition follows the receipt of the community's decision",
                "Nghị định 59/2023/NĐ-CP Điều 8, 9.3",
            ),
            Self::Refuse => (
                "Không công nhận, quyết định bầu lại sau khi có kết quả biểu quyết",
                "Refusal, or another election, follows the result of the vote",
                "Nghị định 59/2023/NĐ-CP Điều 8, 9.3",
            ),
            Self::Withdraw => (
                "Chỉ rút quyết định tổ chức cuộc họp chưa diễn ra",
                "The decision to call a meeting is withdrawn before it is held",
                "Nghị định 59/2023/NĐ-CP Điều 6.1a",
            ),
        }
    }
}
