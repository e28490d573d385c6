//! The decision to hold the meeting, another day for it, and taking it back.

use actix_web::post;
use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::{Call, DismissalGround, Purpose},
    entity::{Column, ElectionState, Entity, Model},
    ground::{alone, step},
    rules::{self, Calling},
    view::{self, VillageElection},
};
use crate::{
    access::{AppointmentId, Caller, EditElection, ElectionId, Event, Tx, VillageId, fresh},
    document::{
        number::DocumentNumber,
        order::out_of_range,
        step::{Timed, Today},
    },
    http::{Answer, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    person::{Position, appointment},
    territory::{
        village,
        village_then::{households_on, village_of},
    },
    text::Paragraphs,
};

/// Quyết định tổ chức cuộc họp.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "village_id": "ced0420d-491e-5ec6-b3cf-b7c792c4c9c9", "purpose": "elect", "number": "88/QĐ-UBND", "signed_on": "2025-12-01", "meeting_on": "2025-12-28"
}))]
pub struct NewVillageElection {
    /// Thôn, tổ dân phố of your commune.
    village_id: VillageId,
    /// Bầu or cho thôi.
    purpose: Purpose,
    /// Số, ký hiệu of the decision.
    number: DocumentNumber,
    /// The day it was signed, not after today; fewer than 20 days before an election is late (Decree 59/2023 Art. 6.1a).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-01")]
    signed_on: NaiveDate,
    /// The day of the meeting.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-28")]
    meeting_on: NaiveDate,
    /// Of a dismissal: the head's appointment, acting heads included.
    #[serde(default)]
    #[schema(nullable = false)]
    appointment_id: Option<AppointmentId>,
    /// Of a dismissal: why (Art. 9.1).
    #[serde(default)]
    #[schema(nullable = false)]
    ground: Option<DismissalGround>,
    /// With `petition`: households that asked; at least half of all (Art. 9.1b).
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 100_000)]
    petitioners: Option<u32>,
}

/// Dời ngày họp.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"meeting_on": "2026-01-11"}))]
pub struct ElectionPostponement {
    /// The new day; what precedes it is judged anew.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2026-01-11")]
    meeting_on: NaiveDate,
}

/// Rút quyết định.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Ghi nhầm thôn."}))]
pub struct ElectionWithdrawal {
    /// Lý do, 1–500 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 500>,
}

/// Call an election or a dismissal
///
/// Quyết định tổ chức cuộc họp để bầu hoặc cho thôi Trưởng thôn, Tổ trưởng tổ dân phố (Decree 59/2023 Art. 6, 9).
#[utoipa::path(tag = "Elections", operation_id = "create_village_election", request_body = NewVillageElection,
    security(("bearer" = ["election:edit"])),
    responses((status = 201, description = "The election.", body = VillageElection),
        (status = 409, description = "`already_exists`: another is on its way in the village.", body = ProblemDocument)))]
