//! The oracle: what the rules of access say, told once more and as plainly as possible from the published permission table.

use std::{collections::BTreeMap, fmt};

use danchu::{
    access::{AccountId, OrganisationKind, UnitId},
    board::recommendation::entity as recommendation,
    organisation::organisation,
    reporting::{kinds::Outcome, round::entity as round},
};
use serde_json::Value;

use super::{
    caller::{Caller, Place, Standing},
    measure::{Measure, MeasureKind},
    operation::{Operation, Takes},
    record::{Announced, Kind, Reading, Record},
    world::World,
};

/// What is decided of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    Allowed,
    Unauthenticated,
    Forbidden,
    NotFound,
    /// An id in the body that names nothing in sight.
    UnknownReference,
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Allowed => "✓",
            Self::Unauthenticated => "401",
            Self::Forbidden => "403",
            Self::NotFound => "404",
            Self::UnknownReference => "422",
        })
    }
}

/// The register and the permission table of `GET /api/v1/permissions`.
pub struct Oracle<'w> {
    pub world: &'w World,
    permissions: &'w [Value],
    posts: BTreeMap<Option<AccountId>, Vec<Record>>,
}

impl<'w> Oracle<'w> {
    pub fn new(world: &'w World, permissions: &'w [Value]) -> Self {
        let mut posts: BTreeMap<_, Vec<Record>> = BTreeMap::new();
        for post in Record::posts(world) {
            posts.entry(post.account).or_default().push(post);
        }
        Self {
            world,
            permissions,
            posts,
        }
    }

    /// What is decided when `who` asks an operation of `what`; none is an id that nothing has.
    pub fn decide(&self, who: Option<&Caller>, operation: &Operation, what: Option<&Record>) -> Decision {
        let Some(permission) = &operation.permission else {
            // Signing in and refreshing prove themselves; nobody in particular has nothing to prove it with.
            let proves = operation.path.starts_with("/api/v1/auth/");
            return match operation.takes {
                _ if proves && who.is_none() => Decision::Unauthenticated,
                // What was uploaded is nobody else's: no file was made public.
                Takes::Path if what.is_none() || operation.path.contains("/public/files/") => Decision::NotFound,
                _ => Decision::Allowed,
            };
        };
        let Some(who) = who else {
            return Decision::Unauthenticated;
        };
        let rule = self
            .permissions
            .iter()
            .find(|rule| rule["name"] == **permission)
            .expect("a published permission");
        let standing = who.standing(rule["feature"].as_str().expect("a feature"));
        let changes = rule["effect"] == "write";
        if !holds(rule, who, standing) || (changes && who.ended) || (who.must_change_password && permission != "me:use")
        {
            return Decision::Forbidden;
        }
        if operation.takes == Takes::Nothing {
            // Only councils pass resolutions.
            let council = self.world.organisation(who.organisation).kind == OrganisationKind::PeopleCouncil;
            return match permission.as_str() == "resolution:edit" && !council {
                true => Decision::Forbidden,
                false => Decision::Allowed,
            };
        }
        let Some(what) = what.filter(|what| self.sees(who, standing, operation, what)) else {
            return if operation.takes == Takes::Body {
                Decision::UnknownReference
            } else {
                Decision::NotFound
            };
        };
        match !changes || self.may_change(who, standing, rule, operation, what) {
            true => Decision::Allowed,
            false => Decision::Forbidden,
        }
    }

    /// Whether it is of an organisation that passed into the caller's. A unit's predecessors are in its place anyway.
    fn is_left_to(&self, who: &Caller, standing: &Standing, what: &Record) -> bool {
        let itself = matches!(standing.place, Place::Organisations(_));
        itself && self.world.passed_into(who.organisation).contains(&what.organisation)
    }

