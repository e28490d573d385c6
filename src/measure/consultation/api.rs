//! Consultations as the API takes and shows them.

use actix_web::{get, put};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::Condition;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    entity::{Column, ConsultationCourse, Entity, Model, OtherTime, Outcome},
    matter::ConsultationMatter,
    rules,
};
use crate::{
    access::{AttachmentId, Caller, ConsultationId, EditMeasure, Permission, ReadMeasure, Tx, UnitId},
    attachment::attached::AttachedFile,
    document::{order::out_of_range, regulation::ConsultationForm},
    http::{Answer, Count, IfMatch, Json, Page, Path, Problem, Query, Result},
    measure::{
        kept::{Kept, Measure, Shown, get_measure, list_measures, put_measure},
        query::MeasureQuery,
        setting::MeasureSetting,
    },
    organisation::name::NamedOrganisation,
    text::{Paragraphs, Text},
};

/// Lấy ý kiến.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "matter": "economic_plan", "title": "Dự thảo kế hoạch phát triển kinh tế - xã hội năm 2026", "opened_on": "2025-09-08",
    "forms": ["community_meeting", "portal"], "plan": "Kế hoạch số 31/KH-UBND",
    "result": {"closed_on": "2025-09-30", "opinions": 46, "accepted": 31, "explanation": "Tiếp thu 31 ý kiến.", "explained_on": "2025-10-06"}
}))]
pub struct NewConsultation {
    /// Nội dung.
    matter: ConsultationMatter,
    /// Tên, 1–500 characters.
    #[schema(inline)]
    title: Text<1, 500>,
    /// The day it was made known, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-08")]
    opened_on: NaiveDate,
    /// Hình thức: at least one, of those the law knows in the setting.
    #[schema(min_items = 1, max_items = 10)]
    forms: Vec<ConsultationForm>,
    /// Kế hoạch lấy ý kiến (Law Art. 28.1, 55.1), 1–300 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    plan: Option<Text<1, 300>>,
    /// Thời hạn where another law sets it, instead of 20 days (Law Art. 28.2).
    #[serde(default)]
    #[schema(nullable = false)]
    other_time: Option<NewOtherTime>,
    /// Kết quả, once it has ended.
    #[serde(default)]
    #[schema(nullable = false)]
    result: Option<NewOutcome>,
    /// Dự thảo, báo cáo: files your organisation has uploaded, at most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    files: Vec<AttachmentId>,
    /// When it was written down, if that was without a network.
    #[serde(default, deserialize_with = "crate::http::some_instant")]
    #[schema(nullable = false)]
    recorded_at: Option<DateTime<Utc>>,
}

/// Thời hạn lấy ý kiến theo pháp luật khác.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOtherConsultationTime)]
pub struct NewOtherTime {
    /// Days, that of publication not counted.
    #[schema(minimum = 1, maximum = 365, example = 30)]
    days: u16,
    /// Điều khoản, 1–300 characters.
    #[schema(inline)]
    article: Text<1, 300>,
}

/// Kết quả lấy ý kiến.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewConsultationOutcome)]
pub struct NewOutcome {
    /// The last day; in a commune not before `open_until` (Law Art. 28.2).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-30")]
    closed_on: NaiveDate,
    /// Số ý kiến tham gia.
    #[schema(inline)]
    opinions: Count<0, 10_000_000>,
    /// Of these: được tiếp thu.
    #[schema(inline)]
    accepted: Count<0, 10_000_000>,
    /// Giải trình, tiếp thu, 1–5000 characters; with `explained_on`.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    explanation: Option<Paragraphs<1, 5000>>,
    /// The day the explanation was made known, not before the last day (Law Art. 28.3, 55.1, 74.1).
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-10-06")]
    explained_on: Option<NaiveDate>,
}

impl NewOtherTime {
    fn checked(self) -> Result<OtherTime> {
        match self.days {
            1..=365 => Ok(OtherTime {
                days: self.days,
                article: self.article.into_string(),
            }),
            _ => Err(out_of_range(
                "/other_time/days",
                "Từ 1 đến 365 ngày.".to_owned(),
                "From 1 to 365 days.".to_owned(),
            )),
        }
    }
}

impl From<NewOutcome> for Outcome {
    fn from(new: NewOutcome) -> Self {
        Self {
            closed_on: new.closed_on,
            opinions: new.opinions.get(),
            accepted: new.accepted.get(),
            explanation: new.explanation.map(Paragraphs::into_string),
            explained_on: new.explained_on,
        }
    }
}

