//! What may be done with a template: pure decisions.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    consistency::{self, TemplateFault},
    content::TemplateContent,
    entity::Model,
};
use crate::{
    access::{OrganisationId, TemplateId},
    http::{Code, Place, Problem, Result},
};

/// Trạng thái của mẫu báo cáo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TemplateState {
    /// Dự thảo: may be changed, and is seen only by whoever makes it.
    Draft,
    /// Đã ban hành: rounds may ask it; it never changes.
    Published,
    /// Thôi dùng: no new round asks it; rounds that do go on.
    Retired,
}

/// Việc có thể làm tiếp với mẫu báo cáo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TemplateAction {
    /// Sửa dự thảo.
    Change,
    /// Ban hành.
    Publish,
    /// Thôi dùng, or give a draft up.
    Retire,
    /// Soạn phiên bản mới: begin the next edition from this one.
    Revise,
}

impl Model {
    pub const fn state(&self) -> TemplateState {
        match (self.published_at, self.retired_at) {
            (_, Some(_)) => TemplateState::Retired,
            (Some(_), None) => TemplateState::Published,
            (None, None) => TemplateState::Draft,
        }
    }
}

/// 409 unless it is a draft.
pub fn still_a_draft(row: &Model) -> Result<()> {
    match row.state() {
        TemplateState::Draft => Ok(()),
        TemplateState::Published | TemplateState::Retired => Err(Problem::new(Code::StateForbids).detail(
            "Mẫu đã ban hành hoặc đã thôi dùng; muốn thay đổi hãy soạn phiên bản mới.",
            "It was published or given up already; to change it, begin the next edition.",
        )),
    }
}

/// 422 for more of a kind than a template may have, which not even a draft keeps.
pub fn bounded(content: &TemplateContent) -> Result<()> {
    free_of(consistency::too_many(content))
}

/// 422 with each fault, where there is one.
fn free_of(faults: impl IntoIterator<Item = TemplateFault>) -> Result<()> {
    let none = Problem::new(Code::InvalidContent);
    let problem = faults
        .into_iter()
        .fold(none, |problem, TemplateFault { pointer, problem: what }| {
            problem.fault(Place::Body(format!("/content{pointer}")), what.code(), what.said())
        });
    match problem.faults.is_empty() {
        true => Ok(()),
        false => Err(problem),
    }
}

/// The next edition of a template, drafted from one that was published; 409 when it never was.
pub fn revise(before: Model, id: TemplateId) -> Result<Model> {
    match before.published_at {
        None => Err(Problem::new(Code::StateForbids).detail("Mẫu này chưa ban hành.", "It was never published.")),
        Some(_) => Ok(Model {
            id,
            published_at: None,
            retired_at: None,
            retire_reason: None,
            version: 1,
            ..before
        }),
    }
}

/// The number of the next edition among those of its code, built in or the owner's; 409 while one is being drafted.
pub fn next_edition(editions: &[Model], owner: OrganisationId) -> Result<i64> {
    let known = || {
        let own = |row: &&Model| row.organisation_id.is_none_or(|id| id == owner);
        editions.iter().filter(own)
    };
    match known().find(|row| row.state() == TemplateState::Draft) {
        Some(draft) => Err(Problem::new(Code::AlreadyExists).existing(draft.id)),
        None => Ok(known().map(|row| row.edition).max().unwrap_or(0).saturating_add(1)),
    }
}

/// Ban hành: 409 unless it is a draft, 422 with everything that contradicts itself.
pub fn publish(before: &Model, now: DateTime<Utc>) -> Result<Model> {
    still_a_draft(before)?;
    free_of(consistency::faults(&before.content.0))?;
    Ok(Model {
        published_at: Some(now),
        ..before.clone()
    })
}

/// Thôi dùng: 409 when it is retired already.
pub fn retire(before: &Model, reason: &str, now: DateTime<Utc>) -> Result<Model> {
    match before.retired_at {
        Some(_) => Err(Problem::new(Code::StateForbids).detail("Mẫu đã thôi dùng.", "It is retired already.")),
        None => Ok(Model {
            retired_at: Some(now),
            retire_reason: Some(reason.to_owned()),
            ..before.clone()
        }),
    }
}
