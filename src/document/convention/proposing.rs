//! Proposing a convention, giving it up, and the team that drafts it.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    changing::{known, said_how},
    course::{Course, Decision, Proposal, Proposer, Team, TeamMember},
    entity::{ConventionChange, ConventionKind, ConventionState, Entity, Model},
    ground::{alone, lives, step, while_it_lives},
    rules,
    view::{self, VillageConvention},
};
use crate::{
    access::{Caller, ConventionId, EditConvention, Event, Tx, VillageId, fresh},
    calendar::since::DECREE_61,
    document::{
        number::DocumentNumber,
        step::{Timed, Today},
        withdrawal::DocumentWithdrawal,
    },
    http::{Answer, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    territory::{
        unit_area::{AreaKindName, lies_in},
        village,
        village_then::{households_on, village_of},
    },
    text::{self, Paragraphs, Text},
};

/// Hương ước, quy ước mới.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "village_id": "ced0420d-491e-5ec6-b3cf-b7c792c4c9c9", "kind": "quy_uoc", "title": "Quy ước tổ dân phố 1",
    "proposal": {"by": "village_head", "on": "2025-08-20"}
}))]
pub struct NewVillageConvention {
    /// Thôn, bản, tổ dân phố of your commune.
    village_id: VillageId,
    /// Hương ước or quy ước, as the community has chosen.
    kind: ConventionKind,
    /// Tên văn bản, 1–500 characters.
    #[schema(inline)]
    title: Text<1, 500>,
    /// Tóm tắt, 1–5000 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    summary: Option<Paragraphs<1, 5000>>,
    /// Đề xuất (Decree 61/2023 Art. 7); this or `recognised_before`.
    #[serde(default)]
    #[schema(nullable = false)]
    proposal: Option<NewProposal>,
    /// The decision by which it was recognised before 16 August 2023; it goes on until it is replaced (Art. 24.1).
    #[serde(default)]
    #[schema(nullable = false)]
    recognised_before: Option<EarlierDecision>,
    /// The convention it is to take the place of: one that holds, be it suspended, of this village or, where this has none, of one that was merged into it.
    /// Those of all villages merged into it by the day of the vote end with it, whether named or not.
    #[serde(default)]
    #[schema(nullable = false)]
    replaces_id: Option<ConventionId>,
    /// Whether it amends that one or is a new one; given with `replaces_id`, and only then.
    #[serde(default)]
    #[schema(nullable = false)]
    change: Option<ConventionChange>,
}

/// Đề xuất.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewConventionProposal)]
pub struct NewProposal {
    /// Who proposed it. The village head has agreed on it with the head of the Front's working board (Art. 7.1).
    by: Proposer,
    /// When; not before the village existed.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-08-20")]
    on: NaiveDate,
    /// Households that agree; needed where a citizen proposed it. At least 10 % of all of that day, or the Front supports it (Art. 7.3).
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 100_000)]
    in_favour: Option<u32>,
}

/// Quyết định trước đây.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEarlierConventionDecision)]
pub struct EarlierDecision {
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// Before 16 August 2023.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2019-05-20")]
    signed_on: NaiveDate,
    /// Người ký, 1–200 characters.
    #[schema(inline)]
    signer: Text<1, 200>,
}

/// Thành lập Tổ soạn thảo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-08-25", "members": 7, "of": ["organisation", "reputed", "versed", "village_elder", "speaks_the_language"]}))]
pub struct NewConventionTeam {
    /// When it was set up; not before the proposal.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-08-25")]
    on: NaiveDate,
    /// How many members it has.
    #[schema(minimum = 1, maximum = 100)]
    members: u32,
    /// Who is among them; in an ethnic-minority area an elder and somebody who speaks the language (Art. 8.2).
    #[schema(min_items = 1, max_items = 5)]
    of: Vec<TeamMember>,
}

/// Propose a convention
///
/// Đề xuất hương ước, quy ước; or record one that was recognised before there was a decree on it. Each later step is a call of its own.
#[utoipa::path(tag = "Conventions", operation_id = "create_village_convention", request_body = NewVillageConvention,
    security(("bearer" = ["convention:edit"])),
    responses((status = 201, description = "The convention.", body = VillageConvention),
        (status = 409, description = "`already_exists`: the village has another that holds, which `replaces_id` does not name; `existing_id` does.",
            body = ProblemDocument)))]