    pub fn sees(&self, who: &Caller, standing: &Standing, operation: &Operation, what: &Record) -> bool {
        let covered = standing.covers(what.organisation, what.unit);
        let reviewed = |report: bool| report || !standing.oversees();
        let fills = who.fills.contains(&what.organisation);
        let about_myself = operation.permission.as_deref() == Some("me:use");
        match what.kind {
            Kind::Session => what.account == Some(who.account),
            Kind::Post if about_myself => what.account == Some(who.account) && what.held,
            Kind::Unit if operation.takes == Takes::Query => {
                let near = match &standing.place {
                    Place::Units(units) => units.contains(&what.unit),
                    Place::Organisations(bodies) => {
                        let below = self.world.reach(what.unit);
                        let somebody = |body| below.contains(&self.world.organisation(body).unit_id);
                        who.reach.contains(&what.unit) && bodies.iter().copied().any(somebody)
                    }
                };
                near && self.sees_round(who, standing, self.world.open_round())
            }
            Kind::Unit if operation.permission.as_deref() == Some("organisation:edit") => covered,
            Kind::Unit => true,
            Kind::Regulation { open: true } if self.is_left_to(who, standing, what) => true,
            Kind::Regulation { open } | Kind::Convention { open } | Kind::Resolution { open } => {
                standing.principals.contains(&what.organisation) || (covered && (open || !standing.oversees()))
            }
            // Only the commune's committee speaks for its villages.
            Kind::Village
                if ["conventions", "elections"].contains(&operation.path.rsplit('-').next().unwrap_or_default()) =>
            {
                standing.principals.contains(&what.organisation)
            }
            Kind::Reorganisation { applied } => applied || standing.principals.contains(&what.organisation),
            Kind::Template { published } => published || standing.principals.contains(&what.organisation),
            Kind::Consolidation(reading) => {
                let own = standing.principals.contains(&what.organisation);
                let sent = match reading {
                    Reading::Own => false,
                    Reading::Above => covered && !standing.oversees(),
                    Reading::Overseers => covered,
                    Reading::Everybody => covered || operation.last() != "verify",
                };
                own || sent
            }
            // What belongs to nobody holds nationwide; what a unit recorded, in the unit.
            Kind::CalendarDay => what.is_nobodys() || self.world.reach(what.unit).contains(&who.unit),
            Kind::Round => {
                let round = self.world.rounds.iter().find(|round| round.id.0 == what.id);
                round.is_some_and(|round| self.sees_round(who, standing, round))
            }
            Kind::Account => {
                self.persons(standing, what) || self.posts_of(what).any(|post| self.persons(standing, post))
            }
            Kind::Post | Kind::Delegation | Kind::Person | Kind::Appointment => self.persons(standing, what),
            Kind::Filling => covered || what.filler.is_some_and(|filler| standing.principals.contains(&filler)),
            Kind::Attachment => what.organisation == who.organisation,
            // What an overseer does not see of it, it still counts.
            Kind::Obligation(_) if operation.last() == "totals" => covered,
            Kind::Obligation(_) => fills || (covered && reviewed(what.report().accepted)),
            Kind::Submission(_) => {
                let report = what.report();
                let sent = report.sent || standing.principals.contains(&what.organisation) || fills;
                let first = report
                    .first
                    .is_some_and(|outcome| fills || reviewed(outcome == Outcome::Accepted));
                let asks_for_the_first = operation.path.contains("/versions/") || operation.last() == "comparison";
                let seen = fills || (covered && reviewed(report.accepted));
                seen && sent && (first || !asks_for_the_first)
            }
            Kind::Organisation if operation.path.contains("accounts") => self.persons(standing, what),
            Kind::Organisation | Kind::Mandate | Kind::Village => covered,
            Kind::Measure(_, open) => {
                let measure = self.measure(what);
                let own = standing.principals.contains(&what.organisation);
                match measure.subject {
                    // An inspection is told to whom it is of, and to those above both, once it is concluded.
                    Some((subject, unit)) => {
                        let told = standing.principals.contains(&subject) || standing.covers(subject, unit);
                        own || (open && (covered || told))
                    }
                    None => own || (covered && (open || !standing.oversees())),
                }
            }
            Kind::Project => covered || standing.principals.contains(&what.organisation),
            Kind::Plan { issued } => {
                let row = self.world.plans.iter().find(|row| row.id.0 == what.id).expect("a plan");
                let open = !standing.oversees() || row.board_kind.is_of_a_commune();
                let own = [row.organisation_id, row.director_id];
                let host = standing.principals.contains(&row.host_id);
                own.iter().any(|party| standing.principals.contains(party))
                    || (issued && (host || (standing.covers(row.host_id, what.unit) && open)))
            }
            Kind::Inspection(announced) => {
                let row = self.world.inspections.iter().find(|row| row.id.0 == what.id);
                let row = row.expect("an inspection");
                let open = !standing.oversees() || row.board_kind.is_of_a_commune();
                let own = [row.organisation_id, row.director_id];
                let mut inspected = [Some(row.host_id), row.inspected_id].into_iter().flatten();
                let inspected = inspected.any(|party| standing.principals.contains(&party));
                own.iter().any(|party| standing.principals.contains(party))
                    || (announced != Announced::Nobody && inspected)
                    || (announced == Announced::All && standing.covers(row.host_id, what.unit) && open)
            }
            Kind::Feedback => {
                let row = self
                    .world
                    .feedback
                    .iter()
                    .find(|row| row.id.0 == what.id)
                    .expect("feedback");
                let own = [row.organisation_id, row.director_id];
                own.iter().any(|party| standing.principals.contains(party))
            }
            Kind::Recommendation { sent } => {
                let row = self.recommendation(what);
                let own = [row.organisation_id, row.director_id];
                let open = !standing.oversees() || row.board_kind.is_of_a_commune();
                let addressed = row.addressee_id.is_some_and(|addressee| {
                    standing.principals.contains(&addressee) || (standing.covers(addressee, what.unit) && open)
                });
                own.iter().any(|party| standing.principals.contains(party)) || (sent && addressed)
            }
            Kind::Board => {
                let row = self.world.boards.iter().find(|row| row.id.0 == what.id);
                let row = row.expect("a board");
                let parties = [row.organisation_id, row.body_id, row.host_id];
                let open = !standing.oversees() || row.kind.is_of_a_commune();
                parties.iter().any(|party| standing.principals.contains(party))
                    || (standing.covers(row.host_id, what.unit) && open)
            }
            Kind::Election => covered || standing.principals.contains(&what.organisation),
        }
    }

