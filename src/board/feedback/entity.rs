//! What citizens and staff tell a board, as it is kept. Who gave it is sealed.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{BoardId, FeedbackId, OrganisationId, Scope, Scoped, UnitId},
    person::keys::Locked,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "citizen_feedback")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FeedbackId,
    /// The organisation the board is.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub board_id: BoardId,
    pub director_id: OrganisationId,
    pub received_on: NaiveDate,
    pub channel: Channel,
    pub content: String,
    /// Who gave it, encrypted under a key of its own, wrapped.
    pub giver_key: Option<Vec<u8>>,
    pub giver: Option<Vec<u8>>,
    pub verification: Option<Verification>,
    /// The day of that, to count by.
    pub verified_on: Option<NaiveDate>,
    /// When whoever gave it was told what came of it.
    pub told_on: Option<NaiveDate>,
    pub recorded_at: Option<DateTime<Utc>>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Tiếp nhận bằng cách nào (Decree 59/2023 Art. 14.2a, 18.2a, 22.2a, 26.2a).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Trực tiếp.
    InPerson,
    /// Hòm thư góp ý.
    SuggestionBox,
    /// Cách khác.
    Other,
}

/// Xác minh.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = FeedbackVerification)]
pub struct Verification {
    /// When.
    #[schema(example = "2025-12-10")]
    pub on: NaiveDate,
    /// Whether it is borne out.
    pub confirmed: bool,
    /// Kết quả xác minh.
    #[schema(example = "Đúng như phản ánh; Ban kiến nghị xử lý.")]
    pub findings: String,
}

impl Model {
    /// Who gave it, sealed.
    pub fn sealed(&self) -> Option<Locked> {
        let (key, content) = self.giver_key.clone().zip(self.giver.clone())?;
        Some(Locked { key, content })
    }
}

impl Scoped for Entity {
    /// The board and whoever directs it; nobody else, whoever they are above.
    fn within(scope: &Scope) -> Condition {
        Condition::any()
            .add(scope.own_rows(Column::OrganisationId))
            .add(scope.own_rows(Column::DirectorId))
    }
}

crate::record!(Entity, FeedbackId, "citizen_feedback", is_confidential: true);
