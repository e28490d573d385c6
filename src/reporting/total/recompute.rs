//! Keeping a unit's totals right: recomputed from its accepted versions by the transaction that changes which count. Without
//! deltas nothing can drift.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::OnConflict,
};

use uuid::Uuid;

use super::entity::{self, Cells};
use crate::{
    access::{Permission, RoundId, Tx, UnitId},
    http::{Problem, Result},
    reporting::{
        kinds::Outcome,
        obligation::entity as obligation,
        rollup::Folded,
        round::entity as round,
        submission::version,
        template::content::{Applicability, TemplateContent},
        values::{Depth, Narrative, Values, check},
    },
};

/// Renews the totals of the unit a report was just accepted for.
pub async fn recompute<P: Permission>(tx: &Tx<P>, accepted: &obligation::Model) -> Result<()> {
    let round = tx.find::<round::Entity>().by_id(accepted.round_id).await?;
    let template = tx.kernel().templates.get(tx, round.template_id).await?;
    let connection = tx.within_lock::<obligation::Entity>(accepted);
    renew(connection, &template.content.0, round.id, accepted.origin_unit_id).await
}

/// Renews one unit's totals in one round from its accepted versions.
pub async fn renew(
    connection: &impl ConnectionTrait,
    content: &TemplateContent,
    round: RoundId,
    unit: UnitId,
) -> Result<()> {
    // The row is locked before the versions are read, so that of two acceptances in one unit the later counts both.
    let empty = entity::ActiveModel {
        round_id: Set(round),
        unit_id: Set(unit),
        cells: Set(Cells(Folded::empty(content))),
    };
    entity::Entity::insert(empty)
        .on_conflict(
            OnConflict::columns([entity::Column::RoundId, entity::Column::UnitId])
                .do_nothing()
                .to_owned(),
        )
        .try_insert()
        .exec_without_returning(connection)
        .await?;
    entity::Entity::find_by_id((round, unit))
        .select_only()
        .column(entity::Column::UnitId)
        .lock_exclusive()
        .into_tuple::<UnitId>()
        .one(connection)
        .await?;
    let mut total = Folded::empty(content);
    for version in counting(connection, round, unit).await? {
        add(&mut total, content, version.id, &version.values.0)?;
    }
    let renewed = entity::ActiveModel {
        round_id: Set(round),
        unit_id: Set(unit),
        cells: Set(Cells(total)),
    };
    entity::Entity::update(renewed)
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

/// Adds the values of a stored version to a total.
pub fn add(total: &mut Folded, content: &TemplateContent, version: Uuid, values: &Values) -> Result<()> {
    let checked = check(content, &Applicability::ALL, values, &Narrative::new(), Depth::Draft)
        .map_err(|faults| Problem::internal(format!("version {version} no longer fits its template: {faults:?}")))?;
    total.add(content, &checked.values).map_err(Problem::internal)
}

/// The versions that count for a unit: the accepted one of each of its obligations.
async fn counting(connection: &impl ConnectionTrait, round: RoundId, unit: UnitId) -> Result<Vec<version::Model>> {
    let obligations = obligation::Entity::find()
        .filter(obligation::Column::RoundId.eq(round))
        .filter(obligation::Column::OriginUnitId.eq(unit))
        .filter(obligation::Column::AcceptedVersion.is_not_null())
        .all(connection)
        .await?;
    let mut versions = Vec::with_capacity(obligations.len());
    for chunk in obligations.chunks(500) {
        let ids = chunk.iter().map(|row| row.id);
        let found = version::Entity::find()
            .filter(version::Column::ObligationId.is_in(ids))
            .filter(version::Column::Outcome.eq(Outcome::Accepted))
            .all(connection)
            .await?;
        versions.extend(found.into_iter().filter(|version| {
            let accepted = chunk
                .iter()
                .find(|row| row.id == version.obligation_id)
                .and_then(|row| row.accepted_version);
            accepted == Some(version.number)
        }));
    }
    Ok(versions)
}
