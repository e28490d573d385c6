//! What is asked for: a record of some kind, whose it is, and how that lies to a caller.

use std::fmt;

use chrono::NaiveDate;
use danchu::{
    access::{AccountId, Level, OrganisationId, UnitId},
    account::post,
    document::{
        convention::ConventionState,
        regulation::{RegulationState, Setting},
    },
    reporting::{
        consolidation::entity::{self as consolidation, ConsolidationState},
        kinds::{Outcome, Progress},
        obligation::entity as obligation,
    },
};
use uuid::Uuid;

use super::{caller::Caller, measure::MeasureKind, world::World};

/// A kind of record, as the operations tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Organisation,
    Account,
    Post,
    Mandate,
    Delegation,
    Filling,
    Attachment,
    Village,
    Round,
    Template {
        published: bool,
    },
    /// Overseers see it.
    Regulation {
        open: bool,
    },
    /// Overseers see it.
    Resolution {
        open: bool,
    },
    /// Overseers see it.
    Convention {
        open: bool,
    },
    Person,
    Appointment,
    Election,
    Board,
    Project,
    /// Overseers see it.
    Measure(MeasureKind, bool),
    /// Others see it once it was issued.
    Plan {
        issued: bool,
    },
    Inspection(Announced),
    Feedback,
    /// Whoever it is for sees it.
    Recommendation {
        sent: bool,
    },
    Reorganisation {
        applied: bool,
    },
    Consolidation(Reading),
    CalendarDay,
    Unit,
    Session,
    Obligation(Progress),
    Submission(Progress),
}

/// Who knows of an inspection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Announced {
    /// The board and whoever directs it.
    Nobody,
    /// Whom it is about too.
    TheInspected,
    /// It has ended.
    All,
}

/// Who may read a consolidation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// A draft.
    Own,
    /// It waits for the committee above.
    Above,
    /// Nobody is above, or it was accepted there.
    Overseers,
    /// It was published.
    Everybody,
}

impl Reading {
    pub fn of(row: &consolidation::Model) -> Self {
        let done = row.state == ConsolidationState::Accepted || row.receiver_id.is_none();
        match (row.published_at, row.signed_at) {
            (Some(_), _) => Self::Everybody,
            (None, Some(_)) if done => Self::Overseers,
            (None, Some(_)) => Self::Above,
            (None, None) => Self::Own,
        }
    }
}

/// A record with all that access to it may hang on.
#[derive(Clone, Debug)]
pub struct Record {
    pub kind: Kind,
    pub id: Uuid,
    pub organisation: OrganisationId,
    pub unit: UnitId,
    pub version: i64,
    /// Whose account, post or session it is.
    pub account: Option<AccountId>,
    /// A post that is held today.
    pub held: bool,
    /// The committee that gave a mandate.
    pub committee: Option<OrganisationId>,
    /// Who fills.
    pub filler: Option<OrganisationId>,
    pub since: Option<NaiveDate>,
    pub report: Option<Report>,
}

/// What stands about a report.
#[derive(Clone, Debug)]
pub struct Report {
    pub obligation: Uuid,
    pub submission: Option<Uuid>,
    pub receiver: OrganisationId,
    pub sent: bool,
    pub accepted: bool,
    pub signed_by: Option<AccountId>,
    /// What became of its first version.
    pub first: Option<Outcome>,
}

/// How a record lies to a caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Of the caller's organisation.
    Own,
    /// Of the committee it works for by mandate.
    Mandator,
    /// A report it fills.
    Filled,
    /// Of an organisation it manages.
    Managed,
    /// Of another body of the same unit.
    SameUnit,
    /// Of a unit under its own.
    Below,
    /// Of a unit that has ended and whose heir, or the one above it, is the caller's.
    Predecessor,
    Above,
    /// Of nobody: it holds everywhere.
    Nationwide,
    Sibling,
    OtherBranch,
    ForeignProvince,
    Missing,
    /// The operation asks for no record.
    None,
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Own => "own",
            Self::Mandator => "mandator",
            Self::Filled => "filled",
            Self::Managed => "managed",
            Self::SameUnit => "same unit",
            Self::Below => "below",
            Self::Predecessor => "predecessor",
            Self::Above => "above",
            Self::Nationwide => "nationwide",
            Self::Sibling => "sibling",
            Self::OtherBranch => "other branch",
            Self::ForeignProvince => "foreign province",
            Self::Missing => "missing",
            Self::None => "any",
        })
    }
}

