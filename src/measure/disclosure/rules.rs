//! What a disclosure lacks, as the law has it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    entity::{DisclosureCourse, Model, Shown},
    law::{DisclosureForm, DisclosureGroup, Posting},
};
use crate::{
    document::order::{in_order, out_of_range},
    http::{Problem, Result},
    measure::setting::MeasureSetting,
};

/// Trạng thái công khai, of today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DisclosureState {
    /// Chưa công khai, còn hạn.
    Due,
    /// Chưa công khai, quá hạn.
    Overdue,
    /// Đã công khai đúng hạn.
    OnTime,
    /// Đã công khai, quá hạn.
    Late,
}

impl DisclosureState {
    pub fn of(row: &Model, today: NaiveDate) -> Self {
        match row.disclosed_on {
            Some(day) if day <= row.due_on => Self::OnTime,
            Some(_) => Self::Late,
            None if today <= row.due_on => Self::Due,
            None => Self::Overdue,
        }
    }
}

/// Điểm chưa đúng quy định.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DisclosureFinding {
    /// Chưa niêm yết (Art. 13.2).
    NotPosted,
    /// Niêm yết, đăng tải chưa đủ số ngày liên tục (Art. 13.2, 48.1–48.2, 66.1–66.2).
    PostedTooShort,
    /// Nội dung phải niêm yết thường xuyên đã gỡ (Art. 13.2).
    TakenDown,
    /// Phát thanh chưa đủ số ngày liên tục (Art. 13.3).
    OnLoudspeakersTooShort,
}

/// What it lacks; nothing before it is disclosed at all.
pub fn findings(group: DisclosureGroup, course: &DisclosureCourse) -> Vec<DisclosureFinding> {
    if course.forms.is_empty() {
        return Vec::new();
    }
    let mut findings: Vec<DisclosureFinding> = posting(group, course).into_iter().collect();
    let spoken = course
        .forms
        .iter()
        .filter(|shown| shown.form == DisclosureForm::Loudspeaker);
    let shortest = spoken.filter_map(Shown::days).max();
    if group
        .loudspeaker()
        .zip(shortest)
        .is_some_and(|(least, days)| days < least)
    {
        findings.push(DisclosureFinding::OnLoudspeakersTooShort);
    }
    findings
}

fn posting(group: DisclosureGroup, course: &DisclosureCourse) -> Option<DisclosureFinding> {
    let setting = group.setting();
    let counts = |form| match setting {
        MeasureSetting::Commune => form == DisclosureForm::Posting,
        // On the intranet or, where there is none, on the notice board (Art. 48.1–48.2, 66.1–66.2).
        MeasureSetting::Agency | MeasureSetting::StateEnterprise => {
            matches!(form, DisclosureForm::Posting | DisclosureForm::Portal)
        }
    };
    let told_all =
        setting != MeasureSetting::Commune && course.forms.iter().any(|shown| shown.form == DisclosureForm::Writing);
    let mut posted = course.forms.iter().filter(|shown| counts(shown.form)).peekable();
    match (group.posting(), posted.peek()) {
        (Posting::Free, _) => None,
        (_, None) if told_all => None,
        (_, None) => Some(DisclosureFinding::NotPosted),
        (Posting::Permanent, Some(_)) => {
            let stays = posted.any(|shown| shown.to.is_none());
            (!stays).then_some(DisclosureFinding::TakenDown)
        }
        (Posting::Days(least), Some(_)) => {
            let enough = told_all || posted.any(|shown| shown.days().is_none_or(|days| days >= least));
            (!enough).then_some(DisclosureFinding::PostedTooShort)
        }
    }
}

