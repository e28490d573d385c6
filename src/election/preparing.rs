//! What precedes the meeting: the candidates, the election team, the notice.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{course::ElectionTeam, entity::Entity, ground::step, rules, view::VillageElection};
use crate::{
    access::{Caller, EditElection, ElectionId, PersonId},
    document::{number::DocumentNumber, order::out_of_range, step::Timed},
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    person::recorded,
};

/// Candidates, and people nominated at a meeting, at most.
pub const MOST_CANDIDATES: usize = 20;

/// Danh sách người ứng cử.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-12-10", "candidates": ["721f25af-fd59-5707-8657-74b2e83f37ab"]}))]
pub struct NewElectionNomination {
    /// When the minutes came to the committee; fewer than 15 days before the meeting is late (Art. 6.2).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-10")]
    on: NaiveDate,
    /// People your organisation has recorded.
    #[schema(min_items = 1, max_items = 20)]
    candidates: Vec<PersonId>,
}

/// Thành lập Tổ bầu cử.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "90/QĐ-UBND", "signed_on": "2025-12-12", "members": 5}))]
pub struct NewElectionTeam {
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// The day it was signed, with the Front's consent; fewer than 10 days before the meeting is late (Art. 6.1b).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-12")]
    signed_on: NaiveDate,
    /// How many members it has, with its head; none is a candidate.
    #[schema(minimum = 1, maximum = 100)]
    members: u32,
}

/// Thông báo, niêm yết.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-12-15"}))]
pub struct NewElectionNotice {
    /// When; fewer than 7 days before an election, or 2 before another meeting, is late (Art. 3.3, 6.1b).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-15")]
    on: NaiveDate,
}

/// Nominate candidates
///
/// Danh sách chính thức những người ứng cử (Decree 59/2023 Art. 6.2), in place of the one before.
#[utoipa::path(tag = "Elections", operation_id = "nominate_village_head", request_body = NewElectionNomination,
    params(ElectionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["election:edit"])),
    responses((status = 200, description = "The election.", body = VillageElection),
        (status = 409, description = "It is no election, or the meeting was held.", body = ProblemDocument)))]
#[post("/village-elections/{id}/nominate")]
async fn nominate_village_head(
    caller: Caller<EditElection>,
    id: Path<ElectionId>,
    if_match: IfMatch,
    new: Json<NewElectionNomination>,
) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    let NewElectionNomination { on, candidates } = new.0;
    few(candidates.len())?;
    let pointer = |at| format!("/candidates/{at}");
    recorded(&caller, row.organisation_id, candidates.iter().copied(), pointer).await?;
    step(&caller, id.0, if_match, None, |row, today| {
        rules::nominate(row, on, candidates, today)
    })
    .await
}

/// 422 for nobody, or for more than a village puts up.
pub fn few(candidates: usize) -> Result<()> {
    match (1..=MOST_CANDIDATES).contains(&candidates) {
        true => Ok(()),
        false => Err(out_of_range(
            "/candidates",
            format!("Từ 1 đến {MOST_CANDIDATES} người (Nghị định 59/2023/NĐ-CP Điều 6.2)."),
            format!("1 to {MOST_CANDIDATES} people (Decree 59/2023 Art. 6.2)."),
        )),
    }
}

/// Set up the election team
///
/// Thành lập Tổ bầu cử (Decree 59/2023 Art. 6.1b), in place of the one before.
#[utoipa::path(tag = "Elections", operation_id = "form_election_team", request_body = NewElectionTeam,
    params(ElectionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["election:edit"])),
    responses((status = 200, description = "The election.", body = VillageElection),
        (status = 409, description = "It is no election, or the meeting was held.", body = ProblemDocument)))]
#[post("/village-elections/{id}/form-team")]
async fn form_election_team(
    caller: Caller<EditElection>,
    id: Path<ElectionId>,
    if_match: IfMatch,
    new: Json<NewElectionTeam>,
) -> Result<Answer> {
    let team = ElectionTeam {
        number: new.0.number,
        signed: Timed::unhurried(new.0.signed_on),
        members: members(new.0.members)?,
    };
    step(&caller, id.0, if_match, None, |row, today| {
        rules::form_team(row, team, today)
    })
    .await
}

fn members(members: u32) -> Result<u32> {
    match (1..=100).contains(&members) {
        true => Ok(members),
        false => Err(out_of_range(
            "/members",
            "Từ 1 đến 100.".to_owned(),
            "1 to 100.".to_owned(),
        )),
    }
}

/// Announce the meeting
///
/// Thông báo, niêm yết các quyết định và cuộc họp (Decree 59/2023 Art. 3.3, 6.1b).
#[utoipa::path(tag = "Elections", operation_id = "announce_village_election", request_body = NewElectionNotice,
    params(ElectionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["election:edit"])),
    responses((status = 200, description = "The election.", body = VillageElection),
        (status = 409, description = "The meeting was held.", body = ProblemDocument)))]
#[post("/village-elections/{id}/announce")]
async fn announce_village_election(
    caller: Caller<EditElection>,
    id: Path<ElectionId>,
    if_match: IfMatch,
    new: Json<NewElectionNotice>,
) -> Result<Answer> {
    let on = new.0.on;
    step(&caller, id.0, if_match, None, |row, today| {
        rules::announce(row, on, today)
    })
    .await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(nominate_village_head)
        .service(form_election_team)
        .service(announce_village_election);
}
