//! The numbers of the law on boards, by the day: what is amended is a further row, not an edit.

use chrono::NaiveDate;

use super::kind::BoardKind;
use crate::calendar::{
    holds,
    since::{DECREE_59, DECREE_185, LAW_10},
};

/// What the law asks of boards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoardLaw {
    pub from: NaiveDate,
    /// The first day it no longer holds.
    pub to: Option<NaiveDate>,
    /// Members of a commune's inspectorate at least (Law 10/2022 Art. 36.1); so many at most where there are fewer villages (Decree 59/2023
    /// Art. 13.2).
    pub commune_least: usize,
    pub few_villages_cap: bool,
    /// Members of an inspectorate in an agency or a state enterprise (Law Art. 60.1, 77.1).
    pub workplace_least: usize,
    pub workplace_most: usize,
    /// Staff of an agency up to which it has none (Law Art. 60.1).
    pub staff_without: i64,
    /// Years of its term (Law Art. 60.3, 77.3).
    pub workplace_term_years: u32,
    /// Members of a supervision board at least (Law Art. 41.1).
    pub supervision_least: usize,
    /// Of them residents' representatives at most (Decree 59/2023 Art. 17.2).
    pub residents_most: Option<usize>,
    /// Deputies at most (Decree 59/2023 Art. 13.3, 17.3, 21.3, 25.2).
    pub deputies_most: Option<usize>,
    /// Members from which a board in an agency or an enterprise may have that many; with fewer it has one.
    pub deputies_from: usize,
    /// Months of the term of village heads at most, and so of their commune's inspectorate (Law Art. 36.2; Decree 185/2026 Art. 4).
    pub commune_term_months: Option<u32>,
    /// Months of a term that must be left for a by-election (Law Art. 36.2).
    pub by_election_months: u32,
    /// Who says that each village of a commune is represented.
    pub each_village: &'static str,
    /// Working days for recognising or refusing whom villages elect (Law Art. 21.2), and whom a conference does (Decree 59/2023 Art. 21.1, 25.1).
    pub recognise_days: u16,
    pub workplace_recognise_days: Option<u16>,
    /// Working days before an inspection by which its plan is sent (Decree 59/2023 Art. 14.1b, 22.1b, 26.1b).
    pub plan_days: Option<u16>,
    /// Days for answering a recommendation, from its receipt (Law Art. 40.1c, 45.2c, 63.1c, 81.1d).
    pub answer_days: u64,
    /// Days before the supervision begins by which the investor is told (Law Art. 45.1b).
    pub notice_days: u64,
}

const FIRST: BoardLaw = BoardLaw {
    from: LAW_10,
    to: Some(DECREE_59),
    commune_least: 5,
    few_villages_cap: false,
    workplace_least: 3,
    workplace_most: 9,
    staff_without: 7,
    workplace_term_years: 2,
    supervision_least: 5,
    residents_most: None,
    deputies_most: None,
    deputies_from: 9,
    commune_term_months: None,
    by_election_months: 6,
    each_village: "Luật 10/2022/QH15 Điều 36.1",
    recognise_days: 5,
    workplace_recognise_days: None,
    plan_days: None,
    answer_days: 15,
    notice_days: 45,
};

const SECOND: BoardLaw = BoardLaw {
    from: DECREE_59,
    to: Some(DECREE_185),
    few_villages_cap: true,
    residents_most: Some(5),
    deputies_most: Some(2),
    each_village: "Nghị định 59/2023/NĐ-CP Điều 13.2",
    workplace_recognise_days: Some(5),
    plan_days: Some(5),
    ..FIRST
};

/// Five years, longer or shorter by six months.
const THIRD: BoardLaw = BoardLaw {
    from: DECREE_185,
    to: None,
    commune_term_months: Some(66),
    ..SECOND
};

const LAWS: [BoardLaw; 3] = [FIRST, SECOND, THIRD];

impl BoardLaw {
    /// What held on a day; none for boards that are older than the law and go on until the next election (Decree 59/2023 Art. 29).
    pub fn on(day: NaiveDate) -> Option<&'static Self> {
        LAWS.iter().find(|law| holds(day, law.from, law.to))
    }

    /// Working days for recognising or refusing members of a board of this kind; none of a steering committee, of which no law speaks.
    pub const fn days_to_recognise(&self, kind: BoardKind) -> Option<u16> {
        match kind {
            BoardKind::CommunePeopleInspectorate | BoardKind::CommunityInvestmentSupervision => {
                Some(self.recognise_days)
            }
            BoardKind::AgencyPeopleInspectorate | BoardKind::EnterprisePeopleInspectorate => {
                self.workplace_recognise_days
            }
            BoardKind::SteeringCommittee => None,
        }
    }
}
