//! An organisation as lists read it: beside it its unit and the name of the body that manages it, both of which are public.

use chrono::NaiveDate;
use sea_orm::{
    DbErr, JoinType,
    sea_query::{Alias, Expr, ExprTrait, SelectStatement},
};

use super::{
    line,
    name::NamedOrganisation,
    organisation::{Column, Entity},
    sector::Sector,
};
use crate::{
    access::{Columns, Level, Listed, OrganisationId, OrganisationKind, UnitId},
    calendar::holds,
    territory::{unit, unit_name::NamedUnit},
};

/// A row of the list.
pub struct ListedOrganisation {
    pub id: OrganisationId,
    pub code: Option<String>,
    pub name: String,
    pub kind: OrganisationKind,
    pub sector: Option<Sector>,
    unit_id: UnitId,
    managed_by: Option<OrganisationId>,
    pub follows_parent: bool,
    pub work_year_start: i16,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub legal_basis: Option<String>,
    pub close_reason: Option<String>,
    pub version: i64,
    unit: ItsUnit,
    manager_name: Option<String>,
}

/// What the list shows of the unit.
struct ItsUnit {
    code: String,
    kind: String,
    name: String,
    level: Level,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
}

impl ListedOrganisation {
    pub fn unit(&self) -> NamedUnit {
        let unit = &self.unit;
        NamedUnit::new(self.unit_id, unit.code.clone(), &unit.kind, &unit.name, unit.level)
    }

    /// Whether the unit exists on `day`: what belongs to another is history, or yet to come.
    pub fn unit_exists_on(&self, day: NaiveDate) -> bool {
        holds(day, self.unit.valid_from, self.unit.valid_to)
    }

    pub fn manager(&self) -> Option<NamedOrganisation> {
        let named = self.managed_by.zip(self.manager_name.clone());
        named.map(|(id, name)| NamedOrganisation { id, name })
    }

    /// As it stands in the line of those that manage it.
    pub const fn in_line(&self) -> line::Model {
        line::Model {
            id: self.id,
            kind: self.kind,
            unit_id: self.unit_id,
            managed_by: self.managed_by,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
        }
    }
}

impl Listed for ListedOrganisation {
    type Entity = Entity;

    const COLUMNS: &'static [Column] = &[
        Column::Id,
        Column::Code,
        Column::Name,
        Column::Kind,
        Column::Sector,
        Column::UnitId,
        Column::ManagedBy,
        Column::FollowsParent,
        Column::WorkYearStart,
        Column::ValidFrom,
        Column::ValidTo,
        Column::LegalBasis,
        Column::CloseReason,
        Column::Version,
    ];

    fn join(page: &mut SelectStatement) {
        let manager = || Alias::new("manager");
        let its_unit = Expr::col((unit::Entity, unit::Column::Id)).equals((Entity, Column::UnitId));
        let its_manager = Expr::col((manager(), Column::Id)).equals((Entity, Column::ManagedBy));
        page.inner_join(unit::Entity, its_unit);
        page.join_as(JoinType::LeftJoin, Entity, manager(), its_manager);
        for column in [
            unit::Column::Code,
            unit::Column::Kind,
            unit::Column::Name,
            unit::Column::Level,
            unit::Column::ValidFrom,
            unit::Column::ValidTo,
        ] {
            page.column((unit::Entity, column));
        }
        page.column((manager(), Column::Name));
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, DbErr> {
        Ok(Self {
            id: columns.read()?,
            code: columns.read()?,
            name: columns.read()?,
            kind: columns.read()?,
            sector: columns.read()?,
            unit_id: columns.read()?,
            managed_by: columns.read()?,
            follows_parent: columns.read()?,
            work_year_start: columns.read()?,
            valid_from: columns.read()?,
            valid_to: columns.read()?,
            legal_basis: columns.read()?,
            close_reason: columns.read()?,
            version: columns.read()?,
            unit: ItsUnit {
                code: columns.read()?,
                kind: columns.read()?,
                name: columns.read()?,
                level: columns.read()?,
                valid_from: columns.read()?,
                valid_to: columns.read()?,
            },
            manager_name: columns.read()?,
        })
    }
}
