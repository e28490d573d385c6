//! Đợt báo cáo: a template asked for a period, with a deadline for each level.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    Condition, FromJsonQueryResult,
    entity::prelude::*,
    sea_query::{ExprTrait as _, Query},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{Level, OrganisationId, RoundId, Scope, Scoped, TemplateId, UnitId},
    calendar::{DeadlineRule, EventDays, Holidays, Window},
    clock::date_in_vietnam,
    reporting::obligation::entity as obligation,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_round")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoundId,
    /// The committee the round is opened for.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub template_id: TemplateId,
    pub period_key: String,
    pub calendar: String,
    pub period_from: NaiveDate,
    pub period_to: NaiveDate,
    /// What an ad hoc round is about; nothing where the round is periodic.
    pub occasion: String,
    pub name: String,
    pub deadlines: Deadlines,
    pub legal_basis: Option<String>,
    pub opened_at: DateTimeUtc,
    /// Whether a report that was never sent may still be sent after its deadline.
    pub late_allowed: bool,
    pub closed_at: Option<DateTimeUtc>,
    pub close_reason: Option<String>,
    pub version: i64,
}

/// Thời hạn theo cấp: when reports are due, by the level of the reporting organisation's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportDeadlines)]
pub struct Deadlines {
    /// Cấp tỉnh.
    pub province: DeadlineRule,
    /// Cấp huyện (đến 30/6/2025).
    pub district: DeadlineRule,
    /// Cấp xã.
    pub commune: DeadlineRule,
}

impl Deadlines {
    pub const fn of(&self, level: Level) -> &DeadlineRule {
        match level {
            Level::Nation | Level::Province => &self.province,
            Level::District => &self.district,
            Level::Commune => &self.commune,
        }
    }
}

impl Model {
    /// The first instant that is too late for a body of a level.
    pub fn due_at(&self, level: Level, holidays: &Holidays) -> DateTime<Utc> {
        let events = EventDays {
            period_end: self.period_to,
            round_opening: date_in_vietnam(self.opened_at),
        };
        self.deadlines.of(level).due_at(events, holidays)
    }

    pub const fn window(&self) -> Window {
        Window {
            from: self.period_from,
            to: self.period_to,
        }
    }
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// A round is seen by those that opened it and by those that have an obligation in it, or see one.
    fn within(scope: &Scope) -> Condition {
        // One is enough; to gather the rounds of all would be to read all that was ever owed.
        let owed = Query::select()
            .expr(Expr::val(1))
            .from(obligation::Entity)
            .and_where(Expr::col((obligation::Entity, obligation::Column::RoundId)).equals((Entity, Column::Id)))
            .cond_where(scope.or_filled(
                scope.places(obligation::Column::OrganisationId, obligation::Column::UnitId),
                obligation::Column::OrganisationId,
            ))
            .take();
        Condition::any()
            .add(scope.places(Column::OrganisationId, Column::UnitId))
            .add(Expr::exists(owed))
    }
}

crate::record!(Entity, RoundId, "report_round");
