//! Nghị quyết của Hội đồng nhân dân, for anybody: once they are adopted.

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    file::{FilesOf, PublicFile, files_of},
    kept::{NO_VERSION, kept},
    query::PublicQuery,
};
use crate::{
    access::{Direction, ListOrder, Published, ResolutionId, UnitId, Visitor},
    document::{
        number::DocumentNumber,
        resolution::{
            ResolutionSubject,
            entity::{Column, Entity, Model},
        },
    },
    http::{Answer, Page, Query, Result},
    organisation::name::{NamedOrganisation, Names},
};

impl Published for Entity {
    /// Those that were adopted.
    fn published(today: NaiveDate) -> Condition {
        Condition::all().add(Column::SignedOn.lte(today))
    }
}

/// Nghị quyết của Hội đồng nhân dân.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct PublicResolution {
    /// Its id.
    pub id: ResolutionId,
    /// The council.
    pub council: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Tên.
    #[schema(example = "Nghị quyết về biện pháp bảo đảm thực hiện dân chủ ở cơ sở")]
    pub title: String,
    /// Trích yếu.
    #[schema(nullable = false)]
    pub summary: Option<String>,
    /// Nội dung: what it is about.
    pub subject: ResolutionSubject,
    /// Số, ký hiệu.
    #[schema(nullable = false)]
    pub number: Option<DocumentNumber>,
    /// Ngày thông qua.
    #[schema(nullable = false, example = "2024-12-09")]
    pub adopted_on: Option<NaiveDate>,
    /// Ngày có hiệu lực.
    #[schema(nullable = false, example = "2024-12-09")]
    pub in_force_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    #[schema(nullable = false, example = "2030-01-01")]
    pub expires_on: Option<NaiveDate>,
    /// Files that the council's leader has made public.
    pub files: Vec<PublicFile>,
}

/// List council resolutions
///
/// Nghị quyết của Hội đồng nhân dân các cấp đã được thông qua, in the order of their titles.
#[utoipa::path(tag = "Public", operation_id = "list_public_resolutions", params(PublicQuery),
    responses((status = 200, description = "A page of resolutions.", body = Page<PublicResolution>)))]
#[get("/public/council-resolutions")]
async fn list_public_resolutions(visitor: Visitor, query: Query<PublicQuery>, request: HttpRequest) -> Result<Answer> {
    kept(&request, &query.0, async || {
        Answer::page(&resolutions_of(&visitor, &query.0).await?)
    })
    .await
}

pub async fn resolutions_of(visitor: &Visitor, query: &PublicQuery) -> Result<Page<PublicResolution>> {
    let order = ListOrder {
        name: "title",
        columns: vec![Column::TitleFold],
        direction: Direction::Ascending,
    };
    let found = visitor.find::<Entity>().filter(query.here(Column::UnitId));
    let page = found.page(order, query.cursor.as_deref(), query.limit).await?;
    let councils = page.items.iter().map(|(row, _)| row.organisation_id);
    let names = Names::published(visitor, councils).await?;
    let files = files_of::<Entity>(visitor, page.items.iter().map(|(row, _)| row)).await?;
    Ok(page.map(|row| (shown(&names, &files, &row), NO_VERSION)))
}

fn shown(names: &Names, files: &FilesOf, row: &Model) -> PublicResolution {
    PublicResolution {
        id: row.id,
        council: names.named(row.organisation_id),
        unit_id: row.unit_id,
        title: row.title.clone(),
        summary: row.summary.clone(),
        subject: row.subject,
        number: DocumentNumber::kept(row.number, row.symbol.as_ref()),
        adopted_on: row.signed_on,
        in_force_on: row.in_force_on,
        expires_on: row.expires_on,
        files: files.of::<Entity>(row),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_public_resolutions);
}
