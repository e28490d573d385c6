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
    access::{Columns, Level, Listed, OrganisationId, OrganisationKind, UnitId},
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
    /// Kind and name.
    name: String,
    level: Level,
    exists: bool,
}

impl ListedOrganisation {
    pub fn unit(&self) -> NamedUnit {
        NamedUnit {
            id: self.unit_id,
            code: self.unit.code.clone(),
            name: self.unit.name.clone(),
            level: self.unit.level,
        }
    }

    /// Whether the unit exists today: what belongs to another is history, or yet to come.
    pub const fn unit_exists(&self) -> bool {
        self.unit.exists
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
                name: columns.read()?,
                level: columns.read()?,
                exists: columns.read()?,
            },
            manager_name: columns.read()?,
        })
    }
}

/// Two texts with a space between them.
fn joined(one: Expr, two: Expr) -> Expr {
    let and = || BinOper::Custom("||");
    one.binary(and(), Expr::val(" ")).binary(and(), two)
}
