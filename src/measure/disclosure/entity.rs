//! A disclosure as it is kept, by the organisation that makes it.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::law::{DisclosureForm, DisclosureGroup};
use crate::{
    access::{DisclosureId, OrganisationId, Published, Scope, Scoped, UnitId},
    attachment::attached::AttachedFile,
    measure::setting::MeasureSetting,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disclosure")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DisclosureId,
    /// Who discloses.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub setting: MeasureSetting,
    pub content_group: DisclosureGroup,
    pub title: String,
    /// The day of the decision or paper that is disclosed.
    pub arisen_on: NaiveDate,
    pub due_on: NaiveDate,
    /// The day of the first form.
    pub disclosed_on: Option<NaiveDate>,
    /// By which forms, as reports count them.
    pub posted: bool,
    pub on_portal: bool,
    pub on_loudspeaker: bool,
    pub by_village_heads: bool,
    pub otherwise: bool,
    pub course: DisclosureCourse,
    /// When it was written down, where that was without a network.
    pub recorded_at: Option<DateTime<Utc>>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// What is kept of a disclosure beside what is counted.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct DisclosureCourse {
    pub document: Option<String>,
    pub other_law: Option<OtherTime>,
    pub forms: Vec<Shown>,
    pub files: Vec<AttachedFile>,
}

/// Thời điểm theo luật khác: the last day that another law sets (Law Art. 12.3, 47.2, 65.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = DisclosureOtherTime)]
pub struct OtherTime {
    /// The last day.
    #[schema(example = "2025-10-31")]
    pub due_on: NaiveDate,
    /// Điều khoản.
    #[schema(example = "Luật Ngân sách nhà nước Điều 15")]
    pub law: String,
}

/// Một hình thức công khai, from–to.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = DisclosureShown)]
pub struct Shown {
    /// Hình thức.
    pub form: DisclosureForm,
    /// Where: the address of a page, a notice board, a village.
    #[schema(nullable = false, example = "Trụ sở Ủy ban nhân dân phường Đoàn Kết")]
    pub place: Option<String>,
    /// The first day.
    #[schema(example = "2025-09-12")]
    pub from: NaiveDate,
    /// The last day; left out while it goes on.
    #[schema(nullable = false, example = "2025-10-12")]
    pub to: Option<NaiveDate>,
}

impl Shown {
    /// Days in a row, the first and the last counted; none while it goes on.
    pub fn days(&self) -> Option<i64> {
        self.to.map(|to| (to - self.from).num_days() + 1)
    }
}

impl Scoped for Entity {
    /// Whoever sees the place; councils and the Front what has been disclosed to the people.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        let near = match scope.oversees() {
            true => Condition::all()
                .add(here)
                .add(Column::Setting.eq(MeasureSetting::Commune))
                .add(Column::DisclosedOn.is_not_null()),
            false => here,
        };
        Condition::any().add(near).add(scope.own_rows(Column::OrganisationId))
    }
}

impl Published for Entity {
    /// What communes have disclosed to the people.
    fn published(_: NaiveDate) -> Condition {
        Condition::all()
            .add(Column::Setting.eq(MeasureSetting::Commune))
            .add(Column::DisclosedOn.is_not_null())
    }
}

crate::record!(Entity, DisclosureId, "disclosure");
