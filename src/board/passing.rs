//! What becomes of boards, and of what they have under way, when an organisation closes or moves: they go on with whoever goes on with its work, and their
//! clocks with them. A board whose host closes for good has nothing left to inspect, and ends; one whose director does comes to the Front of its unit.

use chrono::NaiveDate;
use sea_orm::{ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter};

use super::{
    course::{Dissolution, DissolutionGround},
    entity::{BoardState, Column, Entity, Model},
    feedback::entity as feedback,
    inspection::entity as inspection,
    member,
    plan::entity as plan,
    project::entity as project,
    recommendation::{entity as recommendation, outlive},
    rules,
};
use crate::{
    access::{OrganisationId, OrganisationKind, Sweep, UnitId},
    http::Result,
    organisation::{heirs::Heirs, organisation},
    territory::{former_place, unit},
};

/// Rows in one statement: both databases bound its parameters.
const AT_ONCE: usize = 500;

/// When organisations close or move, and by what.
#[derive(Clone, Copy)]
pub struct Occasion<'o> {
    pub on: NaiveDate,
    pub reason: &'o str,
}

/// Passes on what names one of the organisations that close or move; tells which boards it has changed.
pub async fn pass(heirs: &Heirs, occasion: Occasion<'_>, sweep: &mut impl Sweep) -> Result<Vec<Model>> {
    let (mut changed, mut left) = (Vec::new(), Vec::new());
    for bodies in heirs.bodies().chunks(AT_ONCE) {
        let parties = [Column::OrganisationId, Column::BodyId, Column::HostId];
        let named = parties.map(|party| party.is_in(bodies.iter().copied()));
        let named = named.into_iter().fold(Condition::any(), Condition::add);
        for before in sweep.locked::<Entity>(named).await? {
            let after = match outlives(&before, heirs, sweep).await? {
                true => passed(&before, heirs, sweep).await?,
                false => ended(&before, heirs, occasion, sweep).await?,
            };
            if after != before {
                let place = (before.host_id, before.unit_id);
                if place != (after.host_id, after.unit_id) {
                    left.push(former_place::Model {
                        record_id: before.id.into(),
                        until: occasion.on,
                        organisation_id: before.host_id,
                        unit_id: before.unit_id,
                    });
                }
                let board = sweep.amend::<Entity>(&before, after).await?;
                follow(&board, sweep).await?;
                changed.push(board);
            }
        }
        addressed(bodies, heirs, sweep).await?;
        projects(bodies, heirs, sweep).await?;
    }
    former_place::keep(left, sweep.connection()).await?;
    Ok(changed)
}

/// Whether a board goes on: not where it is closed itself, nor where nobody whom such a board inspects goes on with the work of its host.
async fn outlives(board: &Model, heirs: &Heirs, sweep: &impl Sweep) -> Result<bool> {
    if board.state == BoardState::Ended {
        return Ok(true);
    }
    let heir = match heirs.answering(board.host_id) {
        Some((heir, _)) => body(heir, sweep).await?,
        None => return Ok(!heirs.is_heirless(board.host_id) && !heirs.is_heirless(board.body_id)),
    };
    let hosts = heir.is_some_and(|heir| board.kind.is_hosted_by(heir.kind));
    Ok(hosts && !heirs.is_heirless(board.body_id))
}

/// The board as it is with its heirs; of one that has ended, the director's heir keeps the record.
async fn passed(board: &Model, heirs: &Heirs, sweep: &impl Sweep) -> Result<Model> {
    let mut after = board.clone();
    if board.state != BoardState::Ended {
        after.host_id = heirs.heir(board.host_id);
        after.unit_id = heirs.unit(board.body_id, board.host_id).unwrap_or(board.unit_id);
    }
    after.organisation_id = director(board, &after, heirs, sweep).await?;
    Ok(after)
}

/// Who directs it afterwards: whoever goes on with the director's work, where they may direct such a board and are not whom it inspects; else the Front of
/// its unit.
async fn director(board: &Model, after: &Model, heirs: &Heirs, sweep: &impl Sweep) -> Result<OrganisationId> {
    let closes = heirs.is_heirless(board.organisation_id) || heirs.heir(board.organisation_id) != board.organisation_id;
    if !closes {
        return Ok(board.organisation_id);
    }
    if let Some((heir, place)) = heirs.answering(board.organisation_id)
        && let Some(heir) = body(heir, sweep).await?
        && let Some(place) = unit::Entity::find_by_id(place).one(sweep.connection()).await?
    {
        let itself = heir.id == after.host_id && board.host_id != board.organisation_id;
        if board.kind.is_directed_by(heir.kind, place.level) && !itself {
            return Ok(heir.id);
        }
    }
    let front = front_of(after.unit_id, sweep).await?;
    Ok(front.unwrap_or(board.organisation_id))
}

async fn body(id: OrganisationId, sweep: &impl Sweep) -> Result<Option<organisation::Model>> {
    let found = organisation::Entity::find_by_id(id);
    Ok(found.one(sweep.connection()).await?)
}

async fn front_of(unit: UnitId, sweep: &impl Sweep) -> Result<Option<OrganisationId>> {
    let front = organisation::Entity::find()
        .filter(organisation::Column::UnitId.eq(unit))
        .filter(organisation::Column::Kind.eq(OrganisationKind::FatherlandFront))
        .filter(organisation::Column::ValidTo.is_null());
    Ok(front.one(sweep.connection()).await?.map(|front| front.id))
}

