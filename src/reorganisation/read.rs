//! Reading reorganisations.

use actix_web::get;
use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    brief::{Column, Entity},
    entity,
    view::{self, Reorganisation},
};
use crate::{
    access::{Caller, Direction, ListOrder, ReadReorganisation, ReorganisationId},
    http::{Answer, Limit, Page, Path, Query, Result},
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReorganisationQuery {
    /// Those that were carried out, or those that were not.
    pub applied: Option<bool>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List reorganisations
///
/// Các lần sắp xếp: those carried out, by whosoever, and your committee's drafts; the latest first.
#[utoipa::path(tag = "Territory", operation_id = "list_reorganisations", params(ReorganisationQuery),
    security(("bearer" = ["reorganisation:read"])),
    responses((status = 200, description = "A page of reorganisations, without their lines.", body = Page<Reorganisation>)))]
#[get("/reorganisations")]
async fn list_reorganisations(caller: Caller<ReadReorganisation>, query: Query<ReorganisationQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "effective_on",
        columns: vec![Column::EffectiveOn],
        direction: Direction::Descending,
    };
    let found = caller
        .find::<Entity>()
        .filter_some(query.0.applied, |applied| match applied {
            true => Condition::all().add(Column::AppliedAt.is_not_null()),
            false => Condition::all().add(Column::AppliedAt.is_null()),
        });
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    Answer::page(&page.map(|row| {
        let version = row.version;
        (Reorganisation::brief(&caller, row), version)
    }))
}

/// Get a reorganisation
///
/// With its lines and, for the committee that carried it out, every record it touched.
#[utoipa::path(tag = "Territory", operation_id = "get_reorganisation", params(ReorganisationId),
    security(("bearer" = ["reorganisation:read"])),
    responses((status = 200, description = "The reorganisation.", body = Reorganisation)))]
#[get("/reorganisations/{id}")]
async fn get_reorganisation(caller: Caller<ReadReorganisation>, id: Path<ReorganisationId>) -> Result<Answer> {
    let row = caller.find::<entity::Entity>().by_id(id.0).await?;
    view::answer(&caller, &row)
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_reorganisations).service(get_reorganisation);
}
