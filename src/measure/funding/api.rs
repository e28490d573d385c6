//! Funding as the API takes and shows it.

use actix_web::{get, put};
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{ExprTrait, IntoCondition},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::{Column, Entity, FundingContent, FundingSource, Model};
use crate::{
    access::{Caller, EditMeasure, FundingId, Permission, ReadMeasure, Tx, UnitId},
    http::{Answer, Count, IfMatch, Json, Page, Path, ProblemDocument, Query, Result, amount},
    measure::{
        kept::{Kept, Measure, Shown, alone, get_measure, list_measures, put_measure},
        query::MeasureQuery,
    },
    organisation::name::NamedOrganisation,
    text::{Paragraphs, Text},
};

/// Kinh phí.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "year": 2025, "source": "state_budget", "counted_on": "2025-11-30", "planned": 60_000_000, "spent": 48_500_000,
    "purposes": "Tập huấn, hội nghị đối thoại, hoạt động của Ban Thanh tra nhân dân."
}))]
pub struct NewFunding {
    /// Năm ngân sách.
    #[schema(inline)]
    year: Count<2023, 2100>,
    /// Nguồn kinh phí.
    source: FundingSource,
    /// The day up to which is told, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-11-30")]
    counted_on: NaiveDate,
    /// Dự toán, in đồng.
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    planned: u64,
    /// Đã chi, in đồng.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    spent: u64,
    /// Quyết định giao dự toán, 1–300 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    document: Option<Text<1, 300>>,
    /// Nội dung chi, 1–2000 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    purposes: Option<Paragraphs<1, 2000>>,
}

/// Kinh phí.
#[derive(Serialize, ToSchema)]
pub struct Funding {
    /// Its id.
    pub id: FundingId,
    /// Whose money it is.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Năm ngân sách.
    #[schema(example = 2025)]
    pub year: i64,
    /// Nguồn kinh phí.
    pub source: FundingSource,
    /// The day up to which is told.
    #[schema(example = "2025-11-30")]
    pub counted_on: NaiveDate,
    /// Dự toán, in đồng.
    #[schema(example = 60_000_000)]
    pub planned: i64,
    /// Đã chi, in đồng.
    #[schema(example = 48_500_000)]
    pub spent: i64,
    #[serde(flatten)]
    pub content: FundingContent,
}

impl Measure for Entity {
    type New = NewFunding;
    type View = Funding;
    const PATH: &'static str = "funding";
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::UnitId;
    const DAY: Column = Column::CountedOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewFunding) -> Result<Model> {
        kept.today.lies("/counted_on", new.counted_on, None)?;
        let alike = Column::Year.eq(i64::from(new.year)).and(Column::Source.eq(new.source));
        alone::<_, Self>(tx, kept.keeper.id, kept.id, alike.into_condition()).await?;
        Ok(Model {
            id: kept.id,
            organisation_id: kept.keeper.id,
            unit_id: kept.unit.id,
            origin_unit_id: kept.origin_unit_id,
            year: new.year.into(),
            source: new.source,
            counted_on: new.counted_on,
            planned: amount("/planned", new.planned)?,
            spent: amount("/spent", new.spent)?,
            content: FundingContent {
                document: new.document.map(Text::into_string),
                purposes: new.purposes.map(Paragraphs::into_string),
            },
            version: kept.version,
        })
    }

    fn view(row: &Model, shown: &Shown) -> Funding {
        Funding {
            id: row.id,
            organisation: shown.name(row.organisation_id),
            unit_id: row.unit_id,
            year: row.year,
            source: row.source,
            counted_on: row.counted_on,
            planned: row.planned,
            spent: row.spent,
            content: row.content.clone(),
        }
    }
}

/// Record funding
///
/// Ghi kinh phí thực hiện dân chủ của cơ quan mình for a budget year and source, under an id of the client's choosing.
#[utoipa::path(tag = "Measures", operation_id = "put_funding", request_body = NewFunding,
    params(("id" = FundingId, Path, description = "Id of the record, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9c81"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["measure:edit"])),
    responses((status = 200, description = "The funding as saved.", body = Funding),
        (status = 201, description = "The funding, newly recorded.", body = Funding),
        (status = 409, description = "`already_exists`: there is another record for year and source; `existing_id` names it.", body = ProblemDocument)))]
#[put("/funding/{id}")]
async fn put_funding(
    caller: Caller<EditMeasure>,
    id: Path<FundingId>,
    if_match: IfMatch,
    new: Json<NewFunding>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

/// List funding
///
/// Kinh phí in scope, the latest first.
#[utoipa::path(tag = "Measures", operation_id = "list_funding", params(MeasureQuery),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "A page of funding.", body = Page<Funding>)))]
#[get("/funding")]
async fn list_funding(caller: Caller<ReadMeasure>, query: Query<MeasureQuery>) -> Result<Answer> {
    list_measures::<_, Entity>(&caller, &query.0, Condition::all()).await
}

/// Get funding
#[utoipa::path(tag = "Measures", operation_id = "get_funding", params(FundingId),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The funding.", body = Funding)))]
#[get("/funding/{id}")]
async fn get_funding(caller: Caller<ReadMeasure>, id: Path<FundingId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(put_funding).service(list_funding).service(get_funding);
}
