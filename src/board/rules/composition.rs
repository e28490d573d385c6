//! How many a board has, of whom, and for how long.

use chrono::Months;

use super::{
    Ground,
    finding::{Finding, FindingCode, Weight},
};
use crate::board::{
    entity::Model as Board,
    kind::{BoardKind, BoardPosition, Represents},
    law::BoardLaw,
    member::Model as Member,
};

pub fn composition(board: &Board, members: &[&Member], law: &BoardLaw, ground: &Ground) -> Vec<Finding> {
    let mut all = match board.kind {
        BoardKind::CommunePeopleInspectorate => commune(members, law, ground),
        BoardKind::AgencyPeopleInspectorate => {
            let mut all = workplace(members, law, "Luật 10/2022/QH15 Điều 60.1");
            all.extend(staff(board, law));
            all
        }
        BoardKind::EnterprisePeopleInspectorate => workplace(members, law, "Luật 10/2022/QH15 Điều 77.1"),
        BoardKind::CommunityInvestmentSupervision => supervision(members, law),
        // No law says how a steering committee is made up.
        BoardKind::SteeringCommittee => return Vec::new(),
    };
    all.extend(leaders(board.kind, members, law));
    all
}

/// One for each village, and five at least; where there are fewer villages, five at most. Whoever was elected for a village that has merged stands for the
/// one it went into, and is no surplus before the next election.
fn commune(members: &[&Member], law: &BoardLaw, ground: &Ground) -> Vec<Finding> {
    let living: Vec<_> = ground.villages.iter().filter(|village| village.lives).collect();
    let wanted = living.len().max(law.commune_least);
    let few_villages = living.len() < law.commune_least;
    let merged = |member: &Member| member.village_id.is_some_and(|village| ground.is_gone(village));
    let there = members.iter().filter(|member| !merged(member)).count();
    let size = match members.len() {
        size if size < law.commune_least => {
            let least = Finding::new(
                FindingCode::TooFewMembers,
                Weight::Blocks,
                "Luật 10/2022/QH15 Điều 36.1",
            );
            Some(least.counted(size, law.commune_least))
        }
        size if size < wanted => {
            let fewer = Finding::new(
                FindingCode::TooFewMembers,
                Weight::Explain,
                "Luật 10/2022/QH15 Điều 36.1",
            );
            Some(fewer.counted(size, wanted))
        }
        _ if there > wanted && few_villages && law.few_villages_cap => {
            let article = "Nghị định 59/2023/NĐ-CP Điều 13.2";
            Some(Finding::new(FindingCode::TooManyMembers, Weight::Blocks, article).counted(there, wanted))
        }
        _ if there > wanted => {
            let more = Finding::new(
                FindingCode::TooManyMembers,
                Weight::Explain,
                "Luật 10/2022/QH15 Điều 36.1",
            );
            Some(more.counted(there, wanted))
        }
        _ => None,
    };
    let standing_for = |village| {
        let stands = move |member: &&&Member| member.village_id.and_then(|own| ground.now(own)) == village;
        members.iter().filter(stands)
    };
    let unrepresented = living
        .iter()
        .filter(|village| standing_for(Some(village.id)).next().is_none())
        .map(|village| Finding {
            village_id: Some(village.id),
            ..Finding::new(FindingCode::VillageUnrepresented, Weight::Explain, law.each_village)
        });
    let surplus = || Finding::new(FindingCode::Surplus, Weight::Notice, "Luật 10/2022/QH15 Điều 36.1");
    let crowded = living.iter().filter_map(|village| {
        let of_it: Vec<_> = standing_for(Some(village.id)).collect();
        let by_merging = of_it.len() > 1 && of_it.iter().any(|member| merged(member));
        by_merging.then(|| Finding {
            village_id: Some(village.id),
            ..surplus().counted(of_it.len(), 1)
        })
    });
    let homeless = standing_for(None)
        .filter(|member| merged(member))
        .map(|member| Finding {
            member_id: Some(member.id),
            village_id: member.village_id,
            ..surplus()
        });
    let too_many = members.len() > wanted;
    let surplus = crowded.chain(homeless).filter(move |_| too_many);
    size.into_iter().chain(unrepresented).chain(surplus).collect()
}

/// From three to nine; more where the work is special or dispersed, if the conference so decides.
fn workplace(members: &[&Member], law: &BoardLaw, article: &'static str) -> Vec<Finding> {
    let size = match members.len() {
        size if size < law.workplace_least => {
            let least = Finding::new(FindingCode::TooFewMembers, Weight::Blocks, article);
            Some(least.counted(size, law.workplace_least))
        }
        size if size > law.workplace_most => {
            let more = Finding::new(FindingCode::TooManyMembers, Weight::Explain, article);
            Some(more.counted(size, law.workplace_most))
        }
        _ => None,
    };
    size.into_iter().collect()
}

