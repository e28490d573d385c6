//! Recording which organisation came of which.

use std::collections::BTreeSet;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, sea_query::OnConflict};

use super::{
    organisation::{Column, Entity, Model},
    organisation_lineage as line,
};
use crate::{
    access::{OrganisationId, Permission, Tx},
    http::{Problem, Result},
};

/// How many organisations may merge into one, or come of one, in one act.
const MOST: usize = 200;

/// Records whom an organisation came of.
pub(super) async fn came_of<P: Permission>(tx: &mut Tx<P>, row: &Model, predecessors: &[OrganisationId]) -> Result<()> {
    others(tx, row, predecessors, "/predecessors").await?;
    let lines = predecessors.iter().map(|predecessor| (*predecessor, row.id));
    write(tx, row, lines, "predecessors").await
}

/// Records who came of an organisation.
pub(super) async fn became<P: Permission>(tx: &mut Tx<P>, row: &Model, successors: &[OrganisationId]) -> Result<()> {
    for (index, other) in others(tx, row, successors, "/successors").await?.iter().enumerate() {
        if other.valid_to.is_some() {
            return Err(Problem::invalid(
                format!("/successors/{index}"),
                "ended",
                "Tổ chức kế thừa đã kết thúc hoạt động.",
                "The successor has ended itself.",
            ));
        }
    }
    let lines = successors.iter().map(|successor| (row.id, *successor));
    write(tx, row, lines, "successors").await
}

/// The named organisations, in the order they were named; each in scope, none the organisation itself, none twice.
async fn others<P: Permission>(tx: &Tx<P>, row: &Model, ids: &[OrganisationId], pointer: &str) -> Result<Vec<Model>> {
    let different: BTreeSet<&OrganisationId> = ids.iter().collect();
    if different.len() != ids.len() || ids.len() > MOST || ids.contains(&row.id) {
        return Err(Problem::invalid(
            pointer,
            "out_of_range",
            format!("Tối đa {MOST}, không lặp lại, không gồm chính tổ chức này."),
            format!("At most {MOST}, none twice, not the organisation itself."),
        ));
    }
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = tx
        .find::<Entity>()
        .filter(Column::Id.is_in(ids.iter().copied()))
        .all()
        .await?;
    if let Some(missing) = ids.iter().position(|id| found.iter().all(|other| other.id != *id)) {
        return Err(Problem::unknown_reference(format!("{pointer}/{missing}")));
    }
    found.sort_by_key(|other| ids.iter().position(|id| *id == other.id));
    Ok(found)
}

async fn write<P: Permission>(
    tx: &mut Tx<P>,
    row: &Model,
    lines: impl Iterator<Item = (OrganisationId, OrganisationId)>,
    field: &str,
) -> Result<()> {
    let rows: Vec<line::ActiveModel> = lines
        .map(|(predecessor, successor)| line::ActiveModel {
            predecessor_id: Set(predecessor),
            successor_id: Set(successor),
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    // The same line may have been recorded from its other end.
    let known = OnConflict::columns([line::Column::PredecessorId, line::Column::SuccessorId])
        .do_nothing()
        .to_owned();
    line::Entity::insert_many(rows)
        .on_conflict(known)
        .exec_without_returning(tx.within_lock::<Entity>(row))
        .await?;
    tx.note(field);
    Ok(())
}
