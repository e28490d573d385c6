//! How the heads of the demonstration's villages were elected.

use chrono::Days;
use sea_orm::ConnectionTrait;

use super::{
    day::{day, morning},
    events, holders,
    write::write,
};
use crate::{
    access::{Event, event},
    document::{number::DocumentNumber, step::Timed},
    election::{
        Course, ElectionState, Purpose,
        course::{Call, CandidateVotes, ElectionTeam, HeadDecision, HeadVote, HeadVoteForm, Nomination, Notice, Sent},
        entity::{Entity, Model},
    },
    http::Result,
    person::Position,
    territory::{village, village_households as households},
};

/// One in each village that was counted, the head of which holds the post since.
pub async fn elections(
    villages: &[village::Model],
    counts: &[households::Model],
    connection: &impl ConnectionTrait,
) -> Result<Vec<event::Model>> {
    let counted = |village: &village::Model| counts.iter().find(|count| count.village_id == village.id);
    let rows: Vec<Model> = villages
        .iter()
        .filter_map(|village| Some(election(village, counted(village)?.households)))
        .collect();
    write::<Entity>(&rows, connection).await?;
    let told = rows
        .iter()
        .map(|row| events::made(Event::on::<Entity>(row), morning(row.course.call.signed.on)));
    Ok(told.collect())
}

fn election(village: &village::Model, households: i64) -> Model {
    let recognised_on = holders::since(village);
    let meeting_on = recognised_on - Days::new(5);
    let ahead = |days, least| Timed {
        on: meeting_on - Days::new(days),
        due_on: meeting_on - Days::new(least),
        late: days < least,
    };
    let number = |number| DocumentNumber {
        number,
        symbol: "QĐ-UBND".to_owned(),
    };
    let (head, appointment) = holders::ids(Position::VillageHead, village.id);
    let in_favour = u32::try_from(households * 8 / 10).unwrap_or_default();
    Model {
        id: crate::access::derived(&format!("demo/election/{}", village.id)),
        organisation_id: village.organisation_id,
        unit_id: village.unit_id,
        village_id: village.id,
        purpose: Purpose::Elect,
        state: ElectionState::Recognised,
        meeting_on,
        course: Course {
            call: Call {
                number: number(88),
                signed: ahead(25, 20),
                renew_by: None,
                renewed_late: None,
                ground: None,
                petitioners: None,
            },
            nomination: Some(Nomination {
                sent: ahead(18, 15),
                candidates: vec![head],
            }),
            team: Some(ElectionTeam {
                number: number(90),
                signed: ahead(15, 10),
                members: 5,
            }),
            notice: Some(Notice { given: ahead(14, 7) }),
            vote: Some(HeadVote {
                by: HeadVoteForm::Meeting,
                on: meeting_on,
                households,
                present: u32::try_from(households * 9 / 10).unwrap_or_default(),
                candidates: vec![CandidateVotes {
                    person_id: head,
                    in_favour,
                }],
                in_favour: None,
                elected: Some(head),
            }),
            earlier_votes: Vec::new(),
            sent: Some(Sent {
                sent: Timed {
                    on: meeting_on + Days::new(2),
                    due_on: meeting_on + Days::new(5),
                    late: false,
                },
                received_on: meeting_on + Days::new(2),
                decide_by: day(2023, 12, 5),
            }),
            recognition: Some(HeadDecision {
                made: Timed {
                    on: recognised_on,
                    due_on: day(2023, 12, 5),
                    late: false,
                },
                number: number(92),
                signer: "Lò Văn Inh".to_owned(),
                front_agreed_on: None,
            }),
            refusal: None,
            withdrawn: None,
        },
        appointment_id: Some(appointment),
        version: 1,
    }
}
