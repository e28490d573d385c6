//! Which versions count, and for whom: of each report the last one accepted by the end of a day.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait, Condition, FromQueryResult,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use uuid::Uuid;

use super::ground::Ground;
use crate::{
    access::{Look, UnitId},
    http::Result,
    reporting::{
        kinds::Outcome,
        obligation::entity as obligation,
        submission::version::{self, StoredValues},
    },
};

/// The figures of a version that counts.
#[derive(FromQueryResult)]
pub struct Counting {
    pub id: Uuid,
    pub values: StoredValues,
    /// The unit they arose in.
    pub origin: UnitId,
}

impl Ground {
    /// Visits the versions that count, in the order of their obligations: those accepted before `end`, or until now. The database
    /// decides which is the last of each report; memory holds one at a time.
    pub async fn each_counting(
        &self,
        look: &impl Look,
        end: Option<DateTime<Utc>>,
        visit: impl FnMut(Counting) -> Result<()>,
    ) -> Result<()> {
        let owed = Query::select()
            .column(obligation::Column::Id)
            .from(obligation::Entity)
            .and_where(obligation::Column::RoundId.eq(self.round.id))
            .cond_where(self.arisen(obligation::Column::OriginUnitId))
            .take();
        look.gather::<version::Entity>()
            .columns([version::Column::Id, version::Column::Values])
            .value("origin", origin())
            .filter(version::Column::RoundId.eq(self.round.id))
            .filter(version::Column::ObligationId.in_subquery(owed))
            .filter(accepted(version::Entity, end))
            .filter(Expr::exists(accepted_later(end)).not())
            .order_by(version::Column::ObligationId)
            .each(visit)
            .await
    }
}

/// Whether a version, called by `name`, was accepted before `end`, or at all.
fn accepted(name: impl sea_orm::sea_query::IntoIden + Clone, end: Option<DateTime<Utc>>) -> Condition {
    let column = |column| Expr::col((name.clone(), column));
    Condition::all()
        .add(column(version::Column::Outcome).eq(Outcome::Accepted))
        .add_option(end.map(|end| column(version::Column::DecidedAt).lt(end)))
}

/// A later version of the same report that was accepted too.
fn accepted_later(end: Option<DateTime<Utc>>) -> sea_orm::sea_query::SelectStatement {
    let later = |column| Expr::col((Alias::new("later"), column));
    let this = |column| Expr::col((version::Entity, column));
    Query::select()
        .expr(Expr::val(1))
        .from_as(version::Entity, Alias::new("later"))
        .and_where(later(version::Column::ObligationId).eq(this(version::Column::ObligationId)))
        .and_where(later(version::Column::Number).gt(this(version::Column::Number)))
        .cond_where(accepted(Alias::new("later"), end))
        .take()
}

/// The unit a version's obligation arose in.
fn origin() -> sea_orm::sea_query::SelectStatement {
    let its_obligation = Expr::col((obligation::Entity, obligation::Column::Id))
        .equals((version::Entity, version::Column::ObligationId));
    Query::select()
        .column((obligation::Entity, obligation::Column::OriginUnitId))
        .from(obligation::Entity)
        .and_where(its_obligation)
        .take()
}
