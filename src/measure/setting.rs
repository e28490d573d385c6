//! Where democracy is carried out, as the law's chapters part it.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{Level, OrganisationKind},
    document::regulation::Setting,
};

/// Nơi thực hiện dân chủ.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum MeasureSetting {
    /// Ở xã, phường, đặc khu, towards the people (Law 10/2022 Chapter II).
    Commune,
    /// Trong cơ quan, đơn vị (Chapter III).
    Agency,
    /// Ở doanh nghiệp nhà nước (Chapter IV).
    StateEnterprise,
}

impl MeasureSetting {
    /// Whether it is an organisation's, by its kind and level of unit. A commune's committee has the people before it, and its own staff.
    pub fn is_of(self, kind: OrganisationKind, level: Level) -> bool {
        use OrganisationKind::{NonStateEmployer, PeopleCommittee, StateOwnedEnterprise};
        match self {
            Self::Commune => kind == PeopleCommittee && level == Level::Commune,
            Self::Agency => !matches!(kind, StateOwnedEnterprise | NonStateEmployer),
            Self::StateEnterprise => matches!(kind, StateOwnedEnterprise | NonStateEmployer),
        }
    }

    /// The regulation's setting that its rules of consultation are those of.
    pub const fn of_regulations(self) -> Setting {
        match self {
            Self::Commune => Setting::Commune,
            Self::Agency => Setting::Agency,
            Self::StateEnterprise => Setting::StateEnterprise,
        }
    }
}
