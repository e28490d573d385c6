//! What may be written of an activity.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};

use super::{
    entity::{ActivityHeld, ActivityState},
    kind::ActivityKind,
    record::NewActivity,
};
use crate::{
    access::{Level, OrganisationKind},
    document::order::out_of_range,
    http::{Code, Problem, Result},
};

impl ActivityHeld {
    /// Lượt người dự.
    pub fn people(&self) -> i64 {
        self.attendance.iter().map(|line| i64::from(line.people)).sum()
    }
}

/// In one audience.
const MOST_PEOPLE: u32 = 1_000_000;

/// 409 once its result was reported, or it was given up.
pub fn open(state: ActivityState) -> Result<()> {
    match state {
        ActivityState::Planned | ActivityState::Held => Ok(()),
        ActivityState::Reported | ActivityState::Cancelled => Err(Problem::new(Code::StateForbids).detail(
            "Hoạt động đã báo cáo kết quả hoặc không tổ chức; bản ghi giữ nguyên.",
            "Its result was reported, or it was given up; it stays as it is.",
        )),
    }
}

/// 422 where what is named does not go with the kind, or such an activity is not this organisation's.
pub fn suited(new: &NewActivity, kind: OrganisationKind, level: Level) -> Result<()> {
    if !new.kind.is_held_by(kind, level) {
        return Err(unsuited(
            "/kind",
            "Cơ quan, tổ chức này không tổ chức hoạt động như vậy.",
            "This organisation holds no such activity.",
        ));
    }
    if new.channels.is_empty() {
        return Err(unsuited(
            "/channels",
            "Nêu ít nhất một hình thức.",
            "Name at least one channel.",
        ));
    }
    if (new.kind == ActivityKind::Training) == new.topics.is_empty() {
        return Err(unsuited(
            "/topics",
            "Nội dung tập huấn nêu với tập huấn, và chỉ với tập huấn.",
            "Topics go with a training, and with nothing else.",
        ));
    }
    let at_work = new.kind == ActivityKind::Dialogue && kind != OrganisationKind::PeopleCommittee;
    if at_work != new.occasion.is_some() {
        return Err(unsuited(
            "/occasion",
            "Nêu dịp đối thoại với đối thoại tại nơi làm việc, và chỉ với việc đó.",
            "An occasion goes with a dialogue at an enterprise, and with nothing else.",
        ));
    }
    if new.kind.is_of_a_year() != new.year.is_some() {
        return Err(unsuited(
            "/year",
            "Nêu năm với hội nghị và việc đánh giá nghị quyết hội nghị, và chỉ với các việc đó.",
            "Name the year of a conference or its review, and of nothing else.",
        ));
    }
    match new.kind == ActivityKind::VillageConference && new.village.is_none() {
        true => Err(unsuited(
            "/village",
            "Nêu thôn, tổ dân phố tổ chức hội nghị.",
            "Name the village that holds the conference.",
        )),
        false => Ok(()),
    }
}

/// 422 where what came of it does not add up, or the law does not count it as held.
pub fn held(kind: ActivityKind, held: &ActivityHeld) -> Result<()> {
    if kind.is_of_people() && held.attendance.is_empty() {
        return Err(Problem::invalid(
            "/held/attendance",
            "required",
            "Nêu thành phần dự: không ai dự thì chưa tổ chức.",
            "Say who took part: where nobody does, it is not held.",
        ));
    }
    let groups: BTreeSet<_> = held.attendance.iter().map(|line| line.who).collect();
    if groups.len() != held.attendance.len()
        || held
            .attendance
            .iter()
            .any(|line| !(1..=MOST_PEOPLE).contains(&line.people))
    {
        return Err(unsuited(
            "/held/attendance",
            "Mỗi thành phần nêu một lần, với 1 đến 1.000.000 người.",
            "Name each audience once, with 1 to 1,000,000 people.",
        ));
    }
    if held.answered > held.opinions {
        return Err(out_of_range(
            "/held/answered",
            "Không nhiều hơn số ý kiến.".to_owned(),
            "Not more than there were opinions.".to_owned(),
        ));
    }
    if i64::try_from(held.persons.len()).is_ok_and(|named| named > held.people()) {
        return Err(out_of_range(
            "/held/persons",
            "Không nhiều hơn số người dự.".to_owned(),
            "Not more than took part.".to_owned(),
        ));
    }
    match kind {
        ActivityKind::StaffConference => quorate(held),
        _ => Ok(()),
    }
}

/// 422 at `/held/on` unless a conference is held in the year it is of, which begins in a month, or in the one after that.
pub fn of_its_year(year: u32, month: i16, held_on: NaiveDate) -> Result<()> {
    let first = u32::try_from(month)
        .ok()
        .zip(i32::try_from(year).ok())
        .and_then(|(month, year)| NaiveDate::from_ymd_opt(year, month, 1));
    let last = first.and_then(|first| first.checked_add_months(Months::new(24)));
    match first.is_some_and(|first| first <= held_on) && last.is_some_and(|last| held_on < last) {
        true => Ok(()),
        false => Err(out_of_range(
            "/held/on",
            format!("Trong năm công tác {year} hoặc năm tiếp theo."),
            format!("In the work year {year}, or in the one after it."),
        )),
    }
}

/// At least two thirds of those summoned are there (Law 10/2022 Art. 51.2c; of enterprises Art. 69.2c).
fn quorate(held: &ActivityHeld) -> Result<()> {
    let Some(summoned) = held.summoned.filter(|summoned| *summoned > 0) else {
        return Err(Problem::invalid(
            "/held/summoned",
            "required",
            "Nêu số người được triệu tập dự hội nghị.",
            "Say how many were summoned to the conference.",
        ));
    };
    match held.people().saturating_mul(3) >= i64::from(summoned).saturating_mul(2) {
        true => Ok(()),
        false => Err(out_of_range(
            "/held/attendance",
            "Hội nghị hợp lệ khi có ít nhất 2/3 số người được triệu tập có mặt (Luật 10/2022/QH15 Điều 51.2c, 69.2c)."
                .to_owned(),
            "A conference is valid with at least two thirds of those summoned (Law 10/2022/QH15 Art. 51.2c, 69.2c)."
                .to_owned(),
        )),
    }
}

/// 422 for more of them than one record may name.
pub fn at_most(pointer: &'static str, named: usize, most: usize) -> Result<()> {
    match named <= most {
        true => Ok(()),
        false => Err(out_of_range(
            pointer,
            format!("Tối đa {most}."),
            format!("At most {most}."),
        )),
    }
}

/// 422 where some of what is named is unknown, or named twice.
pub fn all_known(pointer: &'static str, named: usize, known: u64) -> Result<()> {
    match u64::try_from(named).is_ok_and(|named| named == known) {
        true => Ok(()),
        false => Err(Problem::unknown_reference(pointer)),
    }
}

fn unsuited(pointer: &'static str, vi: &'static str, en: &'static str) -> Problem {
    Problem::invalid(pointer, "unsuited", vi, en)
}
