//! Directives as the API takes and shows them.

use actix_web::{get, put};
use chrono::NaiveDate;
use sea_orm::Condition;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    area::{self, AreaDecision},
    entity::{Column, DirectiveContent, DirectiveKind, Entity, Model},
    issuer::require_issuer,
    subject::{DirectiveSubject, require_sending, require_subjects, subjects},
};
use crate::{
    access::{AttachmentId, Caller, DirectiveId, EditMeasure, Permission, ReadMeasure, Tx, UnitId},
    attachment::attached::AttachedFile,
    document::number::DocumentNumber,
    http::{Answer, IfMatch, Json, Page, Path, Query, Result},
    measure::{
        kept::{Kept, Measure, Shown, get_measure, list_measures, put_measure},
        once::each_once,
        query::MeasureQuery,
    },
    organisation::name::NamedOrganisation,
    text::{Paragraphs, Text},
};

/// Văn bản chỉ đạo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "plan", "number": "12/KH-UBND", "title": "Kế hoạch thực hiện dân chủ ở cơ sở năm 2025", "issued_on": "2025-09-05"
}))]
pub struct NewDirective {
    /// Loại văn bản.
    kind: DirectiveKind,
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// Tên, trích yếu, 1–500 characters.
    #[schema(inline)]
    title: Text<1, 500>,
    /// The day it was signed, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-05")]
    issued_on: NaiveDate,
    /// Nội dung: what a plan of the commune's committee is on, if on one of these; what a report to the Council is on, at least one. Each once.
    #[serde(default)]
    #[schema(max_items = 3)]
    on: Vec<DirectiveSubject>,
    /// The day a plan or a report was sent to the Council and the Front, as a plan of consultation (Law 10/2022 Art. 28.1) and every report to the
    /// Council (Art. 14.3, 23.1, 28.5) are: from its day on, not after today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-09-06")]
    sent_on: Option<NaiveDate>,
    /// Tóm tắt, 1–5000 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    summary: Option<Paragraphs<1, 5000>>,
    /// Phân định khu vực: of an `area_decision` always, of nothing else.
    #[serde(default)]
    #[schema(nullable = false)]
    area: Option<AreaDecision>,
    /// Văn bản: files your organisation has uploaded, at most 10.
    #[serde(default)]
    #[schema(max_items = 10)]
    files: Vec<AttachmentId>,
}

/// Văn bản chỉ đạo.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct Directive {
    /// Its id.
    pub id: DirectiveId,
    /// Who has issued it.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Loại văn bản.
    pub kind: DirectiveKind,
    /// Tên, trích yếu.
    #[schema(example = "Kế hoạch thực hiện dân chủ ở cơ sở năm 2025")]
    pub title: String,
    /// The day it was signed.
    #[schema(example = "2025-09-05")]
    pub issued_on: NaiveDate,
    /// Nội dung, of a plan or a report to the Council.
    pub on: Vec<DirectiveSubject>,
    /// The day the Council and the Front were sent it.
    #[schema(nullable = false, example = "2025-09-06")]
    pub sent_on: Option<NaiveDate>,
    #[serde(flatten)]
    pub content: DirectiveContent,
}

impl Measure for Entity {
    type New = NewDirective;
    type View = Directive;
    const PATH: &'static str = "directives";
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::UnitId;
    const DAY: Column = Column::IssuedOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    fn files(row: &Model) -> Vec<AttachedFile> {
        row.content.files.clone()
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewDirective) -> Result<Model> {
        kept.today.lies("/issued_on", new.issued_on, None)?;
        require_issuer(new.kind, kept.keeper.kind, kept.unit.level)?;
        each_once("/on", &new.on)?;
        require_subjects(new.kind, &new.on)?;
        require_sending(new.kind, new.issued_on, new.sent_on, &kept.today)?;
        let on = |subject| new.on.contains(&subject);
        Ok(Model {
            id: kept.id,
            organisation_id: kept.keeper.id,
            unit_id: kept.unit.id,
            origin_unit_id: kept.origin_unit_id,
            kind: new.kind,
            title: new.title.into_string(),
            issued_on: new.issued_on,
            on_disclosure: on(DirectiveSubject::Disclosure),
            on_decisions: on(DirectiveSubject::Decisions),
            on_consultation: on(DirectiveSubject::Consultation),
            sent_on: new.sent_on,
            content: DirectiveContent {
                number: new.number,
                summary: new.summary.map(Paragraphs::into_string),
                area: area::checked(tx, &kept, new.kind, new.area).await?,
                files: kept.files(tx, &new.files, "/files").await?,
            },
            version: kept.version,
        })
    }

    fn view(row: &Model, shown: &Shown) -> Directive {
        Directive {
            id: row.id,
            organisation: shown.name(row.organisation_id),
            unit_id: row.unit_id,
            kind: row.kind,
            title: row.title.clone(),
            issued_on: row.issued_on,
            on: subjects(row),
            sent_on: row.sent_on,
            content: row.content.clone(),
        }
    }
}

/// Record a directive
///
/// Ghi văn bản chỉ đạo của cơ quan mình under an id of the client's choosing: newly (201), or in place of what was told of it before.
#[utoipa::path(tag = "Measures", operation_id = "put_directive", request_body = NewDirective,
    params(("id" = DirectiveId, Path, description = "Id of the directive, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9c11"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["measure:edit"])),
    responses((status = 200, description = "The directive as saved.", body = Directive),
        (status = 201, description = "The directive, newly recorded.", body = Directive)))]
#[put("/directives/{id}")]
async fn put_directive(
    caller: Caller<EditMeasure>,
    id: Path<DirectiveId>,
    if_match: IfMatch,
    new: Json<NewDirective>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

/// List directives
///
/// Văn bản chỉ đạo in scope, the latest first.
#[utoipa::path(tag = "Measures", operation_id = "list_directives", params(MeasureQuery),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "A page of directives.", body = Page<Directive>)))]
#[get("/directives")]
async fn list_directives(caller: Caller<ReadMeasure>, query: Query<MeasureQuery>) -> Result<Answer> {
    list_measures::<_, Entity>(&caller, &query.0, Condition::all()).await
}

/// Get a directive
#[utoipa::path(tag = "Measures", operation_id = "get_directive", params(DirectiveId),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The directive.", body = Directive)))]
#[get("/directives/{id}")]
async fn get_directive(caller: Caller<ReadMeasure>, id: Path<DirectiveId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_directive)
        .service(list_directives)
        .service(get_directive);
}