#[post("/village-elections")]
async fn create_village_election(caller: Caller<EditElection>, new: Json<NewVillageElection>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = called(&tx, new.0).await?;
    let row = tx.add::<Entity>(row).await?;
    let address = format!("/api/v1/village-elections/{}", row.id);
    let answer = view::answer(&tx, &row).await?.created(address);
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn called(tx: &Tx<EditElection>, new: NewVillageElection) -> Result<Model> {
    let principal = tx.principal();
    let village = village_of(tx, new.village_id, "/village_id").await?;
    if village.organisation_id != principal.organisation {
        return Err(Problem::unknown_reference("/village_id"));
    }
    let village = tx.lock::<village::Entity>(village.id).await?;
    alone(tx, village.id).await?;
    headed(tx, &new).await?;
    let households = match new.petitioners {
        Some(_) => Some(households_on(tx, village.id, new.signed_on, "/signed_on").await?),
        None => None,
    };
    let calling = Calling {
        purpose: new.purpose,
        call: Call {
            number: new.number,
            signed: Timed::unhurried(new.signed_on),
            renew_by: None,
            renewed_late: None,
            ground: new.ground,
            petitioners: new.petitioners,
        },
        meeting_on: new.meeting_on,
        village_since: village.valid_from,
        village_until: village.valid_to,
        households,
        dismissed_on: dismissed_on(tx, village.id).await?,
    };
    let today = Today::of(tx).await?;
    Ok(Model {
        id: fresh(),
        organisation_id: principal.organisation,
        unit_id: principal.unit,
        village_id: village.id,
        purpose: new.purpose,
        state: ElectionState::Called,
        meeting_on: new.meeting_on,
        course: rules::call(calling, &today)?,
        appointment_id: new.appointment_id,
        version: 1,
    })
}

/// 422 unless a dismissal, and only one, names a head of the village who holds the post, and why.
async fn headed(tx: &Tx<EditElection>, new: &NewVillageElection) -> Result<()> {
    match (new.purpose, new.appointment_id, new.ground) {
        (Purpose::Elect, None, None) => return Ok(()),
        (Purpose::Dismiss, Some(_), Some(_)) => {}
        (_, appointment, ground) => {
            let lone =
                (new.purpose == Purpose::Dismiss) == appointment.is_some() && appointment.is_some() != ground.is_some();
            return Err(Problem::invalid(
                if lone { "/ground" } else { "/appointment_id" },
                "required",
                "Nêu chức danh và lý do khi cho thôi, và chỉ khi đó.",
                "Name the appointment and the ground of a dismissal, and only of one.",
            ));
        }
    }
    let heads = appointment::Column::Position.is_in([Position::VillageHead, Position::ActingVillageHead]);
    let of_the_village = tx
        .find::<appointment::Entity>()
        .filter(appointment::Column::VillageId.eq(new.village_id))
        .filter(heads);
    let held = of_the_village.all().await?;
    let named = held.iter().find(|row| Some(row.id) == new.appointment_id);
    let named = named.ok_or_else(|| Problem::unknown_reference("/appointment_id"))?;
    match named.holds_on(new.signed_on) && named.end_reason.is_none() {
        true => Ok(()),
        false => Err(out_of_range(
            "/signed_on",
            "Chức danh không được giữ vào ngày này.".to_owned(),
            "The post was not held on that day.".to_owned(),
        )),
    }
}

/// When the last head of the village was dismissed, where nobody was elected since.
async fn dismissed_on(tx: &Tx<EditElection>, village: VillageId) -> Result<Option<NaiveDate>> {
    let done = tx
        .find::<Entity>()
        .filter(Column::VillageId.eq(village))
        .filter(Column::State.eq(ElectionState::Recognised));
    let done = done.all().await?;
    let last = done.iter().max_by_key(|row| row.recognised_on());
    Ok(last
        .filter(|row| row.purpose == Purpose::Dismiss)
        .and_then(Model::recognised_on))
}

/// Postpone the meeting
///
/// Dời ngày họp, to a later or an earlier day.
#[utoipa::path(tag = "Elections", operation_id = "postpone_village_election", request_body = ElectionPostponement,
    params(ElectionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["election:edit"])),
    responses((status = 200, description = "The election.", body = VillageElection),
        (status = 409, description = "The meeting was held.", body = ProblemDocument)))]
#[post("/village-elections/{id}/postpone")]
async fn postpone_village_election(
    caller: Caller<EditElection>,
    id: Path<ElectionId>,
    if_match: IfMatch,
    new: Json<ElectionPostponement>,
) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    let village = village_of(&caller, row.village_id, "/meeting_on").await?;
    let meeting_on = new.0.meeting_on;
    step(&caller, id.0, if_match, None, |row, _| {
        rules::lasting("/meeting_on", meeting_on, village.valid_to)?;
        rules::postpone(row, meeting_on)
    })
    .await
}

/// Withdraw an election or a dismissal
///
/// Rút quyết định tổ chức cuộc họp, with the reason, before it is held.
#[utoipa::path(tag = "Elections", operation_id = "withdraw_village_election", request_body = ElectionWithdrawal,
    params(ElectionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["election:edit"])),
    responses((status = 200, description = "The election.", body = VillageElection),
        (status = 409, description = "The meeting was held.", body = ProblemDocument)))]
#[post("/village-elections/{id}/withdraw")]
async fn withdraw_village_election(
    caller: Caller<EditElection>,
    id: Path<ElectionId>,
    if_match: IfMatch,
    new: Json<ElectionWithdrawal>,
) -> Result<Answer> {
    let reason = new.0.reason.into_string();
    step(&caller, id.0, if_match, Some(reason.clone()), |row, _| {
        rules::withdraw(row, reason)
    })
    .await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(create_village_election)
        .service(postpone_village_election)
        .service(withdraw_village_election);
}
