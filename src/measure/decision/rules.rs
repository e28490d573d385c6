//! When a decision of the people is made (Law 10/2022 Art. 17.2, 21.1).

use chrono::NaiveDate;

use super::entity::{DecisionCount, DecisionForm, DecisionMatter, DecisionProposal};
use crate::{
    calendar::Holidays,
    document::{order::out_of_range, step::Today},
    http::{Problem, Result},
};

/// Whether it is passed: with two thirds of *all* households, or of all villages where it is the commune's; self-management with more than half.
pub fn passed(matter: DecisionMatter, count: &DecisionCount) -> bool {
    let in_favour = i64::from(count.in_favour);
    match matter {
        DecisionMatter::Contributions | DecisionMatter::Collections => {
            in_favour.saturating_mul(3) >= count.all.saturating_mul(2)
        }
        DecisionMatter::SelfManagement => in_favour.saturating_mul(2) > count.all,
    }
}

/// Working days for sending what a village has passed to the committee and the Front (Art. 20.3).
const SEND_DAYS: u16 = 5;

/// The last day for sending what was passed on a day.
pub fn send_by(decided_on: NaiveDate, off: &Holidays) -> NaiveDate {
    off.add_working_days(decided_on, SEND_DAYS)
}

/// 422 where something was sent that a village has not passed.
pub fn sent(sent_on: Option<NaiveDate>, decided_on: NaiveDate, is_to_be_sent: bool, today: &Today) -> Result<()> {
    match sent_on {
        None => Ok(()),
        Some(sent_on) if is_to_be_sent => today.lies("/sent_on", sent_on, Some(decided_on)),
        Some(_) => Err(unsuited(
            "/sent_on",
            "Chỉ gửi quyết định mà thôn, tổ dân phố đã thông qua (Luật 10/2022/QH15 Điều 20.3).",
            "What a village has passed is sent, and nothing else (Law 10/2022/QH15 Art. 20.3).",
        )),
    }
}

/// 422 where the form is not one for the matter, or a commune decides what its villages decide.
pub fn fitting(
    matter: DecisionMatter,
    form: DecisionForm,
    proposal: DecisionProposal,
    of_a_village: bool,
) -> Result<()> {
    if form == DecisionForm::Online && matter != DecisionMatter::SelfManagement {
        return Err(unsuited(
            "/form",
            "Chỉ biểu quyết trực tuyến công việc tự quản khác (Luật 10/2022/QH15 Điều 17.2).",
            "Only other self-management is voted on online (Law 10/2022/QH15 Art. 17.2).",
        ));
    }
    if !of_a_village && matter == DecisionMatter::SelfManagement {
        return Err(unsuited(
            "/village",
            "Công việc tự quản do thôn, tổ dân phố quyết định (Luật 10/2022/QH15 Điều 21.1).",
            "Self-management is decided by villages (Law 10/2022/QH15 Art. 21.1).",
        ));
    }
    match (proposal == DecisionProposal::CommuneChair) == of_a_village {
        true => Err(unsuited(
            "/proposal",
            "Nội dung toàn xã do Chủ tịch xã đề xuất, nội dung của thôn do Trưởng thôn hoặc công dân (Luật 10/2022/QH15 Điều 16).",
            "What is the commune's its chair proposes, what is a village's its head or a citizen (Law 10/2022/QH15 Art. 16).",
        )),
        false => Ok(()),
    }
}

/// 422 where nobody is known who could decide, and for more voices than there are.
pub fn adds_up(count: &DecisionCount) -> Result<()> {
    if count.all <= 0 {
        return Err(Problem::invalid(
            "/decided_on",
            "no_count",
            "Chưa có số hộ, số thôn vào ngày này: không tính được tỷ lệ.",
            "No households or villages are known for this day: there is nothing to reckon from.",
        ));
    }
    let present = count.present.map_or(count.all, i64::from);
    if present > count.all {
        return Err(more_than("/present", count.all));
    }
    match i64::from(count.in_favour) > present {
        true => Err(more_than("/in_favour", present)),
        false => Ok(()),
    }
}

