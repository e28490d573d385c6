//! How many people or villages are missing in the work of organisations on a page.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, FromQueryResult,
    sea_query::{Expr, ExprTrait},
};

use super::{
    law::Duty,
    people::{appointed, boards, members, villages},
};
use crate::{
    access::{Look, OrganisationId, UnitId},
    board::entity as board,
    http::Result,
    organisation::organisation,
    person::appointment,
    territory::{then::Then, village},
};

/// By organisation, or by commune.
pub enum Missing {
    /// Each organisation itself.
    Itself,
    Of(BTreeMap<OrganisationId, i64>),
    In(BTreeMap<UnitId, i64>),
}

impl Missing {
    pub fn of(&self, row: &organisation::Model) -> i64 {
        match self {
            Self::Itself => 1,
            Self::Of(counted) => counted.get(&row.id).copied().unwrap_or_default(),
            Self::In(counted) => counted.get(&row.unit_id).copied().unwrap_or_default(),
        }
    }
}

#[derive(FromQueryResult)]
struct Appointed {
    whose: OrganisationId,
    missing: i64,
}

#[derive(FromQueryResult)]
struct Serving {
    whose: OrganisationId,
    missing: Option<i64>,
}

#[derive(FromQueryResult)]
struct Villages {
    place: UnitId,
    missing: i64,
}

pub async fn missing_of(
    look: &impl Look,
    duty: &Duty,
    then: Then,
    rows: impl Iterator<Item = &organisation::Model> + Clone,
) -> Result<Missing> {
    let day = then.day;
    if let Some((held, trained)) = appointed(duty.evidence, day) {
        use appointment::Column;
        let whose = || then.organisation(Column::Id, Column::OrganisationId);
        let counted = look
            .gather::<appointment::Entity>()
            .filter(whose().is_in(rows.map(|row| Expr::val(row.id))))
            .filter(held.add(trained.not()))
            .alike_by("whose", whose())
            .count("missing");
        let counted: Vec<Appointed> = counted.all().await?;
        let each = counted.into_iter().map(|counted| (counted.whose, counted.missing));
        return Ok(Missing::Of(each.collect()));
    }
    if let Some(kinds) = boards(duty.evidence) {
        use board::Column;
        let whose = || then.organisation(Column::Id, Column::HostId);
        let counted = look
            .gather::<board::Entity>()
            .filter(whose().is_in(rows.map(|row| Expr::val(row.id))))
            .filter(Column::Kind.is_in(kinds.iter().copied()))
            .alike_by("whose", whose())
            .value("missing", members(day, |trained| Some(trained.not())));
        let counted: Vec<Serving> = counted.all().await?;
        let each = counted
            .into_iter()
            .map(|counted| (counted.whose, counted.missing.unwrap_or_default()));
        return Ok(Missing::Of(each.collect()));
    }
    let Some((owed, done)) = villages(duty, day) else {
        return Ok(Missing::Itself);
    };
    use village::Column;
    let place = || then.unit(Column::Id, Column::UnitId);
    let counted = look
        .gather::<village::Entity>()
        .filter(place().is_in(rows.map(|row| Expr::val(row.unit_id))))
        .filter(owed.add(done.not()))
        .alike_by("place", place())
        .count("missing");
    let counted: Vec<Villages> = counted.all().await?;
    let each = counted.into_iter().map(|counted| (counted.place, counted.missing));
    Ok(Missing::In(each.collect()))
}
