//! Nhật ký: the one table of what happened. A change and its event are committed together or not at all. Events name the
//! fields that changed and never hold their values.

use sea_orm::entity::prelude::*;

use super::{AccountId, EventId, OrganisationId, PostId, UnitId, find::Record};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EventId,
    /// Gapless position, given after the commit; readers see only events that have one.
    pub position: Option<i64>,
    /// SHA-256 over the event before it and this one.
    pub chain: Option<Vec<u8>>,
    pub at: DateTimeUtc,
    /// None when danchu itself acted.
    pub account_id: Option<AccountId>,
    pub post_id: Option<PostId>,
    /// The organisation that acted.
    pub actor_id: Option<OrganisationId>,
    /// Name of the permission used.
    pub action: String,
    pub record_kind: String,
    pub record_id: Uuid,
    pub record_version: i64,
    /// Whose record it is.
    pub organisation_id: Option<OrganisationId>,
    pub unit_id: Option<UnitId>,
    /// Names of the fields that changed.
    pub fields: Json,
    pub reason: Option<String>,
    pub request_id: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

/// What a change was, as its handler tells it; who and when are added at the commit.
#[derive(Clone, Debug)]
pub struct Event {
    pub record_kind: &'static str,
    pub record_id: Uuid,
    pub record_version: i64,
    pub organisation_id: Option<OrganisationId>,
    pub unit_id: Option<UnitId>,
    pub reason: Option<String>,
}

impl Event {
    /// Something was done to this record.
    pub fn on<E: Record>(row: &E::Model) -> Self {
        let owner = E::owner(row);
        Self {
            record_kind: E::KIND,
            record_id: E::id_of(row).into(),
            record_version: E::version(row),
            organisation_id: Some(owner.organisation),
            unit_id: Some(owner.unit),
            reason: None,
        }
    }

    /// Something was done to what is no scoped record, such as a session or the register as a whole.
    pub fn about(record_kind: &'static str, record_id: impl Into<Uuid>) -> Self {
        Self {
            record_kind,
            record_id: record_id.into(),
            record_version: 1,
            organisation_id: None,
            unit_id: None,
            reason: None,
        }
    }

    /// Adds the reason that was given.
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
}
