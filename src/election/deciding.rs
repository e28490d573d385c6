//! What the committee decides: it recognises, which appoints or relieves the head, or refuses in writing.

use actix_web::post;
use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::{HeadDecision, HeadRefusal, Purpose},
    entity::{Entity, Model},
    ground::told,
    rules,
    view::VillageElection,
};
use crate::{
    access::{Caller, ElectionId, RecogniseElection, Tx, fresh},
    document::{
        number::DocumentNumber,
        step::{Timed, Today},
    },
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    person::{Position, appoint, appointment, end},
    text::{Paragraphs, Text},
};

/// Quyết định công nhận.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "92/QĐ-UBND", "signed_on": "2026-01-05", "signer": "Lò Văn Inh", "term_ends_on": "2031-01-05"}))]
pub struct NewHeadRecognition {
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// The day it was signed: the head acts, or is relieved, from it on. After 5 working days it is late (Decree 59/2023 Art. 8, 9.3).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2026-01-05")]
    signed_on: NaiveDate,
    /// Người ký, 1–200 characters.
    #[schema(inline)]
    signer: Text<1, 200>,
    /// Of an election: the first day the head no longer holds the post.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2031-01-05")]
    term_ends_on: Option<NaiveDate>,
    /// Where the meeting did not agree on a dismissal: when the Front agreed to it (Art. 9.3).
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2026-01-04")]
    front_agreed_on: Option<NaiveDate>,
}

/// Văn bản không công nhận, hoặc quyết định bầu lại.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "12/UBND-VX", "on": "2026-01-05", "reason": "Tổ bầu cử có người ứng cử tham gia.", "again": true}))]
pub struct NewHeadRefusal {
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// The day it was signed; after 5 working days it is late.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2026-01-05")]
    on: NaiveDate,
    /// Lý do, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
    /// Whether it is a decision to elect anew.
    #[serde(default)]
    #[schema(default = false)]
    again: bool,
}

/// Recognise the result
///
/// Công nhận người trúng cử, or the dismissal. In the same moment the head is appointed from that day on, or the appointment ends.
#[utoipa::path(tag = "Elections", operation_id = "recognise_village_election", request_body = NewHeadRecognition,
    params(ElectionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["election:recognise"])),
    responses((status = 200, description = "The election.", body = VillageElection),
        (status = 409, description = "`state_forbids`: the result was not sent, or the post has ended otherwise. `already_exists`: the village has a head; `existing_id` names the \
         appointment, which is to be ended first.", body = ProblemDocument)))]
#[post("/village-elections/{id}/recognise")]
async fn recognise_village_election(
    caller: Caller<RecogniseElection>,
    id: Path<ElectionId>,
    if_match: IfMatch,
    new: Json<NewHeadRecognition>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = own(&tx, id.0, if_match).await?;
    let row = recognised(&mut tx, &before, new.0).await?;
    told(tx, &row, None).await
}

/// The committee alone decides, not who acts for it.
async fn own(tx: &Tx<RecogniseElection>, id: ElectionId, if_match: IfMatch) -> Result<Model> {
    let row = tx.lock_matching::<Entity>(id, if_match).await?;
    match row.organisation_id == tx.scope().organisation {
        true => Ok(row),
        false => Err(Problem::new(Code::NotYours)),
    }
}

async fn recognised(tx: &mut Tx<RecogniseElection>, before: &Model, new: NewHeadRecognition) -> Result<Model> {
    let today = Today::of(tx).await?;
    let mut after = before.clone();
    let decision = HeadDecision {
        made: Timed::unhurried(new.signed_on),
        number: new.number.clone(),
        signer: new.signer.into_string(),
        front_agreed_on: new.front_agreed_on,
    };
    rules::recognise(&mut after, decision, &today)?;
    match after.purpose {
        Purpose::Elect => {
            acting_no_longer(tx, &after, new.signed_on).await?;
            let head = head(&after, new.number, new.signed_on, new.term_ends_on)?;
            let appointed = appoint(tx, head).await.map_err(|problem| problem.pointing(POINTERS))?;
            after.appointment_id = Some(appointed.id);
        }
        Purpose::Dismiss if new.term_ends_on.is_some() => {
            return Err(Problem::invalid(
                "/term_ends_on",
                "unsuited",
                "Chỉ nêu khi công nhận người trúng cử.",
                "It goes with the recognition of whoever was elected.",
            ));
        }
        Purpose::Dismiss => relieve(tx, &after, new.signed_on).await?,
    }
    tx.save::<Entity>(before, after).await
}

