//! Một ngày của lịch: a day off, or a day worked instead, nationwide or in one province.

use chrono::NaiveDate;
use sea_orm::{Condition, entity::prelude::*, sea_query::Query};

use crate::{
    access::{CalendarDayId, OrganisationId, Owner, Record, Scope, Scoped, UnitId, derived},
    calendar::DayKind,
    organisation::organisation,
    territory::unit_reach,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_day")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CalendarDayId,
    /// The province's People's committee that recorded it; none where it holds nationwide.
    pub organisation_id: Option<OrganisationId>,
    pub unit_id: Option<UnitId>,
    pub day: NaiveDate,
    pub kind: DayKind,
    pub name: String,
    pub legal_basis: String,
    pub withdrawn_at: Option<DateTimeUtc>,
    pub withdraw_reason: Option<String>,
    /// Nationwide 0, so that a version a province has read is its own.
    pub version: i64,
}

/// The id of a committee's line for a day, or of the nationwide one: each has one line a day.
pub fn id_of(committee: Option<OrganisationId>, day: NaiveDate) -> CalendarDayId {
    let whose = committee.map_or_else(|| "nationwide".to_owned(), |committee| committee.to_string());
    derived(&format!("calendar-day/{whose}/{day}"))
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// What holds nationwide, and what was recorded for a unit the caller's lies in.
    fn within(scope: &Scope) -> Condition {
        let standing = Query::select()
            .column(organisation::Column::UnitId)
            .from(organisation::Entity)
            .and_where(organisation::Column::Id.eq(scope.organisation))
            .take();
        let above = Query::select()
            .column(unit_reach::Column::RootId)
            .from(unit_reach::Entity)
            .and_where(unit_reach::Column::UnitId.in_subquery(standing))
            .take();
        Condition::any()
            .add(Column::UnitId.is_null())
            .add(Column::UnitId.in_subquery(above))
    }
}

impl Record for Entity {
    type Id = CalendarDayId;
    const KIND: &'static str = "calendar_day";

    fn id_of(row: &Model) -> CalendarDayId {
        row.id
    }

    /// What holds nationwide is nobody's, so that no caller can change it.
    fn owner(row: &Model) -> Owner {
        Owner {
            organisation: row.organisation_id.unwrap_or(OrganisationId(Uuid::nil())),
            unit: row.unit_id.unwrap_or(UnitId(Uuid::nil())),
        }
    }

    fn version(row: &Model) -> i64 {
        row.version
    }

    fn set_version(row: &mut Model, version: i64) {
        row.version = version;
    }
}
