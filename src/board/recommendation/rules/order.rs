//! What each step with a recommendation comes after, and where the law says so.

use super::RecommendationAction;

/// Of a commune's inspectorate, a supervision board, an agency's inspectorate and an enterprise's.
const ANSWERING: &str = "Luật 10/2022/QH15 Điều 40.1c, 45.2c, 63.1c, 81.1d";
const CONFIRMING: &str = "Luật 10/2022/QH15 Điều 40.2d, 45.1d";
const DIRECTING: &str = "Luật 10/2022/QH15 Điều 40.2d, 45.1d, 63.2c, 81.2c";
const RECOMMENDING: &str = "Luật 10/2022/QH15 Điều 38.2, 43.2đ, 61.2, 78.2";

impl RecommendationAction {
    /// What must have come first, in both languages, and the article.
    pub const fn follows(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Change | Self::Withdraw => (
                "Kiến nghị đã trình hoặc đã gửi không sửa, không rút nữa",
                "What was submitted is not changed, and what was sent is not withdrawn any more",
                RECOMMENDING,
            ),
            Self::Submit => (
                "Ban ở xã trình Mặt trận xác nhận bản dự thảo, một lần",
                "A commune's board submits its draft to the Front, once",
                CONFIRMING,
            ),
            Self::Confirm | Self::Return => (
                "Xác nhận hoặc trả lại kiến nghị đã trình",
                "What was submitted is confirmed or returned",
                CONFIRMING,
            ),
            Self::Send => (
                "Gửi một lần; kiến nghị của Ban ở xã sau khi Mặt trận xác nhận",
                "It is sent once; that of a commune's board after the Front has confirmed it",
                CONFIRMING,
            ),
            Self::Receive | Self::RecordReceipt => (
                "Tiếp nhận một lần, sau khi kiến nghị được gửi",
                "It is received once, after it was sent",
                ANSWERING,
            ),
            Self::Answer | Self::RecordAnswer => (
                "Trả lời một lần, sau khi tiếp nhận",
                "It is answered once, after it was received",
                ANSWERING,
            ),
            Self::AskDirector => (
                "Đề nghị sau khi quá hạn trả lời hoặc đã có trả lời, đến khi kết thúc theo dõi",
                "The director is asked once the time for an answer is over, or after an answer, until it is closed",
                DIRECTING,
            ),
            Self::TakeUp => (
                "Đôn đốc việc giải quyết kiến nghị đã gửi, đến khi kết thúc theo dõi",
                "What was sent is taken up, until it is closed",
                DIRECTING,
            ),
            Self::FollowUp => (
                "Theo dõi việc thực hiện kiến nghị đã được trả lời",
                "What was answered is followed up",
                RECOMMENDING,
            ),
            Self::Close => (
                "Kết thúc theo dõi kiến nghị đã được tiếp nhận hoặc trả lời",
                "What was received or answered is closed",
                RECOMMENDING,
            ),
        }
    }
}
