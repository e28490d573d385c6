//! Sáng kiến của công dân: what a citizen's proposal needs to be put to the village (Law 10/2022 Art. 16.3).

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::DecisionProposal;
use crate::{
    document::order::out_of_range,
    http::{Problem, Result},
};

/// Percent of all households that must agree.
const LEAST_PERCENT: i64 = 10;
/// For how long a household's consent holds.
const CONSENT: Months = Months::new(3);

/// Sáng kiến của công dân (Art. 16.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CitizenInitiative)]
pub struct Initiative {
    /// Số hộ đồng thuận: at least 10 % of the village's households, unless its Front approves.
    #[schema(minimum = 0, maximum = 1_000_000, example = 14)]
    pub consenting: u32,
    /// The day of the first consent: at most three months before the vote.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-20")]
    pub since: NaiveDate,
    /// Ban công tác Mặt trận ở thôn, tổ dân phố tán thành.
    #[serde(default)]
    pub approved_by_front: bool,
}

/// 422 unless a citizen's proposal, and no other, comes with an initiative that may be put to the vote.
pub fn checked(
    proposal: DecisionProposal,
    initiative: Option<Initiative>,
    households: i64,
    decided_on: NaiveDate,
) -> Result<()> {
    let initiative = match (proposal, initiative) {
        (DecisionProposal::Citizen, Some(initiative)) => initiative,
        (DecisionProposal::Citizen, None) => {
            return Err(Problem::invalid(
                "/initiative",
                "required",
                "Công dân đề xuất phải nêu số hộ đồng thuận (Luật 10/2022/QH15 Điều 16.3).",
                "A citizen's proposal says how many households agree (Law 10/2022/QH15 Art. 16.3).",
            ));
        }
        (_, None) => return Ok(()),
        (_, Some(_)) => {
            return Err(Problem::invalid(
                "/initiative",
                "unsuited",
                "Chỉ nêu khi công dân đề xuất (Luật 10/2022/QH15 Điều 16.3).",
                "It goes with a citizen's proposal only (Law 10/2022/QH15 Art. 16.3).",
            ));
        }
    };
    agreed(initiative, households)?;
    let lasts = initiative.since.checked_add_months(CONSENT);
    match initiative.since <= decided_on && lasts.is_some_and(|last| decided_on <= last) {
        true => Ok(()),
        false => Err(out_of_range(
            "/initiative/since",
            "Ý kiến đồng thuận có giá trị 03 tháng (Luật 10/2022/QH15 Điều 16.3).".to_owned(),
            "Consent holds for three months (Law 10/2022/QH15 Art. 16.3).".to_owned(),
        )),
    }
}

fn agreed(initiative: Initiative, households: i64) -> Result<()> {
    let consenting = i64::from(initiative.consenting);
    if consenting > households {
        return Err(out_of_range(
            "/initiative/consenting",
            format!("Không được nhiều hơn {households} hộ của thôn."),
            format!("The village has no more than {households} households."),
        ));
    }
    let enough = consenting.saturating_mul(100) >= households.saturating_mul(LEAST_PERCENT);
    match enough || initiative.approved_by_front {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/initiative/consenting",
            "below_threshold",
            format!(
                "Cần từ {LEAST_PERCENT}% trong {households} hộ đồng thuận, hoặc Ban công tác Mặt trận tán thành (Luật 10/2022/QH15 Điều 16.3)."
            ),
            format!(
                "At least {LEAST_PERCENT}% of {households} households must agree, or the Front approve (Law 10/2022/QH15 Art. 16.3)."
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::http::Place;

    /// Law Art. 16.3: 10 % of all households, or the Front; consent holds for three months.
    #[rstest]
    #[case::ten_percent(12, "2025-09-20", false, None)]
    #[case::fewer(11, "2025-09-20", false, Some("/initiative/consenting below_threshold"))]
    #[case::fewer_and_the_front(1, "2025-09-20", true, None)]
    #[case::more_than_there_are(121, "2025-09-20", true, Some("/initiative/consenting out_of_range"))]
    #[case::three_months_ago(12, "2025-07-05", false, None)]
    #[case::longer_ago(12, "2025-07-04", false, Some("/initiative/since out_of_range"))]
    #[case::on_the_day(12, "2025-10-05", false, None)]
    #[case::later(12, "2025-10-06", false, Some("/initiative/since out_of_range"))]
    fn a_citizen_needs_consent(
        #[case] consenting: u32,
        #[case] since: &str,
        #[case] approved_by_front: bool,
        #[case] expected: Option<&str>,
    ) {
        let initiative = Initiative {
            consenting,
            since: since.parse().unwrap(),
            approved_by_front,
        };
        let day = "2025-10-05".parse().unwrap();
        let told = checked(DecisionProposal::Citizen, Some(initiative), 120, day);
        assert_eq!(refused(told).as_deref(), expected);
    }

    #[test]
    fn it_goes_with_a_citizens_proposal_and_no_other() {
        let day = "2025-10-05".parse().unwrap();
        let initiative = Initiative {
            consenting: 12,
            since: day,
            approved_by_front: false,
        };
        let of = |proposal, initiative| refused(checked(proposal, initiative, 120, day));
        assert_eq!(of(DecisionProposal::VillageHead, None), None);
        let unsuited = Some("/initiative unsuited".to_owned());
        assert_eq!(of(DecisionProposal::VillageHead, Some(initiative)), unsuited);
        let required = Some("/initiative required".to_owned());
        assert_eq!(of(DecisionProposal::Citizen, None), required);
    }

    fn refused(told: Result<()>) -> Option<String> {
        let problem = told.err()?;
        let fault = problem.faults.first()?;
        match &fault.place {
            Place::Body(pointer) => Some(format!("{pointer} {}", fault.code)),
            other => Some(format!("{other:?}")),
        }
    }
}
