//! Phân định khu vực: which communes a decision puts into a kind of area, and the areas kept of it beside.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::{DirectiveKind, Entity, Model};
use crate::{
    access::{Level, Look, UnitId, beside},
    http::{Problem, Result},
    measure::kept::Kept,
    territory::{
        unit,
        unit_area::{self, AreaKindName},
        unit_reach::reached_from,
    },
};

/// Communes in one decision.
const MOST: usize = 500;

/// Phân định khu vực: the communes a decision puts into a kind of area (Law Art. 12.2). In an ethnic-minority area a drafting team needs an
/// elder and somebody who speaks the language (Decree 61/2023 Art. 8.2).
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaDecision {
    /// Loại khu vực.
    pub kind: AreaKindName,
    /// The first day they are of this kind.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-07-01")]
    pub valid_from: NaiveDate,
    /// The first day they are no longer so; absent while they are.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2030-01-01")]
    pub valid_to: Option<NaiveDate>,
    /// The communes, 1–500, of the province; also some that have ended. A commune goes on in the areas of the one whose heir it is.
    #[schema(min_items = 1, max_items = 500)]
    pub communes: Vec<UnitId>,
}

/// The area decision of a directive as it may be: of that kind alone, by a province's People's committee, of communes of the province.
pub async fn checked(
    look: &impl Look,
    kept: &Kept<'_, Entity>,
    kind: DirectiveKind,
    area: Option<AreaDecision>,
) -> Result<Option<AreaDecision>> {
    let mut area = match (kind == DirectiveKind::AreaDecision, area) {
        (false, None) => return Ok(None),
        (true, Some(area)) => area,
        (of_areas, _) => return Err(out_of_place(of_areas)),
    };
    in_bounds(&area)?;
    area.communes.sort_unstable();
    area.communes.dedup();
    let here = unit::Column::Id.in_subquery(reached_from(kept.unit.id));
    let named = unit::Column::Id.is_in(area.communes.iter().copied());
    let found = look.find::<unit::Entity>().filter(named).filter(here);
    let found = found.filter(unit::Column::Level.eq(Level::Commune)).all().await?;
    match found.len() == area.communes.len() {
        true => Ok(Some(area)),
        false => Err(Problem::unknown_reference("/area/communes")),
    }
}

fn out_of_place(of_areas: bool) -> Problem {
    match of_areas {
        true => Problem::invalid(
            "/area",
            "required",
            "Quyết định phân định khu vực phải nêu loại khu vực và các xã.",
            "A decision on areas says the kind of area and the communes.",
        ),
        false => Problem::invalid(
            "/area",
            "out_of_place",
            "Chỉ nêu ở quyết định phân định khu vực.",
            "It goes with a decision on areas only.",
        ),
    }
}

fn in_bounds(area: &AreaDecision) -> Result<()> {
    if !(1..=MOST).contains(&area.communes.len()) {
        let (vi, en) = (format!("Từ 1 đến {MOST} xã."), format!("1 to {MOST} communes."));
        return Err(Problem::invalid("/area/communes", "out_of_range", vi, en));
    }
    match area.valid_to.is_none_or(|end| end > area.valid_from) {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/area/valid_to",
            "out_of_range",
            "Phải sau ngày bắt đầu.",
            "It must come after the first day.",
        )),
    }
}

/// Writes the areas that follow from these directives, in place of those kept before.
pub async fn keep(rows: &[Model], connection: &impl ConnectionTrait) -> Result<()> {
    let ids = rows.iter().map(|row| row.id);
    let areas = rows.iter().flat_map(areas);
    beside::replace::<unit_area::Entity>(unit_area::Column::DirectiveId, ids, areas, connection).await
}

fn areas(row: &Model) -> impl Iterator<Item = unit_area::Model> {
    row.content.area.iter().flat_map(|area| {
        area.communes.iter().map(|commune| unit_area::Model {
            unit_id: *commune,
            directive_id: row.id,
            kind: area.kind,
            valid_from: area.valid_from,
            valid_to: area.valid_to,
        })
    })
}
