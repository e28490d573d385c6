//! The feed of events: what happened in a caller's scope, in the order it was numbered, for gateways that carry news on and for whoever
//! looks back.

use actix_web::get;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    access::{
        AccountId, Caller, Direction, EventId, ListOrder, OrganisationId, ReadAccount, ReadEvent, UnitId,
        event::{Column, Entity, Model},
    },
    http::{Answer, Limit, Page, Query, Result},
};

/// Kinds of records that tell of persons: for those who administer them.
const OF_PERSONS: [&str; 3] = ["account", "post", "session"];

/// Sự kiện: one change, with who made it and why. It names the fields that changed and holds none of their values.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
#[schema(as = RegisterEvent)]
pub struct Told {
    /// Số thứ tự: its place in the register, without gaps; events of other scopes lie between yours.
    #[schema(example = 4711, minimum = 1)]
    pub position: i64,
    /// Its id; alike however often it is read.
    pub id: EventId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What was done: the name of the permission used, or of danchu's own task.
    #[schema(example = "submission:review")]
    pub action: String,
    /// What kind of record it was done to. `report_reminder` is no change: a report is due in so many days, or overdue; the record is its
    /// obligation. `recommendation_reminder` tells the same of the answer to a board's recommendation.
    #[schema(example = "report_obligation")]
    pub record_kind: String,
    /// The record.
    pub record_id: Uuid,
    /// The record's version after it.
    #[schema(example = 4, minimum = 1)]
    pub record_version: i64,
    /// Whose record it is.
    #[schema(nullable = false)]
    pub organisation_id: Option<OrganisationId>,
    /// The unit that answers for it.
    #[schema(nullable = false)]
    pub unit_id: Option<UnitId>,
    /// The organisation that acted; left out where danchu itself did.
    #[schema(nullable = false)]
    pub actor_id: Option<OrganisationId>,
    /// The account that acted; left out where danchu itself did.
    #[schema(nullable = false)]
    pub account_id: Option<AccountId>,
    /// Names of the fields that changed; of a reminder `due_in_14_days`, `due_in_7_days`, `due_in_1_day` or `overdue`.
    #[schema(value_type = Vec<String>, example = json!(["progress", "accepted_version"]))]
    pub fields: serde_json::Value,
    /// Why, where a reason was given.
    #[schema(nullable = false)]
    pub reason: Option<String>,
}

impl From<Model> for Told {
    fn from(row: Model) -> Self {
        Self {
            position: row.position.unwrap_or_default(),
            id: row.id,
            at: row.at,
            action: row.action,
            record_kind: row.record_kind,
            record_id: row.record_id,
            record_version: row.record_version,
            organisation_id: row.organisation_id,
            unit_id: row.unit_id,
            actor_id: row.actor_id,
            account_id: row.account_id,
            fields: row.fields,
            reason: row.reason,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct EventQuery {
    /// Events after this position: the last you have read, however long ago.
    #[param(minimum = 0, example = 0)]
    pub after: Option<u64>,
    /// Events of this action.
    #[param(example = "submission:review")]
    pub action: Option<String>,
    /// Events of records of this kind.
    #[param(example = "report_reminder")]
    pub record_kind: Option<String>,
    /// Events of this record.
    pub record: Option<Uuid>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

impl EventQuery {
    fn condition(&self) -> Condition {
        Condition::all()
            .add(Column::Position.gt(i64::try_from(self.after.unwrap_or(0)).unwrap_or(i64::MAX)))
            .add_option(self.action.as_ref().map(|action| Column::Action.eq(action)))
            .add_option(self.record_kind.as_ref().map(|kind| Column::RecordKind.eq(kind)))
            .add_option(self.record.map(|record| Column::RecordId.eq(record)))
    }
}

/// List events
///
/// Nhật ký và nguồn tin: what happened to the records in scope, oldest first. To follow it, keep the last `position` and ask for what comes
/// `after` it; nothing is lost in between and nothing comes twice. Reports sent, returned, accepted, extended and waived are there, and danchu's
/// own reminders 14, 7 and 1 days before a report is due and once it is overdue. Events about accounts are for administrators.
#[utoipa::path(tag = "Events", operation_id = "list_events", params(EventQuery), security(("bearer" = ["event:read"])),
    responses((status = 200, description = "A page of events.", body = Page<Told>)))]
#[get("/events")]
async fn list_events(caller: Caller<ReadEvent>, query: Query<EventQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "position",
        columns: vec![Column::Position],
        direction: Direction::Ascending,
    };
    let others = Column::RecordKind.is_not_in(OF_PERSONS);
    let found = caller
        .find::<Entity>()
        .filter(query.0.condition())
        .filter_some((!caller.may::<ReadAccount>()).then_some(others), Into::into);
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    Answer::page(&page.map(|row| {
        let version = row.record_version;
        (Told::from(row), version)
    }))
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_events);
}
