//! How far a unit reaches: itself, everything that was ever under it, and, through the units it is heir of, what those
//! held. What has ended is inherited: it may be read, not changed.
//!
//! The whole table is worked out anew in the transaction that changes units, and only the differences are written: there is no
//! second, incremental way that could come to another result.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, IntoActiveModel, QueryFilter};

use super::{lineage, unit, unit_reach};
use crate::{access::UnitId, http::Result};

/// Rows in one statement: both databases bound its parameters.
const CHUNK: usize = 2000;

/// The reach of every unit.
pub fn reach(units: &[unit::Model], lineage: &[lineage::Model]) -> Vec<unit_reach::Model> {
    let ended: BTreeMap<UnitId, bool> = units.iter().map(|unit| (unit.id, unit.valid_to.is_some())).collect();
    let mut leads_to: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    for unit in units {
        if let Some(parent) = unit.parent_id {
            leads_to.entry(parent).or_default().push(unit.id);
        }
    }
    for line in lineage.iter().filter(|line| line.heir) {
        leads_to.entry(line.successor_id).or_default().push(line.predecessor_id);
    }
    let rows_of = |root: &unit::Model| {
        let found = closure(root.id, &leads_to).into_iter();
        let root_id = root.id;
        found
            .map(|unit_id| unit_reach::Model {
                root_id,
                unit_id,
                inherited: ended.get(&unit_id).copied().unwrap_or(false),
            })
            .collect::<Vec<_>>()
    };
    units.iter().flat_map(rows_of).collect()
}

fn closure(root: UnitId, leads_to: &BTreeMap<UnitId, Vec<UnitId>>) -> BTreeSet<UnitId> {
    let mut found = BTreeSet::from([root]);
    let mut open = vec![root];
    while let Some(unit) = open.pop() {
        for next in leads_to.get(&unit).into_iter().flatten() {
            if found.insert(*next) {
                open.push(*next);
            }
        }
    }
    found
}

/// The advisory lock under which reach changes; any constant no other part uses.
const LOCK: i64 = 0x0075_6e69_7473;

/// Brings the table of reaches in line with the units and their lineage. One at a time: of two, each could take the other's rows for wrong.
pub async fn recompute(connection: &impl ConnectionTrait) -> Result<()> {
    if connection.get_database_backend() == DbBackend::Postgres {
        let lock = format!("SELECT pg_advisory_xact_lock({LOCK})");
        connection.execute_unprepared(&lock).await?;
    }
    let units = unit::Entity::find().all(connection).await?;
    let lineage = lineage::Entity::find().all(connection).await?;
    let written = unit_reach::Entity::find().all(connection).await?;
    let right = reach(&units, &lineage);
    let key = |row: &unit_reach::Model| (row.root_id, row.unit_id, row.inherited);
    let right_keys: BTreeSet<_> = right.iter().map(key).collect();
    let written_keys: BTreeSet<_> = written.iter().map(key).collect();
    let wrong: Vec<_> = written.iter().filter(|row| !right_keys.contains(&key(row))).collect();
    let missing: Vec<_> = right.iter().filter(|row| !written_keys.contains(&key(row))).collect();
    remove(connection, &wrong).await?;
    for chunk in missing.chunks(CHUNK) {
        let rows = chunk.iter().map(|row| (*row).clone().into_active_model());
        unit_reach::Entity::insert_many(rows)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

async fn remove(connection: &impl ConnectionTrait, rows: &[&unit_reach::Model]) -> Result<(), DbErr> {
    let mut of_root: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    for row in rows {
        of_root.entry(row.root_id).or_default().push(row.unit_id);
    }
    for (root, units) in of_root {
        for chunk in units.chunks(CHUNK) {
            let gone = Condition::all()
                .add(unit_reach::Column::RootId.eq(root))
                .add(unit_reach::Column::UnitId.is_in(chunk.iter().copied()));
            unit_reach::Entity::delete_many().filter(gone).exec(connection).await?;
        }
    }
    Ok(())
}
