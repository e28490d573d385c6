//! The documents that wait, one by one.

use actix_web::get;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Pending, pending_in};
use crate::{
    access::{Caller, DocumentId, ReadDocument, UnitId, VillageId},
    http::{Answer, Count, Limit, Page, ProblemDocument, Query, Result, ordered},
    organisation::name::{NamedOrganisation, Names},
    territory::unit,
    worklist::item::WorkKind,
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PendingQuery {
    /// Documents of this unit, and of all under it; by default of your own.
    unit: Option<UnitId>,
    /// Documents that wait for this step.
    #[param(inline)]
    kind: Option<WorkKind>,
    /// Only those whose last day is over.
    #[serde(default)]
    #[param(default = false)]
    overdue: bool,
    /// Only those that have waited so many days or more.
    #[serde(default)]
    #[param(inline, value_type = Option<u32>, minimum = 0, maximum = 3660)]
    days: Option<Count<0, 3660>>,
    /// Where to read on: `next_cursor` of the page before.
    cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

/// Văn bản đang chờ: a document and the step that it waits for.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct PendingDocument {
    /// The regulation, resolution or convention; the item's `etag` is its own.
    pub document_id: DocumentId,
    /// Tên văn bản.
    #[schema(example = "Quy ước bản Nà Khằm")]
    pub title: String,
    /// What is to be done.
    pub kind: WorkKind,
    /// Who issues, adopts or recognises it.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Thôn, bản, tổ dân phố, of a village convention.
    #[schema(nullable = false)]
    pub village_id: Option<VillageId>,
    /// Of a complaint: its place among the convention's, from 1 on.
    #[schema(nullable = false, example = 1)]
    pub complaint: Option<u32>,
    /// Since when it waits for this.
    #[schema(example = "2025-12-01")]
    pub since: NaiveDate,
    /// Days it has waited.
    #[schema(example = 21, minimum = 0)]
    pub days: i64,
    /// The last day, where the law or a decision sets one.
    #[schema(nullable = false, example = "2025-12-08")]
    pub due_on: Option<NaiveDate>,
    /// Whether the last day is over.
    pub overdue: bool,
}

const ORDER: &str = "pending";

/// List documents that wait for their next step
///
/// Văn bản đang chờ xử lý in a unit and all under it, whoever takes the step: drafts that stay where they are, dossiers and recognitions, complaints,
/// remedies and reviews (Decree 61/2023 Art. 11, 12, 14, 15, 18). What is due first comes first, what has no last day last. What is missing
/// altogether, or carried over, is told by `/api/v1/duties/coverage`.
#[utoipa::path(tag = "Worklist", operation_id = "list_pending_documents", params(PendingQuery),
    security(("bearer" = ["document:read"])),
    responses((status = 200, description = "A page of documents.", body = Page<PendingDocument>),
        (status = 404, description = "There is no such unit.", body = ProblemDocument)))]
#[get("/documents/pending")]
async fn list_pending_documents(caller: Caller<ReadDocument>, query: Query<PendingQuery>) -> Result<Answer> {
    let unit = query.0.unit.unwrap_or_else(|| caller.identity().unit);
    let unit = caller.find::<unit::Entity>().by_id(unit).await?;
    let today = caller.clocks().legal.today();
    let mut pending = pending_in(&caller, unit.id).await?;
    pending.retain(|pending| query.0.wants(pending, today));
    let items = pending.into_iter().map(|pending| (pending, 0)).collect();
    let page = ordered(items, (ORDER, place), (query.0.cursor.as_deref(), query.0.limit))?;
    let names = Names::of(&caller, page.items.iter().map(|(pending, _)| pending.organisation)).await?;
    Answer::page(&page.map(|pending| pending.view(&names, today)))
}

/// What is due first comes first, what has no last day last.
fn place(pending: &Pending) -> (i64, uuid::Uuid) {
    let due = pending.due.unwrap_or(NaiveDate::MAX);
    (i64::from(due.num_days_from_ce()), pending.subject())
}

impl PendingQuery {
    fn wants(&self, pending: &Pending, today: NaiveDate) -> bool {
        let waited = (today - pending.since).num_days();
        self.kind.is_none_or(|kind| kind == pending.kind)
            && (!self.overdue || pending.is_overdue(today))
            && self.days.is_none_or(|days| waited >= i64::from(days.get()))
    }
}

impl Pending {
    /// As it is shown, with the version of the document.
    fn view(self, names: &Names, today: NaiveDate) -> (PendingDocument, i64) {
        let view = PendingDocument {
            overdue: self.is_overdue(today),
            document_id: self.document,
            organisation: names.named(self.organisation),
            kind: self.kind,
            unit_id: self.unit,
            village_id: self.village,
            complaint: self.complaint,
            title: self.title,
            days: (today - self.since).num_days().max(0),
            since: self.since,
            due_on: self.due,
        };
        (view, self.version)
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_pending_documents);
}
