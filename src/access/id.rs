//! The ids of danchu's records: one type each, so that one cannot be taken for another.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// An id made by this process: UUIDv7, so that indexes grow at their end. Nothing relies on its order.
#[expect(clippy::disallowed_methods, reason = "this is the one place that makes server ids")]
pub fn fresh<T: From<Uuid>>() -> T {
    T::from(Uuid::now_v7())
}

/// An id of somebody's account: UUIDv4, which tells nothing, not even when it was made.
#[expect(clippy::disallowed_methods, reason = "this is the one place that makes server ids")]
pub fn fresh_personal<T: From<Uuid>>() -> T {
    T::from(Uuid::new_v4())
}

/// An id that is alike in every installation: UUIDv5 of `name` under danchu's namespace.
pub fn derived<T: From<Uuid>>(name: &str) -> T {
    const DANCHU: Uuid = Uuid::from_u128(0x6f1c_7f0e_8d0b_5f6a_9b1e_64_61_6e_63_68_75);
    T::from(Uuid::new_v5(&DANCHU, name.as_bytes()))
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType, ToSchema, IntoParams)]
        #[serde(transparent)]
        #[into_params(names("id"), parameter_in = Path)]
        #[schema(value_type = Uuid)]
        pub struct $name(pub Uuid);

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )* };
}

id! {
    /// Id of an administrative unit (đơn vị hành chính) from a date on.
    UnitId;
    /// Id of a village (thôn, bản, tổ dân phố, khu phố).
    VillageId;
    /// Id of an organisation (cơ quan, đơn vị, tổ chức).
    OrganisationId;
    /// Id of a mandate (giao nhiệm vụ tham mưu).
    MandateId;
    /// Id of a person's account (tài khoản).
    AccountId;
    /// Id of a post (chức danh): what an account may do for one organisation, from–to.
    PostId;
    /// Id of a session (phiên đăng nhập).
    SessionId;
    /// Id of an event (nhật ký).
    EventId;
    /// Id of a report template version (mẫu báo cáo).
    TemplateId;
    /// Id of a reporting round (đợt báo cáo).
    RoundId;
    /// Id of a report obligation (nghĩa vụ báo cáo).
    ObligationId;
    /// Id of a report submission (báo cáo), chosen by the client that drafts it.
    SubmissionId;
}
