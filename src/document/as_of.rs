//! The day for which a document is shown.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AsOf {
    /// The day for which `force` is told; by default today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub as_of: Option<NaiveDate>,
}
