//! Units, their committees, whatever the communes manage, and people for the committees.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use super::{Scale, first_day};
use crate::{
    access::{Level, OrganisationId, OrganisationKind, Role, UnitId, derived},
    account::{account, post},
    demo::day::morning,
    http::{Problem, Result},
    organisation::{organisation, organisation_reach, sector::Sector},
    territory::unit,
    text,
};

pub struct Ground {
    pub units: Vec<unit::Model>,
    /// Committees first, those above before those below.
    pub bodies: Vec<organisation::Model>,
    pub reach: Vec<organisation_reach::Model>,
    pub accounts: Vec<account::Model>,
    pub posts: Vec<post::Model>,
    /// The committee of each unit.
    pub committees: BTreeMap<UnitId, OrganisationId>,
}

impl Ground {
    pub async fn load(scale: Scale, password: &str, connection: &impl ConnectionTrait) -> Result<Self> {
        let rows = unit::Entity::find()
            .order_by_asc(unit::Column::Code)
            .all(connection)
            .await?;
        let mut units = rows;
        units.sort_by_key(|unit| unit.level);
        let mut ground = Self {
            bodies: units.iter().map(committee).collect(),
            committees: units.iter().map(|unit| (unit.id, committee_id(unit))).collect(),
            reach: Vec::new(),
            accounts: Vec::new(),
            posts: Vec::new(),
            units,
        };
        ground.staff(password);
        ground.serve(scale)?;
        ground.reach = ground.bodies.iter().flat_map(reach).collect();
        Ok(ground)
    }

    /// Those who work for each committee: `leader.12`, `officer.12`; for the nation also `administrator.vn`.
    fn staff(&mut self, password: &str) {
        for (unit, body) in self.units.iter().zip(&self.bodies) {
            let administers = (unit.level == Level::Nation).then_some(("administrator", Role::Administrator));
            for (name, role) in [("officer", Role::Officer), ("leader", Role::Leader)]
                .into_iter()
                .chain(administers)
            {
                let login = format!("{name}.{}", unit.code.to_lowercase());
                let account = person(&login, body, password);
                self.posts.push(appointment(&account, role, body));
                self.accounts.push(account);
            }
        }
    }

    /// Schools and stations, handed out to the communes in turn until there are enough organisations.
    fn serve(&mut self, scale: Scale) -> Result<()> {
        let communes: Vec<&unit::Model> = self.units.iter().filter(|unit| unit.level == Level::Commune).collect();
        let wanted = usize::try_from(scale.organisations).map_err(Problem::internal)?;
        let missing = wanted.saturating_sub(self.bodies.len());
        let turns = communes.iter().cycle().zip(1_usize..).take(missing);
        let served: Vec<organisation::Model> = turns.map(|(commune, number)| served(commune, number)).collect();
        self.bodies.extend(served);
        Ok(())
    }
}

fn committee_id(unit: &unit::Model) -> OrganisationId {
    derived(&format!("demo/national/committee/{}", unit.code))
}

fn committee(unit: &unit::Model) -> organisation::Model {
    let name = match unit.level {
        Level::Nation => "Chính phủ".to_owned(),
        _ => format!("Ủy ban nhân dân {}", unit.said()),
    };
    body(committee_id(unit), name, OrganisationKind::PeopleCommittee, unit.id)
}

fn served(commune: &unit::Model, number: usize) -> organisation::Model {
    let id = derived(&format!("demo/national/served/{number}"));
    let name = format!("Trường học số {number} {}", commune.name);
    organisation::Model {
        sector: Some(Sector::Education),
        managed_by: Some(committee_id(commune)),
        ..body(id, name, OrganisationKind::PublicServiceUnit, commune.id)
    }
}

fn body(id: OrganisationId, name: String, kind: OrganisationKind, unit_id: UnitId) -> organisation::Model {
    organisation::Model {
        id,
        code: None,
        name_fold: text::fold(&name),
        name_sort: text::sort_key(&name),
        name,
        kind,
        sector: None,
        unit_id,
        origin_unit_id: unit_id,
        managed_by: None,
        follows_parent: false,
        work_year_start: 1,
        valid_from: first_day(),
        valid_to: None,
        legal_basis: None,
        close_reason: None,
        created_at: morning(first_day()),
        version: 1,
    }
}

fn reach(body: &organisation::Model) -> impl Iterator<Item = organisation_reach::Model> + use<> {
    let organisation_id = body.id;
    let roots = [Some(organisation_id), body.managed_by].into_iter().flatten();
    roots.map(move |root_id| organisation_reach::Model {
        root_id,
        organisation_id,
    })
}

fn person(login: &str, body: &organisation::Model, password: &str) -> account::Model {
    account::Model {
        id: derived(&format!("demo/national/account/{login}")),
        login: login.to_owned(),
        name: login.to_owned(),
        name_fold: text::fold(login),
        name_sort: text::sort_key(login),
        password_hash: password.to_owned(),
        password_changed_at: morning(first_day()),
        must_change_password: false,
        suspended_at: None,
        suspend_reason: None,
        failed_attempts: 0,
        locked_until: None,
        token_version: 1,
        organisation_id: body.id,
        unit_id: body.unit_id,
        created_at: morning(first_day()),
        version: 1,
    }
}

fn appointment(account: &account::Model, role: Role, body: &organisation::Model) -> post::Model {
    post::Model {
        id: derived(&format!("demo/national/post/{}", account.login)),
        account_id: account.id,
        organisation_id: body.id,
        unit_id: body.unit_id,
        title: "Chủ tịch Ủy ban nhân dân".to_owned(),
        roles: post::Roles(vec![role]),
        valid_from: first_day(),
        valid_to: None,
        document: None,
        end_reason: None,
        version: 1,
    }
}
