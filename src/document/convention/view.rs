//! How a convention is shown.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    course::Course,
    entity::{Column, ConventionChange, ConventionKind, ConventionState, Entity, Model},
    rules::{self, ConventionAction},
};
use crate::{
    access::{ConventionId, DocumentId, EditConvention, Look, RecogniseConvention, UnitId, VillageId},
    document::{
        force::Force,
        register::{Documented, ListedDocument},
    },
    http::{Answer, Result},
    organisation::name::{NamedOrganisation, Names},
    territory::{unit_end::UnitEnds, village, village_rules::full_name},
};

/// Hương ước, quy ước.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct VillageConvention {
    /// Its id.
    pub id: ConventionId,
    /// The commune's committee, which recognises it.
    pub organisation: NamedOrganisation,
    /// The commune.
    pub unit_id: UnitId,
    /// The commune it arose in, where another answers for it now.
    #[schema(nullable = false)]
    pub origin_unit_id: Option<UnitId>,
    /// Thôn, bản, tổ dân phố.
    pub village_id: VillageId,
    /// Its name with its kind.
    #[schema(example = "Bản Nà Khằm")]
    pub village: String,
    /// Hương ước or quy ước.
    pub kind: ConventionKind,
    /// Tên văn bản.
    #[schema(example = "Quy ước bản Nà Khằm")]
    pub title: String,
    /// Tóm tắt.
    #[schema(nullable = false)]
    pub summary: Option<String>,
    /// How far it has come.
    pub state: ConventionState,
    /// Whether it is in force on the day asked for, once it was recognised.
    #[schema(nullable = false)]
    pub force: Option<Force>,
    /// The day of the decision that recognised it (Decree 61/2023 Art. 11.5).
    #[schema(nullable = false, example = "2025-10-14")]
    pub in_force_on: Option<NaiveDate>,
    /// The first day it no longer holds.
    #[schema(nullable = false, example = "2026-04-03")]
    pub ended_on: Option<NaiveDate>,
    /// What it is to the convention whose place it takes.
    #[schema(nullable = false)]
    pub change: Option<ConventionChange>,
    /// The convention it takes the place of once recognised.
    #[schema(nullable = false)]
    pub replaces_id: Option<ConventionId>,
    /// The one that has taken its place.
    #[schema(nullable = false)]
    pub replaced_by_id: Option<ConventionId>,
    /// What was done, step by step; left out in lists.
    #[schema(nullable = false)]
    pub course: Option<Course>,
    /// What you may do next.
    pub allowed_actions: Vec<ConventionAction>,
}

/// Conventions with what they name, for a day.
pub struct Shown {
    day: NaiveDate,
    names: Names,
    villages: BTreeMap<VillageId, village::Model>,
    ends: UnitEnds,
}

impl Shown {
    pub async fn of(look: &impl Look, rows: &[&Model], day: NaiveDate) -> Result<Self> {
        let villages = village::Column::Id.is_in(rows.iter().map(|row| row.village_id));
        let villages = look.find::<village::Entity>().filter(villages).all().await?;
        Ok(Self {
            day,
            names: Names::of(look, rows.iter().map(|row| row.organisation_id)).await?,
            villages: villages.into_iter().map(|row| (row.id, row)).collect(),
            ends: UnitEnds::of(look, rows.iter().map(|row| row.unit_id)).await?,
        })
    }

    /// As a list shows it.
    pub fn brief(&self, look: &impl Look, row: &Model) -> VillageConvention {
        let village = self.villages.get(&row.village_id);
        VillageConvention {
            id: row.id,
            organisation: self.names.named(row.organisation_id),
            unit_id: row.unit_id,
            origin_unit_id: Some(row.origin_unit_id).filter(|origin| *origin != row.unit_id),
            village_id: row.village_id,
            village: village
                .map(|village| full_name(village.kind, &village.name))
                .unwrap_or_default(),
            kind: row.kind,
            title: row.title.clone(),
            summary: row.summary.clone(),
            state: row.state,
            force: self.force(row),
            in_force_on: row.in_force_on,
            ended_on: row.ended_on,
            change: row.change,
            replaces_id: row.replaces_id,
            replaced_by_id: row.replaced_by_id,
            course: None,
            allowed_actions: self.actions(look, row),
        }
    }

    /// With its course.
    pub fn whole(&self, look: &impl Look, row: &Model) -> VillageConvention {
        VillageConvention {
            course: Some(row.course.clone()),
            ..self.brief(look, row)
        }
    }

    fn force(&self, row: &Model) -> Option<Force> {
        let village = self.villages.get(&row.village_id);
        rules::force(row, self.day, village.and_then(|village| village.valid_to))
    }

    /// What the caller may do next with one of them.
    pub fn actions(&self, look: &impl Look, row: &Model) -> Vec<ConventionAction> {
        let today = look.clocks().legal.today();
        let over = self.ends.is_over(row.unit_id, today);
        let own = look.scope().owns(row.organisation_id) && !over;
        let itself = row.organisation_id == look.scope().organisation;
        let may = |action: &ConventionAction| match action {
            ConventionAction::Recognise
            | ConventionAction::Refuse
            | ConventionAction::DismissComplaint
            | ConventionAction::Suspend
            | ConventionAction::Annul => own && itself && look.may::<RecogniseConvention>(),
            _ => own && look.may::<EditConvention>(),
        };
        let all = ConventionAction::ALL.into_iter();
        all.filter(|action| action.fits(row) && may(action)).collect()
    }
}

/// One convention as of today, with its `ETag`.
pub async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    answer_of(look, row, look.clocks().legal.today()).await
}

/// One convention as of a day, with its `ETag`.
pub async fn answer_of(look: &impl Look, row: &Model, day: NaiveDate) -> Result<Answer> {
    let shown = Shown::of(look, &[row], day).await?;
    Answer::record(&shown.whole(look, row), row.version)
}

/// What these have in common with documents of other kinds, with their versions.
pub async fn listed(look: &impl Look, ids: &[DocumentId], day: NaiveDate) -> Result<Vec<(ListedDocument, i64)>> {
    let these = Column::Id.is_in(ids.iter().map(|id| id.0));
    let rows = look.find::<Entity>().filter(these).all().await?;
    let shown = Shown::of(look, &rows.iter().collect::<Vec<_>>(), day).await?;
    let item = |row: &Model| {
        let name = shown.names.named(row.organisation_id);
        ListedDocument::of(Entity::entry(row).by(day, false), name, shown.force(row))
    };
    Ok(rows.iter().map(|row| (item(row), row.version)).collect())
}
