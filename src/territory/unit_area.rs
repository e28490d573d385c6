//! Khu vực của xã: the kinds of area a commune is of, by day. Written with the decision that says so; a commune goes on in the areas
//! of the one whose heir it is.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::unit_reach;
use crate::{
    access::{DirectiveId, Look, Scope, Scoped, UnitId, everyone},
    calendar::holds,
    http::Result,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit_area")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: UnitId,
    /// The decision that says so.
    #[sea_orm(primary_key, auto_increment = false)]
    pub directive_id: DirectiveId,
    pub kind: AreaKindName,
    pub valid_from: NaiveDate,
    /// The first day it is no longer so.
    pub valid_to: Option<NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// The map of units is public.
    fn within(_: &Scope) -> Condition {
        everyone()
    }
}

/// Loại khu vực: an area for which the Government has rules of its own (Law Art. 12.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum AreaKindName {
    /// Biên giới.
    Border,
    /// Hải đảo.
    Island,
    /// Miền núi.
    Mountainous,
    /// Vùng có điều kiện kinh tế - xã hội đặc biệt khó khăn.
    SpeciallyDifficult,
    /// Vùng đồng bào dân tộc thiểu số.
    EthnicMinority,
}

/// The areas of some communes.
pub async fn areas_of(
    look: &impl Look,
    communes: impl IntoIterator<Item = UnitId>,
) -> Result<BTreeMap<UnitId, Vec<Model>>> {
    // A commune's reach is itself and the communes it is heir of.
    let was = unit_reach::Column::RootId.is_in(communes);
    let was = look.find::<unit_reach::Entity>().filter(was).all().await?;
    let named = Column::UnitId.is_in(was.iter().map(|reach| reach.unit_id));
    let named = look.find::<Entity>().filter(named).all().await?;
    let mut areas: BTreeMap<UnitId, Vec<Model>> = BTreeMap::new();
    for reach in was {
        let of = named.iter().filter(|area| area.unit_id == reach.unit_id).cloned();
        areas.entry(reach.root_id).or_default().extend(of);
    }
    for of in areas.values_mut() {
        of.sort_by_key(|area| (area.valid_from, area.directive_id));
    }
    Ok(areas)
}

/// Whether a commune lay in such an area on a day.
pub async fn lies_in(look: &impl Look, commune: UnitId, kind: AreaKindName, day: NaiveDate) -> Result<bool> {
    let areas = areas_of(look, [commune]).await?;
    let here = |area: &Model| area.kind == kind && holds(day, area.valid_from, area.valid_to);
    Ok(areas.values().flatten().any(here))
}
