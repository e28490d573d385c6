//! Errands: what accounts do without a scope, because nobody has signed in yet or because one's own account, wherever its
//! posts lie, is found by who one is. Only this feature can name one.

use crate::access::Task;

/// A task of the system that a request may set going.
#[derive(Clone, Copy, Debug)]
pub struct Errand(Task);

impl Errand {
    pub(super) const SIGN_IN: Self = Self(Task::SignIn);
    pub(super) const REFUSE_SIGN_IN: Self = Self(Task::RefuseSignIn);
    pub(super) const REFRESH_SESSION: Self = Self(Task::RefreshSession);
    pub(super) const USE_SESSION: Self = Self(Task::UseSession);
    pub(super) const END_SESSION: Self = Self(Task::EndSession);
    pub(super) const USE_OWN_ACCOUNT: Self = Self(Task::UseOwnAccount);
    pub(super) const RENEW_HASH: Self = Self(Task::RenewHash);

    pub fn task(self) -> Task {
        self.0
    }
}
