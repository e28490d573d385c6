//! What danchu does on nobody's behalf: signing in (there is no caller yet), loading built-in data, keeping its own house. Each
//! such task is named here, and its changes leave events like any other.

use actix_web::HttpRequest;
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, DatabaseConnection, DatabaseTransaction, IntoActiveModel};

use super::{
    Caller, Event, EventId, Identity, Kernel, Permission, Record, Store, UseOwnAccount, caller::request_id, derived,
    event::Stamp, fresh, trail::Trail, transaction::difference,
};
use crate::{account::errand::Errand, http::Result};

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
    /// Hashes a password anew, as passwords are hashed today.
    RenewHash,
    CreateAdministrator,
    LoadTerritory,
    LoadBuiltIns,
    MakeDemo,
    /// Sets the legal clock of a demonstration.
    SetClock,
    RotateKeys,
    /// Settles the reports of bodies that have ended.
    SettleReports,
    /// Reminds of what is due or overdue.
    Remind,
    /// Removes files that no record names.
    SweepFiles,
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
            Self::RenewHash => "system:renew_hash",
            Self::CreateAdministrator => "system:create_administrator",
            Self::LoadTerritory => "system:load_territory",
            Self::LoadBuiltIns => "system:load_built_ins",
            Self::MakeDemo => "system:make_demo",
            Self::SetClock => "system:set_clock",
            Self::RotateKeys => "system:rotate_keys",
            Self::SettleReports => "system:settle_reports",
            Self::Remind => "system:remind",
            Self::SweepFiles => "system:sweep_files",
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

/// danchu itself at work on a task. It takes a [`Store`], which whoever starts the program holds and no request can reach.
pub struct System<'s> {
    store: &'s Store,
    task: Task,
    request_id: Option<String>,
}

impl<'s> System<'s> {
    pub fn new(store: &'s Store, task: Task) -> Self {
        Self {
            store,
            task,
            request_id: None,
        }
    }

    /// Names in its events the request it is done for.
    pub fn asked_by(self, request: &HttpRequest) -> Self {
        Self {
            request_id: request_id(request),
            ..self
        }
    }

    /// Reads without a scope.
    pub fn reader(&self) -> &'s DatabaseConnection {
        self.store.reader()
    }

    pub async fn begin(&self) -> Result<SystemTx> {
        Ok(SystemTx {
            transaction: self.store.begin().await?,
            task: self.task,
            whose: None,
            request_id: self.request_id.clone(),
            trail: Trail::default(),
        })
    }
}

impl Kernel {
    /// The one way from a request to the system. Only accounts can name an errand.
    pub fn on_errand(&self, errand: Errand) -> System<'_> {
        System::new(&self.store, errand.task())
    }
}

impl Caller<UseOwnAccount> {
    /// As [`Kernel::on_errand`], for this request.
    pub fn on_errand(&self, errand: Errand) -> System<'_> {
        self.kernel.on_errand(errand).asked_by(self.request())
    }
}

/// A change by danchu itself.
pub struct SystemTx {
    transaction: DatabaseTransaction,
    task: Task,
    whose: Option<Identity>,
    request_id: Option<String>,
    trail: Trail,
}

impl SystemTx {
    /// Names in its events on whose account it is.
    pub fn acting(self, identity: &Identity) -> Self {
        Self {
            whose: Some(identity.clone()),
            ..self
        }
    }

    pub fn connection(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Adds a record.
    pub async fn add<E: Record>(&mut self, row: &E::Model) -> Result<()> {
        E::insert(row.clone().into_active_model().reset_all())
            .exec_without_returning(&self.transaction)
            .await?;
        self.trail.touch(Event::on::<E>(row));
        Ok(())
    }

    /// Saves what differs; the version is for the caller to raise where others may have read it.
    pub async fn save<E: Record>(&mut self, before: &E::Model, after: &E::Model) -> Result<()> {
        let (row, fields) = difference::<E>(before, after);
        if !fields.is_empty() {
            E::update(row).exec(&self.transaction).await?;
            self.trail.touch(Event::naming::<E>(after, fields));
        }
        Ok(())
    }

    /// Tells of more than the one record the commit names.
    pub fn tell(&mut self, events: impl IntoIterator<Item = Event>) {
        self.trail.add(events);
    }

    /// Names in the event what was changed otherwise.
    pub fn note(&mut self, field: &str) {
        self.trail.note(field);
    }

    /// Commits with the event that tells what was done.
    pub async fn commit(self, event: Event, at: DateTime<Utc>) -> Result<()> {
        let stamp = Stamp {
            at,
            account: self.whose.as_ref().map(|identity| identity.account),
            post: self.whose.as_ref().map(|identity| identity.post),
            actor: self.whose.as_ref().map(|identity| identity.organisation),
            action: self.task.name(),
            request_id: self.request_id,
        };
        let id = |event: &Event| self.task.event_id(event);
        self.trail.write(event, &stamp, id, &self.transaction).await?;
        Ok(self.transaction.commit().await?)
    }
}
