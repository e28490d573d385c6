//! An election, or a dismissal, as it is kept.

use chrono::NaiveDate;
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::course::{Course, Purpose};
use crate::access::{AppointmentId, ElectionId, OrganisationId, Scope, Scoped, UnitId, VillageId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "village_election")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ElectionId,
    /// The commune's committee.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub village_id: VillageId,
    pub purpose: Purpose,
    pub state: ElectionState,
    /// The day of the meeting, planned or held; of another vote after it, the day of that.
    pub meeting_on: NaiveDate,
    pub course: Course,
    /// What is to be ended; or what the recognition has appointed to.
    pub appointment_id: Option<AppointmentId>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Trạng thái cuộc bầu, cho thôi.
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
pub enum ElectionState {
    /// Đang chuẩn bị.
    Called,
    /// Cuộc họp hoặc phiếu lấy ý kiến đã bầu được, hoặc tán thành cho thôi.
    Carried,
    /// Không bầu được, hoặc không tán thành. After a meeting that half of all households or fewer attended the village may vote again (Law Art. 19.1b).
    NotCarried,
    /// Đã gửi quyết định của cộng đồng dân cư.
    Sent,
    /// Đã công nhận.
    Recognised,
    /// Không được công nhận.
    Refused,
    /// Đã rút quyết định tổ chức cuộc họp.
    Withdrawn,
}

impl ElectionState {
    /// On its way: another is not called meanwhile.
    pub const OPEN: [Self; 3] = [Self::Called, Self::Carried, Self::Sent];
}

impl Model {
    /// The day of the decision that recognised it, if it was.
    pub fn recognised_on(&self) -> Option<NaiveDate> {
        self.course.recognition.as_ref().map(|decision| decision.made.on)
    }
}

/// Another committee answers for it from now on.
pub fn pass(row: &mut Model, organisation: OrganisationId, unit: UnitId) {
    row.organisation_id = organisation;
    row.unit_id = unit;
}

impl Scoped for Entity {
    /// It is public in the village from its decision on.
    fn within(scope: &Scope) -> Condition {
        Condition::any()
            .add(scope.own_rows(Column::OrganisationId))
            .add(scope.places(Column::OrganisationId, Column::UnitId))
    }
}

crate::record!(Entity, ElectionId, "village_election");
