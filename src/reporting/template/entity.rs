//! Mẫu báo cáo: one immutable edition of what is asked.

use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::content::TemplateContent;
use crate::access::{Scope, Scoped, TemplateId, everyone};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TemplateId,
    pub code: String,
    pub edition: i64,
    pub name_vi: String,
    pub name_en: String,
    pub periodicity: String,
    pub calendar: String,
    pub legal_basis: Option<String>,
    pub content: Content,
    pub published_at: DateTimeUtc,
}

/// The content as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Content(pub TemplateContent);

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    fn within(_: &Scope) -> Condition {
        everyone()
    }
}