impl Record {
    fn new(kind: Kind, id: impl Into<Uuid>, organisation: OrganisationId, unit: UnitId, version: i64) -> Self {
        Self {
            kind,
            id: id.into(),
            organisation,
            unit,
            version,
            account: None,
            held: false,
            committee: None,
            filler: None,
            since: None,
            report: None,
        }
    }

    /// What danchu brings along, which holds nationwide.
    fn holds_everywhere(&self) -> bool {
        matches!(self.kind, Kind::CalendarDay | Kind::Template { .. }) && self.is_nobodys()
    }

    pub fn is_nobodys(&self) -> bool {
        self.organisation.0.is_nil()
    }

    pub fn report(&self) -> &Report {
        self.report.as_ref().expect("a record of a report")
    }

    /// Every record of the register, each kind in the order of ids.
    pub fn all(world: &World) -> Vec<Self> {
        let mut records = Vec::new();
        for row in world.organisations.values() {
            let record = Self::new(Kind::Organisation, row.id, row.id, row.unit_id, row.version);
            records.push(Self {
                since: Some(row.valid_from),
                ..record
            });
        }
        for row in &world.accounts {
            let record = Self::new(Kind::Account, row.id, row.organisation_id, row.unit_id, row.version);
            records.push(Self {
                account: Some(row.id),
                ..record
            });
        }
        records.extend(Self::posts(world));
        for row in world.sessions.iter().filter(|session| session.ended_at.is_none()) {
            let post = world.posts.iter().find(|post| post.id == row.post_id).expect("a post");
            let record = Self::new(Kind::Session, row.id, post.organisation_id, post.unit_id, 1);
            records.push(Self {
                account: Some(row.account_id),
                ..record
            });
        }
        for row in &world.mandates {
            let record = Self::new(Kind::Mandate, row.id, row.organisation_id, row.unit_id, row.version);
            records.push(Self {
                committee: Some(row.committee_id),
                ..record
            });
        }
        for row in &world.villages {
            records.push(Self::new(
                Kind::Village,
                row.id,
                row.organisation_id,
                row.unit_id,
                row.version,
            ));
        }
        for row in &world.rounds {
            records.push(Self::new(
                Kind::Round,
                row.id,
                row.organisation_id,
                row.unit_id,
                row.version,
            ));
        }
        let nobody = OrganisationId(Uuid::nil());
        for row in world.units.values() {
            let record = Self::new(Kind::Unit, row.id, nobody, row.id, row.version);
            records.push(Self {
                since: Some(row.valid_from),
                ..record
            });
        }
        for row in &world.templates {
            let top = world.province().id;
            let (owner, unit) = (row.organisation_id.unwrap_or(nobody), row.unit_id.unwrap_or(top));
            let kind = Kind::Template {
                published: row.published_at.is_some(),
            };
            records.push(Self::new(kind, row.id, owner, unit, row.version));
        }
        for row in &world.delegations {
            let kind = Kind::Delegation;
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.fillings {
            let record = Self::new(Kind::Filling, row.id, row.organisation_id, row.unit_id, row.version);
            records.push(Self {
                filler: Some(row.filler_id),
                ..record
            });
        }
        for row in &world.attachments {
            let kind = Kind::Attachment;
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.regulations {
            let asked = matches!(row.state, RegulationState::Consultation | RegulationState::Consulted);
            let of_the_people = matches!(row.setting, Setting::Commune | Setting::Field);
            let open = row.signed_on.is_some() || (asked && of_the_people);
            let kind = Kind::Regulation { open };
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.persons {
            let kind = Kind::Person;
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.appointments {
            let kind = Kind::Appointment;
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.elections {
            let kind = Kind::Election;
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.boards {
            let kind = Kind::Board;
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.projects {
            let kind = Kind::Project;
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.measures {
            let kind = Kind::Measure(row.kind, row.open);
            records.push(Self::new(kind, row.id, row.organisation, row.unit, row.version));
        }
        for row in &world.plans {
            let issued = row.issued_on.is_some();
            let kind = Kind::Plan { issued };
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.inspections {
            let announced = match (row.ended_on, row.notice) {
                (Some(_), _) => Announced::All,
                (None, Some(_)) => Announced::TheInspected,
                (None, None) => Announced::Nobody,
            };
            let kind = Kind::Inspection(announced);
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.feedback {
            let kind = Kind::Feedback;
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.recommendations {
            let sent = row.sent_on.is_some();
            let kind = Kind::Recommendation { sent };
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.resolutions {
            let open = row.signed_on.is_some();
            let kind = Kind::Resolution { open };
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.conventions {
            let open = !matches!(
                row.state,
                ConventionState::Proposed | ConventionState::Drafting | ConventionState::Withdrawn
            );
            let kind = Kind::Convention { open };
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.reorganisations {
            let applied = row.applied_at.is_some();
            let kind = Kind::Reorganisation { applied };
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.consolidations {
            let kind = Kind::Consolidation(Reading::of(row));
            records.push(Self::new(kind, row.id, row.organisation_id, row.unit_id, row.version));
        }
        for row in &world.calendar_days {
            let top = world.province().id;
            let (owner, unit) = (row.organisation_id.unwrap_or(nobody), row.unit_id.unwrap_or(top));
            records.push(Self::new(Kind::CalendarDay, row.id, owner, unit, row.version));
        }
        for row in &world.obligations {
            records.extend(Self::of_report(world, row));
        }
        records
    }

    pub fn posts(world: &World) -> Vec<Self> {
        let post = |row: &post::Model| Self {
            account: Some(row.account_id),
            held: row.holds_on(world.today),
            ..Self::new(Kind::Post, row.id, row.organisation_id, row.unit_id, row.version)
        };
        world.posts.iter().map(post).collect()
    }

    fn of_report(world: &World, row: &obligation::Model) -> Vec<Self> {
        let mut versions: Vec<_> = world
            .versions
            .iter()
            .filter(|version| version.obligation_id == row.id)
            .collect();
        versions.sort_by_key(|version| version.number);
        let report = Report {
            obligation: row.id.into(),
            submission: row.submission_id.map(Uuid::from),
            receiver: row.receiver_id,
            sent: row.latest_version.is_some(),
            accepted: row.accepted_version.is_some(),
            signed_by: versions.last().map(|version| version.signed_by),
            first: versions.first().map(|version| version.outcome),
        };
        let of = |kind: Kind, id: Uuid| Self {
            report: Some(report.clone()),
            ..Self::new(kind, id, row.organisation_id, row.unit_id, row.version)
        };
        let obligation = of(Kind::Obligation(row.progress), row.id.into());
        let submission = row
            .submission_id
            .map(|id| of(Kind::Submission(row.progress), id.into()));
        [Some(obligation), submission].into_iter().flatten().collect()
    }

    pub fn is_document(&self) -> bool {
        matches!(
            self.kind,
            Kind::Regulation { .. } | Kind::Convention { .. } | Kind::Resolution { .. }
        )
    }

    /// How this record lies to a caller.
    pub fn relation(&self, world: &World, caller: &Caller) -> Relation {
        let above = world.above(caller.unit);
        let province = |unit: UnitId| {
            let mut line = std::iter::once(unit).chain(world.above(unit));
            line.find(|unit| world.unit(*unit).level == Level::Province)
        };
        let held_before = || world.unit(self.unit).valid_to.is_some() && caller.reach.contains(&self.unit);
        let parent = world.unit(caller.unit).parent_id;
        match () {
            () if self.holds_everywhere() => Relation::Nationwide,
            () if self.organisation == caller.organisation => Relation::Own,
            () if caller.works_for(self.organisation) => Relation::Mandator,
            () if self.report.is_some() && caller.fills.contains(&self.organisation) => Relation::Filled,
            () if caller.managed.contains(&self.organisation) => Relation::Managed,
            () if self.unit == caller.unit => Relation::SameUnit,
            () if held_before() => Relation::Predecessor,
            () if world.above(self.unit).contains(&caller.unit) => Relation::Below,
            () if above.contains(&self.unit) => Relation::Above,
            () if province(self.unit) != province(caller.unit) => Relation::ForeignProvince,
            () if world.unit(self.unit).parent_id == parent => Relation::Sibling,
            () => Relation::OtherBranch,
        }
    }
}
