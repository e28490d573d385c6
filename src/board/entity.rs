//! A board as it is kept, by whoever directs it.

use chrono::NaiveDate;
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    course::Course,
    kind::{BoardKind, OF_COMMUNES},
};
use crate::{
    access::{BoardId, OrganisationId, ProjectId, Scope, Scoped, UnitId},
    calendar::holds,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection_board")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BoardId,
    /// Who directs it and keeps the record: the Front, a union.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    /// The organisation the board itself is.
    pub body_id: OrganisationId,
    /// In whose work it is.
    pub host_id: OrganisationId,
    pub kind: BoardKind,
    pub name: String,
    pub name_sort: Vec<u8>,
    pub state: BoardState,
    /// Staff of the agency, as counted when the board was elected.
    pub staff: Option<i64>,
    pub term_from: NaiveDate,
    /// The first day of the next term; none of a project's board.
    pub term_to: Option<NaiveDate>,
    /// What a supervision board supervises.
    pub project_id: Option<ProjectId>,
    pub course: Course,
    /// The first day it no longer exists.
    pub ended_on: Option<NaiveDate>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Trạng thái của Ban.
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
pub enum BoardState {
    /// Đang kiện toàn: members are elected, and nobody is recognised yet.
    Forming,
    /// Đã công nhận.
    Recognised,
    /// Đã giải thể hoặc hết nhiệm kỳ.
    Ended,
}

impl Model {
    /// Whether it exists on a day.
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        holds(day, self.term_from, self.ended_on)
    }

    /// Whether a caller may read its members by name: of a commune's board whoever sees it, of another those in the house.
    pub fn is_open_to(&self, scope: &Scope) -> bool {
        let in_the_house = [self.organisation_id, self.body_id, self.host_id];
        self.kind.is_of_a_commune() || in_the_house.into_iter().any(|body| scope.owns(body))
    }
}

impl Scoped for Entity {
    /// The board, whoever directs it, whom it inspects and those above; councils and Fronts those of communes.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::HostId, Column::UnitId);
        let near = match scope.oversees() {
            true => here.add(Column::Kind.is_in(OF_COMMUNES)),
            false => here,
        };
        let parties = [Column::OrganisationId, Column::BodyId, Column::HostId];
        let own = parties.into_iter().map(|party| scope.own_rows(party));
        own.fold(Condition::any(), Condition::add).add(near)
    }
}

crate::record!(Entity, BoardId, "inspection_board", beside: super::beside::keep);
