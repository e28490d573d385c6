//! What each step with a convention comes after, and where Decree 61/2023/NĐ-CP says so.

use super::ConventionAction;

impl ConventionAction {
    /// What must have come first, in both languages, and the article.
    pub const fn follows(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Change => (
                "Bản đã niêm yết không sửa nội dung; bản đã được công nhận không sửa nữa",
                "The text is not changed once it is posted, and nothing once it is recognised",
                "Nghị định 61/2023/NĐ-CP Điều 9.1, 10",
            ),
            Self::FormTeam => (
                "Tổ soạn thảo được thành lập một lần, sau khi đề xuất nội dung",
                "The drafting team is formed once, after the proposal",
                "Nghị định 61/2023/NĐ-CP Điều 8.1",
            ),
            Self::Post => (
                "Niêm yết sau khi Tổ soạn thảo đã soạn, trước khi biểu quyết",
                "Posting follows the drafting and comes before the vote",
                "Nghị định 61/2023/NĐ-CP Điều 8.3, 9.1",
            ),
            Self::RecordVote => (
                "Biểu quyết sau khi dự thảo đã được niêm yết",
                "The vote follows the posting of the draft",
                "Nghị định 61/2023/NĐ-CP Điều 9.1, 10",
            ),
            Self::SendDossier => (
                "Gửi hồ sơ sau khi cộng đồng dân cư đã thông qua",
                "The dossier is sent once the community has adopted it",
                "Nghị định 61/2023/NĐ-CP Điều 11.3a",
            ),
            Self::Recognise | Self::Refuse => (
                "Quyết định công nhận hoặc không công nhận sau khi nhận hồ sơ",
                "Recognition or refusal follows the receipt of the dossier",
                "Nghị định 61/2023/NĐ-CP Điều 11.3b",
            ),
            Self::SendBack => (
                "Gửi lại thôn, Mặt trận một lần, sau khi công nhận",
                "It is sent back once, after it was recognised",
                "Nghị định 61/2023/NĐ-CP Điều 18.1a",
            ),
            Self::Review => (
                "Chỉ rà soát, đánh giá văn bản đang thực hiện",
                "What is carried out is reviewed, and nothing else",
                "Nghị định 61/2023/NĐ-CP Điều 15.4",
            ),
            Self::RecordComplaint => (
                "Phản ánh, kiến nghị về văn bản đã được công nhận",
                "What was recognised is complained of, and nothing else",
                "Nghị định 61/2023/NĐ-CP Điều 12.2, 14.3",
            ),
            Self::DismissComplaint => (
                "Không có phản ánh, kiến nghị nào chờ trả lời",
                "No complaint waits for an answer",
                "Nghị định 61/2023/NĐ-CP Điều 12.2a, 14.3a",
            ),
            Self::Suspend => (
                "Chỉ tạm ngừng văn bản đang có hiệu lực",
                "What is in force is suspended, and nothing else",
                "Nghị định 61/2023/NĐ-CP Điều 12.1",
            ),
            Self::Annul => (
                "Chỉ bãi bỏ văn bản đã được công nhận",
                "What was recognised is annulled, and nothing else",
                "Nghị định 61/2023/NĐ-CP Điều 14.1, 14.2",
            ),
            Self::Withdraw => (
                "Văn bản đã được công nhận chỉ bị thay thế hoặc bãi bỏ",
                "What was recognised is replaced or annulled, and not withdrawn",
                "Nghị định 61/2023/NĐ-CP Điều 13, 14",
            ),
        }
    }
}
