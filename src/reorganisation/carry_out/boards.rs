//! Boards and what they have recommended: both go on, with their clocks, under whoever answers for their commune now.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::LockType};

use super::{CHUNK, Work, heirs::Heirs};
use crate::{
    access::{OrganisationId, Sweep},
    board::{
        BoardState, RecommendationState,
        entity::{self as board},
        feedback::entity as feedback,
        inspection::entity as inspection,
        plan::entity as plan,
        recommendation::entity as recommendation,
    },
    http::Result,
    reorganisation::effect::AffectedBoard,
};

impl Work<'_> {
    pub(super) async fn boards(&self, heirs: &Heirs, sweep: &mut impl Sweep) -> Result<Vec<AffectedBoard>> {
        let mut told = Vec::new();
        for chunk in heirs.bodies().chunks(CHUNK) {
            told.extend(self.passed(chunk, heirs, sweep).await?);
            self.recommended(chunk, heirs, sweep).await?;
            self.under_way(chunk, heirs, sweep).await?;
        }
        told.sort_by_key(|board: &AffectedBoard| board.id);
        told.dedup_by_key(|board| board.id);
        Ok(told)
    }

    /// The boards that these bodies are, direct or have.
    async fn passed(
        &self,
        bodies: &[OrganisationId],
        heirs: &Heirs,
        sweep: &mut impl Sweep,
    ) -> Result<Vec<AffectedBoard>> {
        use board::Column;
        let rows = board::Entity::find()
            .filter(one_of([Column::OrganisationId, Column::BodyId, Column::HostId], bodies))
            .filter(Column::State.ne(BoardState::Ended))
            .order_by_asc(Column::Id)
            .lock(LockType::NoKeyUpdate);
        let mut told = Vec::new();
        for before in rows.all(sweep.connection()).await? {
            let after = board::Model {
                organisation_id: heirs.heir(before.organisation_id),
                host_id: heirs.heir(before.host_id),
                unit_id: heirs.unit(before.body_id, before.host_id).unwrap_or(before.unit_id),
                ..before.clone()
            };
            if after != before {
                let saved = sweep.amend::<board::Entity>(&before, after).await?;
                told.push(AffectedBoard {
                    id: saved.id,
                    name: saved.name,
                    unit: saved.unit_id,
                });
            }
        }
        Ok(told)
    }

    /// What is not closed of what these bodies have recommended, confirm or are to answer: the heir answers, by the same clock.
    async fn recommended(&self, bodies: &[OrganisationId], heirs: &Heirs, sweep: &mut impl Sweep) -> Result<()> {
        use recommendation::Column;
        let parties = [
            Column::OrganisationId,
            Column::DirectorId,
            Column::HostId,
            Column::AddresseeId,
        ];
        let over = [RecommendationState::Closed, RecommendationState::Withdrawn];
        let rows = recommendation::Entity::find()
            .filter(one_of(parties, bodies))
            .filter(Column::State.is_not_in(over))
            .order_by_asc(Column::Id)
            .lock(LockType::NoKeyUpdate);
        for before in rows.all(sweep.connection()).await? {
            let after = recommendation::Model {
                director_id: heirs.heir(before.director_id),
                host_id: heirs.heir(before.host_id),
                addressee_id: before.addressee_id.map(|body| heirs.heir(body)),
                unit_id: heirs
                    .unit(before.organisation_id, before.host_id)
                    .unwrap_or(before.unit_id),
                ..before.clone()
            };
            if after != before {
                sweep.amend::<recommendation::Entity>(&before, after).await?;
            }
        }
        Ok(())
    }

    /// Their plans, and what they inspect and hear that is not at an end.
    async fn under_way(&self, bodies: &[OrganisationId], heirs: &Heirs, sweep: &mut impl Sweep) -> Result<()> {
        let plans = plan::Entity::find()
            .filter(one_of(
                [
                    plan::Column::OrganisationId,
                    plan::Column::DirectorId,
                    plan::Column::HostId,
                ],
                bodies,
            ))
            .order_by_asc(plan::Column::Id);
        for before in plans.lock(LockType::NoKeyUpdate).all(sweep.connection()).await? {
            let after = plan::Model {
                director_id: heirs.heir(before.director_id),
                host_id: heirs.heir(before.host_id),
                unit_id: heirs
                    .unit(before.organisation_id, before.host_id)
                    .unwrap_or(before.unit_id),
                ..before.clone()
            };
            if after != before {
                sweep.amend::<plan::Entity>(&before, after).await?;
            }
        }
        let inspections = inspection::Entity::find()
            .filter(one_of(
                [
                    inspection::Column::OrganisationId,
                    inspection::Column::DirectorId,
                    inspection::Column::HostId,
                    inspection::Column::InspectedId,
                ],
                bodies,
            ))
            .filter(inspection::Column::EndedOn.is_null())
            .order_by_asc(inspection::Column::Id);
        for before in inspections.lock(LockType::NoKeyUpdate).all(sweep.connection()).await? {
            let after = inspection::Model {
                director_id: heirs.heir(before.director_id),
                host_id: heirs.heir(before.host_id),
                inspected_id: before.inspected_id.map(|body| heirs.heir(body)),
                unit_id: heirs
                    .unit(before.organisation_id, before.host_id)
                    .unwrap_or(before.unit_id),
                ..before.clone()
            };
            if after != before {
                sweep.amend::<inspection::Entity>(&before, after).await?;
            }
        }
        let heard = feedback::Entity::find()
            .filter(one_of(
                [feedback::Column::OrganisationId, feedback::Column::DirectorId],
                bodies,
            ))
            .filter(feedback::Column::ToldOn.is_null())
            .order_by_asc(feedback::Column::Id);
        for before in heard.lock(LockType::NoKeyUpdate).all(sweep.connection()).await? {
            let place = heirs
                .moved(before.organisation_id)
                .or_else(|| heirs.answering(before.director_id));
            let after = feedback::Model {
                director_id: heirs.heir(before.director_id),
                unit_id: place.map_or(before.unit_id, |(_, unit)| unit),
                ..before.clone()
            };
            if after != before {
                sweep.amend::<feedback::Entity>(&before, after).await?;
            }
        }
        Ok(())
    }
}

/// Rows in which one of these columns names one of these bodies.
fn one_of<C: ColumnTrait, const N: usize>(columns: [C; N], bodies: &[OrganisationId]) -> Condition {
    let named = columns.into_iter().map(|column| column.is_in(bodies.iter().copied()));
    named.fold(Condition::any(), Condition::add)
}
