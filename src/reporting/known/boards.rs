//! What is recorded of boards that a report asks for (indicators F01–F14 and G02–G10).

use std::collections::{BTreeMap, btree_map::Entry};

use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, sea_query::IntoCondition};

use super::source::BoardsOf;
use crate::{
    access::Look,
    board::{
        entity::{self as board},
        figures::{BoardFigure, BoardFigures, BoardGroup, Tables, figures_of},
        project::entity as project,
    },
    calendar::Window,
    http::Result,
    reporting::{obligation::entity as obligation, round::entity as round, template::content::Applicability},
};

/// What is recorded, where anything is.
struct Counted {
    boards: Option<BoardFigures>,
    projects: Option<i64>,
}

pub struct Boards<'s, L> {
    look: &'s L,
    owed: &'s obligation::Model,
    round: &'s round::Model,
    /// Many figures are of the same boards: they are counted once.
    counted: BTreeMap<BoardsOf, Counted>,
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
        let is_one =
            |asked: &Applicability| matches!(asked, Applicability::InspectionBoard | Applicability::SupervisionBoard);
        let part = match owed.applicability.0.iter().any(is_one) {
            true => "body",
            false => "host",
        };
        let records = match figure {
            BoardFigure::Projects => format!("/api/v1/investment-projects?unit={}", owed.unit_id),
            _ => format!("/api/v1/inspection-boards?{part}={}", owed.organisation_id),
        };
        let told = match (of, figure) {
            // Projects are there before anybody supervises them.
            (_, BoardFigure::Projects) => known.projects,
            // Of supervision boards alone reports ask apart what was taken off at the settlement (F10, G08).
            (BoardsOf::Inspectorate, BoardFigure::MoneyOtherwise) => {
                let counted = known.boards.as_ref();
                counted.map(|known| known.money_otherwise.saturating_add(known.settlement_reduced))
            }
            _ => known.boards.as_ref().and_then(|known| known.of(figure)),
        };
        Ok(told.map(|told| (told, vec![records])))
    }
}

async fn counted(look: &impl Look, owed: &obligation::Model, round: &round::Model, of: BoardsOf) -> Result<Counted> {
    let theirs = Condition::any()
        .add(board::Column::HostId.eq(owed.organisation_id))
        .add(board::Column::BodyId.eq(owed.organisation_id));
    let groups = groups(of, &owed.applicability.0).iter();
    let kinds = groups.flat_map(|group| group.kinds()).copied();
    let among = Condition::all().add(theirs).add(board::Column::Kind.is_in(kinds));
    let connection = look.beside::<obligation::Entity>(owed);
    let projects = project::Column::UnitId.eq(owed.unit_id).into_condition();
    let recorded = board::Entity::find().filter(among.clone()).count(connection).await?;
    let supervised = project::Entity::find()
        .filter(projects.clone())
        .count(connection)
        .await?;
    let window = Window {
        from: round.period_from,
        to: round.period_to,
    };
    let figures = figures_of(&among, projects, window, Tables::beside(connection)).await?;
    Ok(Counted {
        projects: (supervised > 0).then_some(figures.projects),
        boards: (recorded > 0).then_some(figures),
    })
}

/// A commune's committee is asked for the commune's inspectorate, an agency for its own; a board for whichever it is.
fn groups(of: BoardsOf, applicability: &[Applicability]) -> &'static [BoardGroup] {
    use BoardGroup::{CommuneInspectorates, Supervision, WorkplaceInspectorates};
    match of {
        BoardsOf::Supervision => &[Supervision],
        BoardsOf::Inspectorate if applicability.contains(&Applicability::InspectionBoard) => {
            &[CommuneInspectorates, WorkplaceInspectorates]
        }
        BoardsOf::Inspectorate if applicability.contains(&Applicability::Commune) => &[CommuneInspectorates],
        BoardsOf::Inspectorate => &[WorkplaceInspectorates],
    }
}
