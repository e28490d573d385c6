//! The vote, at a meeting or by ballot, and its result on its way to the committee.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::{CandidateVotes, HeadVoteForm},
    entity::{ElectionState, Entity, Model},
    ground::{alone, step, told},
    preparing::MOST_CANDIDATES,
    rules::{self, Counting, lasting},
    view::VillageElection,
};
use crate::{
    access::{Caller, EditElection, ElectionId, Tx},
    document::{order::out_of_range, step::Today},
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    person::recorded,
    territory::{
        village,
        village_then::{households_on, village_of},
    },
};

/// Kết quả biểu quyết.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "by": "meeting", "on": "2025-12-28", "present": 101, "candidates": [{"person_id": "721f25af-fd59-5707-8657-74b2e83f37ab", "in_favour": 77}]
}))]
pub struct NewHeadVote {
    /// How: by ballot only after a meeting that half of all households or fewer attended (Law Art. 17.2, 19.1b; Decree 59/2023 Art. 4.1b).
    #[serde(default)]
    #[schema(inline, default = "meeting")]
    by: HeadVoteForm,
    /// The day of the meeting, or the last day for ballots; not after today, and not before what precedes it nor a meeting too few came to.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-28")]
    on: NaiveDate,
    /// Households that were represented, or gave their ballot back, each one (Law Art. 19.3); not more than the village had.
    #[schema(minimum = 0, maximum = 100_000)]
    present: u32,
    /// In an election: how many households voted for whom; together not more than took part.
    #[serde(default)]
    #[schema(max_items = 20)]
    candidates: Vec<CandidateVotes>,
    /// On a dismissal: households in favour, not more than took part.
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 100_000)]
    in_favour: Option<u32>,
}

/// Gửi quyết định của cộng đồng dân cư.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-12-30", "received_on": "2025-12-30"}))]
pub struct NewElectionResultSent {
    /// When it was sent; later than 5 working days after the meeting that carried it, or the last day for ballots, it is late (Decree 59/2023 Art. 3.5d,
    /// 4.7; Law Art. 20.3).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-30")]
    on: NaiveDate,
    /// When the committee had it: its 5 working days begin (Art. 8, 9.3).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-30")]
    received_on: NaiveDate,
}

/// Record the vote
///
/// Ghi kết quả biểu quyết tại cuộc họp hoặc bằng phiếu lấy ý kiến. Elected is whoever more than half of *all* households of that day voted for; as many
/// must agree to a dismissal, at a meeting and by ballot alike (Law Art. 21.1; Decree 59/2023 Art. 4.6b). A meeting that half of them or fewer attended can
/// carry nothing: until the committee decides, ballots (phát phiếu) or another meeting follow, and are recorded here again (Law Art. 17.2, 19.1b; Decree
/// Art. 4.1b); what failed before stays in `earlier_votes`. What was carried is final; what a meeting of more, or the ballots, did not carry is for the
/// committee to decide on (Art. 3.5d, 9.3).
#[utoipa::path(tag = "Elections", operation_id = "record_head_vote", request_body = NewHeadVote,
    params(ElectionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["election:edit"])),
    responses((status = 200, description = "The election.", body = VillageElection),
        (status = 409, description = "`state_forbids`: what must precede the meeting is missing, it was carried, the committee decides, or ballots do not \
         follow a meeting too few came to. `already_exists`: since that meeting another was called in the village; `existing_id` names it.",
         body = ProblemDocument)))]
#[post("/village-elections/{id}/record-vote")]
async fn record_head_vote(
    caller: Caller<EditElection>,
    id: Path<ElectionId>,
    if_match: IfMatch,
    new: Json<NewHeadVote>,
) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    let counting = counted(&caller, &row, new.0).await?;
    let mut tx = caller.begin().await?;
    let before = tx.lock_matching::<Entity>(id.0, if_match).await?;
    let row = voted(&mut tx, &before, counting).await?;
    told(tx, &row, None).await
}

async fn voted(tx: &mut Tx<EditElection>, before: &Model, counting: Counting) -> Result<Model> {
    let today = Today::of(tx).await?;
    let mut after = before.clone();
    rules::record_vote(&mut after, counting, &today)?;
    // What a meeting did not carry is not on its way, so that another may have been called since.
    if before.state == ElectionState::NotCarried {
        let village = tx.hold_one::<village::Entity>(before.village_id).await?;
        alone(tx, village.id).await?;
    }
    tx.save::<Entity>(before, after).await
}

async fn counted(caller: &Caller<EditElection>, row: &Model, new: NewHeadVote) -> Result<Counting> {
    if new.candidates.len() > MOST_CANDIDATES {
        return Err(out_of_range(
            "/candidates",
            format!("Tối đa {MOST_CANDIDATES}."),
            format!("At most {MOST_CANDIDATES}."),
        ));
    }
    let village = village_of(caller, row.village_id, "/on").await?;
    lasting("/on", new.on, village.valid_to)?;
    let named = new.candidates.iter().map(|votes| votes.person_id);
    let pointer = |at| format!("/candidates/{at}/person_id");
    recorded(caller, row.organisation_id, named, pointer).await?;
    Ok(Counting {
        by: new.by,
        on: new.on,
        households: households_on(caller, row.village_id, new.on, "/on").await?,
        present: new.present,
        candidates: new.candidates,
        in_favour: new.in_favour,
    })
}

/// Send the result
///
/// Gửi quyết định của cộng đồng dân cư to the commune's committee.
#[utoipa::path(tag = "Elections", operation_id = "send_election_result", request_body = NewElectionResultSent,
    params(ElectionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["election:edit"])),
    responses((status = 200, description = "The election.", body = VillageElection),
        (status = 409, description = "The meeting has not elected or agreed, or it was sent already.", body = ProblemDocument)))]
#[post("/village-elections/{id}/send-result")]
async fn send_election_result(
    caller: Caller<EditElection>,
    id: Path<ElectionId>,
    if_match: IfMatch,
    new: Json<NewElectionResultSent>,
) -> Result<Answer> {
    let NewElectionResultSent { on, received_on } = new.0;
    step(&caller, id.0, if_match, None, |row, today| {
        rules::send_result(row, on, received_on, today)
    })
    .await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(record_head_vote).service(send_election_result);
}
