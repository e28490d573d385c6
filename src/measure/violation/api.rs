//! Violations as the API takes and shows them.

use actix_web::{get, put};
use chrono::NaiveDate;
use sea_orm::Condition;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::{Column, Entity, Handling, HandlingMeasure, Model, ViolationAct, ViolationContent, Violator};
use crate::{
    access::{AttachmentId, Caller, EditMeasure, Permission, ReadMeasure, Tx, UnitId, ViolationId},
    attachment::attached::AttachedFile,
    http::{Answer, IfMatch, Json, Page, Path, Query, Result},
    measure::{
        kept::{Kept, Measure, Shown, get_measure, list_measures, put_measure},
        query::MeasureQuery,
    },
    organisation::name::NamedOrganisation,
    person::keys::Locked,
    text::{Paragraphs, Text},
};

/// Vi phạm pháp luật về thực hiện dân chủ.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "act": "fraud", "by": "official", "found_on": "2025-10-02", "description": "Thu quỹ ngoài mức đã được cộng đồng dân cư quyết định."
}))]
pub struct NewViolation {
    /// Hành vi.
    act: ViolationAct,
    /// Tổ chức hay cá nhân.
    by: Violator,
    /// The day it was found, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-02")]
    found_on: NaiveDate,
    /// Nội dung vi phạm, 1–5000 characters. Name nobody here.
    #[schema(inline)]
    description: Paragraphs<1, 5000>,
    /// Xử lý.
    #[serde(default)]
    #[schema(nullable = false)]
    handling: Option<NewHandling>,
    /// Who told of it, 1–300 characters: encrypted, in no answer, and revealed to your leader alone, for a reason that is recorded.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    informant: Option<Text<1, 300>>,
    /// Kết luận, quyết định: files your organisation has uploaded, at most 10.
    #[serde(default)]
    #[schema(max_items = 10)]
    files: Vec<AttachmentId>,
}

/// Xử lý vi phạm.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewViolationHandling)]
pub struct NewHandling {
    /// The day, not before it was found.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-11-10")]
    on: NaiveDate,
    /// Hình thức.
    measure: HandlingMeasure,
    /// Quyết định, kết quả, 1–2000 characters.
    #[schema(inline)]
    result: Paragraphs<1, 2000>,
}

/// Vi phạm pháp luật về thực hiện dân chủ.
#[derive(Serialize, ToSchema)]
pub struct Violation {
    /// Its id.
    pub id: ViolationId,
    /// Who handles it.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Hành vi.
    pub act: ViolationAct,
    /// The day it was found.
    #[schema(example = "2025-10-02")]
    pub found_on: NaiveDate,
    #[serde(flatten)]
    pub content: ViolationContent,
    /// Whether it is known who told of it.
    pub has_informant: bool,
}

impl Measure for Entity {
    type New = NewViolation;
    type View = Violation;
    const PATH: &'static str = "violations";
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::UnitId;
    const DAY: Column = Column::FoundOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    fn files(row: &Model) -> Vec<AttachedFile> {
        row.content.files.clone()
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewViolation) -> Result<Model> {
        kept.today.lies("/found_on", new.found_on, None)?;
        if let Some(handling) = &new.handling {
            kept.today.lies("/handling/on", handling.on, Some(new.found_on))?;
        }
        let before = kept.known.and_then(Model::sealed);
        let sealed = match (new.informant, kept.if_match) {
            (None, _) => before,
            // Nobody who guesses a name may see in an answer that it is the one: it is taken with the current version, and compared with nothing.
            (Some(_), if_match) if before.is_some() && !if_match.names(kept.version) => before,
            (Some(name), _) => {
                let keys = &tx.kernel().person_keys;
                keys.seal_name(kept.id.0, Some(name.into_string()), None)?
            }
        };
        let (informant_key, informant) = sealed.map(|sealed| (sealed.key, sealed.content)).unzip();
        let handling = new.handling.map(Handling::from);
        Ok(Model {
            id: kept.id,
            organisation_id: kept.keeper.id,
            unit_id: kept.unit.id,
            origin_unit_id: kept.origin_unit_id,
            act: new.act,
            found_on: new.found_on,
            // What is not borne out is no violation.
            handled_on: handling
                .as_ref()
                .filter(|handling| handling.measure != HandlingMeasure::NotConfirmed)
                .map(|handling| handling.on),
            content: ViolationContent {
                by: new.by,
                description: new.description.into_string(),
                handling,
                files: kept.files(tx, &new.files, "/files").await?,
            },
            informant_key,
            informant,
            version: kept.version,
        })
    }

    fn view(row: &Model, shown: &Shown) -> Violation {
        Violation {
            id: row.id,
            organisation: shown.name(row.organisation_id),
            unit_id: row.unit_id,
            act: row.act,
            found_on: row.found_on,
            content: row.content.clone(),
            has_informant: row.informant.is_some(),
        }
    }
}

impl Model {
    /// Who told of it, sealed.
    pub fn sealed(&self) -> Option<Locked> {
        let (key, content) = self.informant_key.clone().zip(self.informant.clone())?;
        Some(Locked { key, content })
    }
}

impl From<NewHandling> for Handling {
    fn from(new: NewHandling) -> Self {
        Self {
            on: new.on,
            measure: new.measure,
            result: new.result.into_string(),
        }
    }
}

/// Record a violation
///
/// Ghi vi phạm và việc xử lý của cơ quan mình under an id of the client's choosing: newly (201), or in place of what was told of it before. An
/// informant who is left out stays as told before; once told, another is taken with `If-Match` alone.
#[utoipa::path(tag = "Measures", operation_id = "put_violation", request_body = NewViolation,
    params(("id" = ViolationId, Path, description = "Id of the violation, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9ca1"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["measure:edit"])),
    responses((status = 200, description = "The violation as saved.", body = Violation),
        (status = 201, description = "The violation, newly recorded.", body = Violation)))]
#[put("/violations/{id}")]
async fn put_violation(
    caller: Caller<EditMeasure>,
    id: Path<ViolationId>,
    if_match: IfMatch,
    new: Json<NewViolation>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

/// List violations
///
/// Vi phạm và việc xử lý in scope, the latest first. Councils and Fronts read their own alone.
#[utoipa::path(tag = "Measures", operation_id = "list_violations", params(MeasureQuery),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "A page of violations.", body = Page<Violation>)))]
#[get("/violations")]
async fn list_violations(caller: Caller<ReadMeasure>, query: Query<MeasureQuery>) -> Result<Answer> {
    list_measures::<_, Entity>(&caller, &query.0, Condition::all()).await
}

/// Get a violation
#[utoipa::path(tag = "Measures", operation_id = "get_violation", params(ViolationId),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The violation.", body = Violation)))]
#[get("/violations/{id}")]
async fn get_violation(caller: Caller<ReadMeasure>, id: Path<ViolationId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_violation)
        .service(list_violations)
        .service(get_violation);
}
