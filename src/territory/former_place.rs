//! Nơi trước sắp xếp: in which unit and whose work something lay until an act moved it, so that what is asked as of a day before finds it there.

use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    entity::prelude::*,
    sea_query::{ExprTrait, Func, OnConflict, SimpleExpr},
};

use crate::{
    access::{OrganisationId, Scope, Scoped, Tallied, Tally, UnitId, everyone},
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

impl Tallied for Entity {}

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

/// A day, and where things lay on it.
#[derive(Clone, Copy, Debug)]
pub struct Then {
    pub day: NaiveDate,
    /// Whether anything was moved since; else all lies where it did.
    moved: bool,
}

#[derive(FromQueryResult)]
struct Moved {
    many: i64,
}

impl Then {
    pub async fn on(look: &impl Tally, day: NaiveDate) -> Result<Self> {
        let since = look.tally::<Entity>().filter(Column::Until.gt(day)).count("many");
        let since: Vec<Moved> = since.all().await?;
        Ok(Self {
            day,
            moved: since.iter().any(|since| since.many > 0),
        })
    }

    /// A day since which nothing was moved, as today.
    pub const fn as_now(day: NaiveDate) -> Self {
        Self { day, moved: false }
    }

    /// The unit of a row then, whose id and present unit are in these columns.
    pub fn unit(self, id: impl ColumnTrait, now: impl ColumnTrait) -> SimpleExpr {
        self.place(Column::UnitId, id, now)
    }

    /// The organisation in whose work it lay then.
    pub fn organisation(self, id: impl ColumnTrait, now: impl ColumnTrait) -> SimpleExpr {
        self.place(Column::OrganisationId, id, now)
    }

    fn place(self, what: Column, id: impl ColumnTrait, now: impl ColumnTrait) -> SimpleExpr {
        if !self.moved {
            return now.into_expr();
        }
        let then = Entity::find()
            .select_only()
            .column(what)
            .filter(Column::RecordId.into_expr().equals(id.as_column_ref()))
            .filter(Column::Until.gt(self.day))
            .order_by_asc(Column::Until)
            .limit(1)
            .into_query();
        Func::coalesce([SimpleExpr::SubQuery(None, Box::new(then.into())), now.into_expr()]).into()
    }
}
