//! The words of the reporting line: where a report stands, why it is owed, what became of a version.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::template::content::Applicability;
use crate::{
    access::{Level, OrganisationKind},
    board::BoardKind,
};

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

/// Tuyến báo cáo: along which line reports travel.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportLine)]
pub enum Line {
    /// Tuyến quản lý: to the managing body, else to the committee.
    #[default]
    Management,
    /// Tuyến Mặt trận: boards of a commune to its Front (Law 10/2022/QH15 Art. 39, 44.3; NĐ 59/2023 Art. 14.3, 18.3).
    Front,
    /// Tuyến công đoàn: boards of agencies and enterprises to the union, or whoever took it over, that directs them (NĐ 59/2023 Art. 22.3, 26.3).
    Union,
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

impl Line {
    /// Why an organisation of a kind reports on this line to a body of another; none for those that do not.
    pub fn basis(self, kind: OrganisationKind, receiver: OrganisationKind) -> Option<Basis> {
        let directs = match self {
            Self::Management => return basis_in_management(kind),
            Self::Front => receiver == OrganisationKind::FatherlandFront,
            Self::Union => matches!(
                receiver,
                OrganisationKind::TradeUnion | OrganisationKind::SocioPoliticalOrganisation
            ),
        };
        let board = kind == OrganisationKind::InspectionBoard && directs;
        board.then_some(Basis::Required)
    }
}

const fn basis_in_management(kind: OrganisationKind) -> Option<Basis> {
    match kind {
        OrganisationKind::PeopleCommittee
        | OrganisationKind::Community
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
        OrganisationKind::PeopleCouncil | OrganisationKind::CouncilCommittee | OrganisationKind::InspectionBoard => {
            None
        }
    }
}

/// Which questions a board is asked that has been recognised; no law has a steering committee report.
pub const fn asked_of_a_board(kind: BoardKind) -> Option<Applicability> {
    match kind {
        BoardKind::CommunePeopleInspectorate
        | BoardKind::AgencyPeopleInspectorate
        | BoardKind::EnterprisePeopleInspectorate => Some(Applicability::InspectionBoard),
        BoardKind::CommunityInvestmentSupervision => Some(Applicability::SupervisionBoard),
        BoardKind::SteeringCommittee => None,
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
        (OrganisationKind::Community, _) => vec![Applicability::Village],
        (OrganisationKind::InspectionBoard, _) => vec![Applicability::InspectionBoard],
        (_, _) => vec![Applicability::Agency],
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use OrganisationKind as Kind;

    #[rstest]
    #[case(
        Line::Management,
        Kind::PeopleCommittee,
        Kind::PeopleCommittee,
        Some(Basis::Required)
    )]
    #[case(Line::Management, Kind::Community, Kind::PeopleCommittee, Some(Basis::Required))]
    #[case(
        Line::Management,
        Kind::NonStateEmployer,
        Kind::PeopleCommittee,
        Some(Basis::OnRequest)
    )]
    #[case(Line::Management, Kind::FatherlandFront, Kind::PeopleCommittee, Some(Basis::Invited))]
    #[case(Line::Management, Kind::InspectionBoard, Kind::FatherlandFront, None)]
    #[case(Line::Front, Kind::InspectionBoard, Kind::FatherlandFront, Some(Basis::Required))]
    #[case(Line::Front, Kind::InspectionBoard, Kind::TradeUnion, None)]
    #[case(Line::Front, Kind::PeopleCommittee, Kind::PeopleCommittee, None)]
    #[case(Line::Union, Kind::InspectionBoard, Kind::TradeUnion, Some(Basis::Required))]
    #[case(
        Line::Union,
        Kind::InspectionBoard,
        Kind::SocioPoliticalOrganisation,
        Some(Basis::Required)
    )]
    #[case(Line::Union, Kind::InspectionBoard, Kind::FatherlandFront, None)]
    #[case(Line::Union, Kind::PublicServiceUnit, Kind::ProvincialDepartment, None)]
    fn each_line_has_its_own(
        #[case] line: Line,
        #[case] kind: Kind,
        #[case] receiver: Kind,
        #[case] basis: Option<Basis>,
    ) {
        assert_eq!(line.basis(kind, receiver), basis);
    }
}
