//! Nhắc việc: a report is reminded of 14, 7 and 1 days before it is due, and once it is overdue; an extension begins anew.

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select, sea_query::ExprTrait};

use super::entity::{Column, Entity, Model, due};
use crate::{
    access::Event,
    clock::Clocks,
    reminding::{Mark, Reminded},
    reporting::{kinds::Progress, round::entity as round},
};

const WAITED_FOR: [Progress; 2] = [Progress::NotStarted, Progress::Draft];

impl Reminded for Entity {
    const JOB: &'static str = "remind";
    const MARKS: &'static [Mark] = &[
        (0, "overdue"),
        (1, "due_in_1_day"),
        (7, "due_in_7_days"),
        (14, "due_in_14_days"),
    ];
    const REMINDED: Column = Column::RemindedDays;

    /// The reports of open rounds that have not come.
    fn waiting(clocks: Clocks, days: i64) -> Select<Self> {
        let until = clocks.legal.now() + TimeDelta::days(days);
        let open_rounds = sea_orm::sea_query::Query::select()
            .column(round::Column::Id)
            .from(round::Entity)
            .and_where(round::Column::ClosedAt.is_null())
            .take();
        Self::find()
            .filter(Column::RoundId.in_subquery(open_rounds))
            .filter(Column::Progress.is_in(WAITED_FOR))
            .filter(Column::FirstSubmittedAt.is_null())
            .filter(Column::ReceivedOn.is_null())
            // No deadline is earlier than the one first set; the index knows that one.
            .filter(Column::DueAt.lte(until))
            .filter(due().lte(until))
    }

    /// It is no change of the obligation: its kind is its own.
    fn reminders(row: &Model, mark: &'static str) -> Vec<Event> {
        vec![Event {
            organisation_id: Some(row.organisation_id),
            unit_id: Some(row.unit_id),
            fields: vec![mark.to_owned()],
            ..Event::about("report_reminder", row.id)
        }]
    }
}
