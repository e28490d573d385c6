//! Conditions as they are kept: one record for each organisation, or village house, and year.

use chrono::NaiveDate;
use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::{ConditionId, OrganisationId, Scope, Scoped, UnitId, VillageId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "condition_record")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConditionId,
    /// Who keeps the record.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    /// Of whose house it is told; of the organisation itself where none is named.
    pub village_id: Option<VillageId>,
    pub year: i64,
    pub counted_on: NaiveDate,
    /// Whether it applies information technology, as [`Application`] has it.
    pub applies_it: bool,
    pub content: ConditionContent,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Ứng dụng công nghệ thông tin trong thực hiện dân chủ: what counts as applying it (Resolution 75 Art. 3.3). Any one of these does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Application {
    /// Công khai trên cổng, trang thông tin điện tử.
    DisclosureOnline,
    /// Lấy ý kiến qua mạng.
    ConsultationOnline,
    /// Tiếp nhận, trả lời phản ánh, kiến nghị qua mạng.
    FeedbackOnline,
    /// Họp trực tuyến với thôn, với người lao động.
    MeetingsOnline,
    /// Nhóm, trang mạng xã hội chính thức để thông tin đến Nhân dân.
    OfficialChannel,
    /// Hệ thống thông tin nội bộ để công khai, lấy ý kiến cán bộ, công chức, người lao động.
    IntranetDisclosure,
    /// Truyền thanh ứng dụng công nghệ thông tin.
    SmartLoudspeaker,
}

/// What there is.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
pub struct ConditionContent {
    /// Kết nối internet.
    pub internet: bool,
    /// Hệ thống truyền thanh.
    pub loudspeaker: bool,
    /// Cổng, trang thông tin điện tử.
    pub portal: bool,
    /// Bảng niêm yết.
    pub notice_board: bool,
    /// Máy tính và thiết bị khác.
    #[schema(nullable = false, example = 12)]
    pub devices: Option<u32>,
    /// Ứng dụng công nghệ thông tin: none, or any of these.
    pub applications: Vec<Application>,
    /// Ghi chú.
    #[schema(nullable = false, example = "Nhà văn hóa bản chưa có internet.")]
    pub remark: Option<String>,
}

impl Scoped for Entity {
    /// Whoever sees the place.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        Condition::any().add(here).add(scope.own_rows(Column::OrganisationId))
    }
}

crate::record!(Entity, ConditionId, "condition_record");
