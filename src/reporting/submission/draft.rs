//! Bản soạn: the report as its organisation is writing it. Nobody else sees it.

use sea_orm::{Condition, entity::prelude::*};

use super::{
    content::Told,
    version::{StoredNarrative, StoredValues},
};
use crate::{
    access::{AccountId, OrganisationId, Scope, Scoped, SubmissionId, UnitId},
    attachment::attached::Attached,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "report_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub submission_id: SubmissionId,
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub values: StoredValues,
    pub narrative: StoredNarrative,
    /// There is nothing to report.
    pub nothing: bool,
    pub attachments: Attached,
    /// Of values, narrative and files in canonical form; tells a repeat from a change.
    pub digest: Vec<u8>,
    /// When it was written down in the field.
    pub recorded_at: Option<DateTimeUtc>,
    pub saved_at: DateTimeUtc,
    pub saved_by: AccountId,
    pub saver_name: String,
}

impl Model {
    /// What it says.
    pub const fn told(&self) -> Told<'_> {
        Told {
            values: &self.values.0,
            narrative: &self.narrative.0,
            nothing: self.nothing,
        }
    }
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    fn within(scope: &Scope) -> Condition {
        scope.written_rows(Column::OrganisationId)
    }
}
