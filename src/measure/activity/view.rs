//! How an activity is shown.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    entity::{ActivityCancellation, ActivityHeld, ActivityReport, ActivityState, Model},
    kind::{ActivityChannel, ActivityKind, DialogueOccasion, TrainingTopic},
};
use crate::{
    access::{ActivityId, UnitId, VillageId},
    measure::kept::Shown,
    organisation::name::NamedOrganisation,
};

/// Hoạt động thực hiện dân chủ.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct Activity {
    /// Its id.
    pub id: ActivityId,
    /// Who holds it.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Loại hoạt động.
    pub kind: ActivityKind,
    /// Trạng thái.
    pub state: ActivityState,
    /// Tên.
    #[schema(example = "Hội nghị đối thoại với Nhân dân năm 2025")]
    pub title: String,
    /// The day it is planned for.
    #[schema(example = "2025-10-14")]
    pub planned_on: NaiveDate,
    /// Hình thức.
    pub channels: Vec<ActivityChannel>,
    /// Nội dung tập huấn.
    pub topics: Vec<TrainingTopic>,
    /// Dịp đối thoại at an enterprise.
    #[schema(nullable = false)]
    pub occasion: Option<DialogueOccasion>,
    /// Thôn, tổ dân phố.
    #[schema(nullable = false)]
    pub village_id: Option<VillageId>,
    /// The work year, or year, of a conference or review.
    #[schema(nullable = false, example = 2025)]
    pub year: Option<i64>,
    /// Cơ quan, tổ chức phối hợp.
    pub co_organisers: Vec<NamedOrganisation>,
    /// Kết quả tổ chức.
    #[schema(nullable = false)]
    pub held: Option<ActivityHeld>,
    /// Lượt người dự, all together.
    #[schema(example = 118)]
    pub people: i64,
    /// Người dự được nêu tên, who count as trained.
    #[schema(example = 0)]
    pub named: usize,
    /// Báo cáo kết quả.
    #[schema(nullable = false)]
    pub report: Option<ActivityReport>,
    /// Không tổ chức.
    #[schema(nullable = false)]
    pub cancelled: Option<ActivityCancellation>,
    /// When it was written down, where that was without a network.
    #[schema(nullable = false)]
    pub recorded_at: Option<DateTime<Utc>>,
    /// What you may do next.
    pub allowed_actions: Vec<ActivityAction>,
}

/// Việc có thể làm tiếp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActivityAction {
    /// Sửa, ghi kết quả: `PUT`.
    Change,
    /// Báo cáo kết quả.
    Report,
    /// Không tổ chức.
    Cancel,
}

impl ActivityAction {
    /// What may be done in a state.
    pub const fn in_state(state: ActivityState) -> &'static [Self] {
        match state {
            ActivityState::Planned => &[Self::Change, Self::Cancel],
            ActivityState::Held => &[Self::Change, Self::Report],
            ActivityState::Reported | ActivityState::Cancelled => &[],
        }
    }
}

pub fn view(row: &Model, shown: &Shown) -> Activity {
    let course = &row.course;
    let mut held = course.held.clone();
    let named = held.as_ref().map_or(0, |held| held.persons.len());
    if let Some(held) = held.as_mut().filter(|_| !shown.is_mine(row.organisation_id)) {
        held.persons.clear();
    }
    Activity {
        id: row.id,
        organisation: shown.name(row.organisation_id),
        unit_id: row.unit_id,
        kind: row.kind,
        state: row.state,
        title: row.title.clone(),
        planned_on: row.planned_on,
        channels: course.channels.clone(),
        topics: course.topics.clone(),
        occasion: course.occasion,
        village_id: row.village_id,
        year: row.year,
        co_organisers: course.co_organisers.iter().map(|id| shown.name(*id)).collect(),
        held,
        people: row.people,
        named,
        report: course.report.clone(),
        cancelled: course.cancelled.clone(),
        recorded_at: row.recorded_at,
        allowed_actions: match shown.may_edit(row.organisation_id) {
            true => ActivityAction::in_state(row.state).to_vec(),
            false => Vec::new(),
        },
    }
}
