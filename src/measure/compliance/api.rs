//! Inspections as the API takes and shows them.

use actix_web::{get, put};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{Column, ComplianceCourse, ComplianceKind, Conclusion, Entity, Model},
    rules,
    view::{self, ComplianceInspection},
};
use crate::{
    access::{
        AttachmentId, Caller, ComplianceInspectionId, DirectiveId, EditCompliance, OrganisationId, Permission,
        ReadCompliance, Tx, UnitId,
    },
    attachment::attached::AttachedFile,
    http::{Answer, Count, IfMatch, Json, Page, Path, Problem, ProblemDocument, Query, Result},
    measure::{
        directive::{DirectiveKind, entity as directive},
        kept::{Kept, Measure, Shown, get_measure, list_measures, put_measure},
        query::MeasureQuery,
    },
    organisation::organisation,
    text::{Paragraphs, Text},
};

/// Kiểm tra, giám sát việc thực hiện dân chủ.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "inspection", "subject": "536fe4ab-f100-538c-adde-d78e3d0be4ca", "title": "Kiểm tra việc công khai và hội nghị đối thoại năm 2025",
    "planned_on": "2025-11-18"
}))]
pub struct NewComplianceInspection {
    /// Kiểm tra by an authority, giám sát by a Council or Front.
    kind: ComplianceKind,
    /// Who is inspected: an organisation in your scope, and not your own.
    subject: OrganisationId,
    /// Nội dung, 1–500 characters.
    #[schema(inline)]
    title: Text<1, 500>,
    /// The programme or plan it is part of: a directive of your organisation.
    #[serde(default)]
    #[schema(nullable = false)]
    programme: Option<DirectiveId>,
    /// The day it is planned for.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-11-18")]
    planned_on: NaiveDate,
    /// The day of the visit, not after today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-11-18")]
    visited_on: Option<NaiveDate>,
    /// Kết luận, after the visit. It then goes to whoever was inspected, and stays as it is.
    #[serde(default)]
    #[schema(nullable = false)]
    conclusion: Option<NewConclusion>,
}

/// Kết luận.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewComplianceConclusion)]
pub struct NewConclusion {
    /// The day, not before the visit.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-11-20")]
    on: NaiveDate,
    /// Nội dung, 1–10000 characters.
    #[schema(inline)]
    findings: Paragraphs<1, 10_000>,
    /// Số tồn tại, hạn chế.
    #[serde(default)]
    #[schema(inline)]
    shortcomings: Count<0, 10_000>,
    /// Việc phải khắc phục, 1–5000 characters; with `answer_by`.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    remedy: Option<Paragraphs<1, 5000>>,
    /// The last day to have it put right and to answer, after the conclusion.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-12-19")]
    answer_by: Option<NaiveDate>,
    /// Biên bản, kết luận: files your organisation has uploaded, at most 10.
    #[serde(default)]
    #[schema(max_items = 10)]
    files: Vec<AttachmentId>,
}

impl Measure for Entity {
    type New = NewComplianceInspection;
    type View = ComplianceInspection;
    const PATH: &'static str = "compliance-inspections";
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::SubjectUnitId;
    const DAY: Column = Column::PlannedOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    fn files(row: &Model) -> Vec<AttachedFile> {
        let concluded = row
            .course
            .conclusion
            .iter()
            .flat_map(|conclusion| conclusion.files.iter());
        let answered = row.course.answer.iter().flat_map(|answer| answer.files.iter());
        concluded.chain(answered).cloned().collect()
    }

    fn open(known: &Model) -> Result<()> {
        rules::open(known.state)
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewComplianceInspection) -> Result<Model> {
        rules::fitting(new.kind, kept.keeper.kind)?;
        let subject = subject(tx, new.subject, new.visited_on.unwrap_or(new.planned_on)).await?;
        // A programme that was named stays, whoever goes on with the inspection.
        let named = kept.known.and_then(|known| known.programme_id);
        if let Some(programme) = new.programme.filter(|programme| named != Some(*programme)) {
            own_directive(tx, programme).await?;
        }
        let conclusion = match new.conclusion {
            Some(conclusion) => Some(conclusion.checked(tx, &kept).await?),
            None => None,
        };
        let state = rules::judged(new.visited_on, conclusion.as_ref(), kept.today.day)?;
        // What came after the conclusion is not its maker's to tell again.
        let since = kept.known.filter(|known| rules::open(known.state).is_err());
        Ok(Model {
            id: kept.id,
            organisation_id: kept.keeper.id,
            unit_id: kept.unit.id,
            origin_unit_id: kept.origin_unit_id,
            kind: new.kind,
            subject_id: subject.id,
            subject_unit_id: subject.unit_id,
            title: new.title.into_string(),
            programme_id: new.programme,
            planned_on: new.planned_on,
            visited_on: new.visited_on,
            state: since.map_or(state, |known| known.state),
            answer_by: conclusion.as_ref().and_then(|conclusion| conclusion.answer_by),
            answered_on: since.and_then(|known| known.answered_on),
            course: ComplianceCourse {
                conclusion,
                answer: since.and_then(|known| known.course.answer.clone()),
                closing: since.and_then(|known| known.course.closing.clone()),
            },
            version: kept.version,
        })
    }