fn more_than(pointer: &'static str, most: i64) -> Problem {
    out_of_range(
        pointer,
        format!("Không được nhiều hơn {most}."),
        format!("Not more than {most}."),
    )
}

fn unsuited(pointer: &'static str, vi: &'static str, en: &'static str) -> Problem {
    Problem::invalid(pointer, "unsuited", vi, en)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Law Art. 21.1, on both sides of each threshold; of all households, not of those present.
    #[rstest]
    #[case::two_thirds(DecisionMatter::Contributions, 120, 80, true)]
    #[case::one_fewer(DecisionMatter::Contributions, 120, 79, false)]
    #[case::two_thirds_of_121(DecisionMatter::Contributions, 121, 81, true)]
    #[case::not_quite(DecisionMatter::Contributions, 121, 80, false)]
    #[case::collections(DecisionMatter::Collections, 120, 80, true)]
    #[case::collections_not(DecisionMatter::Collections, 120, 79, false)]
    #[case::two_thirds_of_the_villages(DecisionMatter::Contributions, 9, 6, true)]
    #[case::five_of_nine(DecisionMatter::Contributions, 9, 5, false)]
    #[case::more_than_half(DecisionMatter::SelfManagement, 120, 61, true)]
    #[case::exactly_half(DecisionMatter::SelfManagement, 120, 60, false)]
    fn is_passed(#[case] matter: DecisionMatter, #[case] all: i64, #[case] in_favour: u32, #[case] expected: bool) {
        let count = DecisionCount {
            all,
            present: None,
            in_favour,
        };
        assert_eq!(passed(matter, &count), expected);
    }

    /// Law Art. 20.3: five working days; Tết 2026 lay between.
    #[rstest]
    #[case::within_two_weeks("2025-10-05", "2025-10-10")]
    #[case::across_tet("2026-02-12", "2026-02-26")]
    fn what_is_passed_is_sent_in_five_working_days(#[case] decided_on: NaiveDate, #[case] expected: NaiveDate) {
        assert_eq!(send_by(decided_on, &Holidays::built_in().unwrap()), expected);
    }

    #[rstest]
    #[case::nobody(0, 0, Some("/decided_on"))]
    #[case::all(120, 120, None)]
    #[case::more(120, 121, Some("/in_favour"))]
    fn there_is_somebody_to_decide(#[case] all: i64, #[case] in_favour: u32, #[case] refused: Option<&str>) {
        let count = DecisionCount {
            all,
            present: None,
            in_favour,
        };
        let fault = adds_up(&count).err().map(|problem| format!("{:?}", problem.faults));
        assert_eq!(fault.is_some(), refused.is_some());
        assert!(fault.is_none_or(|fault| fault.contains(refused.unwrap_or_default())));
    }

    /// Law Art. 16, 17.2, 21.1.
    #[rstest]
    #[case::online_for_self_management(
        DecisionMatter::SelfManagement,
        DecisionForm::Online,
        DecisionProposal::VillageHead,
        true,
        true
    )]
    #[case::online_for_contributions(
        DecisionMatter::Contributions,
        DecisionForm::Online,
        DecisionProposal::VillageHead,
        true,
        false
    )]
    #[case::self_management_of_a_commune(
        DecisionMatter::SelfManagement,
        DecisionForm::Meeting,
        DecisionProposal::CommuneChair,
        false,
        false
    )]
    #[case::contributions_of_a_commune(
        DecisionMatter::Contributions,
        DecisionForm::Ballot,
        DecisionProposal::CommuneChair,
        false,
        true
    )]
    #[case::the_chair_for_a_village(
        DecisionMatter::Contributions,
        DecisionForm::Meeting,
        DecisionProposal::CommuneChair,
        true,
        false
    )]
    #[case::a_citizen_for_the_commune(
        DecisionMatter::Contributions,
        DecisionForm::Meeting,
        DecisionProposal::Citizen,
        false,
        false
    )]
    fn fits(
        #[case] matter: DecisionMatter,
        #[case] form: DecisionForm,
        #[case] proposal: DecisionProposal,
        #[case] of_a_village: bool,
        #[case] expected: bool,
    ) {
        assert_eq!(fitting(matter, form, proposal, of_a_village).is_ok(), expected);
    }
}
