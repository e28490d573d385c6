//! The village conventions of the demonstration: one older than the decree, most recognised under it, some on their way.

use chrono::{Days, NaiveDate};
use sea_orm::ConnectionTrait;

use super::{
    chance::{between, draw},
    day::{day, morning},
    events,
    write::write,
};
use crate::{
    access::{ConventionId, Event, Record, VillageId, derived, event},
    document::{
        convention::{
            ConventionKind, ConventionState,
            course::{
                Course, Decision, Dossier, Posting, PostingForm, Proposal, Proposer, Team, TeamMember, Vote, VoteForm,
                VoteOutcome,
            },
            entity::{Entity, Model},
        },
        number::DocumentNumber,
        step::Timed,
    },
    http::Result,
    reporting::official::SigningCapacity,
    territory::{village, village_households as households, village_kind::VillageKind, village_rules::full_name},
    text,
};

/// The id of a village's convention.
fn id_of(village: VillageId) -> ConventionId {
    derived(&format!("demo/convention/{village}"))
}

/// Of the villages as they were counted.
pub async fn conventions(
    villages: &[village::Model],
    counts: &[households::Model],
    connection: &impl ConnectionTrait,
) -> Result<Vec<event::Model>> {
    let counted = |village: VillageId| counts.iter().find(|count| count.village_id == village);
    let rows: Vec<Model> = villages
        .iter()
        .filter_map(|village| convention(village, counted(village.id)?.households))
        .collect();
    write::<Entity>(&rows, connection).await?;
    Entity::keep_beside(&rows, connection).await?;
    let told = rows.iter().map(|row| {
        let proposed = row.course.proposal.as_ref().map(|proposal| proposal.on);
        let at = row.in_force_on.or(proposed).unwrap_or_default();
        events::made(Event::on::<Entity>(row), morning(at.max(day(2023, 8, 16))))
    });
    Ok(told.collect())
}

/// None where nobody has proposed one.
fn convention(village: &village::Model, households: i64) -> Option<Model> {
    let key = format!("convention/{}", village.id);
    let place = if village.kind == VillageKind::ToDanPho {
        0
    } else {
        draw(&key, 10)
    };
    let proposed_on = day(2024, 2, 1) + Days::new(draw(&format!("{key}/day"), 60));
    let begun = proposed(village, proposed_on);
    match place {
        0..=4 => Some(recognised(posted(begun, proposed_on), proposed_on, households, &key)),
        5 => Some(posted(begun, proposed_on)),
        6 | 7 => Some(older(begun, &key)),
        8 => Some(begun),
        _ => None,
    }
}

fn proposed(village: &village::Model, on: NaiveDate) -> Model {
    let title = format!("Quy ước {}", full_name(village.kind, &village.name));
    Model {
        id: id_of(village.id),
        organisation_id: village.organisation_id,
        unit_id: village.unit_id,
        origin_unit_id: village.origin_unit_id,
        village_id: village.id,
        kind: ConventionKind::QuyUoc,
        title_fold: text::fold(&title),
        title,
        summary: None,
        state: ConventionState::Proposed,
        course: Course::beginning(Some(Proposal {
            by: Proposer::VillageHead,
            on,
            households: None,
            in_favour: None,
        })),
        in_force_on: None,
        ended_on: None,
        change: None,
        replaces_id: None,
        replaced_by_id: None,
        version: 1,
    }
}

fn posted(mut row: Model, proposed_on: NaiveDate) -> Model {
    let after = |days| proposed_on + Days::new(days);
    row.course.team = Some(Team {
        on: after(5),
        members: 7,
        of: vec![
            TeamMember::Organisation,
            TeamMember::Reputed,
            TeamMember::Versed,
            TeamMember::VillageElder,
            TeamMember::SpeaksTheLanguage,
        ],
    });
    row.course.posting = Some(Posting {
        on: after(20),
        place: "Nhà văn hóa".to_owned(),
        forms: vec![PostingForm::Copies, PostingForm::Meeting],
        open_until: after(53),
        draft_file: None,
    });
    row.state = ConventionState::Posted;
    row
}

fn recognised(mut row: Model, proposed_on: NaiveDate, households: i64, key: &str) -> Model {
    let after = |days| proposed_on + Days::new(days);
    let timed = |on, due| Timed {
        on: after(on),
        due_on: after(due),
        late: on > due,
    };
    let present = u32::try_from(households * 9 / 10).unwrap_or_default();
    let in_favour = u32::try_from(households * 8 / 10).unwrap_or_default();
    row.course.votes = vec![Vote {
        by: VoteForm::Meeting,
        on: after(56),
        households,
        present,
        in_favour,
        outcome: VoteOutcome::Adopted,
    }];
    row.course.dossier = Some(Dossier {
        sent: timed(60, 63),
        received_on: after(60),
        decide_by: after(67),
        request_file: None,
        minutes_file: None,
        text_file: None,
    });
    row.course.recognition = Some(decision(timed(65, 67), key));
    row.course.sent_back = Some(timed(66, 67));
    row.in_force_on = Some(after(65));
    row.state = ConventionState::Recognised;
    row
}

/// One that was recognised before there was a decree on it (Decree 61/2023 Art. 24.1).
fn older(row: Model, key: &str) -> Model {
    let on = day(2019, 5, 20);
    Model {
        state: ConventionState::Recognised,
        in_force_on: Some(on),
        course: Course {
            recognition: Some(decision(Timed::unhurried(on), key)),
            ..Course::beginning(None)
        },
        ..row
    }
}

fn decision(made: Timed, key: &str) -> Decision {
    Decision {
        made,
        number: DocumentNumber {
            number: u32::try_from(between(key, 10, 400)).unwrap_or(1),
            symbol: "QĐ-UBND".to_owned(),
        },
        signer: "Lò Văn Inh".to_owned(),
        capacities: vec![SigningCapacity::Tm],
        signed_file: None,
    }
}
