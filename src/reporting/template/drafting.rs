//! Drafting a template: from nothing, from an edition that was published, and changing the draft.

use actix_web::{patch, post};
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    content::{AttachmentPart, Indicator, NarrativePart, Section, TemplateContent},
    entity::{Column, Content, Entity, Model},
    rule::TemplateRule,
    rules,
    view::{self, ReportTemplate},
};
use crate::{
    access::{Caller, EditTemplate, Event, TemplateId, Tx, fresh},
    calendar::{Calendar, Periodicity},
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result, Said},
    reporting::kinds::Line,
    text::{Paragraphs, Text},
};

/// Mã mẫu báo cáo: 1 to 60 small letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(try_from = "String")]
#[schema(value_type = String, pattern = "^[a-z0-9-]{1,60}$", example = "citizen-dialogue-quarterly")]
pub struct TemplateCode(String);

impl From<TemplateCode> for String {
    fn from(code: TemplateCode) -> Self {
        code.0
    }
}

impl TryFrom<String> for TemplateCode {
    type Error = Said;

    fn try_from(text: String) -> Result<Self, Said> {
        let allowed = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase() || byte == b'-';
        match (1..=60).contains(&text.len()) && text.bytes().all(allowed) {
            true => Ok(Self(text)),
            false => Err(Said::new(
                "Mã mẫu có 1–60 chữ thường a đến z, chữ số và dấu gạch nối.",
                "The code of a template has 1 to 60 small letters a to z, digits and hyphens.",
            )),
        }
    }
}

/// Dự thảo mẫu báo cáo. It may contradict itself until it is published.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "code": "citizen-dialogue-quarterly",
    "name_vi": "Báo cáo quý về đối thoại với Nhân dân",
    "name_en": "Quarterly report on dialogue with the people",
    "periodicity": "quarter",
    "legal_basis": "Luật 10/2022/QH15 Điều 32",
    "content": {
        "sections": [{"code": "A", "name": {"vi": "Đối thoại", "en": "Dialogue"}}],
        "indicators": [{
            "code": "A01", "section": "A", "name": {"vi": "Số hội nghị đối thoại", "en": "Dialogue conferences"},
            "value_type": "integer", "required": true, "minimum": 0, "applies_to": ["commune"],
            "across_units": "sum", "across_periods": "sum"
        }]
    }
}))]
pub struct NewReportTemplate {
    /// Its code. Where your committee, or danchu, has published a template of this code, this is its next edition.
    code: TemplateCode,
    /// Name in Vietnamese, 1–300 characters.
    #[schema(inline)]
    name_vi: Text<1, 300>,
    /// Name in English, 1–300 characters.
    #[schema(inline)]
    name_en: Text<1, 300>,
    /// Along which line its reports travel. On the Front's and the union's line boards are asked, and nobody else.
    #[serde(default)]
    #[schema(inline, default = "management")]
    line: Line,
    /// How often it is asked.
    #[schema(inline)]
    periodicity: Periodicity,
    /// Which calendar its periods follow.
    #[serde(default)]
    #[schema(inline, default = "reporting")]
    calendar: Calendar,
    /// The law it rests on, 1–2000 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    legal_basis: Option<Paragraphs<1, 2000>>,
    /// What is asked.
    content: TemplateContent,
}

/// Thay đổi dự thảo mẫu báo cáo: only what is named changes (RFC 7396); a list is replaced whole.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name_vi": "Báo cáo quý về đối thoại, tiếp xúc với Nhân dân", "content": {"late_allowed": false}}))]
pub struct ReportTemplateChange {
    /// Name in Vietnamese.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    name_vi: Option<Text<1, 300>>,
    /// Name in English.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    name_en: Option<Text<1, 300>>,
    /// Along which line its reports travel.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    line: Option<Line>,
    /// How often it is asked.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    periodicity: Option<Periodicity>,
    /// Which calendar its periods follow.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    calendar: Option<Calendar>,
    /// The law it rests on, 1–2000 characters.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 2000)]
    legal_basis: Option<Option<Paragraphs<1, 2000>>>,
    /// What is asked.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false)]
    content: Option<TemplateContentChange>,
}

/// Thay đổi nội dung mẫu báo cáo.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplateContentChange {
    /// Các phần của biểu mẫu.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 50)]
    sections: Option<Vec<Section>>,
    /// Các chỉ tiêu.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 500)]
    indicators: Option<Vec<Indicator>>,
    /// Ràng buộc giữa các chỉ tiêu.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 200)]
    rules: Option<Vec<TemplateRule>>,
    /// Các phần lời văn.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 50)]
    narrative: Option<Vec<NarrativePart>>,
    /// Các tệp đính kèm.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 20)]
    attachments: Option<Vec<AttachmentPart>>,
    /// Cho gửi muộn.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false)]
    late_allowed: Option<bool>,
    /// Cho báo "không phát sinh".
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false)]
    nothing_allowed: Option<bool>,
}

