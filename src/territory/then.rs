//! Where things lay on a day, whatever acts have moved since.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{ExprTrait, Func, SimpleExpr},
};

use super::former_place::{Column, Entity};
use crate::{access::Tally, http::Result};

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
