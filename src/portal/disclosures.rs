//! Công khai của cấp xã, for anybody: what communes have made known to the people, and how (Law 10/2022 Art. 11–13).

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use sea_orm::Condition;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    file::{FilesOf, PublicFile, files_of},
    kept::{NO_VERSION, kept},
    query::PublicQuery,
};
use crate::{
    access::{Direction, DisclosureId, ListOrder, UnitId, Visitor},
    http::{Answer, Page, Query, Result},
    measure::disclosure::{
        DisclosureForm, DisclosureGroup,
        entity::{Column, Entity, Model},
    },
    organisation::name::{NamedOrganisation, Names},
};

/// Nội dung đã công khai.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct PublicDisclosure {
    /// Its id.
    pub id: DisclosureId,
    /// Who has disclosed it.
    pub organisation: NamedOrganisation,
    /// The commune.
    pub unit_id: UnitId,
    /// Nhóm nội dung.
    pub group: DisclosureGroup,
    /// Điều khoản of Law 10/2022/QH15.
    #[schema(example = "Điều 11.2")]
    pub article: &'static str,
    /// Nội dung.
    #[schema(example = "Dự toán ngân sách phường 6 tháng cuối năm 2025")]
    pub title: String,
    /// Quyết định, văn bản; left out of groups whose papers may name people (Art. 11.3, 11.5, 11.7–11.10, 11.14).
    #[schema(nullable = false, example = "Quyết định số 45/QĐ-UBND")]
    pub document: Option<String>,
    /// The first day it was known.
    #[schema(nullable = false, example = "2025-09-08")]
    pub disclosed_on: Option<NaiveDate>,
    /// How, from when to when.
    pub forms: Vec<PublicDisclosureForm>,
    /// Files that the leader has made public.
    pub files: Vec<PublicFile>,
}

/// Một hình thức công khai.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct PublicDisclosureForm {
    /// Hình thức.
    pub form: DisclosureForm,
    /// The first day.
    #[schema(example = "2025-09-08")]
    pub from: NaiveDate,
    /// The last day; left out while it goes on.
    #[schema(nullable = false, example = "2025-10-08")]
    pub to: Option<NaiveDate>,
}

/// List disclosures of communes
///
/// Nội dung chính quyền cấp xã đã công khai, that of the latest papers first.
#[utoipa::path(tag = "Public", operation_id = "list_public_disclosures", params(PublicQuery),
    responses((status = 200, description = "A page of disclosures.", body = Page<PublicDisclosure>)))]
#[get("/public/disclosures")]
async fn list_public_disclosures(visitor: Visitor, query: Query<PublicQuery>, request: HttpRequest) -> Result<Answer> {
    kept(&request, &query.0, async || {
        Answer::page(&disclosures_of(&visitor, &query.0).await?)
    })
    .await
}

pub async fn disclosures_of(visitor: &Visitor, query: &PublicQuery) -> Result<Page<PublicDisclosure>> {
    let order = ListOrder {
        name: "day",
        columns: vec![Column::ArisenOn],
        direction: Direction::Descending,
    };
    let here: Condition = query.here(Column::UnitId);
    let found = visitor.find::<Entity>().filter(here);
    let page = found.page(order, query.cursor.as_deref(), query.limit).await?;
    let bodies = page.items.iter().map(|(row, _)| row.organisation_id);
    let names = Names::published(visitor, bodies).await?;
    let files = files_of::<Entity>(visitor, page.items.iter().map(|(row, _)| row)).await?;
    Ok(page.map(|row| (shown(&names, &files, &row), NO_VERSION)))
}

fn shown(names: &Names, files: &FilesOf, row: &Model) -> PublicDisclosure {
    let group = row.content_group;
    let form = |shown: &crate::measure::disclosure::entity::Shown| PublicDisclosureForm {
        form: shown.form,
        from: shown.from,
        to: shown.to,
    };
    PublicDisclosure {
        id: row.id,
        organisation: names.named(row.organisation_id),
        unit_id: row.unit_id,
        group,
        article: group.article(),
        title: row.title.clone(),
        document: row.course.document.clone().filter(|_| !group.names_people()),
        disclosed_on: row.disclosed_on,
        forms: row.course.forms.iter().map(form).collect(),
        files: files.of::<Entity>(row),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_public_disclosures);
}
