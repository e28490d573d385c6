//! The worklist as the API shows it.

use actix_web::get;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    consolidations, documents,
    item::{WorkCount, WorkItem, WorkKind, counts},
    pending, reports,
};
use crate::{
    access::{Caller, ReadWorklist, Snapshot},
    http::{Answer, Limit, Page, Query, Result, ordered},
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct WorklistQuery {
    /// Work of this kind only.
    #[param(inline)]
    pub kind: Option<WorkKind>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// Tổng hợp việc đang chờ.
#[derive(Serialize, ToSchema)]
pub struct WorklistSummary {
    /// How much of each kind of work waits; kinds with nothing to do are left out.
    pub counts: Vec<WorkCount>,
}

const ORDER: &str = "due";

/// See what waits for you
///
/// Việc đang chờ. The reports your organisation has to write or mend, and those sent to it that you are to examine or decide on, as far as your
/// post may do that, and the consolidations likewise; the regulations, conventions and resolutions your organisation has to issue, recognise,
/// answer or review; the elections of village heads it has to prepare and to decide on; the boards it has to
/// recognise, and the recommendations it has to confirm, send, answer and follow up; what it has to disclose, hold, conclude, answer and decide of its
/// measures, and the duties of the year it has not fulfilled. What is due first comes first, what has no time last. What others have to do is not in it. Each item carries the
/// `etag` of its obligation, consolidation or document.
#[utoipa::path(tag = "Worklist", operation_id = "list_worklist", params(WorklistQuery),
    security(("bearer" = ["worklist:read"])),
    responses((status = 200, description = "A page of what waits.", body = Page<WorkItem>)))]
#[get("/worklist")]
async fn list_worklist(caller: Caller<ReadWorklist>, query: Query<WorklistQuery>) -> Result<Answer> {
    let moment = caller.snapshot().await?;
    let mut items = waiting(&moment).await?;
    items.retain(|(item, _)| query.0.kind.is_none_or(|kind| kind == item.kind));
    let place = (ORDER, WorkItem::place);
    Answer::page(&ordered(items, place, (query.0.cursor.as_deref(), query.0.limit))?)
}

/// Count what waits for you
///
/// For the home screen of an app.
#[utoipa::path(tag = "Worklist", operation_id = "get_worklist_summary",
    security(("bearer" = ["worklist:read"])),
    responses((status = 200, description = "The counts.", body = WorklistSummary)))]
#[get("/worklist/summary")]
async fn get_worklist_summary(caller: Caller<ReadWorklist>) -> Result<Answer> {
    let moment = caller.snapshot().await?;
    let items: Vec<WorkItem> = waiting(&moment).await?.into_iter().map(|(item, _)| item).collect();
    Answer::view(&WorklistSummary { counts: counts(&items) })
}

/// What waits, each with its version.
async fn waiting(moment: &Snapshot) -> Result<Vec<(WorkItem, i64)>> {
    let mut items = reports::waiting(moment).await?;
    items.extend(consolidations::waiting(moment).await?);
    items.extend(documents::waiting(moment).await?);
    Ok(items)
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_worklist).service(get_worklist_summary);
    pending::routes(config);
}
