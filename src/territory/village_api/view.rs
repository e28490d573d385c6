//! A village as the API shows it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{EditVillage, Look, OrganisationId, Record, VillageId},
    http::{Page, Result},
    territory::{
        unit_name::NamedUnit, village, village_households as households, village_kind::VillageKind,
        village_rules::full_name,
    },
};

/// Số hộ tại một ngày: households as counted on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HouseholdCount {
    /// The day of the count; not in the future, and one on which the village exists.
    #[schema(example = "2025-12-15")]
    #[serde(deserialize_with = "crate::http::day")]
    pub counted_on: NaiveDate,
    /// How many households there were.
    #[schema(minimum = 0, maximum = 65535, example = 87)]
    pub households: u16,
}

/// Việc có thể làm tiếp: what the caller may do with a village.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum VillageAction {
    /// `PATCH /api/v1/villages/{id}`
    Update,
    /// `POST /api/v1/villages/{id}/households`, of a village that has ended too: for a day before its end.
    RecordHouseholds,
    /// `POST /api/v1/villages/{id}/close`, also to put right how it is to end.
    Close,
}

/// Thôn, bản, tổ dân phố, khu phố: a self-managed community of a commune, not an administrative unit.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Village {
    /// Its id.
    pub id: VillageId,
    /// The commune that answers for it now.
    pub unit: NamedUnit,
    /// The commune it arose in.
    pub origin_unit: NamedUnit,
    /// The People's committee that keeps the record.
    pub organisation_id: OrganisationId,
    /// Local code.
    #[schema(nullable = false, example = "B01")]
    pub code: Option<String>,
    /// Its name.
    #[schema(example = "Nà Sài")]
    pub name: String,
    /// Its kind and name.
    #[schema(example = "Bản Nà Sài")]
    pub full_name: String,
    /// Its kind.
    pub kind: VillageKind,
    /// The first day it exists.
    #[schema(example = "2012-01-01")]
    pub valid_from: NaiveDate,
    /// The first day it no longer exists; absent where no end is recorded. Until that day it is changed as any other.
    #[schema(nullable = false)]
    pub valid_to: Option<NaiveDate>,
    /// The resolution of the commune's Council that made it.
    #[schema(nullable = false)]
    pub legal_basis: Option<String>,
    /// Why it ended, with the resolution.
    #[schema(nullable = false)]
    pub close_reason: Option<String>,
    /// The village it was merged into.
    #[schema(nullable = false)]
    pub successor: Option<VillageId>,
    /// The villages that were merged into it.
    pub came_of: Vec<VillageId>,
    /// The latest count of households up to the day asked for; absent before the first.
    #[schema(nullable = false)]
    pub households: Option<HouseholdCount>,
    /// What the caller may do next.
    pub allowed_actions: Vec<VillageAction>,
}

/// What is shown beside the rows of some villages, looked up together.
pub struct Beside {
    units: BTreeMap<crate::access::UnitId, NamedUnit>,
    households: BTreeMap<VillageId, HouseholdCount>,
    came_of: BTreeMap<VillageId, Vec<VillageId>>,
}

impl Beside {
    pub async fn of(look: &impl Look, rows: &[&village::Model], day: NaiveDate) -> Result<Self> {
        let units = rows.iter().flat_map(|row| [row.unit_id, row.origin_unit_id]);
        let counts = look
            .find::<households::Entity>()
            .filter(households::Column::VillageId.is_in(rows.iter().map(|row| row.id)))
            .filter(households::Column::CountedOn.lte(day))
            .order_by(households::Column::CountedOn)
            .all()
            .await?;
        let ids = rows.iter().map(|row| row.id);
        let merged = look
            .find::<village::Entity>()
            .filter(village::Column::SuccessorId.is_in(ids));
        let mut came_of: BTreeMap<VillageId, Vec<VillageId>> = BTreeMap::new();
        for row in merged.order_by(village::Column::Id).all().await? {
            if let Some(successor) = row.successor_id {
                came_of.entry(successor).or_default().push(row.id);
            }
        }
        // The latest comes last and stays.
        let counted = counts.into_iter().map(|row| {
            let count = HouseholdCount {
                counted_on: row.counted_on,
                households: u16::try_from(row.households).unwrap_or(u16::MAX),
            };
            (row.village_id, count)
        });
        Ok(Self {
            units: NamedUnit::all(look, units).await?,
            households: counted.collect(),
            came_of,
        })
    }

    /// The view of one of these villages, with its version.
    pub fn view(&self, look: &impl Look, row: village::Model) -> Result<(Village, i64)> {
        let unit = |id| {
            self.units
                .get(&id)
                .cloned()
                .ok_or_else(|| crate::http::Problem::internal("a village without its unit"))
        };
        let view = Village {
            id: row.id,
            unit: unit(row.unit_id)?,
            origin_unit: unit(row.origin_unit_id)?,
            organisation_id: row.organisation_id,
            full_name: full_name(row.kind, &row.name),
            allowed_actions: allowed_actions(look, &row),
            code: row.code,
            name: row.name,
            kind: row.kind,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            legal_basis: row.legal_basis,
            close_reason: row.close_reason,
            successor: row.successor_id,
            came_of: self.came_of.get(&row.id).cloned().unwrap_or_default(),
            households: self.households.get(&row.id).copied(),
        };
        Ok((view, row.version))
    }
}

fn allowed_actions(look: &impl Look, row: &village::Model) -> Vec<VillageAction> {
    let mine = look.scope().owns(village::Entity::owner(row).organisation);
    match (
        mine && look.may::<EditVillage>(),
        row.is_over(look.clocks().legal.today()),
    ) {
        (false, _) => Vec::new(),
        (true, true) => vec![VillageAction::RecordHouseholds],
        (true, false) => vec![
            VillageAction::Update,
            VillageAction::RecordHouseholds,
            VillageAction::Close,
        ],
    }
}

/// One village as it stands on a day, with its version.
pub async fn shown(look: &impl Look, row: village::Model, day: NaiveDate) -> Result<(Village, i64)> {
    Beside::of(look, &[&row], day).await?.view(look, row)
}

/// A page of villages as they stand on a day.
pub async fn shown_page(look: &impl Look, page: Page<village::Model>, day: NaiveDate) -> Result<Page<Village>> {
    let rows: Vec<&village::Model> = page.items.iter().map(|(row, _)| row).collect();
    let beside = Beside::of(look, &rows, day).await?;
    page.try_map(|row| beside.view(look, row))
}