/// Where the body names what an appointment says.
const POINTERS: &[(&str, &str)] = &[
    ("/valid_to", "/term_ends_on"),
    ("/valid_from", "/signed_on"),
    ("/decision/signed_on", "/signed_on"),
    ("/on", "/signed_on"),
];

/// Whoever acts for a head serves until there is one again (Art. 9.3).
async fn acting_no_longer(tx: &mut Tx<RecogniseElection>, row: &Model, on: NaiveDate) -> Result<()> {
    use appointment::Column;
    let acting = tx
        .find::<appointment::Entity>()
        .filter(Column::VillageId.eq(row.village_id))
        .filter(Column::Position.eq(Position::ActingVillageHead));
    let acting = acting.all().await?;
    for known in acting
        .iter()
        .filter(|known| known.holds_on(on) && known.end_reason.is_none())
    {
        let before = tx.lock::<appointment::Entity>(known.id).await?;
        let mut after = before.clone();
        end(
            &mut after,
            on,
            "Đã bầu được Trưởng thôn.".to_owned(),
            tx.clocks().legal.today(),
        )
        .map_err(|problem| problem.pointing(POINTERS))?;
        tx.save::<appointment::Entity>(&before, after).await?;
    }
    Ok(())
}

/// The appointment of whoever was elected.
fn head(
    row: &Model,
    number: DocumentNumber,
    signed_on: NaiveDate,
    term_ends_on: Option<NaiveDate>,
) -> Result<appointment::Model> {
    let elected = row.course.vote.as_ref().and_then(|vote| vote.elected);
    Ok(appointment::Model {
        id: fresh(),
        person_id: elected.ok_or_else(|| Problem::internal("an election sent without anybody elected"))?,
        position: Position::VillageHead,
        organisation_id: row.organisation_id,
        unit_id: row.unit_id,
        village_id: Some(row.village_id),
        valid_from: signed_on,
        valid_to: term_ends_on,
        decision: appointment::AppointingDecision {
            number,
            signed_on,
            front_agreed_on: None,
        },
        end_reason: None,
        version: 1,
    })
}

/// Ends what the dismissed head held; 409 where it has ended otherwise.
async fn relieve(tx: &mut Tx<RecogniseElection>, row: &Model, on: NaiveDate) -> Result<()> {
    let Some(id) = row.appointment_id else { return Ok(()) };
    let before = tx.lock::<appointment::Entity>(id).await?;
    if before.end_reason.is_some() {
        return Err(Problem::new(Code::StateForbids).detail(
            "Chức danh đã kết thúc; hãy ghi là không công nhận.",
            "The post has ended otherwise; record that it is refused.",
        ));
    }
    let mut after = before.clone();
    let reason = "Được cho thôi (Nghị định 59/2023/NĐ-CP Điều 9).".to_owned();
    end(&mut after, on, reason, tx.clocks().legal.today()).map_err(|problem| problem.pointing(POINTERS))?;
    tx.save::<appointment::Entity>(&before, after).await?;
    Ok(())
}

/// Refuse the result
///
/// Trả lời bằng văn bản và nêu rõ lý do, or decide to elect anew; where the meeting did not carry it, what the committee decides then.
#[utoipa::path(tag = "Elections", operation_id = "refuse_village_election", request_body = NewHeadRefusal,
    params(ElectionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["election:recognise"])),
    responses((status = 200, description = "The election.", body = VillageElection),
        (status = 409, description = "The meeting was not held, or its result is on its way.", body = ProblemDocument)))]
#[post("/village-elections/{id}/refuse")]
async fn refuse_village_election(
    caller: Caller<RecogniseElection>,
    id: Path<ElectionId>,
    if_match: IfMatch,
    new: Json<NewHeadRefusal>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = own(&tx, id.0, if_match).await?;
    let reason = new.0.reason.into_string();
    let refusal = HeadRefusal {
        made: Timed::unhurried(new.0.on),
        number: new.0.number,
        reason: reason.clone(),
        again: new.0.again,
    };
    let row = refused(&mut tx, &before, refusal).await?;
    told(tx, &row, Some(reason)).await
}

async fn refused(tx: &mut Tx<RecogniseElection>, before: &Model, refusal: HeadRefusal) -> Result<Model> {
    let today = Today::of(tx).await?;
    let mut after = before.clone();
    rules::refuse(&mut after, refusal, &today)?;
    tx.save::<Entity>(before, after).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(recognise_village_election)
        .service(refuse_village_election);
}
