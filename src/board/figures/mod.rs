//! Số liệu về hoạt động của các Ban: the figures F and G that reports ask for, of any boards and time.

mod api;
mod counting;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use api::{BoardGroup, routes};
pub use counting::{Tables, figures_of};

/// One of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BoardFigure {
    Boards,
    Founded,
    Dissolved,
    Members,
    Women,
    Minorities,
    Inspections,
    Cases,
    BoardsWithCases,
    Recommendations,
    Answered,
    AnsweredInTime,
    MoneyRecovered,
    MoneyOtherwise,
    SettlementReduced,
    LandRecovered,
    LandOtherwise,
    Feedback,
    FeedbackVerified,
    Support,
    Projects,
}

/// Số liệu về các Ban.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct BoardFigures {
    /// Số Ban đang hoạt động on the last day.
    #[schema(example = 1)]
    pub boards: i64,
    /// Số Ban thành lập: of which somebody was recognised for the first time.
    #[schema(example = 1)]
    pub founded: i64,
    /// Số Ban kết thúc, giải thể; of supervision boards those whose project has ended (Art. 41.1).
    #[schema(example = 0)]
    pub dissolved: i64,
    /// Số thành viên who serve on the last day, on boards whose term goes on; whoever is on several boards is counted once.
    #[schema(example = 9)]
    pub members: i64,
    /// Trong đó: nữ; left out where there are fewer than five members.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = 3)]
    pub women: Option<i64>,
    /// Trong đó: dân tộc thiểu số; left out where there are fewer than five members.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = 7)]
    pub minorities: Option<i64>,
    /// Số cuộc kiểm tra, giám sát, xác minh that ended.
    #[schema(example = 4)]
    pub inspections: i64,
    /// Số vụ việc, sai phạm phát hiện in those.
    #[schema(example = 2)]
    pub cases: i64,
    /// Số Ban that found any; of supervision boards, projects.
    #[schema(example = 1)]
    pub boards_with_cases: i64,
    /// Số kiến nghị that were sent.
    #[schema(example = 2)]
    pub recommendations: i64,
    /// Số kiến nghị that were answered.
    #[schema(example = 1)]
    pub answered: i64,
    /// Trong đó: by the body inspected, in the 15 days of the law.
    #[schema(example = 1)]
    pub answered_in_time: i64,
    /// Thu hồi tiền, in đồng.
    #[schema(example = 12_000_000)]
    pub money_recovered: i64,
    /// Xử lý khác về tiền, in đồng.
    #[schema(example = 0)]
    pub money_otherwise: i64,
    /// Giảm trừ quyết toán, in đồng.
    #[schema(example = 0)]
    pub settlement_reduced: i64,
    /// Thu hồi đất, in m².
    #[schema(example = 0)]
    pub land_recovered: i64,
    /// Xử lý khác về đất, in m².
    #[schema(example = 0)]
    pub land_otherwise: i64,
    /// Số phản ánh, kiến nghị tiếp nhận, of boards one is or directs.
    #[schema(example = 1)]
    pub feedback: i64,
    /// Trong đó: đã xác minh by the last day.
    #[schema(example = 1)]
    pub feedback_verified: i64,
    /// Kinh phí hỗ trợ hoạt động, in đồng.
    #[schema(example = 5_000_000)]
    pub support: i64,
    /// Số chương trình, dự án thuộc diện giám sát in the unit, on the last day.
    #[schema(example = 3)]
    pub projects: i64,
}

impl BoardFigures {
    /// One of them; none where it would tell who is who.
    pub const fn of(&self, figure: BoardFigure) -> Option<i64> {
        Some(match figure {
            BoardFigure::Boards => self.boards,
            BoardFigure::Founded => self.founded,
            BoardFigure::Dissolved => self.dissolved,
            BoardFigure::Members => self.members,
            BoardFigure::Women => return self.women,
            BoardFigure::Minorities => return self.minorities,
            BoardFigure::Inspections => self.inspections,
            BoardFigure::Cases => self.cases,
            BoardFigure::BoardsWithCases => self.boards_with_cases,
            BoardFigure::Recommendations => self.recommendations,
            BoardFigure::Answered => self.answered,
            BoardFigure::AnsweredInTime => self.answered_in_time,
            BoardFigure::MoneyRecovered => self.money_recovered,
            BoardFigure::MoneyOtherwise => self.money_otherwise,
            BoardFigure::SettlementReduced => self.settlement_reduced,
            BoardFigure::LandRecovered => self.land_recovered,
            BoardFigure::LandOtherwise => self.land_otherwise,
            BoardFigure::Feedback => self.feedback,
            BoardFigure::FeedbackVerified => self.feedback_verified,
            BoardFigure::Support => self.support,
            BoardFigure::Projects => self.projects,
        })
    }
}
