//! A day of the calendar as the API shows it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::entity::Model;
use crate::{
    access::{CalendarDayId, EditCalendar, Look, OrganisationId},
    calendar::DayKind,
};

/// Ngày nghỉ hoặc ngày làm bù: a day that is not what its place in the week says.
#[serde_with::skip_serializing_none]
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarDay {
    /// Its id in events.
    pub id: CalendarDayId,
    /// The day.
    #[schema(example = "2026-02-17")]
    pub day: NaiveDate,
    /// What it is.
    pub kind: DayKind,
    /// Its name.
    #[schema(example = "Tết Nguyên đán Bính Ngọ (mùng 1)")]
    pub name: String,
    /// The law it follows from, or the document that decides it.
    #[schema(example = "Bộ luật Lao động 2019 Điều 112.1b; Thông báo 9441/TB-BNV")]
    pub legal_basis: String,
    /// The province's People's committee that recorded it; absent where it holds nationwide.
    #[schema(nullable = false)]
    pub organisation_id: Option<OrganisationId>,
    /// When the province withdrew it.
    #[schema(nullable = false)]
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Why it did.
    #[schema(nullable = false)]
    pub withdraw_reason: Option<String>,
    /// What you may do next.
    pub allowed_actions: Vec<CalendarDayAction>,
}

/// Việc có thể làm tiếp: what the caller may do with a day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CalendarDayAction {
    /// `PUT /api/v1/calendar-days/{day}`: record or change what the day is in your province.
    Put,
    /// `POST /api/v1/calendar-days/{day}/withdraw`
    Withdraw,
}

impl CalendarDay {
    pub fn new(look: &impl Look, row: Model) -> Self {
        Self {
            allowed_actions: allowed_actions(look, &row),
            id: row.id,
            day: row.day,
            kind: row.kind,
            name: row.name,
            legal_basis: row.legal_basis,
            organisation_id: row.organisation_id,
            withdrawn_at: row.withdrawn_at,
            withdraw_reason: row.withdraw_reason,
        }
    }
}

fn allowed_actions(look: &impl Look, row: &Model) -> Vec<CalendarDayAction> {
    let own = row.organisation_id.is_some_and(|owner| look.scope().owns(owner));
    match (look.may::<EditCalendar>(), own && row.withdrawn_at.is_none()) {
        (true, true) => vec![CalendarDayAction::Put, CalendarDayAction::Withdraw],
        (true, false) => vec![CalendarDayAction::Put],
        (false, _) => Vec::new(),
    }
}
