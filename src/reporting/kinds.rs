//! The words of the reporting line: where a report stands, why it is owed, what became of a version.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::template::content::Applicability;
use crate::access::{Level, OrganisationKind};

/// Tiến độ: how far the work on a report has come. Whether it is late is another matter; see `timeliness`.
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
#[schema(as = ReportProgress)]
pub enum Progress {
    /// Chưa bắt đầu.
    NotStarted,
    /// Đang soạn.
    Draft,
    /// Đã gửi, chờ tiếp nhận.
    Submitted,
    /// Bị trả lại, chờ gửi lại.
    Returned,
    /// Đã tiếp nhận.
    Accepted,
    /// Được miễn.
    Waived,
}

/// Căn cứ báo cáo: why an organisation reports (Law Art. 84, 91; NĐ 145/2020 Art. 37). Rates count `required` only.
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
#[schema(as = ReportBasis)]
pub enum Basis {
    /// Bắt buộc: state agencies, public service units, local authorities, state-owned enterprises.
    Required,
    /// Theo yêu cầu: employers outside the state.
    OnRequest,
    /// Được mời: party bodies, the Front, socio-political organisations, central agencies.
    Invited,
}

/// Kết quả xử lý một lần gửi: what the receiver made of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Chờ xử lý.
    Pending,
    /// Tiếp nhận.
    Accepted,
    /// Trả lại.
    Returned,
}

/// Why an organisation of a kind reports; none for those that never do on the management line.
pub const fn basis_of(kind: OrganisationKind) -> Option<Basis> {
    match kind {
        OrganisationKind::PeopleCommittee
        | OrganisationKind::ProvincialDepartment
        | OrganisationKind::CommuneDivision
        | OrganisationKind::PublicServiceUnit
        | OrganisationKind::StateOwnedEnterprise => Some(Basis::Required),
        OrganisationKind::NonStateEmployer => Some(Basis::OnRequest),
        OrganisationKind::PartyBody
        | OrganisationKind::FatherlandFront
        | OrganisationKind::SocioPoliticalOrganisation
        | OrganisationKind::TradeUnion
        | OrganisationKind::CentralAgency => Some(Basis::Invited),
        OrganisationKind::PeopleCouncil
        | OrganisationKind::CouncilCommittee
        | OrganisationKind::InspectionBoard
        | OrganisationKind::Community => None,
    }
}

/// Which questions an organisation is asked. A district committee is also an agency (Law Art. 46, 51, 59).
pub fn applicability_of(kind: OrganisationKind, level: Level) -> Vec<Applicability> {
    match (kind, level) {
        (OrganisationKind::PeopleCommittee, Level::Commune) => vec![Applicability::Commune],
        (OrganisationKind::PeopleCommittee, Level::District) => vec![Applicability::District, Applicability::Agency],
        (OrganisationKind::PeopleCommittee, Level::Province | Level::Nation) => {
            vec![Applicability::Province, Applicability::Agency]
        }
        (OrganisationKind::PublicServiceUnit, _) => vec![Applicability::PublicServiceUnit],
        (OrganisationKind::StateOwnedEnterprise | OrganisationKind::NonStateEmployer, _) => {
            vec![Applicability::StateEnterprise]
        }
        (_, _) => vec![Applicability::Agency],
    }
}
