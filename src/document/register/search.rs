//! Searching all documents.

use std::collections::BTreeMap;

use actix_web::get;
use chrono::{Datelike, NaiveDate};
use sea_orm::{ColumnTrait, Condition, sea_query::ExprTrait};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    around::Around,
    entity::{Column, DocumentKind, Entity, Model, Stage},
    keep::Entry,
    sought::{RANKED, Sought},
    stage::stage_by,
};
use crate::{
    access::{Caller, Direction, DocumentId, ListOrder, OrganisationId, ReadDocument, UnitId, VillageId},
    document::{convention, force::Force, number::DocumentNumber, regulation, resolution},
    http::{Answer, Cursor, Key, Limit, Page, Query, Result},
    organisation::name::NamedOrganisation,
    territory::unit_reach::reached_from,
    text::Text,
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DocumentQuery {
    /// Documents that have these words in their title, abstract, number, date, kind, or in the name of whoever they are of. Tone marks, case
    /// and usual abbreviations do not matter: `nq hdnd 75` finds 75/NQ-HĐND.
    #[param(value_type = Option<String>, min_length = 1, max_length = 200, example = "quy che doan ket")]
    pub q: Option<Text<1, 200>>,
    /// Documents of this kind.
    #[param(inline)]
    pub kind: Option<DocumentKind>,
    /// Documents of this organisation.
    pub organisation: Option<OrganisationId>,
    /// Documents of this unit, of all under it, and of those that ended and whose heir it is.
    pub unit: Option<UnitId>,
    /// Documents that had come so far by the day of `as_of`.
    #[param(inline)]
    pub stage: Option<Stage>,
    /// Documents signed on this day or later.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub signed_from: Option<NaiveDate>,
    /// Documents signed on this day or earlier.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub signed_to: Option<NaiveDate>,
    /// The day for which `stage` and `force` are told; by default today. What was not issued by then is `in_preparation`, whenever its draft was begun. What was withdrawn, of which no day is kept, is `refused` on every day.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub as_of: Option<NaiveDate>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// Văn bản: what documents of all kinds have in common. The whole is found under its kind by the same id.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ListedDocument {
    /// Its id.
    pub id: DocumentId,
    /// Loại văn bản.
    pub kind: DocumentKind,
    /// Who issues, adopts or recognises it.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Thôn, bản, tổ dân phố, of a village convention.
    #[schema(nullable = false)]
    pub village_id: Option<VillageId>,
    /// Tên văn bản.
    #[schema(example = "Quy chế thực hiện dân chủ ở phường Đoàn Kết")]
    pub title: String,
    /// How far it had come by the day asked for.
    pub stage: Stage,
    /// Whether it is in force on the day asked for, once it was issued.
    #[schema(nullable = false)]
    pub force: Option<Force>,
    /// Số, ký hiệu, once issued; of a convention that of its recognition.
    #[schema(nullable = false)]
    pub number: Option<DocumentNumber>,
    /// Ngày ký.
    #[schema(nullable = false, example = "2025-09-30")]
    pub signed_on: Option<NaiveDate>,
    /// Ngày có hiệu lực.
    #[schema(nullable = false, example = "2025-10-01")]
    pub in_force_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    #[schema(nullable = false, example = "2030-10-01")]
    pub expires_on: Option<NaiveDate>,
}

impl ListedDocument {
    pub fn of(entry: Entry, organisation: NamedOrganisation, force: Option<Force>) -> Self {
        Self {
            id: entry.id,
            kind: entry.kind,
            organisation,
            unit_id: entry.unit_id,
            village_id: entry.village_id,
            title: entry.title,
            stage: entry.stage,
            force,
            number: entry.number,
            signed_on: entry.signed_on,
            in_force_on: entry.in_force_on,
            expires_on: entry.expires_on,
        }
    }
}

/// Search documents
///
/// Tìm văn bản: regulations, conventions and resolutions in scope. With `q` those that fit best come first or, where very many fit, the latest;
/// without it, the order is that of their titles.
#[utoipa::path(tag = "Search", operation_id = "list_documents", params(DocumentQuery),
    security(("bearer" = ["document:read"])),
    responses((status = 200, description = "A page of documents.", body = Page<ListedDocument>)))]
#[get("/documents")]
async fn list_documents(caller: Caller<ReadDocument>, query: Query<DocumentQuery>) -> Result<Answer> {
    let page = query.0.page(&caller).await?;
    let day = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    let ids = page.items.iter().map(|(row, _)| row.id).collect::<Vec<_>>();
    let shown = shown(&caller, &ids, day).await?;
    let items = ids.iter().filter_map(|id| shown.get(id).cloned()).collect();
    Answer::page(&Page {
        items,
        next_cursor: page.next_cursor,
    })
}

