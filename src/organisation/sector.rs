//! What a public service unit works in.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Ngành, lĩnh vực của đơn vị sự nghiệp công lập: the sector of a public service unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// Giáo dục và đào tạo.
    Education,
    /// Giáo dục nghề nghiệp.
    VocationalTraining,
    /// Y tế.
    Health,
    /// Văn hóa, gia đình, thể thao và du lịch.
    Culture,
    /// Thông tin và truyền thông, báo chí.
    Information,
    /// Khoa học và công nghệ.
    Science,
    /// Nông nghiệp.
    Agriculture,
    /// Tài nguyên và môi trường.
    Environment,
    /// Xây dựng, giao thông.
    Construction,
    /// Lao động và xã hội.
    SocialAffairs,
    /// Tư pháp.
    Justice,
    /// Kinh tế.
    Economy,
    /// Sự nghiệp khác.
    Other,
}
