//! Which step follows which, by whom and by when: pure decisions. What was sent is not changed any more.

mod order;

use chrono::{Days, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    course::{Closing, Confirmation, FollowUp, Receipt, RecommendationAnswer, Request, Return, Sending, TakingUp},
    entity::{Model, RecommendationState as State},
};
use crate::{
    access::OrganisationId,
    board::{course::Dissolution, law::BoardLaw},
    document::{order::out_of_step, step::Today},
    http::{Code, Problem, Result},
};

/// Việc có thể làm tiếp với kiến nghị.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecommendationAction {
    /// Sửa.
    Change,
    /// Trình Mặt trận xác nhận.
    Submit,
    /// Rút.
    Withdraw,
    /// Xác nhận.
    Confirm,
    /// Trả lại.
    Return,
    /// Gửi.
    Send,
    /// Tiếp nhận, by whomever it is for.
    Receive,
    /// Ban ghi nhận nơi nhận đã tiếp nhận.
    RecordReceipt,
    /// Trả lời, by whomever it is for.
    Answer,
    /// Ban ghi trả lời nhận được bằng văn bản.
    RecordAnswer,
    /// Đề nghị Mặt trận, công đoàn có ý kiến.
    AskDirector,
    /// Đôn đốc, kiến nghị với cấp có thẩm quyền.
    TakeUp,
    /// Theo dõi việc thực hiện.
    FollowUp,
    /// Kết thúc theo dõi.
    Close,
}

impl Model {
    /// Whether the only answer there is was recorded by the board.
    fn was_answered_by_the_board(&self) -> bool {
        let answer = self.course.answer.as_ref();
        self.state == State::Answered && answer.is_some_and(|answer| !answer.by_addressee)
    }
}

impl RecommendationAction {
    pub const ALL: [Self; 14] = [
        Self::Change,
        Self::Submit,
        Self::Withdraw,
        Self::Confirm,
        Self::Return,
        Self::Send,
        Self::Receive,
        Self::RecordReceipt,
        Self::Answer,
        Self::RecordAnswer,
        Self::AskDirector,
        Self::TakeUp,
        Self::FollowUp,
        Self::Close,
    ];

    /// Whether it stands where this needs it.
    pub fn fits(self, row: &Model, today: NaiveDate) -> bool {
        let confirmed_first = row.board_kind.is_of_a_commune();
        match self {
            Self::Change => row.state == State::Draft,
            Self::Submit => row.state == State::Draft && confirmed_first,
            Self::Withdraw => matches!(row.state, State::Draft | State::Submitted | State::Confirmed),
            Self::Confirm | Self::Return => row.state == State::Submitted,
            // Boards of agencies and enterprises send by themselves (Decree 59/2023 Art. 22.2a, 26.2c).
            Self::Send => row.state == State::Confirmed || (row.state == State::Draft && !confirmed_first),
            Self::Receive | Self::RecordReceipt => row.state == State::Sent,
            Self::Answer => row.state == State::Received || row.was_answered_by_the_board(),
            Self::RecordAnswer => row.state == State::Received,
            // What has no time of its own may be asked about at once; of a board that has ended, nobody is left who would ask.
            Self::AskDirector => {
                let unanswered = row.state == State::Received && (row.is_overdue(today) || row.due_on.is_none());
                (unanswered || row.state == State::Answered) && row.organisation_id != row.director_id
            }
            // What is urged is the settling, of which an answer only tells (Law 10/2022 Art. 40.1c, 40.2d, 45.1d, 63.2c, 81.2c).
            Self::TakeUp => matches!(row.state, State::Sent | State::Received | State::Answered),
            Self::FollowUp => row.state == State::Answered,
            Self::Close => matches!(row.state, State::Received | State::Answered),
        }
    }

    /// 409 when it does not, naming the article that says what comes first.
    pub fn require(self, row: &Model, today: NaiveDate) -> Result<()> {
        match self.fits(row, today) {
            true => Ok(()),
            false => Err(out_of_step(self.follows())),
        }
    }
}

type Action = RecommendationAction;

pub fn submit(row: &mut Model, today: &Today) -> Result<()> {
    Action::Submit.require(row, today.day)?;
    row.course.submitted_on = Some(today.day);
    row.state = State::Submitted;
    Ok(())
}

pub fn withdraw(row: &mut Model, reason: String, today: &Today) -> Result<()> {
    Action::Withdraw.require(row, today.day)?;
    row.course.closing = Some(Closing { on: today.day, reason });
    row.state = State::Withdrawn;
    Ok(())
}

/// What becomes of it when its board ends: whoever directs the board goes on with what was sent, and nobody sends the rest any more.
pub fn outlive(row: &mut Model, end: &Dissolution) {
    match row.state {
        State::Closed | State::Withdrawn => {}
        State::Draft | State::Submitted | State::Confirmed => {
            row.course.closing = Some(Closing {
                on: end.on,
                reason: end.reason.clone(),
            });
            row.state = State::Withdrawn;
        }
        State::Sent | State::Received | State::Answered => row.organisation_id = row.director_id,
    }
}

pub fn confirm(row: &mut Model, by: OrganisationId, today: &Today) -> Result<()> {
    Action::Confirm.require(row, today.day)?;
    row.course.confirmation = Some(Confirmation { by, on: today.day });
    row.state = State::Confirmed;
    Ok(())
}

pub fn give_back(row: &mut Model, reason: String, today: &Today) -> Result<()> {
    Action::Return.require(row, today.day)?;
    row.course.returns.push(Return { on: today.day, reason });
    row.state = State::Draft;
    Ok(())
}

