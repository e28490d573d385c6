//! Deciding to hold the meeting, putting it off, and taking that back.

use chrono::{Days, NaiveDate};

use super::{ElectionAction, ahead, decree, judge, last_step};
use crate::{
    calendar::Holidays,
    document::{
        order::out_of_range,
        step::{Timed, Today},
    },
    election::{
        course::{Call, Course, DismissalGround, Purpose},
        entity::{ElectionState, Model},
        law::Decree,
    },
    http::{Problem, Result},
};

/// What begins it.
pub struct Calling {
    pub purpose: Purpose,
    pub call: Call,
    pub meeting_on: NaiveDate,
    pub village_since: NaiveDate,
    /// The first day the village no longer exists.
    pub village_until: Option<NaiveDate>,
    /// Households of the village when they asked for a dismissal.
    pub households: Option<i64>,
    /// When the head before was dismissed.
    pub dismissed_on: Option<NaiveDate>,
}

/// Decides to hold the meeting: an election at least 20 days before it, else late (Art. 6.1a), and within 60 days of a dismissal (Art. 9.3); a petition
/// needs half of all households (Art. 9.1b).
pub fn call(calling: Calling, today: &Today) -> Result<Course> {
    let Calling {
        mut call, meeting_on, ..
    } = calling;
    let on = call.signed.on;
    let law = decree("/signed_on", on)?;
    today.lies("/signed_on", on, Some(calling.village_since))?;
    if meeting_on < on {
        return Err(meets_after(on));
    }
    lasting("/meeting_on", meeting_on, calling.village_until)?;
    match calling.purpose {
        Purpose::Elect if call.petitioners.is_some() => return Err(petitioned()),
        Purpose::Elect => {
            call.signed = ahead(on, meeting_on, law.call_days);
            call.renew_by = calling
                .dismissed_on
                .map(|day| days_after(day, law.renew_days, &today.off));
            call.renewed_late = call.renew_by.map(|last| on > last);
        }
        Purpose::Dismiss => {
            call.signed = Timed::unhurried(on);
            asked(&call, calling.households, law)?;
        }
    }
    Ok(Course {
        call,
        nomination: None,
        team: None,
        notice: None,
        vote: None,
        earlier_votes: Vec::new(),
        sent: None,
        recognition: None,
        refusal: None,
        withdrawn: None,
    })
}

/// So many days on; a last day that is off moves to the next that is worked (Civil Code Art. 148.5).
fn days_after(day: NaiveDate, days: u64, off: &Holidays) -> NaiveDate {
    let last = day.checked_add_days(Days::new(days)).unwrap_or(day);
    off.next_working_day_on_or_after(last)
}

fn meets_after(on: NaiveDate) -> Problem {
    out_of_range(
        "/meeting_on",
        format!("Không được trước ngày {on}."),
        format!("It must not come before {on}."),
    )
}

/// 422 unless a petition, and only one, says how many households asked, and they are enough.
fn asked(call: &Call, households: Option<i64>, law: &Decree) -> Result<()> {
    let petition = call.ground == Some(DismissalGround::Petition);
    match (petition, call.petitioners, households) {
        (false, None, _) => Ok(()),
        (true, Some(asking), Some(all)) if i64::from(asking) > all => Err(out_of_range(
            "/petitioners",
            format!("Thôn có {all} hộ."),
            format!("The village has {all} households."),
        )),
        (true, Some(asking), Some(all)) if i64::from(asking) * 100 < all * law.petition_percent => {
            Err(Problem::invalid(
                "/petitioners",
                "below_threshold",
                "Cần ít nhất 50 % tổng số hộ (Nghị định 59/2023/NĐ-CP Điều 9.1b).",
                "At least 50 % of all households are needed (Decree 59/2023 Art. 9.1b).",
            ))
        }
        (true, Some(_), Some(_)) => Ok(()),
        _ => Err(petitioned()),
    }
}

fn petitioned() -> Problem {
    Problem::invalid(
        "/petitioners",
        "required",
        "Nêu số hộ kiến nghị khi hộ gia đình kiến nghị cho thôi, và chỉ khi đó.",
        "Say how many households asked where households asked for a dismissal, and only then.",
    )
}

/// 422 for a day on which the village no longer exists.
pub fn lasting(pointer: &'static str, day: NaiveDate, village_until: Option<NaiveDate>) -> Result<()> {
    match village_until.filter(|end| *end <= day) {
        None => Ok(()),
        Some(end) => Err(out_of_range(
            pointer,
            format!("Thôn, tổ dân phố không còn từ ngày {end}."),
            format!("The village no longer exists from {end} on."),
        )),
    }
}

/// Another day for the meeting; what was done before it is judged anew.
pub fn postpone(row: &mut Model, meeting_on: NaiveDate) -> Result<()> {
    ElectionAction::Postpone.require(row)?;
    if meeting_on < last_step(row) {
        return Err(meets_after(last_step(row)));
    }
    judge(row, meeting_on);
    Ok(())
}

/// Takes back the decision to hold the meeting, before it is held.
pub fn withdraw(row: &mut Model, reason: String) -> Result<()> {
    ElectionAction::Withdraw.require(row)?;
    row.course.withdrawn = Some(reason);
    row.state = ElectionState::Withdrawn;
    Ok(())
}
