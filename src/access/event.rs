//! Nhật ký: the one table of what happened. A change and its event are committed together or not at all. Events name the
//! fields that changed and never hold their values.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, Condition, entity::prelude::*};

use super::{AccountId, EventId, OrganisationId, PostId, Record, Scope, Scoped, UnitId};

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
    /// Told to whose record it is, and to whoever acted, alone.
    pub confidential: bool,
    /// Names of the fields that changed.
    pub fields: Json,
    pub reason: Option<String>,
    pub request_id: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// What was numbered, of the records in scope.
    fn within(scope: &Scope) -> Condition {
        let open = Condition::any()
            .add(Column::Confidential.eq(false))
            .add(scope.own_rows(Column::OrganisationId))
            .add(scope.own_rows(Column::ActorId));
        scope
            .places(Column::OrganisationId, Column::UnitId)
            .add(Column::Position.is_not_null())
            .add(open)
    }
}

/// What a change was, as its handler tells it; who and when are added at the commit.
#[derive(Clone, Debug)]
pub struct Event {
    pub record_kind: &'static str,
    pub record_id: Uuid,
    pub record_version: i64,
    pub organisation_id: Option<OrganisationId>,
    pub unit_id: Option<UnitId>,
    /// Told to whose record it is, and to whoever acted, alone.
    pub confidential: bool,
    /// Names of the fields that changed; none of what is new.
    pub fields: Vec<String>,
    pub reason: Option<String>,
}

/// Who made a change and when: the same for each of its events.
pub(super) struct Stamp {
    pub at: DateTime<Utc>,
    pub account: Option<AccountId>,
    pub post: Option<PostId>,
    pub actor: Option<OrganisationId>,
    pub action: &'static str,
    pub request_id: Option<String>,
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
            confidential: E::IS_CONFIDENTIAL,
            fields: Vec::new(),
            reason: None,
        }
    }

    /// These fields of this record changed.
    pub(super) fn naming<E: Record>(row: &E::Model, fields: impl IntoIterator<Item = String>) -> Self {
        let mut event = Self::on::<E>(row);
        event.name(fields);
        event
    }

    /// Something was done to what is no scoped record, such as a session or the register as a whole.
    pub fn about(record_kind: &'static str, record_id: impl Into<Uuid>) -> Self {
        Self {
            record_kind,
            record_id: record_id.into(),
            record_version: 1,
            organisation_id: None,
            unit_id: None,
            confidential: false,
            fields: Vec::new(),
            reason: None,
        }
    }

    /// Adds the reason that was given.
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// Whether both tell the same organisation of the same record.
    pub(super) fn is_of_the_same(&self, other: &Self) -> bool {
        let of = |event: &Self| (event.record_kind, event.record_id, event.organisation_id);
        of(self) == of(other)
    }

    /// Names fields that changed, each once; that a record has a new version goes without saying.
    pub(super) fn name(&mut self, fields: impl IntoIterator<Item = String>) {
        for field in fields {
            if field != "version" && !self.fields.contains(&field) {
                self.fields.push(field);
            }
        }
    }

    pub(super) fn stamped(self, id: EventId, stamp: &Stamp) -> ActiveModel {
        ActiveModel {
            id: Set(id),
            position: Set(None),
            chain: Set(None),
            at: Set(stamp.at),
            account_id: Set(stamp.account),
            post_id: Set(stamp.post),
            actor_id: Set(stamp.actor),
            action: Set(stamp.action.to_owned()),
            record_kind: Set(self.record_kind.to_owned()),
            record_id: Set(self.record_id),
            record_version: Set(self.record_version),
            organisation_id: Set(self.organisation_id),
            unit_id: Set(self.unit_id),
            confidential: Set(self.confidential),
            fields: Set(Json::from(self.fields)),
            reason: Set(self.reason),
            request_id: Set(stamp.request_id.clone()),
        }
    }
}
