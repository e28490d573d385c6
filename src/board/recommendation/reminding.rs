//! Nhắc việc: a recommendation is reminded of 7 and 1 days before its answer is due, and once it is overdue: whomever it is for, whoever keeps it and whoever
//! directs the board, each by an event of their own.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

use super::entity::{Column, Entity, Model, RecommendationState};
use crate::{
    access::Event,
    clock::Clocks,
    reminding::{Mark, Reminded},
};

impl Reminded for Entity {
    const JOB: &'static str = "remind_of_recommendations";
    const MARKS: &'static [Mark] = &[(0, "overdue"), (1, "due_in_1_day"), (7, "due_in_7_days")];
    const REMINDED: Column = Column::RemindedDays;

    /// Those that were received and not answered.
    fn waiting(clocks: Clocks, days: i64) -> Select<Self> {
        // Overdue is what was due yesterday.
        let ahead = if days == 0 { -1 } else { days };
        Self::find()
            .filter(Column::State.eq(RecommendationState::Received))
            .filter(Column::DueOn.lte(clocks.legal.today() + TimeDelta::days(ahead)))
    }

    fn reminders(row: &Model, mark: &'static str) -> Vec<Event> {
        let parties = [Some(row.organisation_id), Some(row.director_id), row.addressee_id];
        let parties: BTreeSet<_> = parties.into_iter().flatten().collect();
        let told = parties.into_iter().map(|party| Event {
            organisation_id: Some(party),
            unit_id: Some(row.unit_id),
            confidential: true,
            fields: vec![mark.to_owned()],
            ..Event::about("recommendation_reminder", row.id)
        });
        told.collect()
    }
}
