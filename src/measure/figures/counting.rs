//! What records come to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::MeasureFigure as Figure;
use crate::{
    access::VillageId,
    calendar::Window,
    measure::{
        MeasureSetting,
        activity::{ActivityKind, ActivityState, DialogueOccasion, entity::Model as Activity},
        consultation::entity::Model as Consultation,
        decision::entity::{DecisionForm, Model as Decision},
        disclosure::entity::Model as Disclosure,
        evaluation::Rating,
    },
};

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeasureValue {
    Count(i64),
    YesNo(bool),
    Day(NaiveDate),
    Rating(Rating),
}

/// How many there are.
pub fn number(counted: usize) -> i64 {
    i64::try_from(counted).unwrap_or(i64::MAX)
}

/// Of activities that were held in the window.
pub fn of_activities(figure: Figure, all: &[Activity], window: Window) -> Option<MeasureValue> {
    let held = |kinds: &'static [ActivityKind]| {
        all.iter()
            .filter(|row| row.state != ActivityState::Cancelled)
            .filter(move |row| kinds.contains(&row.kind))
            .filter(move |row| row.held_on.is_some_and(|day| window.contains(day)))
    };
    const MEETINGS: &[ActivityKind] = &[ActivityKind::Training, ActivityKind::Dissemination];
    const DIALOGUES: &[ActivityKind] = &[ActivityKind::Dialogue];
    const CONFERENCES: &[ActivityKind] = &[ActivityKind::StaffConference];
    const REVIEWS: &[ActivityKind] = &[ActivityKind::ConferenceReview];
    const RECEPTIONS: &[ActivityKind] = &[ActivityKind::CitizenReception];
    const OF_VILLAGES: &[ActivityKind] = &[ActivityKind::VillageConference];
    let count = |kinds| MeasureValue::Count(number(held(kinds).count()));
    let on = |occasion| {
        let on_it = held(DIALOGUES).filter(|row| row.course.occasion == Some(occasion));
        MeasureValue::Count(number(on_it.count()))
    };
    let sum = |kinds, of: fn(&Activity) -> i64| MeasureValue::Count(held(kinds).map(of).sum());
    Some(match figure {
        Figure::Meetings => count(MEETINGS),
        Figure::Attendances => sum(MEETINGS, |row| row.people),
        Figure::Dialogues => count(DIALOGUES),
        Figure::DialogueAttendances => sum(DIALOGUES, |row| row.people),
        Figure::DialogueOpinions => sum(DIALOGUES, |row| row.opinions),
        Figure::DialogueOpinionsAnswered => sum(DIALOGUES, |row| row.answered),
        Figure::PeriodicDialogues => on(DialogueOccasion::Periodic),
        Figure::DialoguesOnRequest => on(DialogueOccasion::OnRequest),
        Figure::DialoguesOnACase => on(DialogueOccasion::OnACase),
        Figure::CitizenReceptions => count(RECEPTIONS),
        Figure::StaffConference => MeasureValue::YesNo(held(CONFERENCES).count() > 0),
        Figure::StaffConferenceDay => MeasureValue::Day(held(CONFERENCES).filter_map(|row| row.held_on).max()?),
        Figure::StaffPetitions => sum(CONFERENCES, |row| row.opinions),
        Figure::StaffPetitionsResolved => sum(CONFERENCES, |row| row.answered),
        Figure::ConferenceReviewed => MeasureValue::YesNo(held(REVIEWS).count() > 0),
        Figure::VillageConferences => {
            let villages: BTreeSet<_> = held(OF_VILLAGES).filter_map(|row| row.village_id).collect();
            MeasureValue::Count(number(villages.len()))
        }
        _ => return None,
    })
}

