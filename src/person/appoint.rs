//! Appointing people, and ending that.

use actix_web::post;
use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    acting,
    appointment::{AppointingDecision, Column, Entity, Model},
    entity as person,
    position::Position,
    rules,
    view::{self, Appointment},
};
use crate::{
    access::{AppointmentId, Caller, EditPerson, Event, Permission, PersonId, Tx, VillageId, fresh},
    document::number::DocumentNumber,
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    territory::village,
    text::Paragraphs,
};

/// Bổ nhiệm, công nhận.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "position": "person_in_charge", "valid_from": "2025-09-15", "decision": {"number": "112/QĐ-UBND", "signed_on": "2025-09-15"}
}))]
pub struct NewAppointment {
    /// Chức danh.
    position: Position,
    /// Thôn, tổ dân phố of your commune, for positions held in one: these are recorded by the commune's committee, that of the head of a Front
    /// board too.
    #[serde(default)]
    #[schema(nullable = false)]
    village_id: Option<VillageId>,
    /// The first day; of a village head not before the decision (Decree 59/2023 Art. 8).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-15")]
    valid_from: NaiveDate,
    /// The first day it is no longer held. To be named for an acting head from 26 May 2026 on: a village has one for six months at most, and terms
    /// without a day between them count as one, whoever holds them (Decree 185/2026 Art. 4.2).
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2030-09-15")]
    valid_to: Option<NaiveDate>,
    /// Quyết định công nhận, cử.
    decision: NewAppointingDecision,
}

/// Quyết định.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAppointingDecision {
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// The day it was signed, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-15")]
    signed_on: NaiveDate,
    /// Of an acting head, and of nobody else: when the commune's Front agreed, not after the decision (Decree 59/2023 Art. 9.3).
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-09-12")]
    front_agreed_on: Option<NaiveDate>,
}

/// Thôi giữ chức danh.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-12-20", "reason": "Xin thôi vì lý do sức khỏe."}))]
pub struct AppointmentEnd {
    /// The first day it is no longer held, not after today; of one that is yet to begin its first day, so that it is never held.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-20")]
    on: NaiveDate,
    /// Lý do, 1–500 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 500>,
}

/// Appoint a person
///
/// Ghi việc công nhận, cử, giao nhiệm vụ. A village has one head at a time, acting or not, and one head of its Front board. What is held in a village ends
/// with it, whatever term it was given.
#[utoipa::path(tag = "Persons", operation_id = "appoint_person", request_body = NewAppointment, params(PersonId),
    security(("bearer" = ["person:edit"])),
    responses((status = 201, description = "The appointment.", body = Appointment),
        (status = 409, description = "`already_exists`: somebody holds it in that time; `existing_id` names that appointment. `state_forbids`: \
         what is personal was erased.", body = ProblemDocument)))]
#[post("/persons/{id}/appointments")]
async fn appoint_person(caller: Caller<EditPerson>, id: Path<PersonId>, new: Json<NewAppointment>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = appointed(&mut tx, id.0, new.0).await?;
    let address = format!("/api/v1/appointments/{}", row.id);
    let answer = view::appointment(&tx, &row).await?.created(address);
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn appointed(tx: &mut Tx<EditPerson>, person: PersonId, new: NewAppointment) -> Result<Model> {
    let person = tx.lock::<person::Entity>(person).await?;
    if person.erased_at.is_some() {
        return Err(Problem::new(Code::StateForbids));
    }
    let row = Model {
        id: fresh(),
        person_id: person.id,
        position: new.position,
        organisation_id: person.organisation_id,
        unit_id: person.unit_id,
        village_id: new.village_id,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        decision: AppointingDecision {
            number: new.decision.number,
            signed_on: new.decision.signed_on,
            front_agreed_on: new.decision.front_agreed_on,
        },
        end_reason: None,
        version: 1,
    };
    appoint(tx, row).await
}

/// Appoints somebody: 409 where another holds it in that time, 422 for a place or days that the law does not allow.
pub async fn appoint<P: Permission>(tx: &mut Tx<P>, row: Model) -> Result<Model> {
    rules::appointed(&row, tx.clocks().legal.today())?;
    acting::agreed(&row)?;
    require_known(tx, &row).await?;
    if let Some(id) = row.village_id {
        in_village(tx, id, &row).await?;
    }
    let others = tx
        .find::<Entity>()
        .filter(Column::OrganisationId.eq(row.organisation_id));
    let others = others.filter(match row.village_id {
        Some(village) => Column::VillageId.eq(village),
        None => Column::PersonId.eq(row.person_id),
    });
    let others = others.all().await?;
    acting::in_time(&row, &others)?;
    rules::alone(&row, &others)?;
    tx.add::<Entity>(row).await
}

/// 409 where whoever is appointed was erased.
async fn require_known<P: Permission>(tx: &Tx<P>, row: &Model) -> Result<()> {
    let found = tx.hold::<person::Entity>(person::Column::Id.eq(row.person_id)).await?;
    match found.iter().any(|person| person.erased_at.is_some()) {
        false => Ok(()),
        true => Err(Problem::new(Code::StateForbids)),
    }
}

/// Locks the village, so that of two appointed at once one is refused; 422 where another keeps its records, or it did not exist then.
async fn in_village<P: Permission>(tx: &Tx<P>, id: VillageId, row: &Model) -> Result<()> {
    let known = tx
        .find::<village::Entity>()
        .filter(village::Column::Id.eq(id))
        .one()
        .await?;
    let Some(village) = known else {
        return Err(Problem::unknown_reference("/village_id"));
    };
    if village.organisation_id != row.organisation_id {
        return Err(Problem::invalid(
            "/village_id",
            "unsuited",
            "Chức danh ở thôn, tổ dân phố do Ủy ban nhân dân cấp xã ghi, với người do Ủy ban ghi.",
            "Who holds a position in a village is recorded by its commune's committee, as a person of the committee.",
        ));
    }
    let village = tx.lock::<village::Entity>(village.id).await?;
    match village.exists_on(row.valid_from) {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/valid_from",
            "out_of_range",
            "Thôn, tổ dân phố không có vào ngày này.",
            "The village did not exist on that day.",
        )),
    }
}

/// End an appointment
///
/// Thôi giữ chức danh, trước hạn hoặc khi hết nhiệm kỳ; or taken back before it begins.
#[utoipa::path(tag = "Persons", operation_id = "end_appointment", request_body = AppointmentEnd,
    params(AppointmentId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["person:edit"])),
    responses((status = 200, description = "The appointment.", body = Appointment),
        (status = 409, description = "It was ended before.", body = ProblemDocument)))]
#[post("/appointments/{id}/end")]
async fn end_appointment(
    caller: Caller<EditPerson>,
    id: Path<AppointmentId>,
    if_match: IfMatch,
    end: Json<AppointmentEnd>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = tx.clocks().legal.today();
    let reason = end.0.reason.into_string();
    let ended = |row: &mut _| rules::end(row, end.0.on, reason.clone(), today);
    let row = tx.edit::<Entity>(id.0, if_match, ended).await?;
    let answer = view::appointment(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row).because(reason), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(appoint_person).service(end_appointment);
}
