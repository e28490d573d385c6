//! Who may do what, and the only way to the data.
//!
//! A request's token becomes an [`Identity`]; the [`PermissionTable`] decides whether it holds the permission `P` a handler
//! names; [`Caller<P>`] then opens the data within the caller's [`Scope`], for reading with [`Caller::find`], for changing with
//! [`Caller::begin`]. A change ends only in [`Tx::commit`], which demands the [`Event`] that tells of it. So no query
//! runs without an actor, and no change goes without a trace.
//!
//! A table becomes reachable by its scope rule:
//!
//! ```
//! use danchu::access::{Caller, ReadOrganisation};
//! async fn reachable(caller: Caller<ReadOrganisation>) -> danchu::http::Result<u64> {
//!     caller.find::<danchu::organisation::organisation::Entity>().count().await
//! }
//! ```
//!
//! and without one it is not:
//!
//! ```compile_fail
//! use danchu::access::{Caller, ReadOrganisation};
//! async fn unreachable(caller: Caller<ReadOrganisation>) -> danchu::http::Result<u64> {
//!     caller.find::<danchu::account::session::Entity>().count().await
//! }
//! ```
//!
//! Whoever starts the program may act as the [`System`], without a scope:
//!
//! ```
//! use danchu::access::{Store, System, Task};
//! fn at_the_start(store: &Store) {
//!     System::new(store, Task::LoadBuiltIns).reader();
//! }
//! ```
//!
//! a request may not, for it has no store:
//!
//! ```compile_fail
//! use danchu::access::{Caller, ReadOrganisation, System, Task};
//! fn at_a_request(caller: Caller<ReadOrganisation>) {
//!     System::new(&caller.kernel().store, Task::LoadBuiltIns).reader();
//! }
//! ```
//!
//! nor can it go on an errand of the accounts, such as signing in:
//!
//! ```compile_fail
//! use danchu::{access::{Caller, ReadOrganisation}, account::errand::Errand};
//! fn at_a_request(caller: Caller<ReadOrganisation>) {
//!     caller.kernel().on_errand(Errand::SIGN_IN).reader();
//! }
//! ```

#![expect(
    clippy::disallowed_types,
    reason = "this is the one module that holds connections and transactions"
)]

mod actor;
mod authenticate;
pub mod beside;
mod caller;
pub mod event;
mod find;
mod gather;
mod id;
mod idempotency;
mod identity;
pub mod installation;
mod kernel;
mod key;
mod kind;
pub mod lease;
mod listed;
mod look;
mod migrate;
mod own_name;
mod permission;
mod put;
mod record;
mod scope;
pub mod sequencer;
mod store;
mod sweep;
mod system;
mod tally;
mod token;
mod trail;
mod transaction;
mod unchanged;
mod visitor;

pub use actor::Actor;
pub use authenticate::{FRESH, PUBLIC, authenticate, identity_of};
pub use caller::Caller;
pub use event::Event;
pub use find::{Direction, Find, ListOrder};
pub use gather::Gather;
pub use id::*;
pub use idempotency::{HeldKey, IdempotencyEntity, forget_old};
pub use identity::{Delegated, Identity, Mandate};
pub use kernel::{Kernel, rotate_keys};
pub use key::{KeyRing, SigningKeyEntity};
pub use kind::{Capacity, Feature, Level, OrganisationKind, Role};
pub use listed::{Columns, Listed};
pub use look::{Look, Snapshot};
pub use permission::*;
pub use put::{Put, put, told};
pub use record::{Owner, Record, Scoped};
pub use scope::{ACTS, Scope, ScopePlace, everyone, has_one_of, has_one_whose, is_one_of, no_one, sees};
pub use store::Store;
pub(crate) use sweep::written;
pub use sweep::{Sweep, Sweeping};
pub use system::{System, SystemTx, Task};
pub use tally::{Recount, Tallied, Tally};
pub use token::{Claims, LIFETIME};
pub use transaction::Tx;
pub use unchanged::Weighed;
pub use visitor::{Published, VisitLimit, Visitor};