/// Of disclosures in the window: what arose in it was to be disclosed; what was disclosed in it may have arisen before.
pub fn of_disclosures(figure: Figure, all: &[Disclosure], window: Window) -> Option<MeasureValue> {
    let of = |setting| all.iter().filter(move |row| row.setting == setting);
    let disclosed = |setting| of(setting).filter(|row| row.disclosed_on.is_some_and(|day| window.contains(day)));
    let by = |form: fn(&Disclosure) -> bool| disclosed(MeasureSetting::Commune).filter(|row| form(row)).count();
    let counted = match figure {
        Figure::ToDisclose => of(MeasureSetting::Commune)
            .filter(|row| window.contains(row.arisen_on))
            .count(),
        Figure::Disclosed => disclosed(MeasureSetting::Commune).count(),
        Figure::DisclosedByPosting => by(|row| row.posted),
        Figure::DisclosedOnPortal => by(|row| row.on_portal),
        Figure::DisclosedOnLoudspeakers => by(|row| row.on_loudspeaker),
        Figure::DisclosedByVillageHeads => by(|row| row.by_village_heads),
        Figure::DisclosedOtherwise => by(|row| row.otherwise),
        Figure::DisclosedInTime => by(|row| row.disclosed_on.is_some_and(|day| day <= row.due_on)),
        Figure::DisclosedToStaff => disclosed(MeasureSetting::Agency).count(),
        Figure::DisclosedToWorkers => disclosed(MeasureSetting::StateEnterprise).count(),
        _ => return None,
    };
    Some(MeasureValue::Count(number(counted)))
}

/// Of decisions of the people in the window.
pub fn of_decisions(figure: Figure, all: &[Decision], window: Window) -> Option<MeasureValue> {
    let made = || all.iter().filter(|row| window.contains(row.decided_on));
    let by = |form| number(made().filter(|row| row.form == form).count());
    // What was not passed, or was undone since, is no work.
    let stands = |row: &&Decision| row.passed && row.undone_on.is_none_or(|day| day > window.to);
    let works = || made().filter(stands).filter(|row| row.is_of_a_work);
    let sum = |of: fn(&Decision) -> i64| works().map(of).sum();
    let counted = match figure {
        Figure::Decisions => number(made().count()),
        Figure::DecisionsByMeeting => by(DecisionForm::Meeting),
        Figure::DecisionsByBallot => by(DecisionForm::Ballot),
        Figure::DecisionsOnline => by(DecisionForm::Online),
        Figure::DecisionsPassed => number(made().filter(stands).count()),
        Figure::Works => number(works().count()),
        Figure::WorksValue => sum(|row| row.total_value),
        Figure::WorksPeopleMoney => sum(|row| row.people_money),
        Figure::WorksStateMoney => sum(|row| row.state_money),
        Figure::WorksLabourDays => sum(|row| row.labour_days),
        _ => return None,
    };
    Some(MeasureValue::Count(counted))
}

/// Of villages whose households met in the window, to decide or for their yearly conference.
pub fn of_meetings(
    figure: Figure,
    (decisions, activities): (&[Decision], &[Activity]),
    window: Window,
) -> Option<MeasureValue> {
    let decided = decisions
        .iter()
        .filter(|row| row.form == DecisionForm::Meeting)
        .filter_map(|row| Some((row.village_id?, row.decided_on)));
    let conferred = activities
        .iter()
        .filter(|row| row.kind == ActivityKind::VillageConference)
        .filter_map(|row| Some((row.village_id?, row.held_on?)));
    let mut days: BTreeMap<VillageId, BTreeSet<NaiveDate>> = BTreeMap::new();
    for (village, day) in decided.chain(conferred).filter(|(_, day)| window.contains(*day)) {
        days.entry(village).or_default().insert(day);
    }
    let met = |often: fn(usize) -> bool| number(days.values().filter(|days| often(days.len())).count());
    Some(MeasureValue::Count(match figure {
        Figure::VillagesMetOnce => met(|times| times == 1),
        Figure::VillagesMetMore => met(|times| times > 1),
        _ => return None,
    }))
}

/// Of consultations in the window, each figure by the day it tells of: the opening, the end, the explanation.
pub fn of_consultations(figure: Figure, all: &[Consultation], window: Window) -> Option<MeasureValue> {
    let of = |of_the_people: bool| {
        all.iter()
            .filter(move |row| (row.setting == MeasureSetting::Commune) == of_the_people)
    };
    let falls = |day: Option<NaiveDate>| day.is_some_and(|day| window.contains(day));
    let closed = || of(true).filter(|row| falls(row.closed_on));
    let counted = match figure {
        Figure::Consultations => number(of(true).filter(|row| window.contains(row.opened_on)).count()),
        Figure::Opinions => closed().map(|row| row.opinions).sum(),
        Figure::OpinionsAccepted => closed().map(|row| row.accepted).sum(),
        Figure::ConsultationsExplained => number(of(true).filter(|row| falls(row.explained_on)).count()),
        Figure::StaffConsultations => number(of(false).filter(|row| window.contains(row.opened_on)).count()),
        _ => return None,
    };
    Some(MeasureValue::Count(counted))
}
