//! An organisation as lists read it: beside it its unit and the name of the body that manages it, both of which are public.

use chrono::NaiveDate;
use sea_orm::{
    DbErr, JoinType,
    sea_query::{Alias, BinOper, Expr, ExprTrait, SelectStatement},
};

use super::{
    line,
    name::NamedOrganisation,
    organisation::{Column, Entity},
    sector::Sector,
};
use crate::{
    access::{Columns, Listed, OrganisationId, OrganisationKind},
    territory::{unit, unit_name::NamedUnit},
};

/// A row of the list.
pub struct ListedOrganisation {
    pub id: OrganisationId,
    pub code: Option<String>,
    pub name: String,
    pub kind: OrganisationKind,
    pub sector: Option<Sector>,
    pub unit: NamedUnit,
    /// Whether the unit exists today: what belongs to another is history, or yet to come.
    pub unit_exists: bool,
    pub managed_by: Option<NamedOrganisation>,
    pub follows_parent: bool,
    pub work_year_start: i16,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub legal_basis: Option<String>,
    pub close_reason: Option<String>,
    pub version: i64,
}

impl ListedOrganisation {
    /// As it stands in the line of those that manage it.
    pub fn in_line(&self) -> line::Model {
        line::Model {
            id: self.id,
            kind: self.kind,
            unit_id: self.unit.id,
            managed_by: self.managed_by.as_ref().map(|manager| manager.id),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
        }
    }
}

impl Listed for ListedOrganisation {
    type Entity = Entity;

    fn columns() -> Vec<Column> {
        vec![
            Column::Id,
            Column::Code,
            Column::Name,
            Column::Kind,
            Column::Sector,
            Column::FollowsParent,
            Column::WorkYearStart,
            Column::ValidFrom,
            Column::ValidTo,
            Column::LegalBasis,
            Column::CloseReason,
            Column::Version,
            Column::UnitId,
            Column::ManagedBy,
        ]
    }

    fn join(page: &mut SelectStatement, today: NaiveDate) {
        let manager = || Alias::new("manager");
        let its_unit = Expr::col((unit::Entity, unit::Column::Id)).equals((Entity, Column::UnitId));
        let its_manager = Expr::col((manager(), Column::Id)).equals((Entity, Column::ManagedBy));
        page.inner_join(unit::Entity, its_unit);
        page.join_as(JoinType::LeftJoin, Entity, manager(), its_manager);
        let its = |column| Expr::col((unit::Entity, column));
        let lives_on = its(unit::Column::ValidTo)
            .is_null()
            .or(its(unit::Column::ValidTo).gt(today));
        page.expr(its(unit::Column::Code))
            .expr(joined(its(unit::Column::Kind), its(unit::Column::Name)))
            .expr(its(unit::Column::Level))
            .expr(its(unit::Column::ValidFrom).lte(today).and(lives_on))
            .column((manager(), Column::Name));
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, DbErr> {
        let (id, code, name) = (columns.read()?, columns.read()?, columns.read()?);
        let (kind, sector) = (columns.read()?, columns.read()?);
        let (follows_parent, work_year_start) = (columns.read()?, columns.read()?);
        let (valid_from, valid_to) = (columns.read()?, columns.read()?);
        let (legal_basis, close_reason, version) = (columns.read()?, columns.read()?, columns.read()?);
        let unit_id = columns.read()?;
        let manager: Option<OrganisationId> = columns.read()?;
        let unit = NamedUnit {
            id: unit_id,
            code: columns.read()?,
            name: columns.read()?,
            level: columns.read()?,
        };
        let unit_exists = columns.read()?;
        let manager_name: Option<String> = columns.read()?;
        Ok(Self {
            id,
            code,
            name,
            kind,
            sector,
            unit,
            unit_exists,
            managed_by: manager
                .zip(manager_name)
                .map(|(id, name)| NamedOrganisation { id, name }),
            follows_parent,
            work_year_start,
            valid_from,
            valid_to,
            legal_basis,
            close_reason,
            version,
        })
    }
}

/// Two texts with a space between them.
fn joined(one: Expr, two: Expr) -> Expr {
    let and = || BinOper::Custom("||");
    one.binary(and(), Expr::val(" ")).binary(and(), two)
}
