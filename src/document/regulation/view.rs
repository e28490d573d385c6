//! How a regulation is shown.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    entity::{Consultation, Entity, Issue, Model, RegulationState, Review, Setting},
    rules::RegulationAction,
};
use crate::{
    access::{DocumentId, EditRegulation, IssueRegulation, Look, RegulationId, UnitId},
    document::{
        force::Force,
        number::DocumentNumber,
        register::{Around, DocumentLink, DocumentRow},
        repeal::Repeal,
    },
    http::{Answer, Result},
    organisation::name::NamedOrganisation,
};

/// Quy chế thực hiện dân chủ.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct DemocracyRegulation {
    /// Its id.
    pub id: RegulationId,
    /// Who issues it.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// The unit it arose in, where another answers for it now.
    #[schema(nullable = false)]
    pub origin_unit_id: Option<UnitId>,
    /// Nơi thực hiện.
    pub setting: Setting,
    /// Lĩnh vực, of a regulation for one field.
    #[schema(nullable = false, example = "Xây dựng nông thôn mới")]
    pub field: Option<String>,
    /// Tên văn bản.
    #[schema(example = "Quy chế thực hiện dân chủ ở phường Đoàn Kết")]
    pub title: String,
    /// Trích yếu, tóm tắt.
    #[schema(nullable = false)]
    pub summary: Option<String>,
    /// How far it has come.
    pub state: RegulationState,
    /// The day the draft was begun.
    #[schema(example = "2025-08-20")]
    pub begun_on: NaiveDate,
    /// Whether it is in force on the day asked for, once it was issued.
    #[schema(nullable = false)]
    pub force: Option<Force>,
    /// Số, ký hiệu, once issued.
    #[schema(nullable = false)]
    pub number: Option<DocumentNumber>,
    /// Ngày ký.
    #[schema(nullable = false, example = "2025-09-30")]
    pub signed_on: Option<NaiveDate>,
    /// Ngày có hiệu lực.
    #[schema(nullable = false, example = "2025-10-01")]
    pub in_force_on: Option<NaiveDate>,
    /// The first day it no longer holds, by its own words or the decision that repealed it.
    #[schema(nullable = false, example = "2030-10-01")]
    pub expires_on: Option<NaiveDate>,
    /// Lấy ý kiến, the latest: it is issued by what came of this one.
    #[schema(nullable = false)]
    pub consultation: Option<Consultation>,
    /// Các đợt lấy ý kiến trước, in their order; left out where there was none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub earlier_consultations: Vec<Consultation>,
    /// Ban hành.
    #[schema(nullable = false)]
    pub issue: Option<Issue>,
    /// Rà soát, the latest.
    #[schema(nullable = false)]
    pub review: Option<Review>,
    /// Bãi bỏ.
    #[schema(nullable = false)]
    pub repeal: Option<Repeal>,
    /// Lý do rút.
    #[schema(nullable = false, example = "Đã có quy chế khác.")]
    pub withdrawn: Option<String>,
    /// What it does to others.
    pub does: Vec<DocumentLink>,
    /// What others do to it.
    pub done_by: Vec<DocumentLink>,
    /// What you may do next.
    pub allowed_actions: Vec<RegulationAction>,
}

/// Regulations with what they name, for a day.
pub struct Shown(Around);

impl Shown {
    pub async fn of(look: &impl Look, rows: &[&Model], day: NaiveDate) -> Result<Self> {
        Ok(Self(Around::of::<Entity>(look, rows, day).await?))
    }

    pub async fn listing(look: &impl Look, page: &[&DocumentRow<Entity>], day: NaiveDate) -> Result<Self> {
        Ok(Self(Around::listing(look, page, day).await?))
    }

    /// A document by itself.
    pub fn view(&self, look: &impl Look, row: &Model) -> DemocracyRegulation {
        self.listed(look, (row.clone(), self.0.names.named(row.organisation_id)))
    }

    /// A document as its list has read it, with whoever it is of.
    pub fn listed(&self, look: &impl Look, (row, organisation): (Model, NamedOrganisation)) -> DemocracyRegulation {
        let document = DocumentId(row.id.0);
        let (force, number) = (self.force(&row), row.document_number());
        let allowed_actions = self.actions(look, &row);
        DemocracyRegulation {
            id: row.id,
            organisation,
            unit_id: row.unit_id,
            origin_unit_id: Some(row.origin_unit_id).filter(|origin| *origin != row.unit_id),
            setting: row.setting,
            field: row.field,
            title: row.title,
            summary: row.summary,
            state: row.state,
            begun_on: row.begun_on,
            force,
            number,
            signed_on: row.signed_on,
            in_force_on: row.in_force_on,
            expires_on: row.expires_on,
            consultation: row.course.consultation,
            earlier_consultations: row.course.earlier_consultations,
            issue: row.course.issue,
            review: row.course.review,
            repeal: row.course.repeal,
            withdrawn: row.course.withdrawn,
            does: self.0.links.does(document),
            done_by: self.0.links.done_by(document),
            allowed_actions,
        }
    }

    /// Whether it is in force; nothing is said of what was not issued.
    pub fn force(&self, row: &Model) -> Option<Force> {
        let days = (row.in_force_on, row.expires_on);
        let owner = (row.organisation_id, row.unit_id);
        self.0.force_of(DocumentId(row.id.0), owner, days)
    }

    /// What the caller may do next with one of them.
    pub fn actions(&self, look: &impl Look, row: &Model) -> Vec<RegulationAction> {
        let own = self.0.is_own(look, row.organisation_id, row.unit_id);
        let itself = row.organisation_id == look.scope().organisation;
        let may = |action: &RegulationAction| match action {
            RegulationAction::Issue | RegulationAction::Repeal => own && itself && look.may::<IssueRegulation>(),
            _ => own && look.may::<EditRegulation>(),
        };
        let today = look.clocks().legal.today();
        let ended = self.0.links.is_ended(DocumentId(row.id.0), today);
        let begins_later = row.in_force_on.is_some_and(|first| first > today);
        let stands = |action: &RegulationAction| match action {
            RegulationAction::OpenReview => !ended && !begins_later,
            RegulationAction::Repeal => !ended,
            _ => true,
        };
        let all = RegulationAction::ALL.into_iter();
        all.filter(|action| action.fits(row.state) && stands(action) && may(action))
            .collect()
    }
}

/// One regulation as of today, with its `ETag`.
pub async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    answer_of(look, row, look.clocks().legal.today()).await
}

/// One regulation as of a day, with its `ETag`.
pub async fn answer_of(look: &impl Look, row: &Model, day: NaiveDate) -> Result<Answer> {
    let shown = Shown::of(look, &[row], day).await?;
    Answer::record(&shown.view(look, row), row.version)
}
