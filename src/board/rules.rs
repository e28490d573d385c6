//! What the law says of a board as it stands: pure decisions. A board may be recorded as it is; what departs from the law is named with its article.

mod composition;
mod dissolving;
mod eligibility;
mod finding;
mod order;
mod steps;
#[cfg(test)]
mod tests;

use super::{
    entity::{BoardState, Model as Board},
    law::BoardLaw,
    member::Model as Member,
};
use crate::access::VillageId;
pub use dissolving::{dissolve, end};
pub use finding::Finding;
pub use steps::{BoardAction, Decision, notify, recognise, refuse};

/// A village of the commune.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub id: VillageId,
    /// Whether it is there on the day the board is looked at.
    pub lives: bool,
    /// The village it went into.
    pub successor: Option<VillageId>,
}

/// What a board is measured by.
pub struct Ground<'g> {
    pub today: chrono::NaiveDate,
    /// The villages of its unit, and those its members represent.
    pub villages: &'g [Place],
    /// Members who hold, by the appointments that are recorded, what the law excludes.
    pub holders: &'g [crate::access::PersonId],
    /// Members for the inspectorate who were in none that is recorded in the commune, where one was.
    pub strangers: &'g [crate::access::PersonId],
    /// Residents' representatives from villages where the project is not.
    pub outsiders: &'g [crate::access::BoardMemberId],
}

impl Ground<'_> {
    /// Whether a village is there no more.
    fn is_gone(&self, village: VillageId) -> bool {
        self.place(village).is_some_and(|place| !place.lives)
    }

    fn now(&self, village: VillageId) -> Option<VillageId> {
        now(self.villages, village)
    }

    fn place(&self, village: VillageId) -> Option<&Place> {
        self.villages.iter().find(|place| place.id == village)
    }
}

/// The village among these that one has become, itself while it is there; none where it went into none of them.
pub fn now(villages: &[Place], village: VillageId) -> Option<VillageId> {
    let at = |id| villages.iter().find(|place| place.id == id);
    let mut place = at(village)?;
    // Each was closed no later than the one it went into: no more steps than there are villages.
    for _ in villages {
        if place.lives {
            return Some(place.id);
        }
        place = at(place.successor?)?;
    }
    None
}

/// Everything in which a board departs from the law. It is made up by that of the day its term began or, before anybody is recognised, its last members were
/// elected: what goes on from an earlier law does so until the next term (Decree 59/2023 Art. 29). Whoever is elected later is by the law of that day.
pub fn findings(board: &Board, members: &[Member], ground: &Ground) -> Vec<Finding> {
    let elected = members.iter().filter(|member| member.is_pending());
    let elected = elected.map(|member| member.choice.on).max();
    let last = board.term_from.max(elected.unwrap_or(board.term_from));
    let made_up = match board.state {
        BoardState::Forming => last,
        BoardState::Recognised | BoardState::Ended => board.term_from,
    };
    let serving: Vec<&Member> = members
        .iter()
        .filter(|member| member.is_on_board(ground.today))
        .collect();
    let mut all = Vec::new();
    if let Some(law) = BoardLaw::on(made_up) {
        all.extend(composition::composition(board, &serving, law, ground));
        all.extend(composition::term(board, law));
    }
    if let Some(law) = BoardLaw::on(last) {
        all.extend(eligibility::eligibility(board, &serving, law, ground));
    }
    all
}
