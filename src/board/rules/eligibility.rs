//! Who may be a member, and by which majority.

use chrono::Months;

use super::{
    Ground,
    finding::{Finding, FindingCode, Weight},
};
use crate::board::{
    entity::Model as Board,
    kind::{BoardKind, Represents, Standing},
    law::BoardLaw,
    member::Model as Member,
};

pub fn eligibility(board: &Board, members: &[&Member], law: &BoardLaw, ground: &Ground) -> Vec<Finding> {
    let of_each = |member: &&Member| {
        let found = [
            excluded(board, member, ground),
            of_the_inspectorate(member, ground),
            of_the_project(member, ground),
            majority(board, member),
            by_election(board, member, law),
        ];
        let about = |finding: Finding| Finding {
            member_id: Some(member.id),
            ..finding
        };
        found.into_iter().flatten().map(about).collect::<Vec<_>>()
    };
    members.iter().flat_map(of_each).collect()
}

/// Of a standing that the law excludes, as declared or by an appointment on record.
fn excluded(board: &Board, member: &Member, ground: &Ground) -> Option<Finding> {
    let holds = ground.holders.contains(&member.person_id);
    let on_record = holds.then_some(Standing::NonProfessional);
    let mut standing = member.standing.0.iter().copied().chain(on_record);
    let article = standing.find_map(|standing| standing.excluded_by(board.kind))?;
    Some(Finding::new(FindingCode::NotEligible, Weight::Blocks, article))
}

/// A member for the inspectorate is one of it.
fn of_the_inspectorate(member: &Member, ground: &Ground) -> Option<Finding> {
    let stands_for_it = member.represents == Represents::Inspectorate;
    let stranger = stands_for_it && ground.strangers.contains(&member.person_id);
    let article = "Luật 10/2022/QH15 Điều 41.1";
    stranger.then(|| Finding::new(FindingCode::NotOfTheInspectorate, Weight::Explain, article))
}

/// A resident's representative is of a village where the project is.
fn of_the_project(member: &Member, ground: &Ground) -> Option<Finding> {
    let article = "Luật 10/2022/QH15 Điều 41.1";
    let outside = ground.outsiders.contains(&member.id);
    outside.then(|| Finding::new(FindingCode::NotOfTheProject, Weight::Explain, article))
}

/// More than half of all households of the village; in a workplace, more than half of those at the conference (Art. 51.2c, 69.2c).
fn majority(board: &Board, member: &Member) -> Option<Finding> {
    let choice = &member.choice;
    let in_favour = i64::from(choice.in_favour?);
    let (all, article) = match board.kind {
        BoardKind::CommunePeopleInspectorate | BoardKind::CommunityInvestmentSupervision => {
            (choice.households?, "Luật 10/2022/QH15 Điều 21.1")
        }
        BoardKind::AgencyPeopleInspectorate => (i64::from(choice.present?), "Luật 10/2022/QH15 Điều 51.2c"),
        BoardKind::EnterprisePeopleInspectorate => (i64::from(choice.present?), "Luật 10/2022/QH15 Điều 69.2c"),
        BoardKind::SteeringCommittee => return None,
    };
    let carried = in_favour * 2 > all;
    let missed = Finding {
        found: Some(in_favour),
        foreseen: Some(all / 2 + 1),
        ..Finding::new(FindingCode::NoMajority, Weight::Blocks, article)
    };
    (!carried).then_some(missed)
}

/// A vacancy in a commune's inspectorate is filled while six months of the term are left.
fn by_election(board: &Board, member: &Member, law: &BoardLaw) -> Option<Finding> {
    let later = board
        .course
        .recognitions
        .first()
        .is_some_and(|first| member.choice.on > first.made.on);
    let left_until = member
        .choice
        .on
        .checked_add_months(Months::new(law.by_election_months))?;
    let late = later && board.kind == BoardKind::CommunePeopleInspectorate && board.term_to? < left_until;
    let article = "Luật 10/2022/QH15 Điều 36.2";
    late.then(|| Finding::new(FindingCode::LateByElection, Weight::Explain, article))
}
