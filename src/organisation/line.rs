//! Who manages whom, one above the other. That is public, as names are: whether a commune keeps a school's record depends on the
//! body that manages it, also where that one lies beyond the commune.

use std::{collections::BTreeMap, iter::successors};

use chrono::NaiveDate;
use sea_orm::{Condition, QuerySelect, QueryTrait, entity::prelude::*};

use super::{organisation, organisation_reach as reach};
use crate::{
    access::{Look, OrganisationId, OrganisationKind, Scope, Scoped, UnitId, everyone},
    calendar::holds,
    http::Result,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    pub kind: OrganisationKind,
    pub unit_id: UnitId,
    pub managed_by: Option<OrganisationId>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    fn within(_: &Scope) -> Condition {
        everyone()
    }
}

impl From<&organisation::Model> for Model {
    fn from(row: &organisation::Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            unit_id: row.unit_id,
            managed_by: row.managed_by,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        }
    }
}

/// Some organisations and those above them, looked up together.
#[derive(Debug, Default)]
pub struct Lines(BTreeMap<OrganisationId, Model>);

impl Lines {
    pub async fn above(look: &impl Look, bodies: Vec<OrganisationId>) -> Result<Self> {
        if bodies.is_empty() {
            return Ok(Self::default());
        }
        let above = reach::Entity::find()
            .select_only()
            .column(reach::Column::RootId)
            .filter(reach::Column::OrganisationId.is_in(bodies))
            .into_query();
        let found = look
            .find::<Entity>()
            .filter(Column::Id.in_subquery(above))
            .all()
            .await?;
        Ok(Self(found.into_iter().map(|body| (body.id, body)).collect()))
    }

    /// The organisation, and the living bodies that manage it, one above the other.
    pub fn of(&self, row: &Model, today: NaiveDate) -> Vec<Model> {
        let lives = |body: &&Model| holds(today, body.valid_from, body.valid_to);
        let manager = |body: &Model| self.0.get(&body.managed_by?).filter(lives).cloned();
        // Nobody manages itself; were it otherwise, this would end all the same.
        successors(Some(row.clone()), manager).take(self.0.len() + 1).collect()
    }
}
