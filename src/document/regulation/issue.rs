//! Issuing a regulation, and repealing it.

use std::collections::BTreeSet;

use actix_web::post;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{Column, Entity, Issue, Model, Partner, RegulationState, Setting},
    rules::{self, Issuing},
    view::{self, DemocracyRegulation, Shown},
};
use crate::{
    access::{AttachmentId, Caller, DocumentId, Event, IssueRegulation, RegulationId, Tx},
    attachment::attached::uploaded,
    document::{
        force::Force,
        number::DocumentNumber,
        register::{amendments, ends, issued_since, never_took_effect, numbered_once, still_stands, take_effect},
        repeal::{NewRepeal, Repeal},
    },
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    organisation::{descent::taken_over, organisation},
    reporting::official::{SigningCapacity, at_most_three},
    said::in_english,
    text::Text,
};

/// Ban hành.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "number": "12/QĐ-UBND", "signed_on": "2025-09-30", "in_force_on": "2025-10-01", "signer": "Lò Văn Inh", "capacities": ["TM"],
    "partner": {"name": "Ủy ban Mặt trận Tổ quốc Việt Nam phường Đoàn Kết", "document": "Công văn số 12/MTTQ-BTT ngày 26/9/2025"}
}))]
pub struct NewRegulationIssue {
    /// Số, ký hiệu, as it is typed: blanks, `Ð` and missing marks do no harm. One organisation has a number once a year.
    number: DocumentNumber,
    /// Ngày ký: not after today, not before the consultation ended.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-30")]
    signed_on: NaiveDate,
    /// Ngày có hiệu lực: not before it is signed.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-01")]
    in_force_on: NaiveDate,
    /// The first day it no longer holds, where it says so itself.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2030-10-01")]
    expires_on: Option<NaiveDate>,
    /// Người ký, 1–200 characters.
    #[schema(inline)]
    signer: Text<1, 200>,
    /// Thẩm quyền ký, at most 3.
    #[serde(default)]
    #[schema(max_items = 3)]
    capacities: Vec<SigningCapacity>,
    /// Who took part in drawing it up: the Front of the commune (Law Art. 35.2c), or the union (Art. 59.1a, 81.1a).
    #[serde(default)]
    #[schema(nullable = false)]
    partner: Option<NewPartner>,
    /// Why nobody did, 1–500 characters; this or `partner`.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    no_partner_reason: Option<Text<1, 500>>,
    /// Bản đã ký: a file your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    signed_file: Option<AttachmentId>,
}

/// Tổ chức phối hợp.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRegulationPartner)]
pub struct NewPartner {
    /// Its name, 1–300 characters.
    #[schema(inline)]
    name: Text<1, 300>,
    /// Văn bản tham gia ý kiến, 1–500 characters.
    #[schema(inline)]
    document: Text<1, 500>,
}

/// Issue a regulation
///
/// Ban hành. What it replaces, repeals or amends is affected from the day it enters into force. There is one in force for each setting, but for those
/// of single fields, with what amends it: the one before is to be replaced, with what amends it, and so are those carried over from organisations
/// that passed into yours.
#[utoipa::path(tag = "Regulations", operation_id = "issue_democracy_regulation", request_body = NewRegulationIssue,
    params(RegulationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["regulation:issue"])),
    responses((status = 200, description = "The regulation.", body = DemocracyRegulation),
        (status = 409, description = "`state_forbids`: those concerned were not consulted, another has replaced or repealed what it is to \
         affect, or what it is to amend no longer holds on its first day. `already_exists`: the number is taken, or another is in force or \
         carried over for this setting and would not be replaced; \
         `existing_id` names it.", body = ProblemDocument)))]
