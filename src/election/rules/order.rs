//! What each step of an election or dismissal comes after, and where Decree 59/2023/NĐ-CP says so.

use super::ElectionAction;

impl ElectionAction {
    /// What must have come first, in both languages, and the article.
    pub const fn follows(self) -> (&'static str, &'static str, &'static str) {
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
                "Biểu quyết một lần, sau khi có danh sách người ứng cử, Tổ bầu cử khi bầu, và thông báo về cuộc họp",
                "The vote is held once, after candidates and a team for an election, and a notice of the meeting",
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
