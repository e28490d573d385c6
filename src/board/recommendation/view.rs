//! How a recommendation is shown.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    course::Course,
    entity::{Model, RecommendationKind, RecommendationState},
    rules::RecommendationAction,
};
use crate::{
    access::{
        AnswerRecommendation, BoardId, ConfirmRecommendation, EditRecommendation, Look, ReceiveRecommendation,
        RecommendationId, UnitId,
    },
    board::BoardKind,
    http::{Answer, Result},
    organisation::name::{NamedOrganisation, Names},
    territory::unit_end::UnitEnds,
};

/// Kiến nghị của Ban.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct BoardRecommendation {
    /// Its id.
    pub id: RecommendationId,
    /// The board.
    pub board_id: BoardId,
    /// Loại Ban.
    pub board_kind: BoardKind,
    /// The organisation the board is, by name.
    pub board: NamedOrganisation,
    /// Who directs the board.
    pub director: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// The unit it arose in, where another answers for it now.
    #[schema(nullable = false)]
    pub origin_unit_id: Option<UnitId>,
    /// Kiến nghị về việc gì.
    pub kind: RecommendationKind,
    /// Tên.
    #[schema(example = "Khắc phục đoạn đường sụt lún ở bản Nà Khằm")]
    pub title: String,
    /// Nội dung.
    #[schema(example = "Đề nghị khắc phục trước mùa mưa.")]
    pub content: String,
    /// Whom it is for, where danchu knows them.
    #[schema(nullable = false)]
    pub addressee: Option<NamedOrganisation>,
    /// Whom it is for, where danchu does not.
    #[schema(nullable = false, example = "Công ty TNHH Xây dựng Hoàng Liên")]
    pub addressee_name: Option<String>,
    /// By when an answer is asked for, where the law sets no time.
    #[schema(nullable = false, example = "2026-02-28")]
    pub answer_by: Option<NaiveDate>,
    /// How far it has come.
    pub state: RecommendationState,
    /// The day it was begun.
    #[schema(example = "2025-12-10")]
    pub begun_on: NaiveDate,
    /// When it was sent.
    #[schema(nullable = false, example = "2025-12-14")]
    pub sent_on: Option<NaiveDate>,
    /// The last day for the answer, once it was received and where there is one.
    #[schema(nullable = false, example = "2025-12-30")]
    pub due_on: Option<NaiveDate>,
    /// When it was answered.
    #[schema(nullable = false, example = "2025-12-20")]
    pub answered_on: Option<NaiveDate>,
    /// Whether its time is over today without an answer.
    pub overdue: bool,
    /// What was done, step by step.
    pub course: Course,
    /// What you may do next.
    pub allowed_actions: Vec<RecommendationAction>,
}

/// Recommendations with the names of whoever they are of and for.
pub struct Shown {
    names: Names,
    ends: UnitEnds,
    today: NaiveDate,
}

impl Shown {
    pub async fn of(look: &impl Look, rows: &[&Model]) -> Result<Self> {
        let parties = |row: &&Model| [Some(row.body_id), Some(row.director_id), row.addressee_id];
        let named = rows.iter().flat_map(parties).flatten();
        Ok(Self {
            names: Names::of(look, named).await?,
            ends: UnitEnds::of(look, rows.iter().map(|row| row.unit_id)).await?,
            today: look.clocks().legal.today(),
        })
    }

    pub fn view(&self, look: &impl Look, row: &Model) -> BoardRecommendation {
        BoardRecommendation {
            id: row.id,
            board_id: row.board_id,
            board_kind: row.board_kind,
            board: self.names.named(row.body_id),
            director: self.names.named(row.director_id),
            unit_id: row.unit_id,
            origin_unit_id: Some(row.origin_unit_id).filter(|origin| *origin != row.unit_id),
            kind: row.kind,
            title: row.title.clone(),
            content: row.content.clone(),
            addressee: row.addressee_id.map(|id| self.names.named(id)),
            addressee_name: row.addressee_name.clone(),
            answer_by: row.answer_by,
            state: row.state,
            begun_on: row.begun_on,
            sent_on: row.sent_on,
            due_on: row.due_on,
            answered_on: row.answered_on,
            overdue: row.is_overdue(self.today),
            course: course(look, row),
            allowed_actions: self.actions(look, row),
        }
    }

    /// What the caller may do next with one of them.
    pub fn actions(&self, look: &impl Look, row: &Model) -> Vec<RecommendationAction> {
        use RecommendationAction as Action;
        let me = look.scope().organisation;
        let over = self.ends.is_over(row.unit_id, self.today);
        let received = row.addressee_id == Some(look.principal().organisation) && look.may::<ReceiveRecommendation>();
        let answered = row.addressee_id == Some(me) && look.may::<AnswerRecommendation>();
        let wrote = row.organisation_id == me && look.may::<EditRecommendation>();
        let may = |action: &Action| match action {
            Action::Confirm | Action::Return | Action::TakeUp => {
                row.director_id == me && look.may::<ConfirmRecommendation>()
            }
            Action::Receive => received,
            Action::Answer => answered,
            _ => wrote,
        };
        let all = Action::ALL.into_iter();
        all.filter(|action| !over && action.fits(row, self.today) && may(action))
            .collect()
    }
}

/// What passes between the board and whoever directs it is theirs alone.
fn course(look: &impl Look, row: &Model) -> Course {
    let theirs = [row.organisation_id, row.director_id];
    match theirs.into_iter().any(|party| look.scope().owns(party)) {
        true => row.course.clone(),
        false => Course {
            submitted_on: None,
            returns: Vec::new(),
            requests: Vec::new(),
            ..row.course.clone()
        },
    }
}

/// One recommendation, with its `ETag`.
pub async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    let shown = Shown::of(look, &[row]).await?;
    Answer::record(&shown.view(look, row), row.version)
}
