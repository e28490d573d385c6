//! Chức danh: what the law lets people be appointed to, outside the offices that have accounts.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Chức danh theo luật.
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
pub enum Position {
    /// Trưởng thôn, Tổ trưởng tổ dân phố (Decree 59/2023 Art. 6–8).
    VillageHead,
    /// Trưởng thôn, Tổ trưởng tổ dân phố lâm thời (Decree 59/2023 Art. 9.3; Decree 185/2026 Art. 4.2).
    ActingVillageHead,
    /// Trưởng ban công tác Mặt trận ở thôn, tổ dân phố.
    VillageFrontHead,
    /// Tổ trưởng Tổ soạn thảo hương ước, quy ước (Decree 61/2023 Art. 8).
    DraftingTeamHead,
    /// Thành viên Tổ soạn thảo hương ước, quy ước (Decree 61/2023 Art. 8).
    DraftingTeamMember,
    /// Người phụ trách, tham mưu thực hiện dân chủ ở cơ sở (Resolution 75 Art. 3.1).
    PersonInCharge,
}

impl Position {
    /// Whether it is held in a village.
    pub const fn is_of_a_village(self) -> bool {
        !matches!(self, Self::PersonInCharge)
    }

    /// Positions of which a village has one at a time, so that whoever holds one of these stands in the way.
    pub const fn excluded(self) -> &'static [Self] {
        match self {
            Self::VillageHead | Self::ActingVillageHead => &[Self::VillageHead, Self::ActingVillageHead],
            Self::VillageFrontHead => &[Self::VillageFrontHead],
            Self::DraftingTeamHead | Self::DraftingTeamMember | Self::PersonInCharge => &[],
        }
    }
}
