//! Where the records are read by which a duty is fulfilled.

use chrono::NaiveDate;

use super::{
    evidence::{quarter_of, year_of},
    law::{Duty, Evidence},
};
use crate::{
    access::UnitId,
    http::{Result, wire_name},
    measure::activity::ActivityKind,
};

/// The list in which is found what fulfils a duty in a unit and under it, as of a day; of people, of trainings, whoever held them.
pub fn records(duty: &Duty, unit: UnitId, as_of: NaiveDate) -> Result<String> {
    let list = |name: &str, which: String| format!("/api/v1/{name}?unit={unit}&{which}");
    let since = |from: NaiveDate| format!("from={from}&to={as_of}");
    let held = |kind: ActivityKind| -> Result<String> { Ok(format!("kind={}&to={as_of}", wire_name(&kind)?)) };
    Ok(match duty.evidence {
        Evidence::Regulation(setting) => list(
            "democracy-regulations",
            format!("setting={}&as_of={as_of}", wire_name(&setting)?),
        ),
        Evidence::Resolution => list(
            "council-resolutions",
            format!("subject=democracy_measures&as_of={as_of}"),
        ),
        Evidence::Board(kind) => list("inspection-boards", format!("kind={}&as_of={as_of}", wire_name(&kind)?)),
        Evidence::Activity(&[kind]) => list(
            "activities",
            format!("kind={}&{}", wire_name(&kind)?, since(year_of(as_of))),
        ),
        Evidence::Activity(_) => list("activities", since(year_of(as_of))),
        Evidence::Planned(_) | Evidence::ReportedToCouncil => list("directives", since(year_of(as_of))),
        Evidence::QuarterlyList => list("directives", since(quarter_of(as_of))),
        Evidence::AppliesIt => list("conditions", format!("to={as_of}")),
        Evidence::StaffConference => list("activities", held(ActivityKind::StaffConference)?),
        Evidence::ConferenceReview => list("activities", held(ActivityKind::ConferenceReview)?),
        Evidence::VillageConference => list("activities", held(ActivityKind::VillageConference)?),
        Evidence::Appointed(..) | Evidence::Serving(_) => {
            format!("/api/v1/activities?{}", held(ActivityKind::Training)?)
        }
        Evidence::Convention => list("village-conventions", format!("in_force=true&as_of={as_of}")),
        Evidence::ConventionReview => list(
            "village-conventions",
            format!("milestone=reviewed&{}", since(year_of(as_of))),
        ),
    })
}
