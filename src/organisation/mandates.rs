//! Giving, listing and ending mandates.

use actix_web::{get, post};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ExprTrait};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    mandate::{Column, Entity, Model},
    name::{NamedOrganisation, Names},
    organisation, rules,
};
use crate::{
    access::{
        Caller, Direction, Event, Feature, GrantMandate, ListOrder, Look, MandateId, OrganisationId, Permission,
        ReadOrganisation, Tx, fresh,
    },
    http::{Answer, Code, IfMatch, Json, Limit, Page, Path, Problem, ProblemDocument, Query, Result},
    text::{Paragraphs, Text},
};

/// Giao nhiệm vụ tham mưu: a committee lets a body of its unit act for it in one part of danchu.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Mandate {
    /// Its id.
    pub id: MandateId,
    /// The committee that gave it.
    pub committee: NamedOrganisation,
    /// The body that holds it.
    pub organisation: NamedOrganisation,
    /// The part of danchu it is given for.
    pub feature: Feature,
    /// Its first day.
    #[schema(example = "2025-07-01")]
    pub valid_from: NaiveDate,
    /// The first day it no longer holds.
    #[schema(nullable = false, example = "2030-07-01")]
    pub valid_to: Option<NaiveDate>,
    /// Văn bản giao nhiệm vụ: the document that gives it.
    #[schema(example = "Quyết định 30/QĐ-UBND ngày 05/7/2025")]
    pub document: String,
    /// Why it was ended.
    #[schema(nullable = false)]
    pub end_reason: Option<String>,
    /// What this caller may do with it now.
    pub allowed_actions: Vec<MandateAction>,
}

/// Việc có thể làm: what may be done with a mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MandateAction {
    /// Kết thúc: end it.
    End,
}

/// Which mandates to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MandateQuery {
    /// Given by this committee.
    #[param(value_type = Option<uuid::Uuid>)]
    committee: Option<OrganisationId>,
    /// Held by this organisation.
    #[param(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
    /// Given for this part of danchu.
    feature: Option<Feature>,
    /// Holding on this day; by default of all days.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    as_of: Option<NaiveDate>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

/// Nhiệm vụ tham mưu mới: a mandate to give.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"organisation_id": "bf2b52a8-a121-50b5-bda7-286744bf1cb1", "feature": "organisation", "valid_from": "2025-12-22", "document": "Quyết định 30/QĐ-UBND ngày 05/7/2025"}))]
pub struct NewMandate {
    /// Id of the body: of your own committee's unit; no committee, Council or Front.
    organisation_id: OrganisationId,
    /// The part of danchu it is given for.
    #[schema(example = "reporting")]
    feature: Feature,
    /// Its first day.
    #[schema(example = "2025-12-22")]
    #[serde(deserialize_with = "crate::http::day")]
    valid_from: NaiveDate,
    /// The first day it no longer holds, after `valid_from`; without it, it holds until it is ended.
    #[schema(nullable = false, example = "2030-07-01")]
    #[serde(default, deserialize_with = "crate::http::some_day")]
    valid_to: Option<NaiveDate>,
    /// Văn bản giao nhiệm vụ, 1–500 characters.
    #[schema(inline)]
    document: Text<1, 500>,
}

/// Kết thúc nhiệm vụ tham mưu: how a mandate is ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2026-01-01", "reason": "Chuyển nhiệm vụ cho Phòng Văn hóa – Xã hội"}))]
pub struct MandateEnd {
    /// The first day it no longer holds; not before its first day.
    #[schema(example = "2026-01-01")]
    #[serde(deserialize_with = "crate::http::day")]
    on: NaiveDate,
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

impl Mandate {
    async fn of(look: &impl Look, row: &Model) -> Result<Self> {
        let names = Names::of(look, [row.committee_id, row.organisation_id]).await?;
        Ok(Self::new(look, row, &names))
    }

    fn new(look: &impl Look, row: &Model, names: &Names) -> Self {
        let mine = look.may::<GrantMandate>() && look.scope().owns(row.committee_id);
        let open = row.end_reason.is_none();
        Self {
            id: row.id,
            committee: names.named(row.committee_id),
            organisation: names.named(row.organisation_id),
            feature: row.feature,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            document: row.document.clone(),
            end_reason: row.end_reason.clone(),
            allowed_actions: (mine && open).then_some(MandateAction::End).into_iter().collect(),
        }
    }
}

impl MandateQuery {
    async fn page(self, look: &impl Look) -> Result<Page<Model>> {
        let order = ListOrder {
            name: "first_day",
            columns: vec![Column::ValidFrom],
            direction: Direction::Descending,
        };
        look.find::<Entity>()
            .filter_some(self.committee, |id| Column::CommitteeId.eq(id).into())
            .filter_some(self.organisation, |id| Column::OrganisationId.eq(id).into())
            .filter_some(self.feature, |feature| Column::Feature.eq(feature).into())
            .filter_some(self.as_of, |day| {
                let still = Column::ValidTo.is_null().or(Column::ValidTo.gt(day));
                Condition::all().add(Column::ValidFrom.lte(day)).add(still)
            })
            .page(order, self.cursor.as_deref(), self.limit)
            .await
    }
}

/// List mandates
///
/// Nhiệm vụ tham mưu trong phạm vi, mới nhất trước. The mandates in scope, past and present, latest first.
#[utoipa::path(
    tag = "Organisations",
    operation_id = "list_mandates",
    params(MandateQuery),
    security(("bearer" = ["organisation:read"])),
    responses((status = 200, description = "A page of mandates.", body = Page<Mandate>))
)]
#[get("/mandates")]
pub async fn list_mandates(caller: Caller<ReadOrganisation>, query: Query<MandateQuery>) -> Result<Answer> {
    let found = query.0.page(&caller).await?;
    let parties = found
        .items
        .iter()
        .flat_map(|(row, _)| [row.committee_id, row.organisation_id]);
    let names = Names::of(&caller, parties).await?;
    let page = found.map(|row| (Mandate::new(&caller, &row, &names), row.version));
    Answer::page(&page)
}

