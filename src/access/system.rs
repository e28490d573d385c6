//! What danchu does on nobody's behalf: signing in (there is no caller yet), loading built-in data, keeping its own house. Each
//! such task is named here, and its changes leave events like any other.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, DatabaseConnection, DatabaseTransaction, EntityTrait};

use super::{
    AccountId, Event, EventId, Identity, OrganisationId, Permission, PostId, Store, UseOwnAccount, derived, event,
    fresh,
};
use crate::http::Result;

/// A reason to act without a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    SignIn,
    /// Counts a failed sign-in.
    RefuseSignIn,
    RefreshSession,
    /// Notes that what a sign-in or refresh handed out has arrived.
    UseSession,
    /// Ends a session whose refresh token was stolen.
    EndSession,
    /// People looking after their own account: password, posts, sessions.
    UseOwnAccount,
    CreateAdministrator,
    LoadTerritory,
    LoadBuiltIns,
    MakeDemo,
    /// Sets the legal clock of a demonstration.
    SetClock,
    RotateKeys,
}

impl Task {
    pub const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "system:sign_in",
            Self::RefuseSignIn => "system:refuse_sign_in",
            Self::RefreshSession => "system:refresh_session",
            Self::UseSession => "system:use_session",
            Self::EndSession => "system:end_session",
            Self::UseOwnAccount => UseOwnAccount::NAME,
            Self::CreateAdministrator => "system:create_administrator",
            Self::LoadTerritory => "system:load_territory",
            Self::LoadBuiltIns => "system:load_built_ins",
            Self::MakeDemo => "system:make_demo",
            Self::SetClock => "system:set_clock",
            Self::RotateKeys => "system:rotate_keys",
        }
    }
}

impl Task {
    /// A demonstration has the same rows on every run.
    fn event_id(self, event: &Event) -> EventId {
        match self {
            Self::MakeDemo => derived(&format!("demo/event/{}/{}", event.record_kind, event.record_id)),
            _ => fresh(),
        }
    }
}

/// danchu itself at work on a task.
#[derive(Clone, Copy)]
pub struct System<'s> {
    store: &'s Store,
    task: Task,
}

impl<'s> System<'s> {
    pub fn new(store: &'s Store, task: Task) -> Self {
        Self { store, task }
    }

    /// Reads without a scope.
    pub fn reader(&self) -> &'s DatabaseConnection {
        self.store.reader()
    }

    pub async fn begin(&self) -> Result<SystemTx> {
        Ok(SystemTx {
            transaction: self.store.begin().await?,
            task: self.task,
            whose: Whose::default(),
        })
    }
}

/// A change by danchu itself.
pub struct SystemTx {
    transaction: DatabaseTransaction,
    task: Task,
    whose: Whose,
}

/// On whose account danchu is at work, where that is known.
#[derive(Default)]
struct Whose {
    account: Option<AccountId>,
    post: Option<PostId>,
    organisation: Option<OrganisationId>,
}

impl SystemTx {
    /// Names in the event who it was.
    pub fn acting(mut self, identity: &Identity) -> Self {
        self.whose = Whose {
            account: Some(identity.account),
            post: Some(identity.post),
            organisation: Some(identity.organisation),
        };
        self
    }

    pub fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Commits with the event that tells what was done.
    pub async fn commit(self, event: Event, at: DateTime<Utc>) -> Result<()> {
        let row = event::ActiveModel {
            id: Set(self.task.event_id(&event)),
            position: Set(None),
            chain: Set(None),
            at: Set(at),
            account_id: Set(self.whose.account),
            post_id: Set(self.whose.post),
            actor_id: Set(self.whose.organisation),
            action: Set(self.task.name().to_owned()),
            record_kind: Set(event.record_kind.to_owned()),
            record_id: Set(event.record_id),
            record_version: Set(event.record_version),
            organisation_id: Set(event.organisation_id),
            unit_id: Set(event.unit_id),
            fields: Set(serde_json::Value::Array(Vec::new())),
            reason: Set(event.reason),
            request_id: Set(None),
        };
        event::Entity::insert(row)
            .exec_without_returning(&self.transaction)
            .await?;
        Ok(self.transaction.commit().await?)
    }
}
