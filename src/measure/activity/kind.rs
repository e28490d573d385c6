//! Kinds of activities, and who holds which.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::{Level, OrganisationKind};

/// Loại hoạt động.
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
pub enum ActivityKind {
    /// Tập huấn, bồi dưỡng (Resolution 75 Art. 3.1, 4.1).
    Training,
    /// Tuyên truyền, quán triệt, phổ biến, giáo dục pháp luật (Art. 3.2, 4.2).
    Dissemination,
    /// Hội nghị trao đổi, đối thoại of a commune's committee with the people (Law 10/2022 Art. 32); đối thoại tại nơi làm việc of an enterprise (Art. 73).
    Dialogue,
    /// Tiếp công dân.
    CitizenReception,
    /// Hội nghị cán bộ, công chức, viên chức, người lao động; hội nghị người lao động (Art. 51, 69).
    StaffConference,
    /// Kiểm tra, đánh giá việc thực hiện nghị quyết hội nghị, every 6 months (Art. 52.3, 70.3).
    ConferenceReview,
    /// Hội nghị định kỳ cuối năm của cộng đồng dân cư (Art. 33; Decree 59/2023 Art. 10–11).
    VillageConference,
    /// Ứng dụng công nghệ thông tin (Resolution 75 Art. 3.3, 4.5).
    ItApplication,
    /// Phong trào thi đua, nhân rộng điển hình (Art. 4.4a).
    Emulation,
}

impl ActivityKind {
    /// Whether an organisation of a kind holds it, at a level of unit.
    pub fn is_held_by(self, kind: OrganisationKind, level: Level) -> bool {
        use OrganisationKind::{NonStateEmployer, PeopleCommittee, StateOwnedEnterprise};
        let of_a_commune = kind == PeopleCommittee && level == Level::Commune;
        let enterprise = matches!(kind, StateOwnedEnterprise | NonStateEmployer);
        match self {
            Self::Dialogue => of_a_commune || enterprise,
            Self::VillageConference => of_a_commune,
            Self::Training
            | Self::Dissemination
            | Self::CitizenReception
            | Self::StaffConference
            | Self::ConferenceReview
            | Self::ItApplication
            | Self::Emulation => true,
        }
    }

    /// Whether people come together for it, so that it is held only where some did.
    pub const fn is_of_people(self) -> bool {
        matches!(
            self,
            Self::Training | Self::Dialogue | Self::StaffConference | Self::VillageConference
        )
    }

    /// Whether it is of a year, which is then named.
    pub const fn is_of_a_year(self) -> bool {
        matches!(
            self,
            Self::StaffConference | Self::ConferenceReview | Self::VillageConference
        )
    }
}

/// Đối thoại tại nơi làm việc, theo dịp nào (Law 10/2022 Art. 73; Labour Code Art. 63.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DialogueOccasion {
    /// Định kỳ.
    Periodic,
    /// Khi có yêu cầu của một hoặc các bên.
    OnRequest,
    /// Khi có vụ việc.
    OnACase,
}

/// Nội dung tập huấn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrainingTopic {
    /// Chuyên môn, nghiệp vụ về thực hiện dân chủ ở cơ sở, for persons in charge and members of boards (Resolution 75 Art. 3.1).
    Practice,
    /// Xây dựng và thực hiện hương ước, quy ước, for heads of villages and of their Fronts, and drafting teams (Art. 3.1).
    Conventions,
    /// Công nghệ thông tin (Art. 4.5b).
    InformationTechnology,
}

/// Hình thức.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivityChannel {
    /// Hội nghị, lớp.
    Meeting,
    /// Trực tuyến.
    Online,
    /// Hệ thống truyền thanh.
    Loudspeaker,
    /// Cổng, trang thông tin điện tử.
    Portal,
    /// Mạng xã hội.
    SocialNetwork,
    /// Báo chí, phát thanh, truyền hình.
    Press,
    /// Tài liệu, tờ rơi, pa nô.
    Printed,
    /// Lồng ghép trong cuộc họp, sinh hoạt khác.
    WithinOthers,
}

/// Thành phần dự.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Người phụ trách, tham mưu thực hiện dân chủ ở cơ sở.
    PersonsInCharge,
    /// Thành viên Ban Thanh tra nhân dân.
    PeopleInspectorates,
    /// Thành viên Ban Giám sát đầu tư của cộng đồng.
    InvestmentSupervision,
    /// Trưởng thôn, bản, Tổ trưởng tổ dân phố, khu phố.
    VillageHeads,
    /// Trưởng ban công tác Mặt trận.
    VillageFrontHeads,
    /// Tổ soạn thảo hương ước, quy ước.
    DraftingTeams,
    /// Cán bộ, công chức, viên chức.
    Officials,
    /// Người lao động.
    Workers,
    /// Nhân dân, đại diện hộ gia đình.
    People,
}
