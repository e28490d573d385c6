//! How far a document had come by a day: of one that was read, and in a query. Both go through the same cases in the same order.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait,
    sea_query::{CaseStatement, Expr, ExprTrait},
};

use super::{
    entity::{Column, Entity, Stage},
    keep::Entry,
    link::ended_by,
};

impl Entry {
    /// With the stage it had come to by a day; whether another had ended it by then is said. What is over, from a day that is not kept, is
    /// over on every day.
    pub fn by(mut self, day: NaiveDate, ended: bool) -> Self {
        let later = |on: Option<NaiveDate>| on.is_some_and(|on| on > day);
        self.stage = match self.stage {
            Stage::Refused if later(self.over_on) => Stage::InPreparation,
            Stage::Issued | Stage::Ended if later(self.signed_on) => Stage::InPreparation,
            Stage::Issued | Stage::Ended if ended => Stage::Ended,
            Stage::Ended if later(self.over_on) => Stage::Issued,
            stage => stage,
        };
        self
    }
}

/// The stage to which documents had come by a day; what another had replaced or repealed by then had ended.
pub fn stage_by(day: NaiveDate) -> Expr {
    let is = |stage: Stage| Column::Stage.eq(stage);
    let issued = || Column::Stage.is_in([Stage::Issued, Stage::Ended]);
    let over_later = || Column::OverOn.gt(day);
    CaseStatement::new()
        .case(is(Stage::Refused).and(over_later()), Stage::InPreparation)
        .case(issued().and(Column::SignedOn.gt(day)), Stage::InPreparation)
        .case(issued().and(Column::Id.in_subquery(ended_by(day))), Stage::Ended)
        .case(is(Stage::Ended).and(over_later()), Stage::Issued)
        .finally(Expr::col((Entity, Column::Stage)))
        .into()
}
