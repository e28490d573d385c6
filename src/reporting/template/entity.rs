//! Mẫu báo cáo: one edition of what is asked; a draft until it is published, and unchanging from then on.

use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::content::TemplateContent;
use crate::{
    access::{OrganisationId, Owner, Record, Scope, Scoped, TemplateId, UnitId},
    calendar::{Calendar, Periodicity},
    reporting::kinds::Line,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TemplateId,
    /// The People's committee that made it; none for what is built in.
    pub organisation_id: Option<OrganisationId>,
    pub unit_id: Option<UnitId>,
    pub code: String,
    pub edition: i64,
    pub name_vi: String,
    pub name_en: String,
    pub line: Line,
    pub periodicity: Periodicity,
    pub calendar: Calendar,
    pub legal_basis: Option<String>,
    pub content: Content,
    pub published_at: Option<DateTimeUtc>,
    pub retired_at: Option<DateTimeUtc>,
    pub retire_reason: Option<String>,
    pub version: i64,
}

/// The content as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Content(pub TemplateContent);

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// What was published may be read by everybody; a draft by whoever makes it.
    fn within(scope: &Scope) -> Condition {
        Condition::any()
            .add(Column::PublishedAt.is_not_null())
            .add(scope.own_rows(Column::OrganisationId))
    }
}

impl Record for Entity {
    type Id = TemplateId;
    const KIND: &'static str = "report_template";

    fn id_of(row: &Model) -> TemplateId {
        row.id
    }

    /// What is built in is nobody's, so that no caller can change it.
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
