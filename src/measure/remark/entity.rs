//! A remark on a document as it is kept, by whoever makes it.

use chrono::NaiveDate;
use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    access::{DocumentId, DocumentRemarkId, OrganisationId, Scope, Scoped, UnitId},
    document::{number::DocumentNumber, register::DocumentKind},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_remark")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentRemarkId,
    /// Who makes it.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub document_id: DocumentId,
    pub document_kind: DocumentKind,
    /// Whose document it was then, and which unit answered for it.
    pub subject_id: OrganisationId,
    pub subject_unit_id: UnitId,
    pub made_on: NaiveDate,
    pub content: RemarkContent,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// What is kept of a remark beside what is counted.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct RemarkContent {
    pub number: Option<DocumentNumber>,
    pub text: String,
}

impl Scoped for Entity {
    /// Whoever makes it, whose document it is on, and whoever sees the place of either.
    fn within(scope: &Scope) -> Condition {
        Condition::any()
            .add(scope.own_rows(Column::OrganisationId))
            .add(scope.own_rows(Column::SubjectId))
            .add(scope.places(Column::OrganisationId, Column::UnitId))
            .add(scope.places(Column::SubjectId, Column::SubjectUnitId))
    }
}

crate::record!(Entity, DocumentRemarkId, "document_remark");
