//! What most lists for anybody are asked by.

use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{access::UnitId, http::Limit, territory::unit_reach::reached_from};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicQuery {
    /// Those of this unit and of all under it.
    pub unit: Option<UnitId>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

impl PublicQuery {
    /// The first few of a unit.
    pub fn first_of(unit: UnitId) -> Self {
        Self {
            unit: Some(unit),
            cursor: None,
            limit: Limit::few(),
        }
    }

    /// A page of everything, as long as pages may be.
    pub fn all_after(cursor: Option<String>) -> Self {
        Self {
            unit: None,
            cursor,
            limit: Limit::most(),
        }
    }

    /// Rows whose unit is asked for.
    pub fn here(&self, unit: impl ColumnTrait) -> Condition {
        let within = |root| unit.in_subquery(reached_from(root));
        Condition::all().add_option(self.unit.map(within))
    }
}
