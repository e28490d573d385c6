//! What may be done with an election, in which order, with how many, and by when: pure decisions of Decree 59/2023/NĐ-CP.

mod calling;
mod deciding;
mod order;
mod preparing;
mod voting;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

pub use self::{
    calling::{Calling, call, lasting, postpone, withdraw},
    deciding::{recognise, refuse},
    preparing::{announce, form_team, nominate},
    voting::{Counting, record_vote, send_result},
};
use super::{
    course::{HeadVote, Purpose},
    entity::{ElectionState, Model},
    law::{Decree, FIRST, days_before},
};
use crate::{
    document::{
        order::{out_of_range, out_of_step},
        step::Timed,
    },
    http::Result,
};

/// Việc có thể làm tiếp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ElectionAction {
    /// Dời ngày họp.
    Postpone,
    /// Ghi danh sách người ứng cử.
    Nominate,
    /// Thành lập Tổ bầu cử.
    FormTeam,
    /// Thông báo, niêm yết.
    Announce,
    /// Ghi kết quả biểu quyết: of the meeting, and of another vote after one that half of all households or fewer attended.
    RecordVote,
    /// Gửi quyết định của cộng đồng dân cư.
    SendResult,
    /// Công nhận.
    Recognise,
    /// Không công nhận, quyết định bầu lại, hoặc không cho thôi.
    Refuse,
    /// Rút quyết định tổ chức cuộc họp.
    Withdraw,
}

impl ElectionAction {
    pub const ALL: [Self; 9] = [
        Self::Postpone,
        Self::Nominate,
        Self::FormTeam,
        Self::Announce,
        Self::RecordVote,
        Self::SendResult,
        Self::Recognise,
        Self::Refuse,
        Self::Withdraw,
    ];

    /// Whether it stands where this needs it.
    pub fn fits(self, row: &Model) -> bool {
        let electing = row.purpose == Purpose::Elect;
        let called = row.state == ElectionState::Called;
        match self {
            Self::Postpone | Self::Announce | Self::Withdraw => called,
            Self::Nominate | Self::FormTeam => called && electing,
            Self::RecordVote => (called && is_prepared(row)) || votes_again(row),
            Self::SendResult => row.state == ElectionState::Carried,
            // What the meeting did not agree on, the committee may decide with the Front (Art. 9.3).
            Self::Recognise => {
                row.state == ElectionState::Sent || (!electing && row.state == ElectionState::NotCarried)
            }
            Self::Refuse => matches!(row.state, ElectionState::Sent | ElectionState::NotCarried),
        }
    }

    /// 409 when it does not, naming the article that says what comes first.
    pub fn require(self, row: &Model) -> Result<()> {
        match self.fits(row) {
            true => Ok(()),
            false => Err(out_of_step(self.hindrance(row))),
        }
    }
}

/// Whether all is there that must precede the meeting.
fn is_prepared(row: &Model) -> bool {
    let course = &row.course;
    let stands = row.purpose == Purpose::Dismiss || (course.nomination.is_some() && course.team.is_some());
    // The decisions are what is made known, so that it comes after both (Art. 6.1b).
    let decided = course
        .team
        .as_ref()
        .map_or(course.call.signed.on, |team| team.signed.on);
    let notice = course.notice.as_ref();
    stands && notice.is_some_and(|notice| notice.given.on >= decided)
}

/// Whether too few came to the last meeting, and the committee has not decided yet: ballots, or another meeting, follow (Law Art. 17.2, 19.1b). What
/// a meeting of more, or the ballots, did not carry is the committee's to decide on (Art. 3.5d, 9.3).
fn votes_again(row: &Model) -> bool {
    let last = row.course.vote.as_ref();
    row.state == ElectionState::NotCarried && last.is_some_and(HeadVote::lacked_quorum)
}

fn decree(pointer: &'static str, day: NaiveDate) -> Result<&'static Decree> {
    Decree::on(day).ok_or_else(|| {
        out_of_range(
            pointer,
            format!("Nghị định 59/2023/NĐ-CP có hiệu lực từ ngày {FIRST}; trước đó chỉ ghi chức danh."),
            format!("Decree 59/2023 holds from {FIRST} on; of what is older the appointment is recorded."),
        )
    })
}

/// A step so many days before the meeting.
fn ahead(on: NaiveDate, meeting_on: NaiveDate, days: u64) -> Timed {
    let due_on = days_before(meeting_on, days);
    Timed {
        on,
        due_on,
        late: on > due_on,
    }
}

/// The latest day on which something was done for it.
fn last_step(row: &Model) -> NaiveDate {
    let course = &row.course;
    let steps = [
        course.nomination.as_ref().map(|step| step.sent.on),
        course.team.as_ref().map(|step| step.signed.on),
        course.notice.as_ref().map(|step| step.given.on),
        course.vote.as_ref().map(|vote| vote.on),
    ];
    steps.into_iter().flatten().fold(course.call.signed.on, NaiveDate::max)
}

/// Judges what precedes the meeting by the day it is held.
fn judge(row: &mut Model, meeting_on: NaiveDate) {
    row.meeting_on = meeting_on;
    let Some(law) = Decree::on(row.course.call.signed.on) else {
        return;
    };
    let electing = row.purpose == Purpose::Elect;
    let course = &mut row.course;
    let again = |step: &mut Timed, days| *step = ahead(step.on, meeting_on, days);
    if electing {
        again(&mut course.call.signed, law.call_days);
    }
    if let Some(nomination) = &mut course.nomination {
        again(&mut nomination.sent, law.nominate_days);
    }
    if let Some(team) = &mut course.team {
        again(&mut team.signed, law.team_days);
    }
    if let Some(notice) = &mut course.notice {
        again(
            &mut notice.given,
            if electing { law.announce_days } else { law.notice_days },
        );
    }
}

#[cfg(test)]
mod tests;
