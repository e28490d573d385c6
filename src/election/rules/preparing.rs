//! What precedes the meeting.

use chrono::NaiveDate;

use super::{ElectionAction, judge};
use crate::{
    access::PersonId,
    document::{
        order::out_of_range,
        step::{Timed, Today},
    },
    election::{
        course::{ElectionTeam, Nomination, Notice},
        entity::Model,
    },
    http::Result,
    said::in_english,
};

/// A step that precedes the meeting: not before the decision, not after the meeting.
fn precedes(
    row: &Model,
    action: ElectionAction,
    (pointer, on): (&'static str, NaiveDate),
    today: &Today,
) -> Result<()> {
    today.follows(pointer, on, Some(row.course.call.signed.on), action.follows())?;
    let (_, _, article) = action.follows();
    match on > row.meeting_on {
        true => Err(out_of_range(
            pointer,
            format!("Không được sau ngày họp {} ({article}).", row.meeting_on),
            format!(
                "It must not come after the meeting, on {} ({}).",
                row.meeting_on,
                in_english(article)
            ),
        )),
        false => Ok(()),
    }
}

/// Names the candidates: at least one, each once; 15 days before the meeting, else late (Art. 6.2).
pub fn nominate(row: &mut Model, on: NaiveDate, candidates: Vec<PersonId>, today: &Today) -> Result<()> {
    ElectionAction::Nominate.require(row)?;
    precedes(row, ElectionAction::Nominate, ("/on", on), today)?;
    row.course.nomination = Some(Nomination {
        sent: Timed::unhurried(on),
        candidates,
    });
    judge(row, row.meeting_on);
    Ok(())
}

/// Sets up the election team: 10 days before the meeting, else late (Art. 6.1b).
pub fn form_team(row: &mut Model, team: ElectionTeam, today: &Today) -> Result<()> {
    ElectionAction::FormTeam.require(row)?;
    precedes(row, ElectionAction::FormTeam, ("/signed_on", team.signed.on), today)?;
    row.course.team = Some(team);
    judge(row, row.meeting_on);
    Ok(())
}

/// Makes it known: 7 days before an election, 2 before another meeting, else late (Art. 3.3, 6.1b).
pub fn announce(row: &mut Model, on: NaiveDate, today: &Today) -> Result<()> {
    ElectionAction::Announce.require(row)?;
    precedes(row, ElectionAction::Announce, ("/on", on), today)?;
    row.course.notice = Some(Notice {
        given: Timed::unhurried(on),
    });
    judge(row, row.meeting_on);
    Ok(())
}
