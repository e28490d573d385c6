//! Boards and their members as they are read to be shown: in the same query, the names of whoever they are of, which are public.

use chrono::NaiveDate;
use sea_orm::{
    DbErr, Iterable, JoinType,
    sea_query::{Alias, Expr, ExprTrait, SelectStatement},
};

use super::{
    entity::{Column, Entity, Model},
    member,
};
use crate::{
    access::{Columns, Listed},
    organisation::organisation,
    person::entity as person,
    territory::unit_end::end_of,
};

/// A board with the names of whoever directs it and whom it inspects.
pub struct BoardRow {
    pub row: Model,
    pub director: String,
    pub host: String,
    /// The first day on which its unit no longer exists.
    pub unit_ended_on: Option<NaiveDate>,
}

impl Listed for BoardRow {
    type Entity = Entity;

    fn columns() -> Vec<Column> {
        Column::iter().collect()
    }

    fn join(page: &mut SelectStatement, _today: NaiveDate) {
        for (party, column) in [("director", Column::OrganisationId), ("host", Column::HostId)] {
            let party = Alias::new(party);
            let its = Expr::col((party.clone(), organisation::Column::Id)).equals((Entity, column));
            page.join_as(JoinType::InnerJoin, organisation::Entity, party.clone(), its);
            page.column((party, organisation::Column::Name));
        }
        page.expr(end_of((Entity, Column::UnitId)));
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, DbErr> {
        Ok(Self {
            row: Model {
                id: columns.read()?,
                organisation_id: columns.read()?,
                unit_id: columns.read()?,
                origin_unit_id: columns.read()?,
                body_id: columns.read()?,
                host_id: columns.read()?,
                kind: columns.read()?,
                name: columns.read()?,
                name_sort: columns.read()?,
                state: columns.read()?,
                staff: columns.some()?,
                term_from: columns.read()?,
                term_to: columns.some()?,
                project_id: columns.some()?,
                course: columns.read()?,
                ended_on: columns.some()?,
                version: columns.read()?,
            },
            director: columns.read()?,
            host: columns.read()?,
            unit_ended_on: columns.some()?,
        })
    }
}

/// A member with their name.
pub struct MemberRow {
    pub row: member::Model,
    pub name: String,
}

impl Listed for MemberRow {
    type Entity = member::Entity;

    fn columns() -> Vec<member::Column> {
        member::Column::iter().collect()
    }

    fn join(page: &mut SelectStatement, _today: NaiveDate) {
        let theirs = Expr::col((person::Entity, person::Column::Id)).equals((member::Entity, member::Column::PersonId));
        // Left, so that a board without members is found with them.
        page.left_join(person::Entity, theirs);
        page.column((person::Entity, person::Column::Name));
    }

    fn read(columns: &mut Columns<'_>) -> Result<Self, DbErr> {
        Ok(Self {
            row: member::Model {
                id: columns.read()?,
                board_id: columns.read()?,
                person_id: columns.read()?,
                position: columns.read()?,
                represents: columns.read()?,
                village_id: columns.some()?,
                department: columns.some()?,
                choice: columns.read()?,
                standing: columns.read()?,
                recognised_on: columns.some()?,
                ended_on: columns.some()?,
                end: columns.some()?,
            },
            name: columns.read()?,
        })
    }
}