/// Documents with their versions.
async fn shown(
    caller: &Caller<ReadDocument>,
    ids: &[DocumentId],
    day: NaiveDate,
) -> Result<BTreeMap<DocumentId, (ListedDocument, i64)>> {
    let regulations = Around::listed::<regulation::entity::Entity>(caller, ids, day).await?;
    let conventions = convention::listed(caller, ids, day).await?;
    let resolutions = Around::listed::<resolution::entity::Entity>(caller, ids, day).await?;
    let all = regulations.into_iter().chain(conventions).chain(resolutions);
    Ok(all.map(|(item, version)| (item.id, (item, version))).collect())
}

impl DocumentQuery {
    async fn page(&self, caller: &Caller<ReadDocument>) -> Result<Page<Model>> {
        let today = caller.clocks().legal.today();
        let Some(q) = &self.q else {
            let found = caller.find::<Entity>().filter(self.filters(today));
            return found.page(by_title(), self.cursor.as_deref(), self.limit).await;
        };
        let sought = Sought::new(q.as_str());
        let among = sought.among(caller).await?;
        let found = || {
            caller
                .find::<Entity>()
                .filter(self.filters(today))
                .filter(among.which.clone())
        };
        if among.few {
            let rows = found().some(RANKED + 1).await?;
            if u64::try_from(rows.len()).is_ok_and(|rows| rows <= RANKED) {
                return ranked(rows, &sought, self.cursor.as_deref(), self.limit);
            }
        }
        found().page(latest_first(), self.cursor.as_deref(), self.limit).await
    }

    fn filters(&self, today: NaiveDate) -> Condition {
        let day = self.as_of.unwrap_or(today);
        Condition::all()
            .add_option(self.kind.map(|kind| Column::Kind.eq(kind)))
            .add_option(self.organisation.map(|id| Column::OrganisationId.eq(id)))
            .add_option(self.unit.map(|unit| Column::UnitId.in_subquery(reached_from(unit))))
            .add_option(self.stage.map(|stage| stage_by(day).eq(stage)))
            .add_option(self.signed_from.map(|day| Column::SignedOn.gte(day)))
            .add_option(self.signed_to.map(|day| Column::SignedOn.lte(day)))
    }
}

fn by_title() -> ListOrder<Column> {
    ListOrder {
        name: "title",
        columns: vec![Column::TitleFold],
        direction: Direction::Ascending,
    }
}

fn latest_first() -> ListOrder<Column> {
    ListOrder {
        name: "latest",
        columns: vec![Column::DatedOn],
        direction: Direction::Descending,
    }
}

/// The order of what is searched for by words, in its cursors.
const BY_FIT: &str = "document/fit";

/// A page of documents in the order in which they fit, the latest first among equals.
fn ranked(rows: Vec<Model>, sought: &Sought, cursor: Option<&str>, limit: Limit) -> Result<Page<Model>> {
    let days = |row: &Model| row.signed_on.map_or(0, |day| i64::from(day.num_days_from_ce()));
    let place = |row: &Model| (sought.fit(row).score(), -days(row), row.id);
    let mut rows: Vec<_> = rows.into_iter().map(|row| (place(&row), row)).collect();
    rows.sort_by_key(|(place, _)| *place);
    let after = cursor.map(read).transpose()?;
    rows.retain(|(place, _)| after.is_none_or(|after| *place > after));
    let full = usize::try_from(limit.get()).unwrap_or(usize::MAX);
    let more = rows.len() > full;
    rows.truncate(full);
    let last = rows.last().filter(|_| more).map(|(place, _)| written(*place));
    Ok(Page {
        items: rows.into_iter().map(|(_, row)| (row, 0)).collect(),
        next_cursor: last.transpose()?,
    })
}

type Place = (i64, i64, DocumentId);

fn written((score, days, id): Place) -> Result<String> {
    Cursor {
        order: BY_FIT.to_owned(),
        keys: vec![Key::Integer(score), Key::Integer(days), Key::Id(id.0)],
    }
    .encode()
}

fn read(cursor: &str) -> Result<Place> {
    match Cursor::decode(cursor, BY_FIT)?.keys.as_slice() {
        [Key::Integer(score), Key::Integer(days), Key::Id(id)] => Ok((*score, *days, DocumentId(*id))),
        _ => Err(Cursor::refused()),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_documents);
}
