//! How a template is shown.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    consistency::{self, TemplateFault},
    content::TemplateContent,
    entity::Model,
    rules::{TemplateAction, TemplateState},
};
use crate::{
    access::{EditTemplate, Look, OrganisationId, PublishTemplate, TemplateId},
    calendar::{Calendar, Periodicity},
    http::{Answer, Result},
    reporting::kinds::Line,
};

/// Mẫu báo cáo: one edition of what is asked. Once published it never changes.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ReportTemplate {
    /// Its id.
    pub id: TemplateId,
    /// The People's committee that made it; left out for what is built in.
    #[schema(nullable = false)]
    pub organisation_id: Option<OrganisationId>,
    /// Code of the template; all its editions share it.
    #[schema(example = "grassroots-democracy-yearly")]
    pub code: String,
    /// 1, 2, 3 …
    #[schema(example = 1, minimum = 1)]
    pub edition: i64,
    /// Name in Vietnamese.
    #[schema(example = "Báo cáo năm về thực hiện dân chủ ở cơ sở")]
    pub name_vi: String,
    /// Name in English.
    #[schema(example = "Yearly report on grassroots democracy")]
    pub name_en: String,
    /// Along which line its reports travel.
    #[schema(inline)]
    pub line: Line,
    /// How often it is asked.
    #[schema(inline, example = "year")]
    pub periodicity: Periodicity,
    /// Which calendar its periods follow.
    #[schema(inline, example = "reporting")]
    pub calendar: Calendar,
    /// The law it rests on.
    #[schema(nullable = false)]
    pub legal_basis: Option<String>,
    /// Where it stands.
    pub state: TemplateState,
    /// When it was published.
    #[schema(nullable = false)]
    pub published_at: Option<DateTime<Utc>>,
    /// When it was retired.
    #[schema(nullable = false)]
    pub retired_at: Option<DateTime<Utc>>,
    /// Why it was retired.
    #[schema(nullable = false)]
    pub retire_reason: Option<String>,
    /// What is asked; left out in lists.
    #[schema(nullable = false)]
    pub content: Option<TemplateContent>,
    /// What stands in the way of publishing a draft; left out in lists.
    #[schema(nullable = false)]
    pub faults: Option<Vec<ContentFault>>,
    /// What you may do next.
    pub allowed_actions: Vec<TemplateAction>,
}

/// Lỗi trong mẫu báo cáo: one thing to mend before a draft can be published.
#[derive(Serialize, ToSchema)]
#[schema(as = TemplateFault)]
pub struct ContentFault {
    /// Vị trí: RFC 6901 pointer into the template.
    #[schema(example = "/content/rules/3")]
    pub pointer: String,
    /// Mã lỗi.
    #[schema(example = "unknown_section")]
    pub code: &'static str,
    /// Thông báo bằng tiếng Việt.
    pub message_vi: String,
    /// Thông báo bằng tiếng Anh.
    pub message_en: String,
}

impl From<&TemplateFault> for ContentFault {
    fn from(fault: &TemplateFault) -> Self {
        let said = fault.problem.said();
        Self {
            pointer: format!("/content{}", fault.pointer),
            code: fault.problem.code(),
            message_vi: said.vi.into_owned(),
            message_en: said.en.into_owned(),
        }
    }
}

impl ReportTemplate {
    /// As a list shows it.
    pub fn brief(look: &impl Look, row: Model) -> Self {
        Self {
            state: row.state(),
            allowed_actions: actions(look, &row),
            id: row.id,
            organisation_id: row.organisation_id,
            code: row.code,
            edition: row.edition,
            name_vi: row.name_vi,
            name_en: row.name_en,
            line: row.line,
            periodicity: row.periodicity,
            calendar: row.calendar,
            legal_basis: row.legal_basis,
            published_at: row.published_at,
            retired_at: row.retired_at,
            retire_reason: row.retire_reason,
            content: None,
            faults: None,
        }
    }

    /// With all it asks.
    pub fn whole(look: &impl Look, row: Model) -> Self {
        let content = row.content.0.clone();
        let brief = Self::brief(look, row);
        let faults = (brief.state == TemplateState::Draft).then(|| consistency::faults(&content));
        Self {
            faults: faults.map(|faults| faults.iter().map(ContentFault::from).collect()),
            content: Some(content),
            ..brief
        }
    }
}

/// One template, with its `ETag`.
pub fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    Answer::record(&ReportTemplate::whole(look, row.clone()), row.version)
}

fn actions(look: &impl Look, row: &Model) -> Vec<TemplateAction> {
    let own = row.organisation_id.is_some_and(|owner| look.scope().owns(owner));
    let draft = row.state() == TemplateState::Draft;
    let edits = look.may::<EditTemplate>();
    let publishes = look.may::<PublishTemplate>();
    let actions = [
        (TemplateAction::Change, own && draft && edits),
        (TemplateAction::Publish, own && draft && publishes),
        (TemplateAction::Retire, own && row.retired_at.is_none() && publishes),
        (TemplateAction::Revise, row.published_at.is_some() && edits),
    ];
    actions
        .into_iter()
        .filter_map(|(action, may)| may.then_some(action))
        .collect()
}
