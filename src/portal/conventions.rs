//! Hương ước, quy ước, for anybody: once they are recognised and as long as they hold.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, sea_query::ExprTrait};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    file::{FilesOf, PublicFile, files_of},
    kept::{NO_VERSION, kept},
    query::PublicQuery,
};
use crate::{
    access::{ConventionId, Direction, ListOrder, Published, UnitId, VillageId, Visitor},
    document::convention::entity::{Column, ConventionKind, ConventionState, Entity, Model},
    http::{Answer, Page, Query, Result},
    territory::{village, village_rules::full_name},
};

impl Published for Entity {
    /// Those that hold, be it in part (Decree 61/2023 Art. 11, 12).
    fn published(today: NaiveDate) -> Condition {
        let holds = [ConventionState::Recognised, ConventionState::SuspendedInPart];
        let goes_on = Column::EndedOn.is_null().or(Column::EndedOn.gt(today));
        Condition::all()
            .add(Column::State.is_in(holds))
            .add(Column::InForceOn.lte(today))
            .add(goes_on)
    }
}

impl Published for village::Entity {
    /// Their names are no secret.
    fn published(_: NaiveDate) -> Condition {
        Condition::all()
    }
}

/// Hương ước, quy ước.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct PublicConvention {
    /// Its id.
    pub id: ConventionId,
    /// Tên gọi.
    pub kind: ConventionKind,
    /// Tên.
    #[schema(example = "Hương ước bản Nà Khằm")]
    pub title: String,
    /// Nội dung chính.
    #[schema(nullable = false)]
    pub summary: Option<String>,
    /// The commune that answers for it.
    pub unit_id: UnitId,
    /// Thôn, bản, tổ dân phố, by name.
    #[schema(example = "Bản Nà Khằm")]
    pub village: String,
    /// Ngày được công nhận.
    #[schema(nullable = false, example = "2024-05-20")]
    pub in_force_on: Option<NaiveDate>,
    /// Whether a part of it is suspended.
    pub suspended_in_part: bool,
    /// Files that the leader of the commune's committee has made public.
    pub files: Vec<PublicFile>,
}

/// List village conventions
///
/// Hương ước, quy ước đang thực hiện, in the order of their titles.
#[utoipa::path(tag = "Public", operation_id = "list_public_conventions", params(PublicQuery),
    responses((status = 200, description = "A page of conventions.", body = Page<PublicConvention>)))]
#[get("/public/village-conventions")]
async fn list_public_conventions(visitor: Visitor, query: Query<PublicQuery>, request: HttpRequest) -> Result<Answer> {
    kept(&request, &query.0, async || {
        Answer::page(&conventions_of(&visitor, &query.0).await?)
    })
    .await
}

pub async fn conventions_of(visitor: &Visitor, query: &PublicQuery) -> Result<Page<PublicConvention>> {
    let order = ListOrder {
        name: "title",
        columns: vec![Column::TitleFold],
        direction: Direction::Ascending,
    };
    let found = visitor.find::<Entity>().filter(query.here(Column::UnitId));
    let page = found.page(order, query.cursor.as_deref(), query.limit).await?;
    let villages = villages_named(visitor, page.items.iter().map(|(row, _)| row.village_id)).await?;
    let files = files_of::<Entity>(visitor, page.items.iter().map(|(row, _)| row)).await?;
    Ok(page.map(|row| (shown(&villages, &files, &row), NO_VERSION)))
}

/// Villages by their full names.
pub async fn villages_named(
    visitor: &Visitor,
    ids: impl Iterator<Item = VillageId>,
) -> Result<BTreeMap<VillageId, String>> {
    let these = village::Column::Id.is_in(ids);
    let found = visitor.find::<village::Entity>().filter(these).all().await?;
    Ok(found
        .into_iter()
        .map(|row| (row.id, full_name(row.kind, &row.name)))
        .collect())
}

fn shown(villages: &BTreeMap<VillageId, String>, files: &FilesOf, row: &Model) -> PublicConvention {
    PublicConvention {
        id: row.id,
        kind: row.kind,
        title: row.title.clone(),
        summary: row.summary.clone(),
        unit_id: row.unit_id,
        village: villages.get(&row.village_id).cloned().unwrap_or_default(),
        in_force_on: row.in_force_on,
        suspended_in_part: row.state == ConventionState::SuspendedInPart,
        files: files.of::<Entity>(row),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_public_conventions);
}
