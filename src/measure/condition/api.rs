//! Conditions as the API takes and shows them.

use actix_web::{get, put};
use chrono::{Datelike, NaiveDate};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{ExprTrait, IntoCondition},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::{Application, Column, ConditionContent, Entity, Model};
use crate::{
    access::{Caller, ConditionId, EditMeasure, Permission, ReadMeasure, Tx, UnitId, VillageId},
    document::order::out_of_range,
    http::{Answer, Count, IfMatch, Json, Page, Path, ProblemDocument, Query, Result},
    measure::{
        kept::{Kept, Measure, Shown, alone, get_measure, list_measures, put_measure},
        once::each_once,
        query::MeasureQuery,
        village::village_in,
    },
    organisation::name::NamedOrganisation,
    text::Paragraphs,
};

/// Điều kiện bảo đảm thực hiện dân chủ.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "year": 2025, "counted_on": "2025-11-30", "internet": true, "loudspeaker": true, "portal": true, "notice_board": true, "devices": 12,
    "applications": ["disclosure_online", "official_channel"]
}))]
pub struct NewConditions {
    /// The year they are of.
    #[schema(inline)]
    year: Count<2023, 2100>,
    /// Nhà văn hóa thôn, where it is a village's house of which is told; left out, it is your organisation itself.
    #[serde(default)]
    #[schema(nullable = false)]
    village: Option<VillageId>,
    /// The day they were looked at, in that year and not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-11-30")]
    counted_on: NaiveDate,
    /// Kết nối internet.
    internet: bool,
    /// Hệ thống truyền thanh.
    loudspeaker: bool,
    /// Cổng, trang thông tin điện tử.
    portal: bool,
    /// Bảng niêm yết.
    notice_board: bool,
    /// Máy tính và thiết bị khác.
    #[serde(default)]
    #[schema(nullable = false, inline)]
    devices: Option<Count<0, 100_000>>,
    /// Ứng dụng công nghệ thông tin: none, or any of these, each once.
    #[serde(default)]
    #[schema(max_items = 7)]
    applications: Vec<Application>,
    /// Ghi chú, 1–2000 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    remark: Option<Paragraphs<1, 2000>>,
}

/// Điều kiện bảo đảm thực hiện dân chủ.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct Conditions {
    /// Their id.
    pub id: ConditionId,
    /// Who keeps the record.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// The village whose house it is about.
    #[schema(nullable = false)]
    pub village_id: Option<VillageId>,
    /// The year.
    #[schema(example = 2025)]
    pub year: i64,
    /// The day they were looked at.
    #[schema(example = "2025-11-30")]
    pub counted_on: NaiveDate,
    /// Có ứng dụng công nghệ thông tin: whether there is any application.
    pub applies_it: bool,
    #[serde(flatten)]
    pub content: ConditionContent,
}

impl Measure for Entity {
    type New = NewConditions;
    type View = Conditions;
    const PATH: &'static str = "conditions";
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::UnitId;
    const DAY: Column = Column::CountedOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewConditions) -> Result<Model> {
        kept.today.lies("/counted_on", new.counted_on, None)?;
        if let Some(village) = new.village {
            village_in(tx, village, kept.unit.id, new.counted_on).await?;
        }
        if i64::from(new.counted_on.year()) != i64::from(new.year) {
            return Err(out_of_range(
                "/counted_on",
                "Phải trong năm đã nêu.".to_owned(),
                "It must lie in the year.".to_owned(),
            ));
        }
        each_once("/applications", &new.applications)?;
        let row = Model {
            id: kept.id,
            organisation_id: kept.keeper.id,
            unit_id: kept.unit.id,
            origin_unit_id: kept.origin_unit_id,
            village_id: new.village,
            year: i64::from(new.year),
            counted_on: new.counted_on,
            applies_it: !new.applications.is_empty(),
            content: ConditionContent {
                internet: new.internet,
                loudspeaker: new.loudspeaker,
                portal: new.portal,
                notice_board: new.notice_board,
                devices: new.devices.map(Count::get),
                applications: new.applications,
                remark: new.remark.map(Paragraphs::into_string),
            },
            version: kept.version,
        };
        let alike = Column::Year.eq(row.year).and(match row.village_id {
            Some(village) => Column::VillageId.eq(village),
            None => Column::VillageId.is_null(),
        });
        alone::<_, Entity>(tx, row.organisation_id, row.id, alike.into_condition()).await?;
        Ok(row)
    }

    fn view(row: &Model, shown: &Shown) -> Conditions {
        Conditions {
            id: row.id,
            organisation: shown.name(row.organisation_id),
            unit_id: row.unit_id,
            village_id: row.village_id,
            year: row.year,
            counted_on: row.counted_on,
            applies_it: row.applies_it,
            content: row.content.clone(),
        }
    }
}

/// Record conditions
///
/// Ghi điều kiện bảo đảm của cơ quan mình, or of a village's house in your commune, for a year, under an id of the client's choosing.
#[utoipa::path(tag = "Measures", operation_id = "put_conditions", request_body = NewConditions,
    params(("id" = ConditionId, Path, description = "Id of the record, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9c21"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["measure:edit"])),
    responses((status = 200, description = "The conditions as saved.", body = Conditions),
        (status = 201, description = "The conditions, newly recorded.", body = Conditions),
        (status = 409, description = "`already_exists`: there is another record for the year; `existing_id` names it.", body = ProblemDocument)))]
#[put("/conditions/{id}")]
async fn put_conditions(
    caller: Caller<EditMeasure>,
    id: Path<ConditionId>,
    if_match: IfMatch,
    new: Json<NewConditions>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

/// List conditions
///
/// Điều kiện bảo đảm in scope, the latest first.
#[utoipa::path(tag = "Measures", operation_id = "list_conditions", params(MeasureQuery),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "A page of conditions.", body = Page<Conditions>)))]
#[get("/conditions")]
async fn list_conditions(caller: Caller<ReadMeasure>, query: Query<MeasureQuery>) -> Result<Answer> {
    list_measures::<_, Entity>(&caller, &query.0, Condition::all()).await
}

/// Get conditions
#[utoipa::path(tag = "Measures", operation_id = "get_conditions", params(ConditionId),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The conditions.", body = Conditions)))]
#[get("/conditions/{id}")]
async fn get_conditions(caller: Caller<ReadMeasure>, id: Path<ConditionId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_conditions)
        .service(list_conditions)
        .service(get_conditions);
}
