//! What is recorded of boards that a report asks for (indicators F01–F14 and G02–G10).

use std::collections::{BTreeMap, btree_map::Entry};

use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter};

use super::source::BoardsOf;
use crate::{
    access::Look,
    board::{
        BoardKind,
        entity::{self as board},
        figures::{BoardFigure, BoardFigures, Tables, figures_of},
    },
    calendar::Window,
    http::Result,
    reporting::{obligation::entity as obligation, round::entity as round, template::content::Applicability},
};

pub struct Boards<'s, L> {
    look: &'s L,
    owed: &'s obligation::Model,
    round: &'s round::Model,
    /// Many figures are of the same boards: they are counted once.
    counted: BTreeMap<BoardsOf, Option<BoardFigures>>,
}

impl<'s, L: Look> Boards<'s, L> {
    pub const fn of(look: &'s L, owed: &'s obligation::Model, round: &'s round::Model) -> Self {
        Self {
            look,
            owed,
            round,
            counted: BTreeMap::new(),
        }
    }

    /// A figure of the boards in the organisation's work or, where it is one, its own; none where none is recorded.
    pub async fn figure(&mut self, of: BoardsOf, figure: BoardFigure) -> Result<Option<(i64, Vec<String>)>> {
        let (look, owed, round) = (self.look, self.owed, self.round);
        let known = match self.counted.entry(of) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(unknown) => unknown.insert(counted(look, owed, round, of).await?),
        };
        let part = match owed.applicability.0.contains(&Applicability::InspectionBoard) {
            true => "body",
            false => "host",
        };
        let records = format!("/api/v1/inspection-boards?{part}={}", owed.organisation_id);
        let told = known.as_ref().and_then(|known| known.of(figure));
        Ok(told.map(|told| (told, vec![records])))
    }
}

async fn counted(
    look: &impl Look,
    owed: &obligation::Model,
    round: &round::Model,
    of: BoardsOf,
) -> Result<Option<BoardFigures>> {
    let theirs = Condition::any()
        .add(board::Column::HostId.eq(owed.organisation_id))
        .add(board::Column::BodyId.eq(owed.organisation_id));
    let among = Condition::all()
        .add(theirs)
        .add(board::Column::Kind.is_in(kinds(of, &owed.applicability.0).iter().copied()));
    let connection = look.beside::<obligation::Entity>(owed);
    let recorded = board::Entity::find().filter(among.clone()).count(connection).await?;
    if recorded == 0 {
        return Ok(None);
    }
    let window = Window {
        from: round.period_from,
        to: round.period_to,
    };
    figures_of(&among, window, Tables::beside(connection)).await.map(Some)
}

/// A commune's committee is asked for the commune's inspectorate, an agency for its own; a board for whichever it is.
fn kinds(of: BoardsOf, applicability: &[Applicability]) -> &'static [BoardKind] {
    const ALL: &[BoardKind] = &[
        BoardKind::CommunePeopleInspectorate,
        BoardKind::AgencyPeopleInspectorate,
        BoardKind::EnterprisePeopleInspectorate,
    ];
    const WORKPLACES: &[BoardKind] = &[
        BoardKind::AgencyPeopleInspectorate,
        BoardKind::EnterprisePeopleInspectorate,
    ];
    match of {
        BoardsOf::Supervision => &[BoardKind::CommunityInvestmentSupervision],
        BoardsOf::Inspectorate if applicability.contains(&Applicability::InspectionBoard) => ALL,
        BoardsOf::Inspectorate if applicability.contains(&Applicability::Commune) => {
            &[BoardKind::CommunePeopleInspectorate]
        }
        BoardsOf::Inspectorate => WORKPLACES,
    }
}
