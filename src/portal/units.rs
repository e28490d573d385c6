//! Đơn vị hành chính, for anybody.

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, sea_query::ExprTrait};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    kept::{NO_VERSION, kept},
    query::PublicQuery,
};
use crate::{
    access::{Direction, Level, ListOrder, Published, UnitId, Visitor},
    http::{Answer, Limit, Page, Query, Result},
    territory::{
        unit::{Column, Entity, Model},
        unit_reach::reached_from,
    },
};

impl Published for Entity {
    /// Those that are there.
    fn published(today: NaiveDate) -> Condition {
        let goes_on = Column::ValidTo.is_null().or(Column::ValidTo.gt(today));
        Condition::all().add(Column::ValidFrom.lte(today)).add(goes_on)
    }
}

/// Đơn vị hành chính.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct PublicUnit {
    /// Its id.
    pub id: UnitId,
    /// Mã số, as text.
    #[schema(example = "03388")]
    pub code: String,
    /// Its name.
    #[schema(example = "Đoàn Kết")]
    pub name: String,
    /// Loại đơn vị.
    #[schema(example = "Phường")]
    pub kind: String,
    /// Its level.
    pub level: Level,
    /// The unit it is part of.
    #[schema(nullable = false)]
    pub parent_id: Option<UnitId>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicUnitQuery {
    /// This unit and all under it.
    pub unit: Option<UnitId>,
    /// Units of this level.
    #[param(inline)]
    pub level: Option<Level>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List units
///
/// Các đơn vị hành chính hiện có, in the order of their names.
#[utoipa::path(tag = "Public", operation_id = "list_public_units", params(PublicUnitQuery),
    responses((status = 200, description = "A page of units.", body = Page<PublicUnit>)))]
#[get("/public/units")]
async fn list_public_units(visitor: Visitor, query: Query<PublicUnitQuery>, request: HttpRequest) -> Result<Answer> {
    kept(&request, &query.0, async || {
        Answer::page(&units_of(&visitor, &query.0).await?)
    })
    .await
}

pub async fn units_of(visitor: &Visitor, query: &PublicUnitQuery) -> Result<Page<PublicUnit>> {
    let order = ListOrder {
        name: "name",
        columns: vec![Column::NameSort],
        direction: Direction::Ascending,
    };
    let which = Condition::all()
        .add_option(query.unit.map(|unit| Column::Id.in_subquery(reached_from(unit))))
        .add_option(query.level.map(|level| Column::Level.eq(level)));
    let found = visitor.find::<Entity>().filter(which);
    let page = found.page(order, query.cursor.as_deref(), query.limit).await?;
    Ok(page.map(|row| (PublicUnit::from(row), NO_VERSION)))
}

impl From<PublicQuery> for PublicUnitQuery {
    fn from(query: PublicQuery) -> Self {
        Self {
            unit: query.unit,
            level: None,
            cursor: query.cursor,
            limit: query.limit,
        }
    }
}

impl From<Model> for PublicUnit {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            code: row.code,
            name: row.name,
            kind: row.kind,
            level: row.level,
            parent_id: row.parent_id,
        }
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_public_units);
}
