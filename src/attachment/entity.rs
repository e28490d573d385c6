//! Tệp đã tải lên: whose it is, what it is called, and what it holds. It never changes.

use sea_orm::{Condition, entity::prelude::*};

use crate::access::{AccountId, AttachmentId, OrganisationId, Scope, Scoped, UnitId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AttachmentId,
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub sha256: Vec<u8>,
    pub uploaded_at: DateTimeUtc,
    pub uploaded_by: AccountId,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// Its own organisation's; others see it with the record that names it.
    fn within(scope: &Scope) -> Condition {
        Condition::all().add(Column::OrganisationId.eq(scope.organisation))
    }
}

crate::record!(Entity, AttachmentId, "attachment");
