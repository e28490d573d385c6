//! How a resolution is shown.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    entity::{Adoption, Entity, Examination, Model, Proposal, Rejection, ResolutionState, ResolutionSubject},
    rules::ResolutionAction,
};
use crate::{
    access::{AdoptResolution, DocumentId, EditResolution, Look, ResolutionId, UnitId},
    document::{
        force::Force,
        number::DocumentNumber,
        register::{Around, DocumentLink, DocumentRow},
        repeal::Repeal,
    },
    http::{Answer, Result},
    organisation::name::NamedOrganisation,
};

/// Nghị quyết của Hội đồng nhân dân.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct CouncilResolution {
    /// Its id.
    pub id: ResolutionId,
    /// The council.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// The unit it arose in, where another answers for it now.
    #[schema(nullable = false)]
    pub origin_unit_id: Option<UnitId>,
    /// Tên văn bản.
    #[schema(example = "Nghị quyết quyết định các biện pháp bảo đảm thực hiện dân chủ ở cơ sở")]
    pub title: String,
    /// Trích yếu, tóm tắt.
    #[schema(nullable = false)]
    pub summary: Option<String>,
    /// What it is about.
    pub subject: ResolutionSubject,
    /// How far it has come.
    pub state: ResolutionState,
    /// Whether it is in force on the day asked for, once it was adopted.
    #[schema(nullable = false)]
    pub force: Option<Force>,
    /// Số, ký hiệu, once adopted.
    #[schema(nullable = false)]
    pub number: Option<DocumentNumber>,
    /// Ngày thông qua.
    #[schema(nullable = false, example = "2024-12-09")]
    pub adopted_on: Option<NaiveDate>,
    /// Ngày có hiệu lực.
    #[schema(nullable = false, example = "2024-12-09")]
    pub in_force_on: Option<NaiveDate>,
    /// The first day it no longer holds, by its own words or the decision that repealed it.
    #[schema(nullable = false, example = "2030-01-01")]
    pub expires_on: Option<NaiveDate>,
    /// Tờ trình.
    pub proposal: Proposal,
    /// Thẩm tra.
    #[schema(nullable = false)]
    pub examination: Option<Examination>,
    /// Thông qua.
    #[schema(nullable = false)]
    pub adoption: Option<Adoption>,
    /// Không thông qua, hoặc rút.
    #[schema(nullable = false)]
    pub rejection: Option<Rejection>,
    /// Bãi bỏ.
    #[schema(nullable = false)]
    pub repeal: Option<Repeal>,
    /// What it does to others.
    pub does: Vec<DocumentLink>,
    /// What others do to it.
    pub done_by: Vec<DocumentLink>,
    /// What you may do next.
    pub allowed_actions: Vec<ResolutionAction>,
}

/// Resolutions with what they name, for a day.
pub struct Shown(Around);

impl Shown {
    pub async fn of(look: &impl Look, rows: &[&Model], day: NaiveDate) -> Result<Self> {
        Ok(Self(Around::of::<Entity>(look, rows, day).await?))
    }

    pub async fn listing(look: &impl Look, page: &[&DocumentRow<Entity>], day: NaiveDate) -> Result<Self> {
        Ok(Self(Around::listing(look, page, day).await?))
    }

    /// A document by itself.
    pub fn view(&self, look: &impl Look, row: &Model) -> CouncilResolution {
        self.listed(look, (row.clone(), self.0.names.named(row.organisation_id)))
    }

    /// A document as its list has read it, with whoever it is of.
    pub fn listed(&self, look: &impl Look, (row, organisation): (Model, NamedOrganisation)) -> CouncilResolution {
        let document = DocumentId(row.id.0);
        let (force, number) = (self.force(&row), row.document_number());
        let allowed_actions = self.actions(look, &row);
        CouncilResolution {
            id: row.id,
            organisation,
            unit_id: row.unit_id,
            origin_unit_id: Some(row.origin_unit_id).filter(|origin| *origin != row.unit_id),
            title: row.title,
            summary: row.summary,
            subject: row.subject,
            state: row.state,
            force,
            number,
            adopted_on: row.signed_on,
            in_force_on: row.in_force_on,
            expires_on: row.expires_on,
            proposal: row.proposal,
            examination: row.examination,
            adoption: row.adoption,
            rejection: row.rejection,
            repeal: row.repeal,
            does: self.0.links.does(document),
            done_by: self.0.links.done_by(document),
            allowed_actions,
        }
    }

    /// Whether it is in force; nothing is said of what was not adopted.
    fn force(&self, row: &Model) -> Option<Force> {
        let days = (row.in_force_on, row.expires_on);
        let owner = (row.organisation_id, row.unit_id);
        self.0.force_of(DocumentId(row.id.0), owner, days)
    }

    /// What the caller may do next with one of them.
    pub fn actions(&self, look: &impl Look, row: &Model) -> Vec<ResolutionAction> {
        let own = self.0.is_own(look, row.organisation_id, row.unit_id);
        let may = |action: &ResolutionAction| match action {
            ResolutionAction::Change | ResolutionAction::Examine => own && look.may::<EditResolution>(),
            ResolutionAction::Adopt | ResolutionAction::Reject | ResolutionAction::Repeal => {
                own && look.may::<AdoptResolution>()
            }
        };
        let ended = self.0.links.is_ended(DocumentId(row.id.0), look.clocks().legal.today());
        let stands = |action: &ResolutionAction| !(ended && matches!(action, ResolutionAction::Repeal));
        let all = ResolutionAction::ALL.into_iter();
        all.filter(|action| action.fits(row.state) && stands(action) && may(action))
            .collect()
    }
}

/// One resolution as of today, with its `ETag`.
pub async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    answer_of(look, row, look.clocks().legal.today()).await
}

/// One resolution as of a day, with its `ETag`.
pub async fn answer_of(look: &impl Look, row: &Model, day: NaiveDate) -> Result<Answer> {
    let shown = Shown::of(look, &[row], day).await?;
    Answer::record(&shown.view(look, row), row.version)
}
