//! Nơi trước sắp xếp: in which unit and whose work something lay until an act moved it, so that what is asked as of a day before finds it there.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, Condition, IntoActiveModel, entity::prelude::*, sea_query::OnConflict};

use crate::{
    access::{OrganisationId, Scope, Scoped, UnitId, everyone},
    http::Result,
};

/// Rows in one statement: both databases bound its parameters.
const AT_ONCE: usize = 200;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "former_place")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub record_id: Uuid,
    /// The first day it no longer lay there.
    #[sea_orm(primary_key, auto_increment = false)]
    pub until: NaiveDate,
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// It tells of nothing but ids.
    fn within(_: &Scope) -> Condition {
        everyone()
    }
}

/// Keeps where things lay until a day; of two acts of one day, what the first found.
pub async fn keep(places: Vec<Model>, connection: &impl ConnectionTrait) -> Result<()> {
    for places in places.chunks(AT_ONCE) {
        let rows = places.iter().map(|place| place.clone().into_active_model().reset_all());
        let first = OnConflict::columns([Column::RecordId, Column::Until])
            .do_nothing()
            .to_owned();
        let kept = Entity::insert_many(rows).on_conflict(first);
        kept.exec_without_returning(connection).await?;
    }
    Ok(())
}
