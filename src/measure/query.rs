//! What lists of measures are asked by.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::{OrganisationId, UnitId},
    http::Limit,
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MeasureQuery {
    /// Recorded by this organisation.
    pub organisation: Option<OrganisationId>,
    /// Recorded in this unit, or in one under it.
    pub unit: Option<UnitId>,
    /// Not before this day.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub from: Option<NaiveDate>,
    /// Not after this day.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub to: Option<NaiveDate>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}
