//! Liên kết văn bản: what one document does to another of its kind, true at both ends. It is planned with the draft and takes effect with its
//! issue.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{Condition, ExprTrait, QuerySelect, QueryTrait, entity::prelude::*, sea_query::SelectStatement};
use serde::Serialize;
use utoipa::ToSchema;

use super::entity::{self as document};
use crate::{
    access::{DocumentId, Look, Permission, Scope, Scoped, Tx, sees},
    document::{
        force::{Dates, Force, LinkKind, force},
        number::DocumentNumber,
    },
    http::{Code, Problem, Result},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_link")]
pub struct Model {
    /// The document that does it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_id: DocumentId,
    /// The document it is done to.
    #[sea_orm(primary_key, auto_increment = false)]
    pub to_id: DocumentId,
    pub relation: LinkKind,
    /// The first day; none while it is planned.
    pub effective_on: Option<NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// Whoever sees either; what is only planned, whoever sees the draft.
    fn within(scope: &Scope) -> Condition {
        let done = Condition::all()
            .add(Column::EffectiveOn.is_not_null())
            .add(sees::<document::Entity>(scope, Column::ToId));
        Condition::any()
            .add(sees::<document::Entity>(scope, Column::FromId))
            .add(done)
    }
}

/// The documents that another has replaced or repealed by a day.
pub fn ended_by(day: NaiveDate) -> SelectStatement {
    Entity::find()
        .select_only()
        .column(Column::ToId)
        .filter(Column::Relation.is_in([LinkKind::Replaces, LinkKind::Repeals]))
        .filter(Column::EffectiveOn.lte(day))
        .into_query()
}

/// 409 where another has replaced or repealed a document: nothing is done to it any more.
pub async fn still_stands<P: Permission>(tx: &Tx<P>, id: DocumentId) -> Result<()> {
    let links = Links::of(tx, [id].into_iter()).await?;
    match links.is_ended(id, tx.clocks().legal.today()) {
        false => Ok(()),
        true => Err(Problem::new(Code::StateForbids).detail(
            "Văn bản đã được thay thế hoặc bãi bỏ bằng văn bản khác.",
            "Another document has replaced or repealed it.",
        )),
    }
}

/// Liên kết: one end of what a document does to another.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct DocumentLink {
    /// What is done.
    pub relation: LinkKind,
    /// The other document, of the same kind.
    pub id: DocumentId,
    /// Its name, where you may see it.
    #[schema(nullable = false)]
    pub title: Option<String>,
    /// Its number, where you may see it and it was issued.
    #[schema(nullable = false)]
    pub number: Option<DocumentNumber>,
    /// The first day; left out while it is planned.
    #[schema(nullable = false, example = "2025-10-01")]
    pub effective_on: Option<NaiveDate>,
}

/// The links of some documents, with what is at their other ends.
pub struct Links {
    links: Vec<Model>,
    others: BTreeMap<DocumentId, document::Model>,
}

impl Links {
    pub async fn of(look: &impl Look, ids: impl Iterator<Item = DocumentId>) -> Result<Self> {
        let ids: Vec<DocumentId> = ids.collect();
        if ids.is_empty() {
            return Ok(Self {
                links: Vec::new(),
                others: BTreeMap::new(),
            });
        }
        let either = Column::FromId
            .is_in(ids.iter().copied())
            .or(Column::ToId.is_in(ids.iter().copied()));
        let links = look.find::<Entity>().filter(either).all().await?;
        let ends: BTreeSet<_> = links.iter().flat_map(|link| [link.from_id, link.to_id]).collect();
        let others = match ends.is_empty() {
            true => Vec::new(),
            false => {
                let ends = document::Column::Id.is_in(ends);
                look.find::<document::Entity>().filter(ends).all().await?
            }
        };
        Ok(Self {
            links,
            others: others.into_iter().map(|row| (row.id, row)).collect(),
        })
    }

    /// What a document does, or is to do, to others.
    pub fn does(&self, id: DocumentId) -> Vec<DocumentLink> {
        let does = self.links.iter().filter(|link| link.from_id == id);
        does.map(|link| self.end(link, link.to_id)).collect()
    }

    /// What others do to a document.
    pub fn done_by(&self, id: DocumentId) -> Vec<DocumentLink> {
        let done = self.links.iter().filter(|link| link.to_id == id);
        let done = done.filter(|link| link.effective_on.is_some());
        done.map(|link| self.end(link, link.from_id)).collect()
    }

    /// Whether a document is in force on a day.
    pub fn force(&self, id: DocumentId, day: NaiveDate, dates: &Dates) -> Force {
        let done = self.links.iter().filter(|link| link.to_id == id);
        force(
            day,
            dates,
            done.filter_map(|link| Some((link.relation, link.effective_on?))),
        )
    }

    /// Whether another has replaced or repealed a document by a day.
    pub fn is_ended(&self, id: DocumentId, day: NaiveDate) -> bool {
        let done = self.links.iter().filter(|link| link.to_id == id);
        let mut ending = done.filter(|link| link.relation.ends());
        ending.any(|link| link.effective_on.is_some_and(|from| from <= day))
    }

    fn end(&self, link: &Model, other: DocumentId) -> DocumentLink {
        let known = self.others.get(&other);
        DocumentLink {
            relation: link.relation,
            id: other,
            title: known.map(|row| row.title.clone()),
            number: known.and_then(document::Model::document_number),
            effective_on: link.effective_on,
        }
    }
}
