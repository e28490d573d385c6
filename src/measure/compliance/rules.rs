//! What may be done with an inspection next.

use chrono::NaiveDate;

use super::{
    entity::{
        ComplianceAnswer, ComplianceClosing, ComplianceKind, ComplianceOutcome, ComplianceState, Conclusion, Model,
    },
    view::ComplianceAction,
};
use crate::{
    access::{OrganisationId, OrganisationKind},
    attachment::attached::AttachedFile,
    document::{
        order::{in_order, out_of_range},
        step::Timed,
    },
    http::{Code, Problem, Result},
    measure::oversees,
};

impl Model {
    /// Whether its answer should have come before today.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.state == ComplianceState::Concluded && self.answer_by.is_some_and(|by| by < today)
    }
}

impl ComplianceState {
    /// What its maker may do with it.
    pub const fn of_the_maker(self) -> &'static [ComplianceAction] {
        use ComplianceAction::{Change, Close};
        match self {
            Self::Planned | Self::Visited => &[Change, Close],
            Self::Concluded | Self::Answered => &[Close],
            Self::Closed | Self::GivenUp => &[],
        }
    }

    /// What whoever was inspected may do with it.
    pub const fn of_the_subject(self) -> &'static [ComplianceAction] {
        match self {
            Self::Concluded => &[ComplianceAction::Answer],
            Self::Planned | Self::Visited | Self::Answered | Self::Closed | Self::GivenUp => &[],
        }
    }
}

/// 409 once it is concluded: it was told to whoever was inspected.
pub fn open(state: ComplianceState) -> Result<()> {
    match state {
        ComplianceState::Planned | ComplianceState::Visited => Ok(()),
        ComplianceState::GivenUp => Err(Problem::new(Code::StateForbids)),
        ComplianceState::Concluded | ComplianceState::Answered | ComplianceState::Closed => {
            Err(Problem::new(Code::StateForbids).detail(
                "Đã kết luận và gửi đối tượng được kiểm tra, giám sát; kết luận giữ nguyên.",
                "It is concluded, and known to whoever was inspected; it stays as it is.",
            ))
        }
    }
}

/// 422 where whoever oversees inspects, or an authority oversees (Resolution 75 Art. 6.2, 6.3).
pub fn fitting(kind: ComplianceKind, maker: OrganisationKind) -> Result<()> {
    match (kind == ComplianceKind::Oversight) == oversees(maker) {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/kind",
            "unsuited",
            "Cơ quan có thẩm quyền kiểm tra; Hội đồng nhân dân, Mặt trận, tổ chức chính trị - xã hội giám sát.",
            "Authorities inspect; Councils, the Front and socio-political organisations oversee.",
        )),
    }
}

/// The state that days and conclusion come to; 422 where they do not follow one another.
pub fn judged(
    visited_on: Option<NaiveDate>,
    conclusion: Option<&Conclusion>,
    today: NaiveDate,
) -> Result<ComplianceState> {
    if let Some(day) = visited_on {
        in_order("/visited_on", day, None, today)?;
    }
    let Some(conclusion) = conclusion else {
        return Ok(match visited_on {
            Some(_) => ComplianceState::Visited,
            None => ComplianceState::Planned,
        });
    };
    let Some(visited_on) = visited_on else {
        return Err(Problem::invalid(
            "/visited_on",
            "required",
            "Nêu ngày làm việc trước khi kết luận.",
            "Say when the visit was before it is concluded.",
        ));
    };
    in_order("/conclusion/on", conclusion.on, Some(visited_on), today)?;
    if conclusion.remedy.is_some() != conclusion.answer_by.is_some() {
        return Err(Problem::invalid(
            "/conclusion/answer_by",
            "required",
            "Việc phải khắc phục và ngày phải trả lời đi cùng nhau.",
            "What is to be put right and the last day to answer go together.",
        ));
    }
    match conclusion.answer_by.is_some_and(|by| by <= conclusion.on) {
        true => Err(out_of_range(
            "/conclusion/answer_by",
            "Phải sau ngày kết luận.".to_owned(),
            "It must come after the conclusion.".to_owned(),
        )),
        false => Ok(ComplianceState::Concluded),
    }
}

/// What whoever was inspected answers, on the day they do; 403 for anybody else who sees it.
pub fn answer(
    row: &mut Model,
    mine: &[OrganisationId],
    (explanation, files): (String, Vec<AttachedFile>),
    today: NaiveDate,
) -> Result<()> {
    if !mine.contains(&row.subject_id) {
        return Err(Problem::new(Code::NotYours));
    }
    match (row.state, row.answer_by) {
        (ComplianceState::Concluded, Some(by)) => {
            row.course.answer = Some(ComplianceAnswer {
                given: Timed::by(today, by),
                explanation,
                files,
            });
            row.answered_on = Some(today);
            row.state = ComplianceState::Answered;
            Ok(())
        }
        (ComplianceState::Concluded, None) => Err(Problem::new(Code::StateForbids)
            .detail("Không có việc phải khắc phục.", "There is nothing to be put right.")),
        _ => Err(Problem::new(Code::StateForbids)),
    }
}