impl NewReportTemplate {
    /// The draft, not yet anybody's.
    fn row(self) -> Model {
        Model {
            id: fresh(),
            organisation_id: None,
            unit_id: None,
            code: self.code.0,
            edition: 1,
            name_vi: self.name_vi.into_string(),
            name_en: self.name_en.into_string(),
            line: self.line,
            periodicity: self.periodicity,
            calendar: self.calendar,
            legal_basis: self.legal_basis.map(Paragraphs::into_string),
            content: Content(self.content),
            published_at: None,
            retired_at: None,
            retire_reason: None,
            version: 1,
        }
    }
}

impl ReportTemplateChange {
    fn apply(self, row: &mut Model) {
        let change = self.content.unwrap_or_default();
        let content = &mut row.content.0;
        replace(&mut row.name_vi, self.name_vi.map(Text::into_string));
        replace(&mut row.name_en, self.name_en.map(Text::into_string));
        replace(&mut row.line, self.line);
        replace(&mut row.periodicity, self.periodicity);
        replace(&mut row.calendar, self.calendar);
        let basis = self.legal_basis.map(|basis| basis.map(Paragraphs::into_string));
        replace(&mut row.legal_basis, basis);
        replace(&mut content.sections, change.sections);
        replace(&mut content.indicators, change.indicators);
        replace(&mut content.rules, change.rules);
        replace(&mut content.narrative, change.narrative);
        replace(&mut content.attachments, change.attachments);
        replace(&mut content.late_allowed, change.late_allowed);
        replace(&mut content.nothing_allowed, change.nothing_allowed);
    }
}

fn replace<T>(old: &mut T, new: Option<T>) {
    if let Some(new) = new {
        *old = new;
    }
}

/// Draft a report template
///
/// Soạn mẫu báo cáo. The draft is seen and changed by your committee alone; `faults` says what still contradicts itself. Of a template one
/// edition is drafted at a time.
#[utoipa::path(tag = "Reporting", operation_id = "create_report_template", request_body = NewReportTemplate,
    security(("bearer" = ["template:edit"])),
    responses((status = 201, description = "The draft.", body = ReportTemplate),
        (status = 409, description = "The next edition is being drafted already; `existing_id` names it.", body = ProblemDocument)))]
#[post("/report-templates")]
async fn create_report_template(caller: Caller<EditTemplate>, new: Json<NewReportTemplate>) -> Result<Answer> {
    rules::bounded(&new.0.content)?;
    let tx = caller.begin().await?;
    add(tx, new.0.row()).await
}

/// Begin the next edition
///
/// Soạn phiên bản mới. A draft with the content of an edition that was published, of whosoever: what is built in becomes your committee's own.
#[utoipa::path(tag = "Reporting", operation_id = "revise_report_template", params(TemplateId),
    security(("bearer" = ["template:edit"])),
    responses((status = 201, description = "The draft.", body = ReportTemplate),
        (status = 409, description = "It is a draft itself, or the next edition is being drafted already; `existing_id` names it.",
         body = ProblemDocument)))]
#[post("/report-templates/{id}/revise")]
async fn revise_report_template(caller: Caller<EditTemplate>, id: Path<TemplateId>) -> Result<Answer> {
    let tx = caller.begin().await?;
    let row = tx.find::<Entity>().by_id(id.0).await?;
    add(tx, rules::revise(row, fresh())?).await
}

/// Change a draft
///
/// Sửa dự thảo. What was published never changes.
#[utoipa::path(tag = "Reporting", operation_id = "change_report_template", request_body = ReportTemplateChange,
    params(TemplateId, ("If-Match" = String, Header, description = "The template's `ETag`.")),
    security(("bearer" = ["template:edit"])),
    responses((status = 200, description = "The draft.", body = ReportTemplate),
        (status = 409, description = "It is no draft.", body = ProblemDocument)))]
#[patch("/report-templates/{id}")]
async fn change_report_template(
    caller: Caller<EditTemplate>,
    id: Path<TemplateId>,
    if_match: IfMatch,
    change: Json<ReportTemplateChange>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let edited = tx.edit::<Entity>(id.0, if_match, |row| {
        rules::still_a_draft(row)?;
        change.0.apply(row);
        rules::bounded(&row.content.0)
    });
    let row = edited.await?;
    let answer = view::answer(&tx, &row)?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

/// Adds a draft of the caller's committee, as the next edition of its code.
async fn add(mut tx: Tx<EditTemplate>, draft: Model) -> Result<Answer> {
    let principal = tx.principal();
    let editions = tx.find::<Entity>().filter(Column::Code.eq(&draft.code)).all().await?;
    let next = rules::next_edition(&editions, principal.organisation)?;
    let row = Model {
        organisation_id: Some(principal.organisation),
        unit_id: Some(principal.unit),
        edition: next,
        ..draft
    };
    let row = tx.add::<Entity>(row).await?;
    let address = format!("/api/v1/report-templates/{}", row.id);
    let answer = view::answer(&tx, &row)?.created(address);
    tx.commit(Event::on::<Entity>(&row), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(create_report_template)
        .service(revise_report_template)
        .service(change_report_template);
}
