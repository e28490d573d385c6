//! Figures of service as they are kept: one record for each organisation and year.

use chrono::NaiveDate;
use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::{OrganisationId, Scope, Scoped, ServiceFigureId, UnitId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_figure")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ServiceFigureId,
    /// Of whose service it is told.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub year: i64,
    pub counted_on: NaiveDate,
    pub content: ServiceFigures,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// What was surveyed and counted.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
pub struct ServiceFigures {
    /// Mức độ hài lòng.
    #[schema(nullable = false)]
    pub satisfaction: Option<Satisfaction>,
    /// Yêu cầu cung cấp thông tin.
    #[schema(nullable = false)]
    pub information_requests: Option<InformationRequests>,
}

/// Mức độ hài lòng của người dân (Law Art. 34.1, 35.2a).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Satisfaction {
    /// Số người được hỏi.
    #[schema(example = 400)]
    pub asked: u32,
    /// Of these: hài lòng.
    #[schema(example = 352)]
    pub satisfied: u32,
    /// Nguồn: the survey.
    #[schema(example = "Chỉ số SIPAS 2025, Sở Nội vụ")]
    pub source: String,
}

/// Yêu cầu cung cấp thông tin (Law Art. 14.2, 48.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct InformationRequests {
    /// Số yêu cầu nhận được.
    #[schema(example = 12)]
    pub received: u32,
    /// Of these: đã cung cấp.
    #[schema(example = 11)]
    pub answered: u32,
    /// Nguồn: the book or system.
    #[schema(example = "Sổ theo dõi cung cấp thông tin năm 2025")]
    pub source: String,
}

impl Scoped for Entity {
    /// Whoever sees the place.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        Condition::any().add(here).add(scope.own_rows(Column::OrganisationId))
    }
}

crate::record!(Entity, ServiceFigureId, "service_figure");
