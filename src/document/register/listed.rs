//! A document of one kind as lists read it: beside it, in the same query, what a page of documents is shown with.

use chrono::NaiveDate;
use sea_orm::{
    DbErr, Iterable,
    sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement},
};

use super::{keep::Documented, link};
use crate::{
    access::{Columns, Listed},
    organisation::{name::NamedOrganisation, organisation},
    territory::unit_end::end_of,
};

/// A row of the list.
pub struct DocumentRow<E: Documented> {
    pub row: E::Model,
    pub name: String,
    /// The first day on which whoever it is of no longer exists.
    pub body_ended_on: Option<NaiveDate>,
    /// The first day on which its unit no longer exists.
    pub unit_ended_on: Option<NaiveDate>,
    /// Whether it does anything to another, or another to it.
    pub linked: bool,
}

impl<E: Documented> DocumentRow<E> {
    /// The document, and whoever it is of.
    pub fn named(self) -> (E::Model, NamedOrganisation) {
        let id = E::owner(&self.row).organisation;
        (self.row, NamedOrganisation { id, name: self.name })
    }
}

impl<E: Documented> Listed for DocumentRow<E> {
    type Entity = E;

    fn columns() -> Vec<E::Column> {
        E::Column::iter().collect()
    }

    fn join(page: &mut SelectStatement, _today: NaiveDate) {
        let table = Alias::new(E::default().table_name());
        let its = |column: &'static str| Expr::col((table.clone(), Alias::new(column)));
        let issuer = its("organisation_id").equals((organisation::Entity, organisation::Column::Id));
        page.inner_join(organisation::Entity, issuer);
        page.column((organisation::Entity, organisation::Column::Name))
            .column((organisation::Entity, organisation::Column::ValidTo))
            .expr(end_of((table.clone(), Alias::new("unit_id"))));
        let at = |end: link::Column| its("id").equals((link::Entity, end));
        let mut line = Query::select();
        line.expr(Expr::cust("1"))
            .from(link::Entity)
            .and_where(at(link::Column::FromId).or(at(link::Column::ToId)));
        page.expr(Expr::exists(line));
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, DbErr> {
        Ok(Self {
            row: E::read(columns)?,
            name: columns.read()?,
            body_ended_on: columns.some()?,
            unit_ended_on: columns.some()?,
            linked: columns.read()?,
        })
    }
}
