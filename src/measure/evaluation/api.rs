//! Evaluations as the API takes and shows them.

use actix_web::{get, put};
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{ExprTrait, IntoCondition},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::{
    Column, Criterion, Entity, EvaluationCourse, EvaluationDecision, EvaluationSubject, Model, Rating,
};
use crate::{
    access::{
        AttachmentId, Caller, EditEvaluation, EvaluationId, OrganisationId, Permission, ReadEvaluation, Tx, UnitId,
    },
    attachment::attached::AttachedFile,
    document::order::out_of_range,
    http::{Answer, Code, Count, IfMatch, Json, Page, Path, Problem, ProblemDocument, Query, Result},
    measure::{
        kept::{Kept, Measure, Shown, alone, get_measure, list_measures, put_measure},
        query::MeasureQuery,
    },
    organisation::name::NamedOrganisation,
    text::{Paragraphs, Text},
};

/// Tự đánh giá, xếp loại.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "year": 2025, "subject": "organisation", "assessed_on": "2025-12-05", "self_rating": "good",
    "criteria": [{"name": "Công khai thông tin", "most": 20, "points": 18}]
}))]
pub struct NewEvaluation {
    /// The year.
    #[schema(inline)]
    year: Count<2023, 2100>,
    /// Đánh giá ai.
    subject: EvaluationSubject,
    /// Chức vụ, 1–200 characters; of a leader, and of nobody else. Their name is not kept.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    office: Option<Text<1, 200>>,
    /// The day, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-05")]
    assessed_on: NaiveDate,
    /// Tự xếp loại.
    self_rating: Rating,
    /// Tiêu chí, điểm, at most 50.
    #[serde(default)]
    #[schema(max_items = 50)]
    criteria: Vec<NewCriterion>,
    /// Thuyết minh, 1–5000 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    remark: Option<Paragraphs<1, 5000>>,
    /// Minh chứng: files your organisation has uploaded, at most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    files: Vec<AttachmentId>,
}

/// Một tiêu chí.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewEvaluationCriterion)]
pub struct NewCriterion {
    /// Tiêu chí, 1–300 characters.
    #[schema(inline)]
    name: Text<1, 300>,
    /// Điểm tối đa.
    #[schema(inline)]
    most: Count<1, 1000>,
    /// Điểm tự chấm, not more than `most`.
    #[schema(inline)]
    points: Count<0, 1000>,
}

/// Đánh giá, xếp loại mức độ thực hiện dân chủ.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct Evaluation {
    /// Its id.
    pub id: EvaluationId,
    /// Who is evaluated, or whose leader.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// The year.
    #[schema(example = 2025)]
    pub year: i64,
    /// Đánh giá ai.
    pub subject: EvaluationSubject,
    /// Chức vụ.
    #[schema(nullable = false, example = "Chủ tịch Ủy ban nhân dân phường")]
    pub office: Option<String>,
    /// The day of the self-assessment.
    #[schema(example = "2025-12-05")]
    pub assessed_on: NaiveDate,
    /// Tự xếp loại.
    pub self_rating: Rating,
    /// Tiêu chí, điểm.
    pub criteria: Vec<Criterion>,
    /// Thuyết minh.
    #[schema(nullable = false, example = "Một nội dung công khai chậm hai ngày.")]
    pub remark: Option<String>,
    /// Minh chứng.
    pub files: Vec<AttachedFile>,
    /// Quyết định xếp loại.
    #[schema(nullable = false)]
    pub decision: Option<EvaluationDecision>,
    /// What you may do next.
    pub allowed_actions: Vec<EvaluationAction>,
}

/// Việc có thể làm tiếp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EvaluationAction {
    /// Sửa: `PUT`.
    Change,
    /// Quyết định xếp loại.
    Decide,
}

impl Measure for Entity {
    type New = NewEvaluation;
    type View = Evaluation;
    const PATH: &'static str = "evaluations";
    const IS_DECIDED_ABOVE: bool = true;
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::UnitId;
    const DAY: Column = Column::AssessedOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    fn files(row: &Model) -> Vec<AttachedFile> {
        row.course.files.clone()
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewEvaluation) -> Result<Model> {
        if kept.known.is_some_and(|known| known.decided_on.is_some()) {
            return Err(Problem::new(Code::StateForbids));
        }
        kept.today.lies("/assessed_on", new.assessed_on, None)?;
        new.adds_up()?;
        let office = new.office.map(Text::into_string);
        let alike = Column::Year
            .eq(i64::from(new.year))
            .and(Column::Subject.eq(new.subject))
            .and(match &office {
                Some(office) => Column::Office.eq(office.as_str()),
                None => Column::Office.is_null(),
            });
        alone::<_, Self>(tx, kept.keeper.id, kept.id, alike.into_condition()).await?;
        Ok(Model {
            id: kept.id,
            organisation_id: kept.keeper.id,
            unit_id: kept.unit.id,
            origin_unit_id: kept.origin_unit_id,
            year: new.year.into(),
            subject: new.subject,
            office,
            assessed_on: new.assessed_on,
            self_rating: new.self_rating,
            rating: None,
            decided_on: None,
            course: EvaluationCourse {
                criteria: new.criteria.into_iter().map(Criterion::from).collect(),
                remark: new.remark.map(Paragraphs::into_string),
                files: kept.files(tx, &new.files, "/files").await?,
                decision: None,
            },
            version: kept.version,
        })
    }

