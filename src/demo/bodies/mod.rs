//! The organisations: those of the province, those of each district and commune, and those that have ended.

mod local;
mod places;
mod province;

use chrono::NaiveDate;

use super::{
    chance::between,
    day::{day, morning},
};
use crate::{
    access::{Feature, OrganisationId, OrganisationKind, UnitId, derived},
    organisation::{identifier, mandate, organisation, organisation_lineage, sector::Sector, staff},
    text,
};

pub use local::{committee_of, divisions, local};
pub use places::Places;
pub use province::{invited, province};

/// An organisation with what hangs on it.
#[derive(Clone)]
pub struct Body {
    pub row: organisation::Model,
    /// The second half of its people's logins.
    pub login: String,
    /// The organisation that goes on with its work.
    pub heir: Option<OrganisationId>,
    pub mandate: Option<mandate::Model>,
}

/// The rows, each after the one that manages it.
pub fn managers_first(bodies: &[Body]) -> Vec<organisation::Model> {
    let (managed, free): (Vec<&Body>, Vec<&Body>) = bodies.iter().partition(|body| body.row.managed_by.is_some());
    free.into_iter().chain(managed).map(|body| body.row.clone()).collect()
}

/// The id of an organisation of the demonstration.
pub fn id_of(key: &str) -> OrganisationId {
    derived(&format!("demo/organisation/{key}"))
}

/// When the province begins.
pub fn always() -> NaiveDate {
    day(2004, 1, 1)
}

impl Body {
    /// An organisation that has been there as long as the province.
    pub fn new(key: &str, name: String, kind: OrganisationKind, unit: UnitId) -> Self {
        let id = id_of(key);
        Self {
            row: organisation::Model {
                id,
                code: None,
                name_fold: text::fold(&name),
                name_sort: text::sort_key(&name),
                name,
                kind,
                sector: None,
                unit_id: unit,
                origin_unit_id: unit,
                managed_by: None,
                follows_parent: false,
                work_year_start: 1,
                valid_from: always(),
                valid_to: None,
                legal_basis: None,
                close_reason: None,
                created_at: morning(day(2023, 1, 3)),
                version: 1,
            },
            login: String::new(),
            heir: None,
            mandate: None,
        }
    }

    /// An organisation that was opened by other means.
    pub fn known(row: organisation::Model, login: &str) -> Self {
        Self {
            row,
            login: login.to_owned(),
            heir: None,
            mandate: None,
        }
    }

    pub fn login(mut self, login: impl Into<String>) -> Self {
        self.login = login.into();
        self
    }

    pub fn code(mut self, code: String) -> Self {
        self.row.code = Some(code);
        self
    }

    pub fn sector(mut self, sector: Sector) -> Self {
        self.row.sector = Some(sector);
        // A school's work year is its school year.
        self.row.work_year_start = if sector == Sector::Education { 9 } else { 1 };
        self
    }

    pub fn managed_by(mut self, body: OrganisationId) -> Self {
        self.row.managed_by = Some(body);
        self
    }

    pub fn follows_parent(mut self) -> Self {
        self.row.follows_parent = true;
        self
    }

    /// Founded by an act.
    pub fn since(mut self, first: NaiveDate, legal_basis: &str) -> Self {
        self.row.valid_from = first;
        self.row.created_at = self.row.created_at.max(morning(first));
        self.row.legal_basis = Some(legal_basis.to_owned());
        self
    }

    /// Ended by an act; a mandate ends with it.
    pub fn until(mut self, end: NaiveDate, reason: &str) -> Self {
        self.row.valid_to = Some(end);
        self.row.close_reason = Some(reason.to_owned());
        self.row.version = 2;
        if let Some(mandate) = &mut self.mandate {
            mandate.valid_to = Some(end);
            mandate.end_reason = Some(reason.to_owned());
            mandate.version = 2;
        }
        self
    }

    pub fn left_to(mut self, heir: OrganisationId) -> Self {
        self.heir = Some(heir);
        self
    }

    /// It acts for a committee in reporting.
    pub fn mandated(mut self, committee: OrganisationId, since: NaiveDate, document: &str) -> Self {
        self.mandate = Some(mandate::Model {
            id: derived(&format!("demo/mandate/{}", self.row.id)),
            committee_id: committee,
            organisation_id: self.row.id,
            unit_id: self.row.unit_id,
            feature: Feature::Reporting,
            valid_from: since,
            valid_to: None,
            document: document.to_owned(),
            end_reason: None,
            version: 1,
        });
        self
    }

    pub fn lineage(&self) -> Option<organisation_lineage::Model> {
        self.heir.map(|successor_id| organisation_lineage::Model {
            predecessor_id: self.row.id,
            successor_id,
        })
    }

    /// Mã số thuế, of enterprises and employers.
    pub fn identifier(&self) -> Option<identifier::Model> {
        let taxed = matches!(
            self.row.kind,
            OrganisationKind::StateOwnedEnterprise | OrganisationKind::NonStateEmployer
        );
        taxed.then(|| identifier::Model {
            system: "tax".to_owned(),
            value: format!("6200{:06}", between(&format!("tax/{}", self.row.id), 1, 999_999)),
            organisation_id: self.row.id,
        })
    }

    /// How many work there, as counted when the year of its first report began.
    pub fn staff(&self) -> staff::Model {
        staff::Model {
            organisation_id: self.row.id,
            counted_on: self.row.valid_from.max(day(2024, 1, 1)),
            staff: between(&format!("staff/{}", self.row.id), 5, 60),
        }
    }
}