/// The board as it is when it ends with its host; its members serve no longer, and what it has sent is its director's.
async fn ended(board: &Model, heirs: &Heirs, occasion: Occasion<'_>, sweep: &mut impl Sweep) -> Result<Model> {
    let end = Dissolution {
        ground: DissolutionGround::HostClosed,
        on: occasion.on.max(board.term_from),
        reason: occasion.reason.to_owned(),
    };
    let members = member::Entity::find().filter(member::Column::BoardId.eq(board.id));
    let mut members = members.all(sweep.connection()).await?;
    let mut after = Model {
        organisation_id: director(board, board, heirs, sweep).await?,
        ..board.clone()
    };
    rules::end(&mut after, &mut members, end.clone());
    for row in members {
        let row = row.into_active_model().reset_all();
        member::Entity::update(row)
            .exec_without_returning(sweep.connection())
            .await?;
    }
    let of_it = recommendation::Column::BoardId.eq(board.id).into();
    for row in sweep.locked::<recommendation::Entity>(of_it).await? {
        let mut outlived = row.clone();
        outlive(&mut outlived, &end);
        sweep.amend_changed::<recommendation::Entity>(row, outlived).await?;
    }
    Ok(after)
}

/// What a board has under way goes where the board goes; what is over stays where it was, and is kept by whoever directs the board now.
async fn follow(board: &Model, sweep: &mut impl Sweep) -> Result<()> {
    for row in sweep
        .locked::<recommendation::Entity>(recommendation::Column::BoardId.eq(board.id).into())
        .await?
    {
        let outlived = row.organisation_id != row.body_id;
        let open = !row.state.is_over();
        let after = recommendation::Model {
            organisation_id: if outlived {
                board.organisation_id
            } else {
                row.organisation_id
            },
            director_id: board.organisation_id,
            host_id: if open { board.host_id } else { row.host_id },
            unit_id: if open { board.unit_id } else { row.unit_id },
            ..row.clone()
        };
        sweep.amend_changed::<recommendation::Entity>(row, after).await?;
    }
    for row in sweep
        .locked::<plan::Entity>(plan::Column::BoardId.eq(board.id).into())
        .await?
    {
        let after = plan::Model {
            director_id: board.organisation_id,
            host_id: board.host_id,
            unit_id: board.unit_id,
            ..row.clone()
        };
        sweep.amend_changed::<plan::Entity>(row, after).await?;
    }
    for row in sweep
        .locked::<inspection::Entity>(inspection::Column::BoardId.eq(board.id).into())
        .await?
    {
        let open = row.ended_on.is_none();
        let after = inspection::Model {
            director_id: board.organisation_id,
            host_id: if open { board.host_id } else { row.host_id },
            unit_id: if open { board.unit_id } else { row.unit_id },
            ..row.clone()
        };
        sweep.amend_changed::<inspection::Entity>(row, after).await?;
    }
    for row in sweep
        .locked::<feedback::Entity>(feedback::Column::BoardId.eq(board.id).into())
        .await?
    {
        let open = row.told_on.is_none();
        let after = feedback::Model {
            director_id: board.organisation_id,
            unit_id: if open { board.unit_id } else { row.unit_id },
            ..row.clone()
        };
        sweep.amend_changed::<feedback::Entity>(row, after).await?;
    }
    Ok(())
}

/// The heir answers, by the same clock, and is inspected on.
async fn addressed(bodies: &[OrganisationId], heirs: &Heirs, sweep: &mut impl Sweep) -> Result<()> {
    let open = Condition::all()
        .add(recommendation::Column::AddresseeId.is_in(bodies.iter().copied()))
        .add(recommendation::Column::State.is_not_in(recommendation::RecommendationState::OVER));
    for row in sweep.locked::<recommendation::Entity>(open).await? {
        let after = recommendation::Model {
            addressee_id: row.addressee_id.map(|body| heirs.heir(body)),
            ..row.clone()
        };
        sweep.amend_changed::<recommendation::Entity>(row, after).await?;
    }
    let open = Condition::all()
        .add(inspection::Column::InspectedId.is_in(bodies.iter().copied()))
        .add(inspection::Column::EndedOn.is_null());
    for row in sweep.locked::<inspection::Entity>(open).await? {
        let after = inspection::Model {
            inspected_id: row.inspected_id.map(|body| heirs.heir(body)),
            ..row.clone()
        };
        sweep.amend_changed::<inspection::Entity>(row, after).await?;
    }
    Ok(())
}

/// The Front that goes on keeps what is to be supervised.
async fn projects(bodies: &[OrganisationId], heirs: &Heirs, sweep: &mut impl Sweep) -> Result<()> {
    let going_on = Condition::all()
        .add(project::Column::OrganisationId.is_in(bodies.iter().copied()))
        .add(project::Column::EndedOn.is_null());
    for row in sweep.locked::<project::Entity>(going_on).await? {
        let place = heirs.answering(row.organisation_id);
        let (organisation_id, unit_id) = place.unwrap_or((row.organisation_id, row.unit_id));
        let after = project::Model {
            organisation_id,
            unit_id,
            ..row.clone()
        };
        sweep.amend_changed::<project::Entity>(row, after).await?;
    }
    Ok(())
}
