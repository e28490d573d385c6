//! Each number and each clock of Decree 61/2023/NĐ-CP, one case on either side, across weekends and Tết.

mod annulling;
mod complaining;
mod in_force;
mod proposing;
mod recognising;
mod remedy;
mod suspending;
mod voting;

use uuid::Uuid;

use super::*;
use crate::{
    access::fresh,
    calendar::Holidays,
    document::{
        convention::{
            ConventionKind,
            course::{Course, Decision, Posting, PostingForm, Proposal, Proposer, Team, TeamMember, VoteForm},
            objection::{Annulment, AnnulmentGround, Suspension},
        },
        number::DocumentNumber,
        step::Timed,
    },
    http::Place,
    text,
};

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn off() -> Holidays {
    Holidays::built_in().unwrap()
}

fn number() -> DocumentNumber {
    DocumentNumber::read("12/QĐ-UBND").unwrap()
}

fn proposal(by: Proposer, on: &str, households: Option<i64>, in_favour: Option<u32>) -> Proposal {
    Proposal {
        by,
        on: day(on),
        households,
        in_favour,
    }
}

fn proposed() -> Model {
    let title = "Quy ước bản Nà Khằm".to_owned();
    Model {
        id: fresh(),
        organisation_id: Uuid::nil().into(),
        unit_id: Uuid::nil().into(),
        origin_unit_id: Uuid::nil().into(),
        village_id: Uuid::nil().into(),
        kind: ConventionKind::QuyUoc,
        title_fold: text::fold(&title),
        title,
        summary: None,
        state: ConventionState::Proposed,
        course: Course::beginning(Some(proposal(Proposer::VillageHead, "2025-08-20", None, None))),
        in_force_on: None,
        ended_on: None,
        change: None,
        replaces_id: None,
        replaced_by_id: None,
        version: 1,
    }
}

/// Steps taken long after they happened.
struct Late(Holidays);

impl Late {
    fn new() -> Self {
        Self(off())
    }

    fn today(&self) -> Today {
        Today {
            day: day("2026-12-31"),
            off: self.0.clone(),
        }
    }

    fn drafting(&self) -> Model {
        let mut row = proposed();
        form_team(
            &mut row,
            team("2025-08-25", &[TeamMember::Reputed]),
            false,
            &self.today(),
        )
        .unwrap();
        row
    }

    fn posted(&self, on: &str) -> Model {
        let mut row = self.drafting();
        post(&mut row, posting(on, &[PostingForm::Copies]), &self.today()).unwrap();
        row
    }

    fn adopted(&self, on: &str) -> Model {
        let mut row = self.posted("2025-09-02");
        record_vote(&mut row, count(VoteForm::Meeting, on, 100, 80, 60), &self.today()).unwrap();
        row
    }

    fn submitted(&self, received_on: &str) -> Model {
        let mut row = self.adopted("2025-10-03");
        send_dossier(&mut row, sending("2025-10-03", received_on), &self.today()).unwrap();
        row
    }

    fn recognised(&self, on: &str) -> Model {
        let mut row = self.submitted("2025-10-03");
        recognise(&mut row, decision(on), &self.today()).unwrap();
        row
    }
}

fn team(on: &str, of: &[TeamMember]) -> Team {
    Team {
        on: day(on),
        members: 5,
        of: of.to_vec(),
    }
}

fn posting(on: &str, forms: &[PostingForm]) -> Posting {
    Posting {
        on: day(on),
        place: "Nhà văn hóa".to_owned(),
        forms: forms.to_vec(),
        open_until: day(on),
        draft_file: None,
    }
}

fn count(by: VoteForm, on: &str, households: i64, present: u32, in_favour: u32) -> Count {
    Count {
        by,
        on: day(on),
        households,
        present,
        in_favour,
    }
}

fn sending(on: &str, received_on: &str) -> Sending {
    Sending {
        on: day(on),
        received_on: day(received_on),
        request_file: None,
        minutes_file: None,
        text_file: None,
    }
}

fn made(on: &str) -> Timed {
    Timed::unhurried(day(on))
}

fn decision(on: &str) -> Decision {
    Decision {
        made: made(on),
        number: number(),
        signer: "Lò Văn Inh".to_owned(),
        capacities: Vec::new(),
        signed_file: None,
    }
}

fn suspension(ground: SuspensionGround, on: &str, remedy_by: &str) -> Suspension {
    Suspension {
        ground,
        on: day(on),
        number: number(),
        reason: "Sai trình tự".to_owned(),
        parts: (ground != SuspensionGround::Procedure).then(|| "Điều 9".to_owned()),
        remedy_by: day(remedy_by),
        signer: None,
        capacities: Vec::new(),
    }
}

fn annulment(ground: AnnulmentGround, on: &str) -> Annulment {
    Annulment {
        ground,
        on: day(on),
        number: number(),
        reason: "Không khắc phục".to_owned(),
        parts: (ground == AnnulmentGround::ContentNotRemedied).then(|| "Điều 9".to_owned()),
        signer: None,
        capacities: Vec::new(),
    }
}

/// Where and what is wrong; the problem's own code where no place is named.
fn refused(result: Result<()>) -> Option<String> {
    let problem = result.err()?;
    let told = problem.faults.first().map(|fault| match &fault.place {
        Place::Body(pointer) => format!("{pointer} {}", fault.code),
        other => format!("{other:?}"),
    });
    Some(told.unwrap_or_else(|| problem.code.as_str().to_owned()))
}