/// Sends it: not before it was confirmed, where the law asks for that.
pub fn send(row: &mut Model, sending: Sending, today: &Today) -> Result<()> {
    Action::Send.require(row, today.day)?;
    let confirmed_on = row.course.confirmation.map(|confirmation| confirmation.on);
    today.follows("/on", sending.on, confirmed_on, Action::Send.follows())?;
    if row.answer_by.is_some_and(|by| by < sending.on) {
        return Err(Problem::new(Code::StateForbids).detail(
            "Thời hạn đề nghị trả lời đã qua; hãy rút kiến nghị này và soạn lại.",
            "The day by which an answer is asked for has passed; withdraw it and write it anew.",
        ));
    }
    if sending.through_director && row.board_kind.is_of_a_commune() {
        return Err(Problem::invalid(
            "/through_director",
            "unsuited",
            "Chỉ Ban ở cơ quan, đơn vị, doanh nghiệp gửi qua công đoàn (Nghị định 59/2023/NĐ-CP Điều 22.2a, 26.2c).",
            "Only boards of agencies and enterprises send through the union (Decree 59/2023 Art. 22.2a, 26.2c).",
        ));
    }
    row.sent_on = Some(sending.on);
    row.course.sending = Some(sending);
    row.state = State::Sent;
    Ok(())
}

/// Receives it: the 15 days of the law begin, where the addressee has them; else the day holds that was asked for. Of an addressee who reads it here,
/// they begin no sooner than they can.
pub fn receive(row: &mut Model, receipt: Receipt, today: &Today) -> Result<()> {
    Action::Receive.require(row, today.day)?;
    today.follows("/on", receipt.on, row.sent_on, Action::Receive.follows())?;
    let reads_here = row.addressee_id.is_some() && !receipt.by_addressee;
    let begins = if reads_here { today.day } else { receipt.on };
    let days = BoardLaw::on(begins).map(|law| law.answer_days);
    row.due_on = match days.filter(|_| row.has_the_law_s_clock()) {
        Some(days) => {
            let last = begins.checked_add_days(Days::new(days)).unwrap_or(begins);
            Some(today.off.next_working_day_on_or_after(last))
        }
        None => row.answer_by,
    };
    row.course.receipt = Some(receipt);
    row.state = State::Received;
    Ok(())
}

/// Answers it, once; after its time it is late. What the board has recorded of an answer holds until the addressee gives their own.
pub fn answer(row: &mut Model, mut answer: RecommendationAnswer, today: &Today) -> Result<()> {
    match answer.by_addressee {
        true => Action::Answer,
        false => Action::RecordAnswer,
    }
    .require(row, today.day)?;
    let received_on = row.course.receipt.map(|receipt| receipt.on);
    today.follows("/on", answer.on, received_on, Action::Answer.follows())?;
    // Whoever it is for answers here and now, whatever day they name.
    let at_last = if answer.by_addressee { today.day } else { answer.on };
    answer.late = row.due_on.map(|due| at_last > due);
    no_longer_waits(row);
    row.answered_on = Some(at_last);
    row.course.answer = Some(answer);
    row.state = State::Answered;
    Ok(())
}

/// Asks whoever directs the board to take it up: once its time is over, or after an answer.
pub fn ask(row: &mut Model, content: String, today: &Today) -> Result<()> {
    Action::AskDirector.require(row, today.day)?;
    row.course.requests.push(Request {
        on: today.day,
        content,
        waits: true,
    });
    Ok(())
}

/// What the board has asked for was heard. Days do not tell: what was asked after a taking up may be of the same day.
fn no_longer_waits(row: &mut Model) {
    for request in &mut row.course.requests {
        request.waits = false;
    }
}

/// Takes it up, as often as need be. The time for the answer, and the answer, stay as they are.
pub fn take_up(row: &mut Model, taking: TakingUp, today: &Today) -> Result<()> {
    Action::TakeUp.require(row, today.day)?;
    let asked_on = row.course.requests.last().map(|request| request.on);
    today.follows("/on", taking.on, asked_on.or(row.sent_on), Action::TakeUp.follows())?;
    no_longer_waits(row);
    row.course.taken_up.push(taking);
    Ok(())
}

pub fn follow_up(row: &mut Model, found: FollowUp, today: &Today) -> Result<()> {
    Action::FollowUp.require(row, today.day)?;
    let answered_on = row.course.answer.as_ref().map(|answer| answer.on);
    today.follows("/on", found.on, answered_on, Action::FollowUp.follows())?;
    row.course.follow_ups.push(found);
    Ok(())
}

pub fn close(row: &mut Model, closing: Closing, today: &Today) -> Result<()> {
    Action::Close.require(row, today.day)?;
    let course = &row.course;
    let answered = [
        course.receipt.map(|receipt| receipt.on),
        course.answer.as_ref().map(|answer| answer.on),
    ];
    let asked = course.requests.iter().map(|request| request.on);
    let taken_up = course.taken_up.iter().map(|taking| taking.on);
    let followed = course.follow_ups.iter().map(|found| found.on);
    let last = asked
        .chain(taken_up)
        .chain(followed)
        .chain(answered.into_iter().flatten());
    today.follows("/on", closing.on, last.max(), Action::Close.follows())?;
    no_longer_waits(row);
    row.course.closing = Some(closing);
    row.state = State::Closed;
    Ok(())
}

#[cfg(test)]
mod tests;
