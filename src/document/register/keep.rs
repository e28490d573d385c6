//! Keeping the register as the documents are.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter,
    sea_query::OnConflict,
};

use super::{
    entity::{Column, DocumentKind, Entity, Model, Stage},
    word,
    words::words,
};
use crate::{
    access::{Columns, DocumentId, OrganisationId, Record, UnitId, VillageId, beside},
    document::number::DocumentNumber,
    http::Result,
    organisation::organisation,
    territory::village,
    text,
};

/// Rows in one statement: both databases bound its parameters.
const AT_ONCE: usize = 200;

/// A kind of document.
pub trait Documented: Record {
    /// What the register holds of a document.
    fn entry(row: &Self::Model) -> Entry;

    /// The first day on which it is known of: begun or, where it was recorded later than it was made, signed.
    fn known_since(row: &Self::Model) -> NaiveDate {
        let entry = Self::entry(row);
        entry.signed_on.into_iter().fold(entry.begun_on, Ord::min)
    }

    /// Reads a row, where all its columns come next. By their names, unless a kind of which lists are long reads them by their places.
    fn read(columns: &mut Columns<'_>) -> std::result::Result<Self::Model, DbErr> {
        columns.model::<Self>()
    }

    /// Another answers for it from now on.
    fn pass(row: &mut Self::Model, organisation: OrganisationId, unit: UnitId);
}

/// What the register holds of a document, and what it is found by.
pub struct Entry {
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub village_id: Option<VillageId>,
    pub open: bool,
    pub stage: Stage,
    pub title: String,
    pub summary: Option<String>,
    pub number: Option<DocumentNumber>,
    /// The day it was begun.
    pub begun_on: NaiveDate,
    pub signed_on: Option<NaiveDate>,
    pub in_force_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    pub expires_on: Option<NaiveDate>,
    /// The first day on which it was over: refused, replaced, repealed or annulled; none while it is not, or where that day is not kept.
    pub over_on: Option<NaiveDate>,
}

/// Writes what the register holds of these documents.
pub async fn keep<E: Documented>(rows: &[E::Model], connection: &impl ConnectionTrait) -> Result<()> {
    let columns = [
        Column::OrganisationId,
        Column::UnitId,
        Column::Open,
        Column::Stage,
        Column::Title,
        Column::TitleFold,
        Column::Number,
        Column::Symbol,
        Column::SymbolKey,
        Column::NumberYear,
        Column::SignedOn,
        Column::DatedOn,
        Column::OverOn,
    ];
    for rows in rows.chunks(AT_ONCE) {
        let entries: Vec<Entry> = rows.iter().map(E::entry).collect();
        let lines = entries.iter().map(|entry| entry.line().into_active_model().reset_all());
        let again = OnConflict::column(Column::Id).update_columns(columns).to_owned();
        let kept = Entity::insert_many(lines).on_conflict(again);
        kept.exec_without_returning(connection).await?;
        say(&entries, connection).await?;
    }
    Ok(())
}

/// Writes the words in place of those before.
async fn say(entries: &[Entry], connection: &impl ConnectionTrait) -> Result<()> {
    let named = Named::of(entries, connection).await?;
    let words = entries.iter().flat_map(|entry| {
        let said = entry.said(&named).into_iter();
        said.map(|word| word::Model {
            word,
            document_id: entry.id,
        })
    });
    let ids = entries.iter().map(|entry| entry.id);
    beside::replace::<word::Entity>(word::Column::DocumentId, ids, words, connection).await
}

/// The names of issuers and villages.
struct Named {
    organisations: BTreeMap<OrganisationId, String>,
    villages: BTreeMap<VillageId, String>,
}

impl Named {
    async fn of(entries: &[Entry], connection: &impl ConnectionTrait) -> Result<Self> {
        let organisations: BTreeSet<OrganisationId> = entries.iter().map(|entry| entry.organisation_id).collect();
        let organisations = organisation::Entity::find().filter(organisation::Column::Id.is_in(organisations));
        let organisations = organisations.all(connection).await?;
        let villages: BTreeSet<VillageId> = entries.iter().filter_map(|entry| entry.village_id).collect();
        let villages = village::Entity::find().filter(village::Column::Id.is_in(villages));
        let villages = villages.all(connection).await?;
        Ok(Self {
            organisations: organisations.into_iter().map(|row| (row.id, row.name)).collect(),
            villages: villages.into_iter().map(|row| (row.id, row.name)).collect(),
        })
    }
}

impl Entry {
    /// Its line in the register.
    pub fn line(&self) -> Model {
        Model {
            id: self.id,
            kind: self.kind,
            organisation_id: self.organisation_id,
            unit_id: self.unit_id,
            open: self.open,
            stage: self.stage,
            title: self.title.clone(),
            title_fold: text::fold(&self.title),
            number: self.number.as_ref().map(|number| i64::from(number.number)),
            symbol_key: self.number.as_ref().map(DocumentNumber::symbol_key),
            number_year: self.number_year(),
            symbol: self.number.as_ref().map(|number| number.symbol.clone()),
            signed_on: self.signed_on,
            dated_on: self.signed_on.unwrap_or(self.begun_on),
            over_on: self.over_on,
        }
    }

    /// The year in which nothing else of the organisation may have its number.
    pub fn number_year(&self) -> Option<i32> {
        let signed_on = self.signed_on.filter(|_| self.kind.has_own_numbers());
        signed_on.map(|day| day.year())
    }

    /// The words it is found by: of its title, abstract, number and date, of its kind, and of whoever it is of.
    fn said(&self, named: &Named) -> BTreeSet<String> {
        let number = self.number.as_ref().map(|number| format!("số {number}"));
        let date = self
            .signed_on
            .map(|day| format!("ngày {} tháng {} năm {}", day.day(), day.month(), day.year()));
        let village = self.village_id.and_then(|id| named.villages.get(&id));
        let texts = [
            Some(self.kind.words()),
            Some(self.title.as_str()),
            self.summary.as_deref(),
            number.as_deref(),
            date.as_deref(),
            named.organisations.get(&self.organisation_id).map(String::as_str),
            village.map(String::as_str),
        ];
        words(texts.into_iter().flatten())
    }
}

impl DocumentKind {
    /// What it is called.
    const fn words(self) -> &'static str {
        match self {
            Self::DemocracyRegulation => "quy chế thực hiện dân chủ ở cơ sở, quyết định",
            Self::VillageConvention => "hương ước, quy ước",
            Self::CouncilResolution => "nghị quyết của Hội đồng nhân dân",
        }
    }
}