/// Lấy ý kiến.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct Consultation {
    /// Its id.
    pub id: ConsultationId,
    /// Who asks.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Nơi lấy ý kiến.
    pub setting: MeasureSetting,
    /// Nội dung.
    pub matter: ConsultationMatter,
    /// Điều khoản of Law 10/2022/QH15.
    #[schema(example = "Điều 25.1")]
    pub article: &'static str,
    /// Tên.
    #[schema(example = "Dự thảo kế hoạch phát triển kinh tế - xã hội năm 2026")]
    pub title: String,
    /// The day it was made known.
    #[schema(example = "2025-09-08")]
    pub opened_on: NaiveDate,
    /// The first day on which it may end, where the law asks for a time.
    #[schema(nullable = false, example = "2025-09-29")]
    pub open_until: Option<NaiveDate>,
    /// Thời hạn where another law sets it.
    #[schema(nullable = false)]
    pub other_time: Option<OtherTime>,
    /// Hình thức.
    pub forms: Vec<ConsultationForm>,
    /// Kế hoạch lấy ý kiến.
    #[schema(nullable = false, example = "Kế hoạch số 31/KH-UBND")]
    pub plan: Option<String>,
    /// Kết quả.
    #[schema(nullable = false)]
    pub result: Option<Outcome>,
    /// Dự thảo, báo cáo.
    pub files: Vec<AttachedFile>,
    /// When it was written down, where that was without a network.
    #[schema(nullable = false)]
    pub recorded_at: Option<DateTime<Utc>>,
}

impl Measure for Entity {
    type New = NewConsultation;
    type View = Consultation;
    const PATH: &'static str = "consultations";
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::UnitId;
    const DAY: Column = Column::OpenedOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    fn files(row: &Model) -> Vec<AttachedFile> {
        row.course.files.clone()
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewConsultation) -> Result<Model> {
        let setting = new.matter.setting();
        if !setting.is_of(kept.keeper.kind, kept.unit.level) {
            return Err(Problem::invalid(
                "/matter",
                "unsuited",
                "Cơ quan, tổ chức này không lấy ý kiến về nội dung như vậy.",
                "This organisation consults on no such matter.",
            ));
        }
        kept.today.lies("/opened_on", new.opened_on, None)?;
        rules::known_forms(setting, new.opened_on, &new.forms)?;
        let result = new.result.map(Outcome::from);
        let other_time = new.other_time.map(NewOtherTime::checked).transpose()?;
        let days = other_time.as_ref().map(|other| other.days);
        let course = ConsultationCourse {
            forms: new.forms,
            plan: new.plan.map(Text::into_string),
            open_until: rules::open_until(setting, (new.opened_on, days), &kept.today.off),
            files: kept.files(tx, &new.files, "/files").await?,
            result,
            other_time,
        };
        let outcome = course.result.as_ref();
        if let Some(outcome) = outcome {
            rules::ended(&course, outcome, new.opened_on, kept.today.day)?;
        }
        Ok(Model {
            id: kept.id,
            organisation_id: kept.keeper.id,
            unit_id: kept.unit.id,
            origin_unit_id: kept.origin_unit_id,
            setting,
            matter: new.matter,
            title: new.title.into_string(),
            opened_on: new.opened_on,
            closed_on: outcome.map(|outcome| outcome.closed_on),
            explained_on: outcome.and_then(|outcome| outcome.explained_on),
            opinions: outcome.map_or(0, |outcome| outcome.opinions.into()),
            accepted: outcome.map_or(0, |outcome| outcome.accepted.into()),
            course,
            recorded_at: new.recorded_at,
            version: kept.version,
        })
    }

    fn view(row: &Model, shown: &Shown) -> Consultation {
        let course = &row.course;
        Consultation {
            id: row.id,
            organisation: shown.name(row.organisation_id),
            unit_id: row.unit_id,
            setting: row.setting,
            matter: row.matter,
            article: row.matter.article(),
            title: row.title.clone(),
            opened_on: row.opened_on,
            open_until: course.open_until,
            other_time: course.other_time.clone(),
            forms: course.forms.clone(),
            plan: course.plan.clone(),
            result: course.result.clone(),
            files: course.files.clone(),
            recorded_at: row.recorded_at,
        }
    }
}

/// Record a consultation
///
/// Ghi việc lấy ý kiến Nhân dân, cán bộ, công chức, viên chức, người lao động under an id of the client's choosing: newly (201), or in place of what was
/// told of it before.
#[utoipa::path(tag = "Measures", operation_id = "put_consultation", request_body = NewConsultation,
    params(("id" = ConsultationId, Path, description = "Id of the consultation, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9c61"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["measure:edit"])),
    responses((status = 200, description = "The consultation as saved.", body = Consultation),
        (status = 201, description = "The consultation, newly recorded.", body = Consultation)))]
#[put("/consultations/{id}")]
async fn put_consultation(
    caller: Caller<EditMeasure>,
    id: Path<ConsultationId>,
    if_match: IfMatch,
    new: Json<NewConsultation>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

/// List consultations
///
/// Việc lấy ý kiến in scope, the latest first.
#[utoipa::path(tag = "Measures", operation_id = "list_consultations", params(MeasureQuery),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "A page of consultations.", body = Page<Consultation>)))]
#[get("/consultations")]
async fn list_consultations(caller: Caller<ReadMeasure>, query: Query<MeasureQuery>) -> Result<Answer> {
    list_measures::<_, Entity>(&caller, &query.0, Condition::all()).await
}

/// Get a consultation
#[utoipa::path(tag = "Measures", operation_id = "get_consultation", params(ConsultationId),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The consultation.", body = Consultation)))]
#[get("/consultations/{id}")]
async fn get_consultation(caller: Caller<ReadMeasure>, id: Path<ConsultationId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_consultation)
        .service(list_consultations)
        .service(get_consultation);
}
