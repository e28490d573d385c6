//! The words a document is found by.

use sea_orm::{Condition, entity::prelude::*};

use crate::access::{DocumentId, Scope, Scoped, everyone};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_word")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub word: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: DocumentId,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// Counted only, to look for the rarest first; documents are found in their own scope.
    fn within(_: &Scope) -> Condition {
        everyone()
    }
}
