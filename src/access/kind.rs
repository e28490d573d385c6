//! What scope follows: the kind of an organisation and the level of its unit.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Cấp hành chính: the level of an administrative unit. The district level ended on 2025-07-01 and is history.
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
pub enum Level {
    /// Trung ương.
    Nation,
    /// Tỉnh, thành phố trực thuộc trung ương.
    Province,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh (đến 30/6/2025).
    District,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
}

/// Loại cơ quan, tổ chức: what an organisation is.
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
pub enum OrganisationKind {
    /// Ủy ban nhân dân.
    PeopleCommittee,
    /// Hội đồng nhân dân.
    PeopleCouncil,
    /// Ban của Hội đồng nhân dân.
    CouncilCommittee,
    /// Ủy ban Mặt trận Tổ quốc Việt Nam.
    FatherlandFront,
    /// Tổ chức chính trị - xã hội.
    SocioPoliticalOrganisation,
    /// Công đoàn.
    TradeUnion,
    /// Sở, cơ quan ngang sở.
    ProvincialDepartment,
    /// Phòng chuyên môn thuộc UBND cấp xã (trước 01/7/2025: cấp huyện).
    CommuneDivision,
    /// Đơn vị sự nghiệp công lập.
    PublicServiceUnit,
    /// Doanh nghiệp nhà nước.
    StateOwnedEnterprise,
    /// Tổ chức sử dụng lao động ngoài nhà nước.
    NonStateEmployer,
    /// Cơ quan, tổ chức đảng.
    PartyBody,
    /// Cơ quan trung ương đóng trên địa bàn.
    CentralAgency,
    /// Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng.
    InspectionBoard,
    /// Cộng đồng dân cư (thôn, bản, tổ dân phố, khu phố).
    Community,
}

/// Lĩnh vực giao tham mưu: the part of danchu a mandate is given for.
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
pub enum Feature {
    /// Tài khoản.
    Account,
    /// Đơn vị hành chính.
    Territory,
    /// Cơ quan, tổ chức.
    Organisation,
    /// Báo cáo.
    Reporting,
    /// Quy chế, hương ước, quy ước, nghị quyết.
    Document,
    /// Người được bầu, cử, giao nhiệm vụ.
    Person,
    /// Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng.
    Board,
    /// Biện pháp thực hiện dân chủ: hoạt động, công khai, kiểm tra, đánh giá.
    Measure,
}

/// Vai trò của chức danh: what a post may do for its organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Quản trị: accounts and settings; no business act.
    Administrator,
    /// Cán bộ: drafts, records, examines.
    Officer,
    /// Lãnh đạo: signs, decides, publishes.
    Leader,
    /// Giám sát (Hội đồng nhân dân, Mặt trận): reads, remarks, visits.
    Overseer,
    /// Trưởng ban hoặc thư ký Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng.
    Board,
}

/// In what capacity an organisation acts in a feature; scope follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, EnumIter, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// A People's committee: its unit and everything under it.
    Committee,
    /// A body mandated by a committee for this feature: the committee's scope.
    Mandated,
    /// A Council or the Front: its unit and everything under it, accepted and published records only.
    Overseer,
    /// Any other organisation: itself and the organisations it manages.
    Body,
}

impl OrganisationKind {
    /// The capacity of an organisation of this kind that holds no mandate.
    pub const fn capacity(self) -> Capacity {
        match self {
            Self::PeopleCommittee => Capacity::Committee,
            Self::PeopleCouncil | Self::CouncilCommittee | Self::FatherlandFront => Capacity::Overseer,
            Self::SocioPoliticalOrganisation
            | Self::TradeUnion
            | Self::ProvincialDepartment
            | Self::CommuneDivision
            | Self::PublicServiceUnit
            | Self::StateOwnedEnterprise
            | Self::NonStateEmployer
            | Self::PartyBody
            | Self::CentralAgency
            | Self::InspectionBoard
            | Self::Community => Capacity::Body,
        }
    }
}
