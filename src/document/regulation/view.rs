//! How a regulation is shown.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ExprTrait};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    entity::{Column, Consultation, Entity, Issue, Model, RegulationState, Repeal, Review, Setting},
    link::{self, Column as LinkColumn, Entity as Links},
    rules::RegulationAction,
};
use crate::{
    access::{EditRegulation, IssueRegulation, Look, RegulationId, UnitId},
    document::{
        force::{Dates, Force, LinkKind, force},
        number::DocumentNumber,
    },
    http::{Answer, Result},
    organisation::name::{NamedOrganisation, Names},
    territory::unit,
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
    /// Lấy ý kiến.
    #[schema(nullable = false)]
    pub consultation: Option<Consultation>,
    /// Ban hành.
    #[schema(nullable = false)]
    pub issue: Option<Issue>,
    /// Rà soát, the latest.
    #[schema(nullable = false)]
    pub review: Option<Review>,
    /// Bãi bỏ.
    #[schema(nullable = false)]
    pub repeal: Option<Repeal>,
    /// What it does to others.
    pub does: Vec<RegulationLink>,
    /// What others do to it.
    pub done_by: Vec<RegulationLink>,
    /// What you may do next.
    pub allowed_actions: Vec<RegulationAction>,
}

/// Liên kết: one end of what a regulation does to another.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RegulationLink {
    /// What is done.
    pub relation: LinkKind,
    /// The other regulation.
    pub id: RegulationId,
    /// Its name, where you may see it.
    #[schema(nullable = false)]
    pub title: Option<String>,
    /// Its number, where you may see it and it was issued.
    #[schema(nullable = false)]
    pub number: Option<DocumentNumber>,
    /// The first day; left out while it is planned.
    #[schema(nullable = false, example = "2025-10-01")]
    pub effective_on: Option<NaiveDate>,
}

/// Regulations with what they name, for a day.
pub struct Shown {
    day: NaiveDate,
    names: Names,
    ends: BTreeMap<UnitId, Option<NaiveDate>>,
    links: Vec<link::Model>,
    others: BTreeMap<RegulationId, Model>,
}

impl Shown {
    pub async fn of(look: &impl Look, rows: &[&Model], day: NaiveDate) -> Result<Self> {
        let ids: Vec<RegulationId> = rows.iter().map(|row| row.id).collect();
        let either = LinkColumn::FromId
            .is_in(ids.iter().copied())
            .or(LinkColumn::ToId.is_in(ids));
        let links = look.find::<Links>().filter(either).all().await?;
        let named = links.iter().flat_map(|link| [link.from_id, link.to_id]);
        let others = look.find::<Entity>().filter(Column::Id.is_in(named)).all().await?;
        let units = unit::Column::Id.is_in(rows.iter().map(|row| row.unit_id));
        let units = look.find::<unit::Entity>().filter(units).all().await?;
        Ok(Self {
            day,
            names: Names::of(look, rows.iter().map(|row| row.organisation_id)).await?,
            ends: units.into_iter().map(|unit| (unit.id, unit.valid_to)).collect(),
            links,
            others: others.into_iter().map(|row| (row.id, row)).collect(),
        })
    }

    pub fn view(&self, look: &impl Look, row: &Model) -> DemocracyRegulation {
        let done = self
            .links
            .iter()
            .filter(|link| link.to_id == row.id && link.effective_on.is_some());
        let does = self.links.iter().filter(|link| link.from_id == row.id);
        DemocracyRegulation {
            id: row.id,
            organisation: self.names.named(row.organisation_id),
            unit_id: row.unit_id,
            origin_unit_id: Some(row.origin_unit_id).filter(|origin| *origin != row.unit_id),
            setting: row.setting,
            field: row.field.clone(),
            title: row.title.clone(),
            summary: row.summary.clone(),
            state: row.state,
            force: self.force(row),
            number: row.document_number(),
            signed_on: row.signed_on,
            in_force_on: row.in_force_on,
            expires_on: row.expires_on,
            consultation: row.consultation.clone(),
            issue: row.issue.clone(),
            review: row.review.clone(),
            repeal: row.repeal.clone(),
            does: does.map(|link| self.link(link, link.to_id)).collect(),
            done_by: done.map(|link| self.link(link, link.from_id)).collect(),
            allowed_actions: self.actions(look, row),
        }
    }

    /// Whether it is in force; nothing is said of what was not issued.
    pub fn force(&self, row: &Model) -> Option<Force> {
        let dates = Dates {
            in_force_on: row.in_force_on?,
            expires_on: row.expires_on,
            unit_ended_on: self.ends.get(&row.unit_id).copied().flatten(),
        };
        let done = self.links.iter().filter(|link| link.to_id == row.id);
        let done = done.filter_map(|link| Some((link.relation, link.effective_on?)));
        Some(force(self.day, &dates, done))
    }

    fn link(&self, link: &link::Model, other: RegulationId) -> RegulationLink {
        let known = self.others.get(&other);
        RegulationLink {
            relation: link.relation,
            id: other,
            title: known.map(|row| row.title.clone()),
            number: known.and_then(Model::document_number),
            effective_on: link.effective_on,
        }
    }

    fn actions(&self, look: &impl Look, row: &Model) -> Vec<RegulationAction> {
        let today = look.clocks().legal.today();
        let over = self
            .ends
            .get(&row.unit_id)
            .copied()
            .flatten()
            .is_some_and(|end| end <= today);
        let own = look.scope().owns(row.organisation_id) && !over;
        let itself = row.organisation_id == look.scope().organisation;
        let may = |action: &RegulationAction| match action {
            RegulationAction::Issue | RegulationAction::Repeal => own && itself && look.may::<IssueRegulation>(),
            _ => own && look.may::<EditRegulation>(),
        };
        let all = RegulationAction::ALL.into_iter();
        all.filter(|action| action.fits(row.state) && may(action)).collect()
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