    fn measure(&self, what: &Record) -> &Measure {
        let mut rows = self.world.measures.iter();
        rows.find(|row| row.id == what.id).expect("a measure")
    }

    fn recommendation(&self, what: &Record) -> &recommendation::Model {
        let mut rows = self.world.recommendations.iter();
        rows.find(|row| row.id.0 == what.id).expect("a recommendation")
    }

    /// Overseers do not see persons, their own excepted.
    fn persons(&self, standing: &Standing, what: &Record) -> bool {
        match standing.oversees() {
            true => standing.principals.contains(&what.organisation),
            false => standing.covers(what.organisation, what.unit),
        }
    }

    fn posts_of(&self, account: &Record) -> impl Iterator<Item = &Record> {
        self.posts.get(&account.account).into_iter().flatten()
    }

    /// A round concerns whoever opened it, and whoever has or sees an obligation in it.
    fn sees_round(&self, who: &Caller, standing: &Standing, round: &round::Model) -> bool {
        let mut owed = self.world.obligations.iter().filter(|owed| owed.round_id == round.id);
        standing.covers(round.organisation_id, round.unit_id)
            || owed.any(|owed| {
                standing.covers(owed.organisation_id, owed.unit_id) || who.fills.contains(&owed.organisation_id)
            })
    }

    fn may_change(
        &self,
        who: &Caller,
        standing: &Standing,
        rule: &Value,
        operation: &Operation,
        what: &Record,
    ) -> bool {
        // What a closed body has made public its heir takes back.
        let mut mine = standing.principals.iter().map(|id| self.world.organisation(*id));
        if operation.last() == "unpublish" && mine.any(|body| self.world.goes_on_with(body, what.organisation)) {
            return true;
        }
        let own = standing.principals.contains(&what.organisation);
        let filled = what.report.is_some() && who.fills.contains(&what.organisation);
        let reach = match rule["reach"].as_str() {
            // What is made of the record that is named is the caller's own, whosever the record is.
            Some("own") => own || filled || operation.takes == Takes::Body || operation.last() == "revise",
            Some("below") => !own,
            _ => true,
        };
        // What predecessors held is read only; people outlive units, and whoever is merely named is not changed.
        let ends = !matches!(what.kind, Kind::Account | Kind::Post)
            && (what.kind != Kind::Organisation || operation.path.starts_with("/api/v1/organisations"));
        let in_units = matches!(standing.place, Place::Units(_));
        let history = in_units && ends && self.world.unit(what.unit).valid_to.is_some();
        reach && !history && self.special(who, standing, operation, what)
    }

    /// Whether an organisation is in the hands of whoever it itself is, of those who manage it, or of a committee that stands over it.
    fn keeps(&self, standing: &Standing, body: &organisation::Model) -> bool {
        let Some(here) = standing.committee().map(|id| self.world.organisation(id).unit_id) else {
            return standing.covers(body.id, body.unit_id);
        };
        let above = standing.level == "province" || self.world.above(body.unit_id).contains(&here);
        above || self.answers(standing, body, here)
    }

    /// Whether an organisation answers to the committee of a unit: by whoever manages it now, or else by standing there.
    fn answers(&self, standing: &Standing, body: &organisation::Model, here: UnitId) -> bool {
        let manager = body.managed_by.map(|id| self.world.organisation(id));
        let manager = manager.filter(|manager| manager.exists_on(self.world.today));
        standing.principals.contains(&body.id)
            || manager.map_or_else(
                || body.unit_id == here && !NOT_UNDER_THE_COMMITTEE.contains(&body.kind),
                |manager| self.answers(standing, manager, here),
            )
    }

