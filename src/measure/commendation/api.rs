//! Commendations as the API takes and shows them.

use actix_web::{get, put};
use chrono::NaiveDate;
use sea_orm::Condition;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::{Column, CommendationContent, CommendationKind, Entity, Model};
use crate::{
    access::{AttachmentId, Caller, CommendationId, EditMeasure, Permission, ReadMeasure, Tx, UnitId},
    attachment::attached::AttachedFile,
    document::number::DocumentNumber,
    http::{Answer, Count, IfMatch, Json, Page, Path, Problem, Query, Result},
    measure::{
        kept::{Kept, Measure, Shown, get_measure, list_measures, put_measure},
        query::MeasureQuery,
    },
    organisation::name::NamedOrganisation,
    text::{Paragraphs, Text},
};

/// Biểu dương, khen thưởng.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "certificate_of_merit", "title": "Khen thưởng thực hiện tốt dân chủ ở cơ sở năm 2025", "given_on": "2025-11-18", "collectives": 2, "individuals": 5,
    "number": "318/QĐ-UBND"
}))]
pub struct NewCommendation {
    /// Hình thức.
    kind: CommendationKind,
    /// Tên, 1–300 characters.
    #[schema(inline)]
    title: Text<1, 300>,
    /// The day, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-11-18")]
    given_on: NaiveDate,
    /// Số tập thể.
    #[serde(default)]
    #[schema(inline)]
    collectives: Count<0, 100_000>,
    /// Số cá nhân; one at least of either.
    #[serde(default)]
    #[schema(inline)]
    individuals: Count<0, 100_000>,
    /// Số, ký hiệu quyết định.
    #[serde(default)]
    #[schema(nullable = false)]
    number: Option<DocumentNumber>,
    /// Thành tích, 1–5000 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    merits: Option<Paragraphs<1, 5000>>,
    /// Quyết định: files your organisation has uploaded, at most 10.
    #[serde(default)]
    #[schema(max_items = 10)]
    files: Vec<AttachmentId>,
}

/// Biểu dương, khen thưởng.
#[derive(Serialize, ToSchema)]
pub struct Commendation {
    /// Its id.
    pub id: CommendationId,
    /// Who gives it.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Hình thức.
    pub kind: CommendationKind,
    /// Tên.
    #[schema(example = "Khen thưởng thực hiện tốt dân chủ ở cơ sở năm 2025")]
    pub title: String,
    /// The day.
    #[schema(example = "2025-11-18")]
    pub given_on: NaiveDate,
    /// Số tập thể.
    #[schema(example = 2)]
    pub collectives: i64,
    /// Số cá nhân.
    #[schema(example = 5)]
    pub individuals: i64,
    #[serde(flatten)]
    pub content: CommendationContent,
}

impl Measure for Entity {
    type New = NewCommendation;
    type View = Commendation;
    const PATH: &'static str = "commendations";
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::UnitId;
    const DAY: Column = Column::GivenOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    fn files(row: &Model) -> Vec<AttachedFile> {
        row.content.files.clone()
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewCommendation) -> Result<Model> {
        kept.today.lies("/given_on", new.given_on, None)?;
        if new.collectives.get() == 0 && new.individuals.get() == 0 {
            return Err(Problem::invalid(
                "/individuals",
                "required",
                "Nêu ít nhất một tập thể hoặc cá nhân.",
                "Name at least one collective or individual.",
            ));
        }
        Ok(Model {
            id: kept.id,
            organisation_id: kept.keeper.id,
            unit_id: kept.unit.id,
            origin_unit_id: kept.origin_unit_id,
            kind: new.kind,
            title: new.title.into_string(),
            given_on: new.given_on,
            collectives: new.collectives.into(),
            individuals: new.individuals.into(),
            content: CommendationContent {
                number: new.number,
                merits: new.merits.map(Paragraphs::into_string),
                files: kept.files(tx, &new.files, "/files").await?,
            },
            version: kept.version,
        })
    }

    fn view(row: &Model, shown: &Shown) -> Commendation {
        Commendation {
            id: row.id,
            organisation: shown.name(row.organisation_id),
            unit_id: row.unit_id,
            kind: row.kind,
            title: row.title.clone(),
            given_on: row.given_on,
            collectives: row.collectives,
            individuals: row.individuals,
            content: row.content.clone(),
        }
    }
}

/// Record a commendation
///
/// Ghi việc biểu dương, khen thưởng của cơ quan mình under an id of the client's choosing: newly (201), or in place of what was told of it before.
#[utoipa::path(tag = "Measures", operation_id = "put_commendation", request_body = NewCommendation,
    params(("id" = CommendationId, Path, description = "Id of the commendation, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9c71"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["measure:edit"])),
    responses((status = 200, description = "The commendation as saved.", body = Commendation),
        (status = 201, description = "The commendation, newly recorded.", body = Commendation)))]
#[put("/commendations/{id}")]
async fn put_commendation(
    caller: Caller<EditMeasure>,
    id: Path<CommendationId>,
    if_match: IfMatch,
    new: Json<NewCommendation>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

/// List commendations
///
/// Việc biểu dương, khen thưởng in scope, the latest first.
#[utoipa::path(tag = "Measures", operation_id = "list_commendations", params(MeasureQuery),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "A page of commendations.", body = Page<Commendation>)))]
#[get("/commendations")]
async fn list_commendations(caller: Caller<ReadMeasure>, query: Query<MeasureQuery>) -> Result<Answer> {
    list_measures::<_, Entity>(&caller, &query.0, Condition::all()).await
}

/// Get a commendation
#[utoipa::path(tag = "Measures", operation_id = "get_commendation", params(CommendationId),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The commendation.", body = Commendation)))]
#[get("/commendations/{id}")]
async fn get_commendation(caller: Caller<ReadMeasure>, id: Path<CommendationId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_commendation)
        .service(list_commendations)
        .service(get_commendation);
}
