//! The kinds of boards, and whom each is made of.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::{Level, OrganisationKind};

/// Loại Ban.
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
pub enum BoardKind {
    /// Ban Thanh tra nhân dân ở xã, phường, đặc khu (Law 10/2022 Art. 36–40).
    CommunePeopleInspectorate,
    /// Ban Thanh tra nhân dân ở cơ quan, đơn vị (Art. 60–63).
    AgencyPeopleInspectorate,
    /// Ban Thanh tra nhân dân ở doanh nghiệp nhà nước (Art. 77–81).
    EnterprisePeopleInspectorate,
    /// Ban Giám sát đầu tư của cộng đồng, of one programme or project (Art. 41–45).
    CommunityInvestmentSupervision,
    /// Ban Chỉ đạo thực hiện dân chủ ở cơ sở.
    SteeringCommittee,
}

/// Kinds whose composition goes to the people (Art. 40.2b, 45.1b); the others are internal (Art. 46, 64).
pub const OF_COMMUNES: [BoardKind; 2] = [
    BoardKind::CommunePeopleInspectorate,
    BoardKind::CommunityInvestmentSupervision,
];

impl BoardKind {
    /// Whether it is a board of the commune's people.
    pub fn is_of_a_commune(self) -> bool {
        OF_COMMUNES.contains(&self)
    }

    /// Who founds, recognises and directs it: the commune's Front (Art. 39.1, 41.1, 44.1), the union of the agency or the enterprise (Art. 62.1,
    /// 79.1) or, where there is no union any more, whoever took it over; of a steering committee the People's committee.
    pub fn is_directed_by(self, kind: OrganisationKind, level: Level) -> bool {
        use OrganisationKind as Kind;
        match self {
            Self::CommunePeopleInspectorate | Self::CommunityInvestmentSupervision => {
                kind == Kind::FatherlandFront && level == Level::Commune
            }
            Self::AgencyPeopleInspectorate | Self::EnterprisePeopleInspectorate => matches!(
                kind,
                Kind::TradeUnion | Kind::FatherlandFront | Kind::SocioPoliticalOrganisation
            ),
            Self::SteeringCommittee => kind == Kind::PeopleCommittee,
        }
    }

    /// In whose work it is: whom it inspects or, of a steering committee, whose it is.
    pub const fn is_hosted_by(self, kind: OrganisationKind) -> bool {
        use OrganisationKind as Kind;
        match self {
            Self::CommunePeopleInspectorate | Self::CommunityInvestmentSupervision | Self::SteeringCommittee => {
                matches!(kind, Kind::PeopleCommittee)
            }
            Self::AgencyPeopleInspectorate => matches!(
                kind,
                Kind::PeopleCommittee
                    | Kind::ProvincialDepartment
                    | Kind::CommuneDivision
                    | Kind::PublicServiceUnit
                    | Kind::CentralAgency
                    | Kind::PartyBody
                    | Kind::SocioPoliticalOrganisation
            ),
            Self::EnterprisePeopleInspectorate => {
                matches!(kind, Kind::StateOwnedEnterprise | Kind::NonStateEmployer)
            }
        }
    }
}

/// Chức danh trong Ban.
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
pub enum BoardPosition {
    /// Trưởng ban.
    Head,
    /// Phó Trưởng ban.
    Deputy,
    /// Ủy viên.
    Member,
}

/// Đại diện cho ai.
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
pub enum Represents {
    /// Thôn, tổ dân phố, whose households have elected the member.
    Village,
    /// Ủy ban Mặt trận Tổ quốc cấp xã, of a supervision board.
    Front,
    /// Ban Thanh tra nhân dân, of a supervision board.
    Inspectorate,
    /// Cán bộ, công chức, viên chức, người lao động, whose conference has elected the member.
    Staff,
    /// Cơ quan, of a steering committee.
    Body,
}

impl Represents {
    /// Whether a board of this kind has such members.
    pub const fn suits(self, kind: BoardKind) -> bool {
        match kind {
            BoardKind::CommunePeopleInspectorate => matches!(self, Self::Village),
            BoardKind::CommunityInvestmentSupervision => {
                matches!(self, Self::Village | Self::Front | Self::Inspectorate)
            }
            BoardKind::AgencyPeopleInspectorate | BoardKind::EnterprisePeopleInspectorate => {
                matches!(self, Self::Staff)
            }
            BoardKind::SteeringCommittee => matches!(self, Self::Body),
        }
    }
}

/// Cương vị, hoàn cảnh: what of a member the law asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Cán bộ, công chức cấp xã.
    CommuneOfficial,
    /// Người hoạt động không chuyên trách ở cấp xã, ở thôn, tổ dân phố.
    NonProfessional,
    /// Không thường trú trên địa bàn.
    NotResident,
    /// Có người thân là người quyết định đầu tư, chủ đầu tư, tư vấn, nhà thầu, giám sát hoặc quản lý dự án.
    ProjectRelative,
    /// Người đứng đầu cơ quan, đơn vị.
    Head,
    /// Cấp phó của người đứng đầu.
    DeputyHead,
    /// Kế toán trưởng.
    ChiefAccountant,
    /// Người đại diện có thẩm quyền của doanh nghiệp.
    AuthorisedRepresentative,
    /// Thành viên ban lãnh đạo, điều hành doanh nghiệp.
    Management,
    /// Không công tác, làm việc tại cơ quan, đơn vị, doanh nghiệp.
    NotStaff,
}

impl Standing {
    /// The article by which nobody of this standing is a member of such a board.
    pub const fn excluded_by(self, kind: BoardKind) -> Option<&'static str> {
        match (kind, self) {
            (
                BoardKind::CommunePeopleInspectorate,
                Self::CommuneOfficial | Self::NonProfessional | Self::NotResident,
            ) => Some("Luật 10/2022/QH15 Điều 37.2"),
            (
                BoardKind::CommunityInvestmentSupervision,
                Self::CommuneOfficial | Self::ProjectRelative | Self::NotResident,
            ) => Some("Luật 10/2022/QH15 Điều 42.2"),
            (
                BoardKind::AgencyPeopleInspectorate,
                Self::Head | Self::DeputyHead | Self::ChiefAccountant | Self::NotStaff,
            ) => Some("Luật 10/2022/QH15 Điều 60.2"),
            (
                BoardKind::EnterprisePeopleInspectorate,
                Self::AuthorisedRepresentative | Self::Management | Self::ChiefAccountant | Self::NotStaff,
            ) => Some("Luật 10/2022/QH15 Điều 77.2"),
            _ => None,
        }
    }
}
