use std::{borrow::Cow, fmt, str::FromStr};

use chrono::NaiveTime;
use serde_with::{DeserializeFromStr, SerializeDisplay};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::said::Said;

/// Giờ trong ngày, theo giờ Việt Nam: hours and minutes, `16:30`. Midnight begins a day and ends none, so it is no time of day here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerializeDisplay, DeserializeFromStr)]
pub struct TimeOfDay(NaiveTime);

const REFUSED: Said = Said {
    vi: Cow::Borrowed("Phải là giờ trong ngày như 16:30, từ 00:01 đến 23:59."),
    en: Cow::Borrowed("It must be a time of day such as 16:30, from 00:01 to 23:59."),
};

impl From<TimeOfDay> for NaiveTime {
    fn from(time: TimeOfDay) -> Self {
        time.0
    }
}

impl FromStr for TimeOfDay {
    type Err = Said;

    fn from_str(text: &str) -> Result<Self, Said> {
        NaiveTime::parse_from_str(text, "%H:%M")
            .map(Self)
            .ok()
            // chrono reads `9:30` too; one time has one spelling.
            .filter(|time| time.to_string() == text && time.0 != NaiveTime::MIN)
            .ok_or(REFUSED)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%H:%M"))
    }
}

impl PartialSchema for TimeOfDay {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "Giờ trong ngày, theo giờ Việt Nam: hours and minutes, from `00:01` to `23:59`.",
            ))
            .pattern(Some("^([01][0-9]|2[0-3]):[0-5][0-9]$"))
            .examples(["16:30"])
            .into()
    }
}

impl ToSchema for TimeOfDay {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("TimeOfDay")
    }
}
