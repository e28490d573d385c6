//! Where a unit came from and what became of it.

use std::collections::BTreeSet;

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::{Caller, Look, ReadTerritory, UnitId},
    http::{Answer, Path, Result},
    territory::{lineage, unit, unit_name::NamedUnit},
};

/// Nguồn gốc của đơn vị: a unit's predecessors and successors through all reorganisations.
#[derive(Serialize, ToSchema)]
pub struct UnitLineage {
    /// The unit asked for.
    pub unit: NamedUnit,
    /// What it came of, and what that came of; the latest first.
    pub predecessors: Vec<LineageLine>,
    /// What came of it, and what came of that; the earliest first.
    pub successors: Vec<LineageLine>,
}

/// Một dòng sắp xếp: one unit passing, whole or in part, into another.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct LineageLine {
    /// The unit before.
    pub predecessor: NamedUnit,
    /// The unit after.
    pub successor: NamedUnit,
    /// Whether the successor inherits the predecessor's history; a unit that ends has one heir.
    pub heir: bool,
    /// The day it took effect.
    #[schema(example = "2025-07-01")]
    pub effective_on: NaiveDate,
    /// The act that decided it.
    #[schema(nullable = false, example = "Nghị quyết 1670/NQ-UBTVQH15")]
    pub legal_basis: Option<String>,
}

#[derive(Clone, Copy)]
enum Towards {
    Past,
    Future,
}

impl Towards {
    fn of(self, units: &[UnitId]) -> Condition {
        let column = match self {
            Self::Past => lineage::Column::SuccessorId,
            Self::Future => lineage::Column::PredecessorId,
        };
        Condition::all().add(column.is_in(units.iter().copied()))
    }

    fn end(self, line: &lineage::Model) -> UnitId {
        match self {
            Self::Past => line.predecessor_id,
            Self::Future => line.successor_id,
        }
    }
}

/// Read a unit's lineage
///
/// Các đơn vị tiền thân và kế thừa. Predecessors and successors through all reorganisations, with the heir of each and the act.
#[utoipa::path(tag = "Territory", operation_id = "get_unit_lineage", security(("bearer" = ["territory:read"])),
    params(("id" = UnitId, Path, description = "Id of the unit.", example = "cf1f942c-e3a8-5251-8a4b-c5f644ab2785")),
    responses((status = 200, description = "Its lineage.", body = UnitLineage)))]
#[get("/units/{id}/lineage")]
pub(super) async fn get_unit_lineage(caller: Caller<ReadTerritory>, id: Path<UnitId>) -> Result<Answer> {
    let row = caller.find::<unit::Entity>().by_id(id.0).await?;
    Answer::view(&UnitLineage {
        unit: NamedUnit::from(&row),
        predecessors: lines(&caller, row.id, Towards::Past).await?,
        successors: lines(&caller, row.id, Towards::Future).await?,
    })
}

/// The lines from a unit on, act by act.
async fn lines(look: &impl Look, from: UnitId, towards: Towards) -> Result<Vec<LineageLine>> {
    let mut met = BTreeSet::from([from]);
    let mut frontier = vec![from];
    let mut found: Vec<lineage::Model> = Vec::new();
    while !frontier.is_empty() {
        let step = look
            .find::<lineage::Entity>()
            .filter(towards.of(&frontier))
            .all()
            .await?;
        frontier = step
            .iter()
            .map(|line| towards.end(line))
            .filter(|unit| met.insert(*unit))
            .collect();
        found.extend(step);
    }
    let named = NamedUnit::all(look, met).await?;
    let line = |line: lineage::Model| {
        Some(LineageLine {
            predecessor: named.get(&line.predecessor_id)?.clone(),
            successor: named.get(&line.successor_id)?.clone(),
            heir: line.heir,
            effective_on: line.effective_on,
            legal_basis: line.legal_basis,
        })
    };
    let mut lines: Vec<LineageLine> = found.into_iter().filter_map(line).collect();
    lines.sort_by(|one, other| {
        let order = one.effective_on.cmp(&other.effective_on);
        let order = match towards {
            Towards::Past => order.reverse(),
            Towards::Future => order,
        };
        order.then_with(|| one.predecessor.code.cmp(&other.predecessor.code))
    });
    Ok(lines)
}