    fn named(row: &Model) -> Vec<OrganisationId> {
        vec![row.organisation_id]
    }

    fn view(row: &Model, shown: &Shown) -> Evaluation {
        let course = &row.course;
        let open = row.decided_on.is_none();
        let mine = shown.is_mine(row.organisation_id);
        Evaluation {
            id: row.id,
            organisation: shown.name(row.organisation_id),
            unit_id: row.unit_id,
            year: row.year,
            subject: row.subject,
            office: row.office.clone(),
            assessed_on: row.assessed_on,
            self_rating: row.self_rating,
            criteria: course.criteria.clone(),
            remark: course.remark.clone(),
            files: course.files.clone(),
            decision: course.decision.clone(),
            allowed_actions: match mine {
                true if open && shown.may_assess => vec![EvaluationAction::Change],
                false if open && shown.decides(row.organisation_id) => vec![EvaluationAction::Decide],
                _ => Vec::new(),
            },
        }
    }
}

impl NewEvaluation {
    /// 422 where an office goes with no leader, or more points are given than there are.
    fn adds_up(&self) -> Result<()> {
        if (self.subject == EvaluationSubject::Leader) != self.office.is_some() {
            return Err(Problem::invalid(
                "/office",
                "unsuited",
                "Chức vụ nêu với cá nhân lãnh đạo, và chỉ với cá nhân.",
                "An office goes with a leader, and with nobody else.",
            ));
        }
        match self
            .criteria
            .iter()
            .any(|criterion| criterion.points.get() > criterion.most.get())
        {
            true => Err(out_of_range(
                "/criteria",
                "Điểm không nhiều hơn điểm tối đa.".to_owned(),
                "No more points than there are.".to_owned(),
            )),
            false => Ok(()),
        }
    }
}

impl From<NewCriterion> for Criterion {
    fn from(new: NewCriterion) -> Self {
        Self {
            name: new.name.into_string(),
            most: new.most.get(),
            points: new.points.get(),
        }
    }
}

/// Assess oneself
///
/// Ghi tự đánh giá, xếp loại của cơ quan mình, or of one of its leaders, for a year, under an id of the client's choosing.
#[utoipa::path(tag = "Measures", operation_id = "put_evaluation", request_body = NewEvaluation,
    params(("id" = EvaluationId, Path, description = "Id of the evaluation, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9cb1"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["evaluation:edit"])),
    responses((status = 200, description = "The evaluation as saved.", body = Evaluation),
        (status = 201, description = "The evaluation, newly recorded.", body = Evaluation),
        (status = 409, description = "`state_forbids`: it was decided on. `already_exists`: there is another for the year; `existing_id` names it.", body = ProblemDocument)))]
#[put("/evaluations/{id}")]
async fn put_evaluation(
    caller: Caller<EditEvaluation>,
    id: Path<EvaluationId>,
    if_match: IfMatch,
    new: Json<NewEvaluation>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

/// List evaluations
///
/// Đánh giá, xếp loại in scope, the latest first. Councils and Fronts read their own alone.
#[utoipa::path(tag = "Measures", operation_id = "list_evaluations", params(MeasureQuery),
    security(("bearer" = ["evaluation:read"])),
    responses((status = 200, description = "A page of evaluations.", body = Page<Evaluation>)))]
#[get("/evaluations")]
async fn list_evaluations(caller: Caller<ReadEvaluation>, query: Query<MeasureQuery>) -> Result<Answer> {
    list_measures::<_, Entity>(&caller, &query.0, Condition::all()).await
}

/// Get an evaluation
#[utoipa::path(tag = "Measures", operation_id = "get_evaluation", params(EvaluationId),
    security(("bearer" = ["evaluation:read"])),
    responses((status = 200, description = "The evaluation.", body = Evaluation)))]
#[get("/evaluations/{id}")]
async fn get_evaluation(caller: Caller<ReadEvaluation>, id: Path<EvaluationId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_evaluation)
        .service(list_evaluations)
        .service(get_evaluation);
}
