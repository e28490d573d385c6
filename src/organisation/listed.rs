//! An organisation as lists read it: beside it its unit and the name of the body that manages it, both of which are public.

use chrono::NaiveDate;
use sea_orm::{
    FromQueryResult, IdenStatic, JoinType,
    sea_query::{Alias, Expr, ExprTrait, SelectStatement},
};

use super::{
    name::NamedOrganisation,
    organisation::{Column, Entity, Model},
};
use crate::{
    access::{Level, Listed, UnitId},
    territory::{unit, unit_name::NamedUnit},
};

/// A row of the list.
#[derive(FromQueryResult)]
pub struct ListedOrganisation {
    #[sea_orm(nested)]
    pub row: Model,
    #[sea_orm(nested(prefix = "unit_"))]
    unit: ItsUnit,
    manager_name: Option<String>,
}

/// What the list shows of the unit.
#[derive(FromQueryResult)]
struct ItsUnit {
    id: UnitId,
    code: String,
    kind: String,
    name: String,
    level: Level,
    valid_to: Option<NaiveDate>,
}

impl ListedOrganisation {
    pub fn unit(&self) -> NamedUnit {
        let unit = &self.unit;
        NamedUnit::new(unit.id, unit.code.clone(), &unit.kind, &unit.name, unit.level)
    }

    /// Whether the unit has ended by `day`: what belongs to it is history.
    pub fn unit_has_ended(&self, day: NaiveDate) -> bool {
        self.unit.valid_to.is_some_and(|end| end <= day)
    }

    pub fn manager(&self) -> Option<NamedOrganisation> {
        let name = self.manager_name.clone();
        let named = self.row.managed_by.zip(name);
        named.map(|(id, name)| NamedOrganisation { id, name })
    }
}

impl Listed for ListedOrganisation {
    type Entity = Entity;

    fn row(&self) -> &Model {
        &self.row
    }

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
            unit::Column::ValidTo,
        ] {
            let named = format!("unit_{}", column.as_str());
            page.expr_as(Expr::col((unit::Entity, column)), Alias::new(named));
        }
        page.expr_as(Expr::col((manager(), Column::Name)), Alias::new("manager_name"));
    }
}