    /// Whether somebody manages an organisation or, where nobody does, is the committee right above it.
    fn is_right_above(&self, standing: &Standing, body: &organisation::Model) -> bool {
        if let Some(manager) = body.managed_by.filter(|manager| standing.principals.contains(manager)) {
            return manager != body.id;
        }
        let mut committees = standing.principals.iter().map(|id| self.world.organisation(*id));
        committees.any(|mine| {
            let committee = mine.kind == OrganisationKind::PeopleCommittee;
            let here = body.unit_id == mine.unit_id && body.managed_by.is_none();
            let below = self.world.unit(body.unit_id).parent_id == Some(mine.unit_id);
            committee
                && match body.kind {
                    OrganisationKind::PeopleCommittee => below,
                    kind => here && !NOT_UNDER_THE_COMMITTEE.contains(&kind),
                }
        })
    }

    fn special(&self, who: &Caller, standing: &Standing, operation: &Operation, what: &Record) -> bool {
        let receives = || standing.principals.contains(&what.report().receiver);
        let signed = || what.report().signed_by == Some(who.account);
        match (what.kind, operation.last()) {
            // Nobody administers themselves, nor whoever holds a post beyond their reach.
            (Kind::Account, "posts") => what.account != Some(who.account),
            (Kind::Account, _) => {
                let mut held = self.posts_of(what).filter(|post| post.held);
                what.account != Some(who.account)
                    && self.persons(standing, what)
                    && held.all(|post| self.persons(standing, post))
            }
            (Kind::Post, _) => what.account != Some(who.account),
            (Kind::Organisation, _) if operation.path.starts_with("/api/v1/organisations/") => {
                self.keeps(standing, self.world.organisation(what.organisation))
            }
            (Kind::Recommendation { .. }, "confirm" | "return" | "take-up") => {
                self.recommendation(what).director_id == who.organisation
            }
            (Kind::Recommendation { .. }, "receive") => {
                let addressee = self.recommendation(what).addressee_id;
                addressee.is_some_and(|addressee| standing.principals.contains(&addressee))
            }
            (Kind::Recommendation { .. }, "answer") => self.recommendation(what).addressee_id == Some(who.organisation),
            (Kind::Measure(MeasureKind::Compliance, _), "answer") => {
                let subject = self.measure(what).subject;
                subject.is_some_and(|(subject, _)| standing.principals.contains(&subject))
            }
            (Kind::Measure(MeasureKind::Evaluation, _), "decide") => {
                self.is_right_above(standing, self.world.organisation(what.organisation))
            }
            (Kind::Mandate, _) => what.committee == Some(who.organisation),
            (Kind::Consolidation(_), "accept" | "return") => {
                let mut rows = self.world.consolidations.iter();
                let row = rows.find(|row| row.id.0 == what.id).expect("a consolidation");
                let mine = |receiver| standing.principals.contains(&receiver);
                row.receiver_id.is_some_and(mine) && row.signed_by != Some(who.account)
            }
            // By mandate one drafts, and does not sign.
            (Kind::Regulation { .. }, "issue" | "repeal") => what.organisation == who.organisation,
            (Kind::Submission(_), "submit") => what.organisation == who.organisation,
            (Kind::Submission(_), "official-issue") => standing.principals.contains(&what.organisation),
            (Kind::Submission(_), "examine") => receives(),
            (Kind::Submission(_), "accept" | "return") => receives() && !signed(),
            (Kind::Obligation(_), "waive") => receives() && !signed(),
            (Kind::Obligation(_), "extend" | "reinstate" | "receive-otherwise") => receives(),
            _ => true,
        }
    }
}

/// What a committee does not keep in its own unit: what is above it, beside it, or oversees it.
const NOT_UNDER_THE_COMMITTEE: &[OrganisationKind] = &[
    OrganisationKind::PeopleCommittee,
    OrganisationKind::PeopleCouncil,
    OrganisationKind::CouncilCommittee,
    OrganisationKind::FatherlandFront,
    OrganisationKind::SocioPoliticalOrganisation,
    OrganisationKind::TradeUnion,
    OrganisationKind::PartyBody,
    OrganisationKind::CentralAgency,
    OrganisationKind::InspectionBoard,
];

/// Whether the table gives somebody a permission at all.
fn holds(rule: &Value, who: &Caller, standing: &Standing) -> bool {
    let names = |list: &str, name: &str| {
        rule[list]
            .as_array()
            .expect("a list")
            .iter()
            .any(|listed| listed == name)
    };
    who.roles.iter().any(|role| names("roles", role))
        && names("capacities", standing.capacity)
        && names("levels", &standing.level)
}