/// Follows it up to its end; 403 for who was inspected, though they act for whoever inspects, unless both have become one: nobody else is left. What is
/// concluded with a remedy ends as remedied or not, the latter once its time is over; what was never concluded was not held.
pub fn close(row: &mut Model, me: OrganisationId, closing: ComplianceClosing) -> Result<()> {
    use ComplianceOutcome::{NotHeld, NotRemedied, NothingToRemedy, Remedied};
    if row.subject_id == me && !row.is_of_itself() {
        return Err(Problem::new(Code::NotYours));
    }
    if !row.state.of_the_maker().contains(&ComplianceAction::Close) {
        return Err(Problem::new(Code::StateForbids));
    }
    let suits = match (row.state, row.answer_by) {
        (ComplianceState::Planned | ComplianceState::Visited, _) => closing.outcome == NotHeld,
        (_, None) => closing.outcome == NothingToRemedy,
        // Whoever was inspected has until the day they were given.
        (ComplianceState::Concluded, Some(by)) if closing.on <= by => closing.outcome == Remedied,
        (_, Some(_)) => matches!(closing.outcome, Remedied | NotRemedied),
    };
    if !suits {
        return Err(Problem::invalid(
            "/outcome",
            "unsuited",
            "Kết quả không phù hợp với kết luận.",
            "The outcome does not go with the conclusion.",
        ));
    }
    row.state = match closing.outcome {
        NotHeld => ComplianceState::GivenUp,
        NothingToRemedy | Remedied | NotRemedied => ComplianceState::Closed,
    };
    row.course.closing = Some(closing);
    Ok(())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;
    use crate::{
        access::fresh,
        measure::compliance::entity::{ComplianceCourse, ComplianceOutcome},
    };

    const MAKER: u128 = 1;
    const SUBJECT: u128 = 2;

    /// Nobody judges how they put things right themselves, unless whoever inspected them has become one with them.
    #[rstest]
    #[case::who_inspected(SUBJECT, MAKER, true)]
    #[case::who_was_inspected(SUBJECT, SUBJECT, false)]
    #[case::both_in_one(MAKER, MAKER, true)]
    fn whoever_inspected_closes_it(#[case] subject: u128, #[case] me: u128, #[case] closes: bool) {
        let body = |id| OrganisationId(Uuid::from_u128(id));
        let day: NaiveDate = "2025-11-20".parse().unwrap();
        let mut row = Model {
            id: fresh(),
            organisation_id: body(MAKER),
            unit_id: Uuid::nil().into(),
            origin_unit_id: Uuid::nil().into(),
            kind: ComplianceKind::Inspection,
            subject_id: body(subject),
            subject_unit_id: Uuid::nil().into(),
            title: "Kiểm tra việc công khai".to_owned(),
            programme_id: None,
            planned_on: day,
            visited_on: None,
            state: ComplianceState::Planned,
            answer_by: None,
            answered_on: None,
            course: ComplianceCourse::default(),
            version: 1,
        };
        let closing = ComplianceClosing {
            on: day,
            outcome: ComplianceOutcome::NotHeld,
            remark: "Đã hợp nhất.".to_owned(),
        };
        assert_eq!(close(&mut row, body(me), closing).is_ok(), closes);
        assert_eq!(row.state == ComplianceState::GivenUp, closes);
    }

    /// Whoever was inspected has until the day they were given.
    #[rstest]
    #[case::on_their_last_day("2025-12-19", ComplianceOutcome::NotRemedied, false)]
    #[case::the_day_after("2025-12-20", ComplianceOutcome::NotRemedied, true)]
    #[case::put_right_before("2025-12-01", ComplianceOutcome::Remedied, true)]
    fn nobody_fails_before_their_time_is_over(
        #[case] on: &str,
        #[case] outcome: ComplianceOutcome,
        #[case] expected: bool,
    ) {
        let body = |id| OrganisationId(Uuid::from_u128(id));
        let day: NaiveDate = "2025-11-20".parse().unwrap();
        let mut row = Model {
            id: fresh(),
            organisation_id: body(MAKER),
            unit_id: Uuid::nil().into(),
            origin_unit_id: Uuid::nil().into(),
            kind: ComplianceKind::Inspection,
            subject_id: body(SUBJECT),
            subject_unit_id: Uuid::nil().into(),
            title: "Kiểm tra việc công khai".to_owned(),
            programme_id: None,
            planned_on: day,
            visited_on: Some(day),
            state: ComplianceState::Concluded,
            answer_by: Some("2025-12-19".parse().unwrap()),
            answered_on: None,
            course: ComplianceCourse::default(),
            version: 1,
        };
        let closing = ComplianceClosing {
            on: on.parse().unwrap(),
            outcome,
            remark: "Theo dõi.".to_owned(),
        };
        assert_eq!(close(&mut row, body(MAKER), closing).is_ok(), expected);
    }
}
