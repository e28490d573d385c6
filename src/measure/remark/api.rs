//! Remarks on documents as the API takes and shows them.

use actix_web::{get, put};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::entity::{Column, Entity, Model, RemarkContent};
use crate::{
    access::{
        Caller, DocumentId, DocumentRemarkId, OrganisationId, Permission, ReadMeasure, RemarkDocument, Tx, UnitId,
    },
    document::{
        number::DocumentNumber,
        register::{DocumentKind, entity as document, known_since},
    },
    http::{Answer, Code, IfMatch, Json, Limit, Page, Path, Problem, ProblemDocument, Query, Result},
    measure::{
        kept::{Kept, Measure, Shown, get_measure, list_measures, put_measure},
        query::MeasureQuery,
    },
    organisation::name::NamedOrganisation,
    text::Paragraphs,
};

/// Ý kiến đối với văn bản.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "document": "2c6b7f0e-7f0d-4f57-9d2e-6f1f6f3d9c11", "made_on": "2025-09-26", "number": "12/MTTQ-BTT",
    "text": "Đề nghị quy định thời gian niêm yết ở nhà văn hóa ít nhất 30 ngày."
}))]
pub struct NewDocumentRemark {
    /// Văn bản: a regulation, convention or resolution you see, of another organisation.
    document: DocumentId,
    /// The day: not after today, nor before anything is known of the document (`out_of_range`). That is the day it was begun, proposed or put before its
    /// people; of what was recorded only once it had been issued or recognised, the day of that.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-26")]
    made_on: NaiveDate,
    /// Số, ký hiệu, where it was made by a paper of its own.
    #[serde(default)]
    #[schema(nullable = false)]
    number: Option<DocumentNumber>,
    /// Nội dung, 1–5000 characters.
    #[schema(inline)]
    text: Paragraphs<1, 5000>,
}

/// Ý kiến đối với văn bản. Whoever the document is of reads it; it stays as it was made.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct DocumentRemark {
    /// Its id.
    pub id: DocumentRemarkId,
    /// Who makes it.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Văn bản.
    pub document_id: DocumentId,
    /// Loại văn bản.
    pub document_kind: DocumentKind,
    /// Whose document it was then.
    pub subject: NamedOrganisation,
    /// The day.
    #[schema(example = "2025-09-26")]
    pub made_on: NaiveDate,
    /// Số, ký hiệu.
    #[schema(nullable = false)]
    pub number: Option<DocumentNumber>,
    /// Nội dung.
    #[schema(example = "Đề nghị quy định thời gian niêm yết ở nhà văn hóa ít nhất 30 ngày.")]
    pub text: String,
}

impl Measure for Entity {
    type New = NewDocumentRemark;
    type View = DocumentRemark;
    const PATH: &'static str = "document-remarks";
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::UnitId;
    const DAY: Column = Column::MadeOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    fn open(_known: &Model) -> Result<()> {
        Err(Problem::new(Code::StateForbids))
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewDocumentRemark) -> Result<Model> {
        let document = tx.find::<document::Entity>();
        let document = document.filter(document::Column::Id.eq(new.document)).one().await?;
        let document = document.ok_or_else(|| Problem::unknown_reference("/document"))?;
        if document.organisation_id == kept.keeper.id {
            return Err(Problem::invalid(
                "/document",
                "unsuited",
                "Không góp ý văn bản của chính mình.",
                "Nobody remarks on what is their own.",
            ));
        }
        let since = known_since(tx, &document).await?;
        kept.today.lies("/made_on", new.made_on, Some(since))?;
        Ok(Model {
            id: kept.id,
            organisation_id: kept.keeper.id,
            unit_id: kept.unit.id,
            origin_unit_id: kept.origin_unit_id,
            document_id: document.id,
            document_kind: document.kind,
            subject_id: document.organisation_id,
            subject_unit_id: document.unit_id,
            made_on: new.made_on,
            content: RemarkContent {
                number: new.number,
                text: new.text.into_string(),
            },
            version: kept.version,
        })
    }

    fn named(row: &Model) -> Vec<OrganisationId> {
        vec![row.organisation_id, row.subject_id]
    }

    fn view(row: &Model, shown: &Shown) -> DocumentRemark {
        DocumentRemark {
            id: row.id,
            organisation: shown.name(row.organisation_id),
            unit_id: row.unit_id,
            document_id: row.document_id,
            document_kind: row.document_kind,
            subject: shown.name(row.subject_id),
            made_on: row.made_on,
            number: row.content.number.clone(),
            text: row.content.text.clone(),
        }
    }
}

/// Remark on a document
///
/// Ghi ý kiến của Hội đồng nhân dân, Mặt trận đối với văn bản under an id of the client's choosing. It is told to whoever the document is of, and stays as it is.
#[utoipa::path(tag = "Documents", operation_id = "put_document_remark", request_body = NewDocumentRemark,
    params(("id" = DocumentRemarkId, Path, description = "Id of the remark, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9cb1"),
        ("If-Match" = Option<String>, Header, description = "ETag last read. A remark stays as it was made, whatever it names.")),
    security(("bearer" = ["document:remark"])),
    responses((status = 200, description = "The remark, as it was made before.", body = DocumentRemark),
        (status = 201, description = "The remark, newly made.", body = DocumentRemark),
        (status = 409, description = "Another was made under this id.", body = ProblemDocument)))]
#[put("/document-remarks/{id}")]
async fn put_document_remark(
    caller: Caller<RemarkDocument>,
    id: Path<DocumentRemarkId>,
    if_match: IfMatch,
    new: Json<NewDocumentRemark>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

/// Which remarks are listed.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RemarkQuery {
    /// On this document.
    pub document: Option<DocumentId>,
    /// Made by this organisation.
    pub organisation: Option<OrganisationId>,
    /// On documents of this organisation.
    pub subject: Option<OrganisationId>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List remarks on documents
///
/// Ý kiến đối với văn bản in scope, the latest first.
#[utoipa::path(tag = "Documents", operation_id = "list_document_remarks", params(RemarkQuery),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "A page of remarks.", body = Page<DocumentRemark>)))]
#[get("/document-remarks")]
async fn list_document_remarks(caller: Caller<ReadMeasure>, query: Query<RemarkQuery>) -> Result<Answer> {
    let which = Condition::all()
        .add_option(query.0.document.map(|id| Column::DocumentId.eq(id)))
        .add_option(query.0.subject.map(|id| Column::SubjectId.eq(id)));
    list_measures::<_, Entity>(&caller, &query.0.into(), which).await
}

impl From<RemarkQuery> for MeasureQuery {
    fn from(query: RemarkQuery) -> Self {
        Self {
            organisation: query.organisation,
            unit: None,
            from: None,
            to: None,
            cursor: query.cursor,
            limit: query.limit,
        }
    }
}

/// Get a remark on a document
#[utoipa::path(tag = "Documents", operation_id = "get_document_remark", params(DocumentRemarkId),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The remark.", body = DocumentRemark)))]
#[get("/document-remarks/{id}")]
async fn get_document_remark(caller: Caller<ReadMeasure>, id: Path<DocumentRemarkId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_document_remark)
        .service(list_document_remarks)
        .service(get_document_remark);
}