/// Give a mandate
///
/// Giao cho một cơ quan cùng đơn vị hành chính làm thay việc của Ủy ban nhân dân trong một lĩnh vực. Within five seconds the body's people
/// act in your committee's scope and receive what it receives, each by their own roles. A committee has one mandate for a
/// feature at a time.
#[utoipa::path(
    tag = "Organisations",
    operation_id = "give_mandate",
    request_body = NewMandate,
    security(("bearer" = ["mandate:grant"])),
    responses(
        (status = 201, description = "Given.", body = Mandate),
        (status = 409, description = "`already_exists`: a mandate for this feature holds on some of these days, `existing_id` names \
         it. `state_forbids`: the body has been closed. Or `idempotency_in_progress`.", body = ProblemDocument,
         content_type = "application/problem+json")
    )
)]
#[post("/mandates")]
pub async fn give_mandate(caller: Caller<GrantMandate>, body: Json<NewMandate>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = give(&mut tx, body.0).await?;
    let view = Mandate::of(&tx, &row).await?;
    let answer =
        Answer::record(&view, row.version)?.created(format!("/api/v1/mandates?organisation={}", row.organisation_id));
    let answer = tx.commit(Event::on::<Entity>(&row), answer).await?;
    caller.kernel().forget_identities();
    Ok(answer)
}

async fn give<P: Permission>(tx: &mut Tx<P>, new: NewMandate) -> Result<Model> {
    // The committee is locked, so that of two mandates at once one is refused.
    let committee = tx.lock::<organisation::Entity>(tx.scope().organisation).await?;
    let body = tx.find::<organisation::Entity>();
    let body = body
        .filter(organisation::Column::Id.eq(new.organisation_id))
        .one()
        .await?;
    let row = Model {
        id: fresh(),
        committee_id: committee.id,
        organisation_id: new.organisation_id,
        unit_id: committee.unit_id,
        feature: new.feature,
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        document: new.document.into_string(),
        end_reason: None,
        version: 1,
    };
    let body = body.ok_or_else(|| Problem::unknown_reference("/organisation_id"))?;
    rules::mandate_fits(&row, &committee, &body)?;
    let given = tx.find::<Entity>().filter(Column::CommitteeId.eq(committee.id));
    let given = given.filter(Column::Feature.eq(row.feature)).all().await?;
    match given.iter().find(|other| rules::overlap(&row, other)) {
        Some(other) => Err(Problem::new(Code::AlreadyExists).existing(other.id)),
        None => tx.add::<Entity>(row).await,
    }
}

/// End a mandate
///
/// Kết thúc nhiệm vụ tham mưu do Ủy ban nhân dân của mình giao. From that day on, or within five seconds when it has come, the body
/// acts for the committee no more.
#[utoipa::path(
    tag = "Organisations",
    operation_id = "end_mandate",
    params(MandateId, ("If-Match" = String, Header, description = "The mandate's `etag`, in quotes, from the list of mandates.")),
    request_body = MandateEnd,
    security(("bearer" = ["mandate:grant"])),
    responses(
        (status = 200, description = "Ended.", body = Mandate),
        (status = 409, description = "`state_forbids`: it has ended before that day. Or `idempotency_in_progress`.",
         body = ProblemDocument, content_type = "application/problem+json")
    )
)]
#[post("/mandates/{id}/end")]
pub async fn end_mandate(
    caller: Caller<GrantMandate>,
    id: Path<MandateId>,
    if_match: IfMatch,
    body: Json<MandateEnd>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = own(&tx, id.0, if_match).await?;
    let after = rules::end_mandate(&before, body.0.on, body.0.reason.as_str())?;
    let row = tx.save::<Entity>(&before, after).await?;
    let answer = Answer::record(&Mandate::of(&tx, &row).await?, row.version)?;
    let answer = tx
        .commit(Event::on::<Entity>(&row).because(body.0.reason.as_str()), answer)
        .await?;
    caller.kernel().forget_identities();
    Ok(answer)
}

/// Locks a mandate the caller's own committee gave; that of another committee in scope is not the caller's to end.
async fn own<P: Permission>(tx: &Tx<P>, id: MandateId, if_match: IfMatch) -> Result<Model> {
    let row = tx.lock::<Entity>(id).await?;
    if !tx.scope().owns(row.committee_id) {
        return Err(Problem::new(Code::NotYours));
    }
    if_match.check(row.version)?;
    Ok(row)
}
