//! How people and their appointments are shown: without what is sensitive.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ColumnTrait;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    appointment::{self, AppointingDecision},
    entity::{self as person, Sex},
    held::VillageEnds,
    position::Position,
};
use crate::{
    access::{AppointmentId, EditPerson, ErasePerson, Look, PersonId, RevealPerson, UnitId, VillageId},
    http::{Answer, Result},
    organisation::name::{NamedOrganisation, Names},
};

/// Người được bầu, cử, giao nhiệm vụ. Ethnicity is not shown, and of an identifier only its last three digits: see `reveal`.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Who keeps the record.
    pub organisation: NamedOrganisation,
    /// The unit of that organisation.
    pub unit_id: UnitId,
    /// Họ và tên.
    #[schema(example = "Lò Văn Ín")]
    pub name: String,
    /// Năm sinh.
    #[schema(nullable = false, example = 1979)]
    pub birth_year: Option<i16>,
    /// Giới tính.
    #[schema(nullable = false)]
    pub sex: Option<Sex>,
    /// Số định danh cá nhân, masked.
    #[schema(nullable = false, example = "*********123")]
    pub national_id_masked: Option<String>,
    /// When what is personal was erased.
    #[schema(nullable = false)]
    pub erased_at: Option<DateTime<Utc>>,
    /// What they are or were appointed to, the first first.
    pub appointments: Vec<Appointment>,
    /// What you may do next.
    pub allowed_actions: Vec<PersonAction>,
}

/// Việc có thể làm tiếp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PersonAction {
    /// Sửa.
    Change,
    /// Bổ nhiệm, công nhận.
    Appoint,
    /// Xem dữ liệu nhạy cảm.
    Reveal,
    /// Xóa dữ liệu cá nhân.
    Erase,
}

/// Chức danh được giữ từ ngày đến ngày.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Appointment {
    /// Its id.
    pub id: AppointmentId,
    /// Who holds it.
    pub person_id: PersonId,
    /// Chức danh.
    pub position: Position,
    /// Thôn, tổ dân phố in which it is held.
    #[schema(nullable = false)]
    pub village_id: Option<VillageId>,
    /// The unit in which it is held.
    pub unit_id: UnitId,
    /// The first day.
    #[schema(example = "2025-09-15")]
    pub valid_from: NaiveDate,
    /// The first day it is no longer held; in a village at the latest that on which the village ends.
    #[schema(nullable = false, example = "2030-09-15")]
    pub valid_to: Option<NaiveDate>,
    /// Quyết định công nhận, cử.
    pub decision: AppointingDecision,
    /// Why it ended.
    #[schema(nullable = false, example = "Xin thôi vì lý do sức khỏe.")]
    pub end_reason: Option<String>,
}

impl From<&appointment::Model> for Appointment {
    fn from(row: &appointment::Model) -> Self {
        Self {
            id: row.id,
            person_id: row.person_id,
            position: row.position,
            village_id: row.village_id,
            unit_id: row.unit_id,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            decision: row.decision.clone(),
            end_reason: row.end_reason.clone(),
        }
    }
}

/// People with what they were appointed to.
pub struct Shown {
    names: Names,
    appointments: BTreeMap<PersonId, Vec<appointment::Model>>,
}

impl Shown {
    pub async fn of(look: &impl Look, rows: &[&person::Model]) -> Result<Self> {
        let theirs = appointment::Column::PersonId.is_in(rows.iter().map(|row| row.id));
        let theirs = look.find::<appointment::Entity>().filter(theirs);
        let mut appointments: BTreeMap<PersonId, Vec<appointment::Model>> = BTreeMap::new();
        let theirs = theirs.order_by(appointment::Column::ValidFrom).all().await?;
        let ends = VillageEnds::beside(look, &theirs).await?;
        for row in theirs.iter().map(|row| ends.held(row)) {
            appointments.entry(row.person_id).or_default().push(row);
        }
        Ok(Self {
            names: Names::of(look, rows.iter().map(|row| row.organisation_id)).await?,
            appointments,
        })
    }

    pub fn view(&self, look: &impl Look, row: &person::Model) -> Person {
        let appointments = self.appointments.get(&row.id).map_or(&[][..], Vec::as_slice);
        Person {
            id: row.id,
            organisation: self.names.named(row.organisation_id),
            unit_id: row.unit_id,
            name: row.name.clone(),
            birth_year: row.birth_year,
            sex: row.sex,
            national_id_masked: row.national_id_tail.as_ref().map(|tail| format!("*********{tail}")),
            erased_at: row.erased_at,
            appointments: appointments.iter().map(Appointment::from).collect(),
            allowed_actions: self.actions(look, row),
        }
    }

    fn actions(&self, look: &impl Look, row: &person::Model) -> Vec<PersonAction> {
        let today = look.clocks().legal.today();
        let own = look.scope().owns(row.organisation_id) && row.erased_at.is_none();
        let mut appointments = self.appointments.get(&row.id).into_iter().flatten();
        let serving = appointments.any(|appointment| appointment.lasts_beyond(today));
        let may = [
            (PersonAction::Change, own && look.may::<EditPerson>()),
            (PersonAction::Appoint, own && look.may::<EditPerson>()),
            (
                PersonAction::Reveal,
                own && row.sealed.is_some() && look.may::<RevealPerson>(),
            ),
            (PersonAction::Erase, own && !serving && look.may::<ErasePerson>()),
        ];
        may.into_iter()
            .filter_map(|(action, may)| may.then_some(action))
            .collect()
    }
}

/// One person, with their `ETag`.
pub async fn answer(look: &impl Look, row: &person::Model) -> Result<Answer> {
    let shown = Shown::of(look, &[row]).await?;
    Answer::record(&shown.view(look, row), row.version)
}

/// One appointment as it is held, with its `ETag`.
pub async fn appointment(look: &impl Look, row: &appointment::Model) -> Result<Answer> {
    let ends = VillageEnds::beside(look, std::slice::from_ref(row)).await?;
    Answer::record(&Appointment::from(&ends.held(row)), row.version)
}
