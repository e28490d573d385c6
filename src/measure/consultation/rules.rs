//! What the law asks of a consultation (Law 10/2022 Art. 26, 28.2, 54, 72).

use chrono::{Days, NaiveDate};

use super::entity::{ConsultationCourse, Outcome};
use crate::{
    calendar::Holidays,
    document::{
        order::{in_order, out_of_range},
        regulation::{ConsultationForm, consulted},
    },
    http::{Problem, Result},
    measure::setting::MeasureSetting,
};

/// The first day on which it may end: in communes 20 days after it was made known, or so many as another law says, a last day off moved on
/// (Art. 28.2); elsewhere any.
pub fn open_until(
    setting: MeasureSetting,
    (opened_on, other_days): (NaiveDate, Option<u16>),
    off: &Holidays,
) -> Option<NaiveDate> {
    let least = match other_days {
        Some(days) => days.into(),
        None => consulted(setting.of_regulations(), opened_on)?.least_days?,
    };
    let last = opened_on.checked_add_days(Days::new(least))?;
    Some(off.next_working_day_on_or_after(last))
}

/// 422 where a form is not one of the setting's, or none is named.
pub fn known_forms(setting: MeasureSetting, opened_on: NaiveDate, forms: &[ConsultationForm]) -> Result<()> {
    let known = consulted(setting.of_regulations(), opened_on).map_or(&[][..], |asked| asked.forms);
    let unknown = |form: &ConsultationForm| !known.is_empty() && !known.contains(form);
    match forms.is_empty() || forms.iter().any(unknown) {
        true => Err(Problem::invalid(
            "/forms",
            "unsuited",
            "Nêu ít nhất một hình thức mà luật biết ở nơi đó (Điều 26.1, 54, 72).",
            "Name at least one form that the law knows there (Art. 26.1, 54, 72).",
        )),
        false => Ok(()),
    }
}

/// 422 where it ends before its time, or its figures and days do not add up.
pub fn ended(course: &ConsultationCourse, outcome: &Outcome, opened_on: NaiveDate, today: NaiveDate) -> Result<()> {
    in_order("/result/closed_on", outcome.closed_on, Some(opened_on), today)?;
    if let Some(until) = course.open_until.filter(|until| outcome.closed_on < *until) {
        return Err(Problem::invalid(
            "/result/closed_on",
            "too_early",
            format!("Thời gian lấy ý kiến chưa đủ; ít nhất đến {until} (Luật 10/2022/QH15 Điều 28.2)."),
            format!("It is too short; it lasts at least until {until} (Law 10/2022/QH15 Art. 28.2)."),
        ));
    }
    if outcome.accepted > outcome.opinions {
        return Err(out_of_range(
            "/result/accepted",
            "Không nhiều hơn số ý kiến.".to_owned(),
            "Not more than there were opinions.".to_owned(),
        ));
    }
    if outcome.explanation.is_some() != outcome.explained_on.is_some() {
        return Err(Problem::invalid(
            "/result/explained_on",
            "required",
            "Giải trình và ngày công khai giải trình đi cùng nhau.",
            "An explanation and the day it was made known go together.",
        ));
    }
    match outcome.explained_on {
        Some(day) => in_order("/result/explained_on", day, Some(outcome.closed_on), today),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Law Art. 28.2: 20 days in communes, that of publication not counted, a day off moved on; none elsewhere.
    #[rstest]
    #[case::monday(MeasureSetting::Commune, "2025-09-08", None, Some("2025-09-29"))]
    #[case::on_a_working_day(MeasureSetting::Commune, "2025-09-10", None, Some("2025-09-30"))]
    #[case::over_tet(MeasureSetting::Commune, "2026-01-28", None, Some("2026-02-23"))]
    #[case::by_another_law(MeasureSetting::Commune, "2025-09-10", Some(30), Some("2025-10-10"))]
    #[case::shorter_by_another_law(MeasureSetting::Commune, "2025-09-10", Some(15), Some("2025-09-25"))]
    #[case::agency(MeasureSetting::Agency, "2025-09-08", None, None)]
    #[case::enterprise(MeasureSetting::StateEnterprise, "2025-09-08", None, None)]
    fn may_end(
        #[case] setting: MeasureSetting,
        #[case] opened: &str,
        #[case] other_days: Option<u16>,
        #[case] until: Option<&str>,
    ) {
        let off = Holidays::built_in().unwrap();
        let until = until.map(|day| day.parse().unwrap());
        assert_eq!(open_until(setting, (opened.parse().unwrap(), other_days), &off), until);
    }
}
