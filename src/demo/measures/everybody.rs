//! What Article 3 asks of all: that they apply information technology, and make the law known.

use chrono::{Datelike, Days, NaiveDate};

use crate::{
    access::{OrganisationKind, derived},
    demo::chance::{between, draw},
    measure::{
        activity::{
            ActivityChannel, ActivityKind, ActivityState, Audience,
            entity::{self as activity, ActivityCourse, ActivityHeld, Attendance},
        },
        condition::entity::{self as condition, Application, ConditionContent},
    },
    organisation::organisation,
};

pub fn conditions(body: &organisation::Model, today: NaiveDate) -> condition::Model {
    let applied = draw(&format!("it/{}", body.id), 10) < 9;
    let applications = match applied {
        true => vec![Application::DisclosureOnline, Application::OfficialChannel],
        false => Vec::new(),
    };
    condition::Model {
        id: derived(&format!("demo/measure/condition/{}", body.id)),
        organisation_id: body.id,
        unit_id: body.unit_id,
        origin_unit_id: body.unit_id,
        village_id: None,
        year: i64::from(today.year()),
        counted_on: today - Days::new(22),
        applies_it: applied,
        content: ConditionContent {
            internet: true,
            loudspeaker: body.kind == OrganisationKind::PeopleCommittee,
            portal: applied,
            notice_board: true,
            devices: u32::try_from(between(&format!("devices/{}", body.id), 4, 30)).ok(),
            applications,
            remark: None,
        },
        version: 1,
    }
}

pub fn made_known(body: &organisation::Model, today: NaiveDate) -> activity::Model {
    let on = today - Days::new(60);
    let held = ActivityHeld {
        on,
        attendance: vec![Attendance {
            who: Audience::Officials,
            people: u32::try_from(between(&format!("heard/{}", body.id), 8, 60)).unwrap_or(8),
        }],
        summoned: None,
        opinions: 0,
        answered: 0,
        cost: None,
        content: Some("Luật Thực hiện dân chủ ở cơ sở; Nghị quyết 75/NQ-HĐND.".to_owned()),
        files: Vec::new(),
        persons: Vec::new(),
    };
    activity::Model {
        id: derived(&format!("demo/measure/made-known/{}", body.id)),
        title: "Phổ biến Luật Thực hiện dân chủ ở cơ sở".to_owned(),
        ..held_activity(body, ActivityKind::Dissemination, held)
    }
}

/// An activity that was held, under an id and title of its own.
pub fn held_activity(body: &organisation::Model, kind: ActivityKind, held: ActivityHeld) -> activity::Model {
    activity::Model {
        id: derived("demo/measure/activity"),
        organisation_id: body.id,
        unit_id: body.unit_id,
        origin_unit_id: body.unit_id,
        kind,
        state: ActivityState::Held,
        title: String::new(),
        village_id: None,
        year: None,
        planned_on: held.on,
        held_on: Some(held.on),
        on_practice: false,
        on_conventions: false,
        people: held.people(),
        opinions: held.opinions.into(),
        answered: held.answered.into(),
        course: ActivityCourse {
            channels: vec![ActivityChannel::Meeting],
            held: Some(held),
            ..ActivityCourse::default()
        },
        recorded_at: None,
        version: 1,
    }
}