/// None in an agency of seven or fewer.
fn staff(board: &Board, law: &BoardLaw) -> Option<Finding> {
    let staff = board.staff.filter(|staff| *staff <= law.staff_without)?;
    let few = Finding::new(FindingCode::TooFewStaff, Weight::Blocks, "Luật 10/2022/QH15 Điều 60.1");
    Some(Finding {
        found: Some(staff),
        foreseen: Some(law.staff_without + 1),
        ..few
    })
}

/// Five at least: the Front, the inspectorate, and not more than five of the people.
fn supervision(members: &[&Member], law: &BoardLaw) -> Vec<Finding> {
    let article = "Luật 10/2022/QH15 Điều 41.1";
    let of = |part: Represents| members.iter().filter(|member| member.represents == part).count();
    let missing = |part, code| (of(part) == 0).then(|| Finding::new(code, Weight::Blocks, article));
    let few = (members.len() < law.supervision_least).then(|| {
        let few = Finding::new(FindingCode::TooFewMembers, Weight::Blocks, article);
        few.counted(members.len(), law.supervision_least)
    });
    let residents = of(Represents::Village);
    let most = law.residents_most.filter(|most| residents > *most);
    let many = most.map(|most| {
        let article = "Nghị định 59/2023/NĐ-CP Điều 17.2";
        Finding::new(FindingCode::TooManyResidents, Weight::Blocks, article).counted(residents, most)
    });
    let all = [
        few,
        missing(Represents::Front, FindingCode::FrontUnrepresented),
        missing(Represents::Inspectorate, FindingCode::InspectorateUnrepresented),
        missing(Represents::Village, FindingCode::ResidentsUnrepresented),
        many,
    ];
    all.into_iter().flatten().collect()
}

/// Where the law says who leads a board.
pub struct Leaders {
    head: &'static str,
    pub deputies: &'static str,
}

impl BoardKind {
    pub const fn leaders(self) -> Leaders {
        let (head, deputies) = match self {
            Self::CommunePeopleInspectorate => ("Luật 10/2022/QH15 Điều 36.3", "Nghị định 59/2023/NĐ-CP Điều 13.3"),
            Self::CommunityInvestmentSupervision => {
                ("Luật 10/2022/QH15 Điều 41.2", "Nghị định 59/2023/NĐ-CP Điều 17.3")
            }
            Self::AgencyPeopleInspectorate => ("Luật 10/2022/QH15 Điều 60.4", "Nghị định 59/2023/NĐ-CP Điều 21.3"),
            Self::EnterprisePeopleInspectorate => ("Luật 10/2022/QH15 Điều 77.4", "Nghị định 59/2023/NĐ-CP Điều 25.2"),
            Self::SteeringCommittee => {
                let article = "Nghị quyết 75/NQ-HĐND Điều 4.3c";
                (article, article)
            }
        };
        Leaders { head, deputies }
    }
}

/// A head, a deputy, and not more of these than the decree allows.
fn leaders(kind: BoardKind, members: &[&Member], law: &BoardLaw) -> Vec<Finding> {
    let holding = |position| members.iter().filter(|member| member.position == position).count();
    let Leaders { head, deputies } = kind.leaders();
    // The board elects its head and the deputy once its members are recognised (Art. 40.2b, 45.1a, 63.2a).
    let wanting = match (holding(BoardPosition::Head), holding(BoardPosition::Deputy)) {
        (0, _) => Some(FindingCode::NoHead),
        (_, 0) => Some(FindingCode::NoDeputy),
        _ => None,
    };
    let wanting = wanting.map(|code| Finding::new(code, Weight::Notice, head));
    let small = !kind.is_of_a_commune() && members.len() < law.deputies_from;
    let there = holding(BoardPosition::Deputy);
    let many = law.deputies_most.and_then(|most| {
        let (most, weight) = match small && there <= most {
            // The decree speaks of boards of nine and more; a smaller one has its deputy.
            true => (1, Weight::Explain),
            false => (most, Weight::Blocks),
        };
        (there > most).then(|| Finding::new(FindingCode::TooManyDeputies, weight, deputies).counted(there, most))
    });
    wanting.into_iter().chain(many).collect()
}

/// Two years in agencies and enterprises; in communes not longer than that of the village heads.
pub fn term(board: &Board, law: &BoardLaw) -> Option<Finding> {
    let to = board.term_to?;
    let months = |months| board.term_from.checked_add_months(Months::new(months));
    let (article, holds) = match board.kind {
        BoardKind::CommunePeopleInspectorate => {
            let most = law.commune_term_months.and_then(months);
            ("Luật 10/2022/QH15 Điều 36.2", most.is_none_or(|most| to <= most))
        }
        BoardKind::AgencyPeopleInspectorate => {
            let end = months(law.workplace_term_years * 12);
            ("Luật 10/2022/QH15 Điều 60.3", end == Some(to))
        }
        BoardKind::EnterprisePeopleInspectorate => {
            let end = months(law.workplace_term_years * 12);
            ("Luật 10/2022/QH15 Điều 77.3", end == Some(to))
        }
        BoardKind::CommunityInvestmentSupervision | BoardKind::SteeringCommittee => return None,
    };
    (!holds).then(|| Finding::new(FindingCode::WrongTerm, Weight::Explain, article))
}
