//! A unit as the API shows it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::{DirectiveId, Level, Look, UnitId},
    http::{Page, Result},
    territory::{
        lineage, unit,
        unit_area::{self, AreaKindName, areas_of},
        unit_name::NamedUnit,
    },
};

/// Khu vực của đơn vị theo thời gian: what kind of area a unit is, from a day on.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AreaKind {
    /// The kind of area.
    pub kind: AreaKindName,
    /// The first day it is so.
    pub valid_from: NaiveDate,
    /// The first day it is no longer so; absent while it is.
    #[schema(nullable = false)]
    pub valid_to: Option<NaiveDate>,
    /// Quyết định: the directive that says so, of the province's People's committee.
    pub decision_id: DirectiveId,
}

impl From<&unit_area::Model> for AreaKind {
    fn from(area: &unit_area::Model) -> Self {
        Self {
            kind: area.kind,
            valid_from: area.valid_from,
            valid_to: area.valid_to,
            decision_id: area.directive_id,
        }
    }
}

/// Đơn vị hành chính: a unit as it was or is from one day on. A unit never changes its code, name, kind, level or parent: any
/// such change ends it and begins a successor with another id. Codes were given out again in 2025, so a code alone names nothing.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Unit {
    /// Its id, alike in every installation.
    #[schema(example = "cf1f942c-e3a8-5251-8a4b-c5f644ab2785")]
    pub id: UnitId,
    /// Its code in the national list, as text with its zeros.
    #[schema(example = "03388")]
    pub code: String,
    /// Its name.
    #[schema(example = "Đoàn Kết")]
    pub name: String,
    /// Its kind and name.
    #[schema(example = "Phường Đoàn Kết")]
    pub full_name: String,
    /// Tỉnh, Thành phố, Huyện, Quận, Thị xã, Xã, Phường, Thị trấn, Đặc khu; `Nước` for the nation.
    #[schema(example = "Phường")]
    pub kind: String,
    /// Its level. The district level ended on 2025-07-01.
    pub level: Level,
    /// The unit it lies in; absent for the nation.
    #[schema(nullable = false)]
    pub parent: Option<NamedUnit>,
    /// The first day it exists.
    #[schema(example = "2025-07-01")]
    pub valid_from: NaiveDate,
    /// The first day it no longer exists; absent while it does.
    #[schema(nullable = false)]
    pub valid_to: Option<NaiveDate>,
    /// The act that made it.
    #[schema(nullable = false, example = "Nghị quyết 1670/NQ-UBTVQH15")]
    pub legal_basis: Option<String>,
    /// What kinds of area a commune is, by day; of the commune it is heir of too.
    pub area_kinds: Vec<AreaKind>,
    /// The units that came of it; only on a unit that has ended. Empty where its tier was abolished.
    #[schema(nullable = false)]
    pub successors: Option<Vec<NamedUnit>>,
}

/// The parents, successors and areas of some units, looked up together.
pub struct Around {
    parents: BTreeMap<UnitId, NamedUnit>,
    successors: BTreeMap<UnitId, Vec<NamedUnit>>,
    areas: BTreeMap<UnitId, Vec<unit_area::Model>>,
}

impl Around {
    pub async fn of(look: &impl Look, units: impl IntoIterator<Item = &unit::Model>) -> Result<Self> {
        let (mut parents, mut ended, mut communes) = (Vec::new(), Vec::new(), Vec::new());
        for unit in units {
            parents.extend(unit.parent_id);
            ended.extend(unit.valid_to.map(|_| unit.id));
            communes.extend(Some(unit.id).filter(|_| unit.level == Level::Commune));
        }
        let came_of = lineage::Column::PredecessorId.is_in(ended);
        let lines = look.find::<lineage::Entity>().filter(came_of).all().await?;
        let named = NamedUnit::all(
            look,
            parents
                .iter()
                .copied()
                .chain(lines.iter().map(|line| line.successor_id)),
        );
        let named = named.await?;
        let mut successors: BTreeMap<UnitId, Vec<NamedUnit>> = BTreeMap::new();
        for line in lines {
            let of = successors.entry(line.predecessor_id).or_default();
            of.extend(named.get(&line.successor_id).cloned());
        }
        Ok(Self {
            parents: named,
            successors,
            areas: areas_of(look, communes).await?,
        })
    }

    /// The view of one of these units, with its version.
    pub fn view(&self, row: unit::Model) -> (Unit, i64) {
        let areas = self.areas.get(&row.id).into_iter().flatten();
        let view = Unit {
            id: row.id,
            full_name: row.full_name(),
            code: row.code,
            name: row.name,
            kind: row.kind,
            level: row.level,
            parent: row.parent_id.and_then(|parent| self.parents.get(&parent).cloned()),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            legal_basis: row.legal_basis,
            area_kinds: areas.map(AreaKind::from).collect(),
            successors: row
                .valid_to
                .map(|_| self.successors.get(&row.id).cloned().unwrap_or_default()),
        };
        (view, row.version)
    }
}

/// A page of units as the API shows them.
pub async fn shown(look: &impl Look, page: Page<unit::Model>) -> Result<Page<Unit>> {
    let around = Around::of(look, page.items.iter().map(|(unit, _)| unit)).await?;
    Ok(page.map(|row| around.view(row)))
}