#[post("/village-conventions")]
async fn create_village_convention(caller: Caller<EditConvention>, new: Json<NewVillageConvention>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = propose(&tx, new.0).await?;
    let row = tx.add::<Entity>(row).await?;
    let address = format!("/api/v1/village-conventions/{}", row.id);
    let answer = view::answer(&tx, &row).await?.created(address);
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn propose(tx: &Tx<EditConvention>, new: NewVillageConvention) -> Result<Model> {
    let principal = tx.principal();
    let village = village_of(tx, new.village_id, "/village_id").await?;
    if village.organisation_id != principal.organisation {
        return Err(Problem::unknown_reference("/village_id"));
    }
    known(tx, &village, new.replaces_id).await?;
    let begun = Model {
        id: fresh(),
        organisation_id: principal.organisation,
        unit_id: principal.unit,
        origin_unit_id: principal.unit,
        village_id: village.id,
        kind: new.kind,
        title_fold: text::fold(new.title.as_str()),
        title: new.title.into_string(),
        summary: new.summary.map(Paragraphs::into_string),
        state: ConventionState::Proposed,
        course: Course::beginning(None),
        in_force_on: None,
        ended_on: None,
        change: new.change,
        replaces_id: new.replaces_id,
        replaced_by_id: None,
        version: 1,
    };
    said_how(&begun)?;
    tx.lock::<village::Entity>(village.id).await?;
    alone(tx, &begun).await?;
    match (new.proposal, new.recognised_before) {
        (Some(proposal), None) => proposed(tx, begun, &village, proposal).await,
        (None, Some(decision)) if begun.replaces_id.is_none() => recognised(begun, &village, decision),
        _ => Err(Problem::invalid(
            "/proposal",
            "required",
            "Nêu đề xuất; hoặc quyết định công nhận trước đây, khi đó không nêu replaces_id.",
            "Name the proposal; or the earlier decision, and then nothing that it replaces.",
        )),
    }
}

async fn proposed(tx: &Tx<EditConvention>, begun: Model, village: &village::Model, new: NewProposal) -> Result<Model> {
    let households = match new.by {
        Proposer::VillageHead => None,
        _ => Some(households_on(tx, village.id, new.on, "/proposal/on").await?),
    };
    let proposal = Proposal {
        by: new.by,
        on: new.on,
        households,
        in_favour: new.in_favour,
    };
    let today = Today::of(tx).await?;
    rules::propose(&proposal, village.valid_from, &today)?;
    lives(village, "/proposal/on", new.on)?;
    Ok(Model {
        course: Course::beginning(Some(proposal)),
        ..begun
    })
}

fn recognised(begun: Model, village: &village::Model, decision: EarlierDecision) -> Result<Model> {
    if decision.signed_on >= DECREE_61 || decision.signed_on < village.valid_from {
        return Err(Problem::invalid(
            "/recognised_before/signed_on",
            "out_of_range",
            format!("Phải trước ngày {DECREE_61} và khi đã có thôn."),
            format!("It must come before {DECREE_61}, and not before the village."),
        ));
    }
    let course = Course {
        recognition: Some(Decision {
            made: Timed::unhurried(decision.signed_on),
            number: decision.number,
            signer: decision.signer.into_string(),
            capacities: Vec::new(),
            signed_file: None,
        }),
        ..begun.course
    };
    Ok(Model {
        state: ConventionState::Recognised,
        in_force_on: Some(decision.signed_on),
        course,
        ..begun
    })
}

/// Withdraw a convention
///
/// Rút hương ước, quy ước chưa được công nhận: it waits for nothing any more, and another may be proposed.
#[utoipa::path(tag = "Conventions", operation_id = "withdraw_village_convention", request_body = DocumentWithdrawal,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:edit"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "It is recognised, or over.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/withdraw")]
async fn withdraw_village_convention(
    caller: Caller<EditConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<DocumentWithdrawal>,
) -> Result<Answer> {
    let reason = new.0.reason();
    step(&caller, id.0, if_match, Some(reason.clone()), |row, _| {
        rules::withdraw(row, reason)
    })
    .await
}

/// Set up the drafting team
///
/// Thành lập Tổ soạn thảo (Decree 61/2023 Art. 8).
#[utoipa::path(tag = "Conventions", operation_id = "form_convention_team", request_body = NewConventionTeam,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:edit"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "It is past that.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/form-team")]
async fn form_convention_team(
    caller: Caller<EditConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<NewConventionTeam>,
) -> Result<Answer> {
    let row = while_it_lives(&caller, id.0, "/on", new.0.on).await?;
    let minority = lies_in(&caller, row.unit_id, AreaKindName::EthnicMinority, new.0.on).await?;
    let team = Team::from(new.0);
    step(&caller, id.0, if_match, None, |row, today| {
        rules::form_team(row, team, minority, today)
    })
    .await
}

impl From<NewConventionTeam> for Team {
    fn from(new: NewConventionTeam) -> Self {
        Self {
            on: new.on,
            members: new.members,
            of: new.of,
        }
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(create_village_convention)
        .service(withdraw_village_convention)
        .service(form_convention_team);
}
