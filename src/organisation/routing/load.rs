//! Reads a directory, always in a handful of queries.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Query, SelectStatement},
};

use super::{Directory, Rows};
use crate::{
    access::OrganisationKind,
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
        let bodies = Condition::any()
            .add(organisation::Column::Kind.is_in(ANSWERING))
            .add(organisation::Column::Id.in_subquery(managing))
            .add(organisation::Column::Id.in_subquery(mandated(Condition::all())));
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
        let above = || {
            Query::select()
                .column(unit_reach::Column::RootId)
                .from(unit_reach::Entity)
                .and_where(unit_reach::Column::UnitId.eq(organisation.unit_id))
                .take()
        };
        let answering = Condition::all()
            .add(organisation::Column::Kind.is_in(ANSWERING))
            .add(organisation::Column::UnitId.in_subquery(above()));
        // Whatever the organisation's unit reaches up to may have given a mandate.
        let given = Condition::all().add(mandate::Column::UnitId.in_subquery(above()));
        let managing = organisation
            .managed_by
            .map(|body| organisation::Column::Id.eq(body).into());
        let mandated = organisation::Column::Id.in_subquery(mandated(given.clone())).into();
        // One after the other: of all together a database reads every organisation there is.
        let mut bodies = Vec::new();
        for those in [Some(answering), managing, Some(mandated)].into_iter().flatten() {
            bodies.extend(read_bodies(those, connection).await?);
        }
        let rows = Rows {
            units: units(Condition::all().add(unit::Column::Id.in_subquery(above())), connection).await?,
            heirs: heirs(
                Condition::all().add(lineage::Column::SuccessorId.in_subquery(above())),
                day,
                connection,
            )
            .await?,
            bodies,
            mandates: mandate::Entity::find().filter(given).all(connection).await?,
        };
        Ok(Self::new(day, rows))
    }
}

fn mandated(given: Condition) -> SelectStatement {
    mandate::Entity::find()
        .select_only()
        .column(mandate::Column::OrganisationId)
        .filter(given)
        .into_query()
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