    fn named(row: &Model) -> Vec<OrganisationId> {
        vec![row.organisation_id, row.subject_id]
    }

    fn view(row: &Model, shown: &Shown) -> ComplianceInspection {
        view::view(row, shown)
    }
}

/// 422 for the caller's own organisation, and for whoever is out of scope.
async fn subject<P: Permission>(tx: &Tx<P>, id: OrganisationId, day: NaiveDate) -> Result<organisation::Model> {
    if tx.scope().owns(id) {
        return Err(Problem::invalid(
            "/subject",
            "unsuited",
            "Không kiểm tra, giám sát chính mình.",
            "Nobody inspects themselves.",
        ));
    }
    let found = tx
        .find::<organisation::Entity>()
        .filter(organisation::Column::Id.eq(id));
    let found = found.one().await?;
    let found = found.ok_or_else(|| Problem::unknown_reference("/subject"))?;
    // An heir is inspected on for what came before it.
    match found.exists_on(day) || found.exists_on(tx.clocks().legal.today()) {
        true => Ok(found),
        false => Err(Problem::invalid(
            "/subject",
            "ended",
            "Cơ quan, tổ chức không hoạt động vào ngày đó, và nay cũng không.",
            "The organisation did not exist on that day, nor does it today.",
        )),
    }
}

/// 422 unless it is a programme or plan of the caller's organisation.
async fn own_directive<P: Permission>(tx: &Tx<P>, id: DirectiveId) -> Result<()> {
    let own = tx
        .find::<directive::Entity>()
        .filter(directive::Column::Id.eq(id))
        .filter(directive::Column::Kind.is_in([DirectiveKind::OversightProgramme, DirectiveKind::Plan]))
        .filter(directive::Column::OrganisationId.eq(tx.principal().organisation));
    match own.one().await? {
        Some(_) => Ok(()),
        None => Err(Problem::unknown_reference("/programme")),
    }
}

impl NewConclusion {
    async fn checked<P: Permission>(self, tx: &Tx<P>, kept: &Kept<'_, Entity>) -> Result<Conclusion> {
        Ok(Conclusion {
            on: self.on,
            findings: self.findings.into_string(),
            shortcomings: self.shortcomings.get(),
            remedy: self.remedy.map(Paragraphs::into_string),
            answer_by: self.answer_by,
            files: kept.files(tx, &self.files, "/conclusion/files").await?,
        })
    }
}

/// Record an inspection of how democracy is carried out
///
/// Ghi cuộc kiểm tra, giám sát việc thực hiện dân chủ of your organisation under an id of the client's choosing: newly (201), or in place of what was told
/// of it before. Once it is concluded, whoever was inspected reads it.
#[utoipa::path(tag = "Measures", operation_id = "put_compliance_inspection", request_body = NewComplianceInspection,
    params(("id" = ComplianceInspectionId, Path, description = "Id of the inspection, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9c41"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["compliance:edit"])),
    responses((status = 200, description = "The inspection as saved.", body = ComplianceInspection),
        (status = 201, description = "The inspection, newly recorded.", body = ComplianceInspection),
        (status = 409, description = "It is concluded.", body = ProblemDocument)))]
#[put("/compliance-inspections/{id}")]
async fn put_compliance_inspection(
    caller: Caller<EditCompliance>,
    id: Path<ComplianceInspectionId>,
    if_match: IfMatch,
    new: Json<NewComplianceInspection>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

/// List inspections of how democracy is carried out
///
/// Các cuộc kiểm tra, giám sát việc thực hiện dân chủ in scope, the latest first: those of your organisation, and those that are concluded. `unit` is
/// where whoever was inspected is.
#[utoipa::path(tag = "Measures", operation_id = "list_compliance_inspections", params(MeasureQuery),
    security(("bearer" = ["compliance:read"])),
    responses((status = 200, description = "A page of inspections.", body = Page<ComplianceInspection>)))]
#[get("/compliance-inspections")]
async fn list_compliance_inspections(caller: Caller<ReadCompliance>, query: Query<MeasureQuery>) -> Result<Answer> {
    list_measures::<_, Entity>(&caller, &query.0, Condition::all()).await
}

/// Get an inspection of how democracy is carried out
#[utoipa::path(tag = "Measures", operation_id = "get_compliance_inspection", params(ComplianceInspectionId),
    security(("bearer" = ["compliance:read"])),
    responses((status = 200, description = "The inspection.", body = ComplianceInspection)))]
#[get("/compliance-inspections/{id}")]
async fn get_compliance_inspection(caller: Caller<ReadCompliance>, id: Path<ComplianceInspectionId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_compliance_inspection)
        .service(list_compliance_inspections)
        .service(get_compliance_inspection);
}