/// 422 where a form is not one of the setting's, ends before it begins, or begins in the future.
pub fn shown(setting: MeasureSetting, forms: &[Shown], arisen_on: NaiveDate, today: NaiveDate) -> Result<()> {
    for shown in forms {
        if !setting.forms().contains(&shown.form) {
            return Err(Problem::invalid(
                "/forms",
                "unsuited",
                "Luật không có hình thức này ở nơi đó (Điều 12.1, 47.1, 65.1).",
                "The law knows no such form there (Art. 12.1, 47.1, 65.1).",
            ));
        }
        in_order("/forms", shown.from, Some(arisen_on), today)?;
        if shown.to.is_some_and(|to| to < shown.from) {
            return Err(out_of_range(
                "/forms",
                "Ngày cuối trước ngày đầu.".to_owned(),
                "The last day comes before the first.".to_owned(),
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::calendar::Holidays;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn course(forms: &[(DisclosureForm, &str, Option<&str>)]) -> DisclosureCourse {
        let forms = forms.iter().map(|(form, from, to)| Shown {
            form: *form,
            place: None,
            from: day(from),
            to: to.map(day),
        });
        DisclosureCourse {
            document: None,
            other_law: None,
            forms: forms.collect(),
            files: Vec::new(),
        }
    }

    /// Law Art. 12.3, 47.2: 5 working days, the day of the paper not counted; Art. 65.2: 15 days, the last a working day (Civil Code Art. 148.5).
    #[rstest]
    #[case::commune(MeasureSetting::Commune, "2025-09-05", "2025-09-12")]
    #[case::commune_over_national_day(MeasureSetting::Commune, "2025-08-28", "2025-09-08")]
    #[case::commune_over_tet(MeasureSetting::Commune, "2026-02-12", "2026-02-26")]
    #[case::agency(MeasureSetting::Agency, "2025-09-05", "2025-09-12")]
    #[case::enterprise(MeasureSetting::StateEnterprise, "2025-09-05", "2025-09-22")]
    #[case::enterprise_on_a_working_day(MeasureSetting::StateEnterprise, "2025-09-08", "2025-09-23")]
    fn the_last_day(#[case] setting: MeasureSetting, #[case] arisen: &str, #[case] due: &str) {
        let off = Holidays::built_in().unwrap();
        assert_eq!(setting.due_on(day(arisen), &off), day(due));
    }

    /// Law Art. 13.2–13.3, 48, 66: one case on each side of every number.
    #[rstest]
    #[case::thirty_days(DisclosureGroup::Budget, &[(DisclosureForm::Posting, "2025-09-01", Some("2025-09-30"))], &[])]
    #[case::twenty_nine(DisclosureGroup::Budget, &[(DisclosureForm::Posting, "2025-09-01", Some("2025-09-29"))], &[DisclosureFinding::PostedTooShort])]
    #[case::goes_on(DisclosureGroup::Budget, &[(DisclosureForm::Posting, "2025-09-01", None)], &[])]
    #[case::never_posted(DisclosureGroup::Budget, &[(DisclosureForm::Portal, "2025-09-01", None)], &[DisclosureFinding::NotPosted])]
    #[case::permanent(DisclosureGroup::Procedures, &[(DisclosureForm::Posting, "2025-09-01", None)], &[])]
    #[case::taken_down(DisclosureGroup::Procedures, &[(DisclosureForm::Posting, "2025-09-01", Some("2026-09-01"))], &[DisclosureFinding::TakenDown])]
    #[case::three_days_of_speech(DisclosureGroup::Fees, &[(DisclosureForm::Posting, "2025-09-01", None), (DisclosureForm::Loudspeaker, "2025-09-01", Some("2025-09-03"))], &[])]
    #[case::two_days_of_speech(DisclosureGroup::Fees, &[(DisclosureForm::Posting, "2025-09-01", None), (DisclosureForm::Loudspeaker, "2025-09-01", Some("2025-09-02"))], &[DisclosureFinding::OnLoudspeakersTooShort])]
    #[case::speech_is_asked_of_groups_7_to_12(DisclosureGroup::Budget, &[(DisclosureForm::Posting, "2025-09-01", None), (DisclosureForm::Loudspeaker, "2025-09-01", Some("2025-09-01"))], &[])]
    #[case::other_matters(DisclosureGroup::OtherOfCommunes, &[(DisclosureForm::Portal, "2025-09-01", None)], &[])]
    #[case::agency_twenty(DisclosureGroup::WorkPlans, &[(DisclosureForm::Portal, "2025-09-01", Some("2025-09-20"))], &[])]
    #[case::agency_nineteen(DisclosureGroup::WorkPlans, &[(DisclosureForm::Portal, "2025-09-01", Some("2025-09-19"))], &[DisclosureFinding::PostedTooShort])]
    #[case::agency_told_all_in_writing(DisclosureGroup::WorkPlans, &[(DisclosureForm::Writing, "2025-09-01", None)], &[])]
    #[case::enterprise_nineteen(DisclosureGroup::Business, &[(DisclosureForm::Posting, "2025-09-01", Some("2025-09-19"))], &[DisclosureFinding::PostedTooShort])]
    #[case::not_yet(DisclosureGroup::Budget, &[], &[])]
    fn what_it_lacks(
        #[case] group: DisclosureGroup,
        #[case] forms: &[(DisclosureForm, &str, Option<&str>)],
        #[case] expected: &[DisclosureFinding],
    ) {
        assert_eq!(findings(group, &course(forms)), expected);
    }

    /// Law Art. 11, 46, 64 and 12.1, 47.1, 65.1: 14, 12 and 8 groups; 10, 7 and 8 forms.
    #[rstest]
    #[case(MeasureSetting::Commune, 14, 10)]
    #[case(MeasureSetting::Agency, 12, 7)]
    #[case(MeasureSetting::StateEnterprise, 8, 8)]
    fn groups_and_forms(#[case] setting: MeasureSetting, #[case] groups: usize, #[case] forms: usize) {
        use sea_orm::Iterable;
        let mine = DisclosureGroup::iter().filter(|group| group.setting() == setting);
        assert_eq!((mine.count(), setting.forms().len()), (groups, forms));
    }
}
