//! How an election is shown.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    course::{Course, Purpose},
    entity::{ElectionState, Entity, Model},
    rules::ElectionAction,
};
use crate::{
    access::{AppointmentId, EditElection, ElectionId, Look, PersonId, RecogniseElection, UnitId, VillageId},
    http::{Answer, Result},
    organisation::name::{NamedOrganisation, Names},
    person::names_of,
    territory::{unit_end::UnitEnds, village, village_rules::full_name},
};

/// Cuộc bầu, cho thôi làm Trưởng thôn, Tổ trưởng tổ dân phố.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct VillageElection {
    /// Its id.
    pub id: ElectionId,
    /// The commune's committee.
    pub organisation: NamedOrganisation,
    /// The commune.
    pub unit_id: UnitId,
    /// Thôn, bản, tổ dân phố.
    pub village_id: VillageId,
    /// Its name with its kind.
    #[schema(example = "Bản Nà Khằm")]
    pub village: String,
    /// Bầu or cho thôi.
    pub purpose: Purpose,
    /// How far it has come.
    pub state: ElectionState,
    /// The day of the meeting, planned or held; of another vote after it, the day of that meeting or the last day for ballots.
    #[schema(example = "2025-12-28")]
    pub meeting_on: NaiveDate,
    /// What is to be ended; or what the recognition has appointed to.
    #[schema(nullable = false)]
    pub appointment_id: Option<AppointmentId>,
    /// What was done, step by step.
    pub course: Course,
    /// The names of whom the course speaks.
    pub people: Vec<NamedPerson>,
    /// What you may do next.
    pub allowed_actions: Vec<ElectionAction>,
}

/// Họ và tên.
#[derive(Serialize, ToSchema)]
pub struct NamedPerson {
    /// Their id.
    pub id: PersonId,
    /// Their name; empty once what is personal was erased.
    #[schema(example = "Lò Văn Ín")]
    pub name: String,
}

impl Model {
    /// Everybody the course names, each once.
    pub fn people(&self) -> Vec<PersonId> {
        let nominated = self
            .course
            .nomination
            .iter()
            .flat_map(|step| step.candidates.iter().copied());
        let votes = self.course.earlier_votes.iter().chain(&self.course.vote);
        let voted = votes.flat_map(|vote| vote.candidates.iter());
        let mut people: Vec<PersonId> = nominated.chain(voted.map(|votes| votes.person_id)).collect();
        people.sort();
        people.dedup();
        people
    }
}

/// Elections with what they name.
pub struct Shown {
    names: Names,
    villages: BTreeMap<VillageId, village::Model>,
    people: BTreeMap<PersonId, String>,
    ends: UnitEnds,
}

impl Shown {
    pub async fn of(look: &impl Look, rows: &[&Model]) -> Result<Self> {
        let villages = village::Column::Id.is_in(rows.iter().map(|row| row.village_id));
        let villages = look.find::<village::Entity>().filter(villages).all().await?;
        let people = named(look, rows).await?;
        Ok(Self {
            names: Names::of(look, rows.iter().map(|row| row.organisation_id)).await?,
            villages: villages.into_iter().map(|row| (row.id, row)).collect(),
            people,
            ends: UnitEnds::of(look, rows.iter().map(|row| row.unit_id)).await?,
        })
    }

    pub fn view(&self, look: &impl Look, row: &Model) -> VillageElection {
        let village = self.villages.get(&row.village_id);
        let people = row.people().into_iter().map(|id| NamedPerson {
            id,
            name: self.people.get(&id).cloned().unwrap_or_default(),
        });
        VillageElection {
            id: row.id,
            organisation: self.names.named(row.organisation_id),
            unit_id: row.unit_id,
            village_id: row.village_id,
            village: village
                .map(|village| full_name(village.kind, &village.name))
                .unwrap_or_default(),
            purpose: row.purpose,
            state: row.state,
            meeting_on: row.meeting_on,
            appointment_id: row.appointment_id,
            course: row.course.clone(),
            people: people.collect(),
            allowed_actions: self.actions(look, row),
        }
    }

    /// What the caller may do next with one of them.
    pub fn actions(&self, look: &impl Look, row: &Model) -> Vec<ElectionAction> {
        let today = look.clocks().legal.today();
        let over = self.ends.is_over(row.unit_id, today);
        let own = look.scope().owns(row.organisation_id) && !over;
        let itself = row.organisation_id == look.scope().organisation;
        let may = |action: &ElectionAction| match action {
            ElectionAction::Recognise | ElectionAction::Refuse => own && itself && look.may::<RecogniseElection>(),
            _ => own && look.may::<EditElection>(),
        };
        let all = ElectionAction::ALL.into_iter();
        all.filter(|action| action.fits(row) && may(action)).collect()
    }
}

/// Candidates are known to whoever sees the election: their names are posted in the village.
async fn named(look: &impl Look, rows: &[&Model]) -> Result<BTreeMap<PersonId, String>> {
    let Some(first) = rows.first() else {
        return Ok(BTreeMap::new());
    };
    let people: Vec<PersonId> = rows.iter().flat_map(|row| row.people()).collect();
    names_of(&people, look.beside::<Entity>(first)).await
}

/// One election, with its `ETag`.
pub async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    let shown = Shown::of(look, &[row]).await?;
    Answer::record(&shown.view(look, row), row.version)
}