#[post("/democracy-regulations/{id}/issue")]
async fn issue_democracy_regulation(
    caller: Caller<IssueRegulation>,
    id: Path<RegulationId>,
    if_match: IfMatch,
    new: Json<NewRegulationIssue>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = own(&tx, id.0, if_match).await?;
    let in_force_on = new.0.in_force_on;
    let after = issued(&tx, &before, new.0).await?;
    let row = tx.save::<Entity>(&before, after).await?;
    take_effect::<Entity, _>(&tx, &row, in_force_on).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

/// Locks a regulation of the caller's own organisation: by mandate one drafts, and does not sign.
async fn own(tx: &Tx<IssueRegulation>, id: RegulationId, if_match: IfMatch) -> Result<Model> {
    let row = tx.lock::<Entity>(id).await?;
    if row.organisation_id != tx.scope().organisation {
        return Err(Problem::new(Code::NotYours));
    }
    if_match.check(row.version)?;
    Ok(row)
}

async fn repealed(tx: &mut Tx<IssueRegulation>, before: &Model, after: Model) -> Result<Model> {
    let row = tx.save::<Entity>(before, after).await?;
    if never_took_effect::<Entity, _>(tx, &row).await? {
        brings_nothing_back(tx, &row).await?;
    }
    Ok(row)
}

/// As [`own`]; 409 where another has taken its place.
async fn standing(tx: &Tx<IssueRegulation>, id: RegulationId, if_match: IfMatch) -> Result<Model> {
    let row = own(tx, id, if_match).await?;
    still_stands(tx, DocumentId(id.0)).await?;
    Ok(row)
}

async fn issued(tx: &Tx<IssueRegulation>, before: &Model, new: NewRegulationIssue) -> Result<Model> {
    // The organisation is locked, so that of two at once with one number, or for one setting, one is refused.
    let body = tx.lock::<organisation::Entity>(before.organisation_id).await?;
    let issue = Issue {
        signer: new.signer.into_string(),
        capacities: at_most_three(new.capacities)?,
        partner: new.partner.map(|partner| Partner {
            name: partner.name.into_string(),
            document: partner.document.into_string(),
        }),
        no_partner_reason: new.no_partner_reason.map(Text::into_string),
        signed_file: uploaded(tx, new.signed_file, "/signed_file").await?,
    };
    let issuing = Issuing {
        number: new.number,
        signed_on: new.signed_on,
        in_force_on: new.in_force_on,
        expires_on: new.expires_on,
        issue,
    };
    let mut after = before.clone();
    rules::issue(&mut after, issuing, tx.clocks().legal.today())?;
    if after.signed_on.is_some_and(|day| !body.exists_on(day)) {
        return Err(Problem::invalid(
            "/signed_on",
            "out_of_range",
            "Cơ quan, tổ chức chưa có vào ngày này.",
            "The organisation did not exist on that day.",
        ));
    }
    numbered_once::<Entity, _>(tx, &after).await?;
    alone(tx, &after).await?;
    Ok(after)
}

/// 409 when another would be in force beside it for the same setting, be it one carried over from whoever passed into the organisation.
async fn alone(tx: &Tx<IssueRegulation>, row: &Model) -> Result<()> {
    match beside(tx, row).await?.first() {
        Some((other, _)) => Err(Problem::new(Code::AlreadyExists)
            .detail(
                format!(
                    "Đã có quy chế còn hiệu lực, của cơ quan mình hoặc của cơ quan đã nhập vào; hãy nêu việc thay thế trong does ({}).",
                    row.setting.article()
                ),
                format!(
                    "A regulation is in force already, of your organisation or of one that passed into it; name in `does` that it is replaced ({}).",
                    in_english(row.setting.article())
                ),
            )
            .existing(other.id)),
        None => Ok(()),
    }
}

/// 409 where the repeal of one before its first day brings back what it was to end, beside another that was issued since.
async fn brings_nothing_back(tx: &Tx<IssueRegulation>, row: &Model) -> Result<()> {
    let later = of_the_setting(tx, row)
        .await?
        .add(Column::InForceOn.gte(row.in_force_on))
        .add(Column::State.is_in([RegulationState::Issued, RegulationState::UnderReview]));
    for other in tx.find::<Entity>().filter(later).all().await? {
        let stand = beside(tx, &other).await?;
        // What comes later still is looked at by itself.
        if stand.iter().any(|(_, force)| *force != Force::NotYet) {
            return Err(issued_since(DocumentId(other.id.0)));
        }
    }
    Ok(())
}

/// The others for the same setting that stand on the day from which one is in force, and that it neither ends nor amends; of single fields there may
/// be many. What amends one that goes on is none of its own, and what it amends itself brings along whatever that amends in its turn.
async fn beside(tx: &Tx<IssueRegulation>, row: &Model) -> Result<Vec<(Model, Force)>> {
    let many = matches!(row.setting, Setting::Field | Setting::Internal);
    let (Some(day), false) = (row.in_force_on, many) else {
        return Ok(Vec::new());
    };
    let others = tx.find::<Entity>().filter(of_the_setting(tx, row).await?).all().await?;
    let replaced = ends::<Entity, _>(tx, row).await?;
    let shown = Shown::of(tx, &others.iter().collect::<Vec<_>>(), day).await?;
    let ever_held = |other: &Model| {
        other
            .expires_on
            .is_none_or(|end| other.in_force_on.is_some_and(|begin| begin < end))
    };
    let standing = |other: Model| {
        let force = shown.force(&other).filter(|force| *force != Force::Expired)?;
        (!replaced.contains(&DocumentId(other.id.0))).then_some((other, force))
    };
    let stand: Vec<(Model, Force)> = others.into_iter().filter(ever_held).filter_map(standing).collect();
    let ids: BTreeSet<DocumentId> = stand.iter().map(|(other, _)| DocumentId(other.id.0)).collect();
    let own = DocumentId(row.id.0);
    let amending = amendments(tx, ids.iter().copied().chain([own])).await?;
    let amended = amended_by(own, &amending);
    let goes_with = |id: DocumentId| {
        let mut of_it = amending.iter();
        amended.contains(&id) || of_it.any(|(from, to)| *from == id && ids.contains(to))
    };
    let besides = stand
        .into_iter()
        .filter(|(other, _)| !goes_with(DocumentId(other.id.0)));
    Ok(besides.collect())
}

/// What one amends, over however many amendments.
fn amended_by(one: DocumentId, amending: &[(DocumentId, DocumentId)]) -> BTreeSet<DocumentId> {
    let (mut amended, mut latest) = (BTreeSet::new(), vec![one]);
    while let Some(by) = latest.pop() {
        let its = amending.iter().filter(|(from, _)| *from == by).map(|(_, to)| *to);
        latest.extend(its.filter(|to| amended.insert(*to)));
    }
    amended
}

/// Other regulations that were issued for the same setting, by the organisation or by one that passed into it.
async fn of_the_setting(tx: &Tx<IssueRegulation>, row: &Model) -> Result<Condition> {
    let issuers = taken_over(tx, row.organisation_id).await?;
    Ok(Condition::all()
        .add(Column::OrganisationId.is_in(issuers.into_iter().chain([row.organisation_id])))
        .add(Column::Setting.eq(row.setting))
        .add(Column::Id.ne(row.id))
        .add(Column::SignedOn.is_not_null()))
}

/// Repeal a regulation
///
/// Bãi bỏ, without another in its place. To replace it, name it in `does` of the new one.
#[utoipa::path(tag = "Regulations", operation_id = "repeal_democracy_regulation", request_body = NewRepeal,
    params(RegulationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["regulation:issue"])),
    responses((status = 200, description = "The regulation.", body = DemocracyRegulation),
        (status = 409, description = "It was not issued, or is repealed already; or another was issued since that counts on it, which `existing_id` \
         names.", body = ProblemDocument)))]
#[post("/democracy-regulations/{id}/repeal")]
async fn repeal_democracy_regulation(
    caller: Caller<IssueRegulation>,
    id: Path<RegulationId>,
    if_match: IfMatch,
    new: Json<NewRepeal>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let (before, today) = (standing(&tx, id.0, if_match).await?, tx.clocks().legal.today());
    let (mut after, on, repeal) = (before.clone(), new.0.on, Repeal::from(new.0));
    let reason = repeal.reason.clone();
    rules::repeal(&mut after, repeal, on, today)?;
    let row = repealed(&mut tx, &before, after).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row).because(reason), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(issue_democracy_regulation)
        .service(repeal_democracy_regulation);
}
