//! What the law says of a board as it stands: pure decisions. A board may be recorded as it is; what departs from the law is named with its article.

mod composition;
mod eligibility;
mod finding;
mod order;
mod steps;
#[cfg(test)]
mod tests;

use super::{entity::Model as Board, law::BoardLaw, member::Model as Member};
pub use finding::Finding;
pub use steps::{BoardAction, Decision, dissolve, end, notify, recognise, refuse};

/// A village of the commune.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub id: crate::access::VillageId,
    /// Whether it is there on the day the board is looked at.
    pub lives: bool,
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
}

/// Everything in which a board departs from the law of the day its term began, or its last members were elected; nothing of boards that are older than
/// the law and go on (Decree 59/2023 Art. 29).
pub fn findings(board: &Board, members: &[Member], ground: &Ground) -> Vec<Finding> {
    let elected = members.iter().filter(|member| member.is_pending());
    let elected = elected.map(|member| member.choice.on).max();
    let day = board.term_from.max(elected.unwrap_or(board.term_from));
    let Some(law) = BoardLaw::on(day) else {
        return Vec::new();
    };
    let serving: Vec<&Member> = members
        .iter()
        .filter(|member| member.is_on_board(ground.today))
        .collect();
    let mut all = composition::composition(board, &serving, law, ground);
    all.extend(composition::term(board, law));
    all.extend(eligibility::eligibility(board, &serving, law, ground));
    all
}
