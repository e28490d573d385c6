//! Reads a directory, always in a handful of queries.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::IntoCondition,
};

use super::{Directory, Rows};
use crate::{
    access::{OrganisationId, OrganisationKind, UnitId},
    http::Result,
    organisation::{mandate, organisation},
    territory::{lineage, unit, unit_reach},
};

/// Kinds that answer for their unit.
const ANSWERING: [OrganisationKind; 2] = [OrganisationKind::PeopleCommittee, OrganisationKind::FatherlandFront];

impl Directory {
    /// The whole register as it stands on `day`.
    pub async fn load(connection: &impl ConnectionTrait, day: NaiveDate) -> Result<Self> {
        let managing = organisation::Entity::find()
            .select_only()
            .column(organisation::Column::ManagedBy)
            .filter(organisation::Column::ManagedBy.is_not_null())
            .distinct()
            .into_query();
        let mandated = mandate::Entity::find()
            .select_only()
            .column(mandate::Column::OrganisationId)
            .into_query();
        let bodies = Condition::any()
            .add(organisation::Column::Kind.is_in(ANSWERING))
            .add(organisation::Column::Id.in_subquery(managing))
            .add(organisation::Column::Id.in_subquery(mandated));
        let rows = Rows {
            units: units(Condition::all(), connection).await?,
            heirs: heirs(Condition::all(), day, connection).await?,
            bodies: read_bodies(bodies, connection).await?,
            mandates: mandate::Entity::find().all(connection).await?,
        };
        Ok(Self::new(day, rows))
    }

    /// The part of the register above one organisation, enough to find its receiver and who handles its reports.
    pub async fn above(
        organisation: &organisation::Model,
        day: NaiveDate,
        connection: &impl ConnectionTrait,
    ) -> Result<Self> {
        // A handful of ids, with which every further query is a look into an index, and planned as fast.
        let above = unit_reach::Entity::find()
            .select_only()
            .column(unit_reach::Column::RootId)
            .filter(unit_reach::Column::UnitId.eq(organisation.unit_id));
        let above: Vec<UnitId> = above.into_tuple().all(connection).await?;
        // Whatever the organisation's unit reaches up to may have given a mandate.
        let mandates = mandate::Entity::find()
            .filter(mandate::Column::UnitId.is_in(above.iter().copied()))
            .all(connection)
            .await?;
        let answering = Condition::all()
            .add(organisation::Column::Kind.is_in(ANSWERING))
            .add(organisation::Column::UnitId.is_in(above.iter().copied()));
        let mut bodies = read_bodies(answering, connection).await?;
        let mandated = mandates.iter().map(|mandate| mandate.organisation_id);
        let others: Vec<OrganisationId> = mandated.chain(organisation.managed_by).collect();
        if !others.is_empty() {
            let others = organisation::Column::Id.is_in(others);
            bodies.extend(read_bodies(others.into_condition(), connection).await?);
        }
        let under = lineage::Column::SuccessorId.is_in(above.iter().copied());
        let rows = Rows {
            heirs: heirs(under.into_condition(), day, connection).await?,
            units: units(unit::Column::Id.is_in(above).into_condition(), connection).await?,
            bodies,
            mandates,
        };
        Ok(Self::new(day, rows))
    }
}

async fn units(within: Condition, connection: &impl ConnectionTrait) -> Result<Vec<super::UnitRow>> {
    let columns = [
        unit::Column::Id,
        unit::Column::ParentId,
        unit::Column::ValidFrom,
        unit::Column::ValidTo,
    ];
    let select = unit::Entity::find().select_only().columns(columns).filter(within);
    Ok(select.into_model().all(connection).await?)
}

async fn heirs(within: Condition, day: NaiveDate, connection: &impl ConnectionTrait) -> Result<Vec<super::HeirRow>> {
    let columns = [lineage::Column::PredecessorId, lineage::Column::SuccessorId];
    let select = lineage::Entity::find()
        .select_only()
        .columns(columns)
        .filter(lineage::Column::Heir.eq(true))
        .filter(lineage::Column::EffectiveOn.lte(day))
        .filter(within);
    Ok(select.into_model().all(connection).await?)
}

async fn read_bodies(within: Condition, connection: &impl ConnectionTrait) -> Result<Vec<super::BodyRow>> {
    let columns = [
        organisation::Column::Id,
        organisation::Column::Kind,
        organisation::Column::UnitId,
        organisation::Column::ValidFrom,
        organisation::Column::ValidTo,
    ];
    let select = organisation::Entity::find()
        .select_only()
        .columns(columns)
        .filter(within);
    Ok(select.into_model().all(connection).await?)
}
