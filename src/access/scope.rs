//! Scope: which rows a caller can see at all. It follows the organisation's kind and is written into every query's SQL.
//!
//! | caller | sees |
//! |---|---|
//! | People's committee | its unit, everything under it, and what its predecessors held |
//! | mandated body | in that feature, what the committee sees |
//! | Council, Front | the same place, but only what was accepted or published |
//! | any other organisation | itself and the organisations it manages; of those that passed into it, what they had issued |

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Iterable, PrimaryKeyToColumn, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, IntoCondition, Query, SelectStatement, SimpleExpr},
};

use super::{
    Feature, Identity, OrganisationId, Scoped, UnitId,
    kind::{Capacity, Level},
};

/// The rows a caller can see, and on whose behalf it acts.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The caller's own organisation.
    pub organisation: OrganisationId,
    /// The committee the caller acts for in this feature, when it holds a mandate.
    pub acting_for: Option<OrganisationId>,
    /// The organisations whose reports the caller's drafts.
    pub fills_for: Vec<OrganisationId>,
    pub capacity: Capacity,
    pub place: ScopePlace,
    /// The units of a small place, spelled out: the database then finds rows by unit as if there were no scope.
    pub units: Option<Vec<UnitId>>,
}

/// The part of the register a scope covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScopePlace {
    /// A unit with everything under it and before it.
    Unit { root: UnitId, level: Level },
    /// An organisation with those it manages.
    Organisation(OrganisationId),
}

impl Scope {
    pub fn of(identity: &Identity, feature: Feature) -> Self {
        let capacity = identity.capacity(feature);
        let mandate = identity.mandate(feature).filter(|_| capacity == Capacity::Mandated);
        let place = match (capacity, mandate) {
            (Capacity::Mandated, Some(mandate)) => ScopePlace::Unit {
                root: mandate.unit,
                level: mandate.level,
            },
            // An overseer sees records, not persons: its administrator looks after its own people.
            (Capacity::Overseer, _) if matches!(feature, Feature::Account | Feature::Person) => {
                ScopePlace::Organisation(identity.organisation)
            }
            (Capacity::Committee | Capacity::Overseer, _) => ScopePlace::Unit {
                root: identity.unit,
                level: identity.level,
            },
            (Capacity::Body | Capacity::Mandated, _) => ScopePlace::Organisation(identity.organisation),
        };
        let units = match place {
            ScopePlace::Unit { root, .. } => identity.near.get(&root).cloned(),
            ScopePlace::Organisation(_) => None,
        };
        Self {
            fills_for: match feature {
                Feature::Reporting => identity.fills_for.clone(),
                Feature::Account
                | Feature::Territory
                | Feature::Organisation
                | Feature::Document
                | Feature::Person
                | Feature::Board
                | Feature::Measure => Vec::new(),
            },
            units,
            organisation: identity.organisation,
            acting_for: mandate.map(|mandate| mandate.committee),
            capacity,
            place,
        }
    }

    /// The organisations whose own records these are: mine, and the committee's I act for.
    pub fn principals(&self) -> impl Iterator<Item = OrganisationId> + '_ {
        [Some(self.organisation), self.acting_for].into_iter().flatten()
    }

    /// Whether a record of `organisation` is the caller's own.
    pub fn owns(&self, organisation: OrganisationId) -> bool {
        self.principals().any(|principal| principal == organisation)
    }

    /// Whether the caller's organisation drafts the reports of `organisation`, which is not its own.
    pub fn fills_for(&self, organisation: OrganisationId) -> bool {
        self.fills_for.contains(&organisation)
    }

    /// Whether the caller's organisation drafts the reports of `organisation`, be they its own.
    pub fn writes_for(&self, organisation: OrganisationId) -> bool {
        self.owns(organisation) || self.fills_for(organisation)
    }

    pub fn oversees(&self) -> bool {
        self.capacity == Capacity::Overseer
    }

    /// Rows whose organisation and unit lie in this scope.
    ///
    /// Every unit lies in the nation, so from there no row needs asking.
    pub fn places<C: ColumnTrait>(&self, organisation: C, unit: C) -> Condition {
        match self.place {
            ScopePlace::Organisation(root) => organisation.in_subquery(organisations_of(root)).into(),
            ScopePlace::Unit { root, level } => match &self.units {
                Some(few) if level != Level::Nation => unit.is_in(few.iter().copied()).into(),
                _ => everything_in(root, level, unit),
            },
        }
    }

    /// Rows of the caller's own organisation, or of the committee it acts for.
    pub fn own_rows<C: ColumnTrait>(&self, organisation: C) -> Condition {
        Condition::all().add(organisation.is_in(self.principals()))
    }

    /// Rows of the caller's own organisation and, where its place is itself, what those had issued that passed into it: it goes on there. A unit's
    /// place has its predecessors in it.
    pub fn own_and_left_rows<C: ColumnTrait>(&self, organisation: C, issued: impl IntoCondition) -> Condition {
        let own = Condition::any().add(self.own_rows(organisation));
        let ScopePlace::Organisation(heir) = self.place else {
            return own;
        };
        let mut before = passed_into(Expr::col(Alias::new("successor_id")).eq(heir));
        let mut left = Condition::any().add(organisation.in_subquery(before.clone()));
        for _further in 1..ACTS {
            before = passed_into(Expr::col(Alias::new("successor_id")).in_subquery(before));
            left = left.add(organisation.in_subquery(before.clone()));
        }
        own.add(Condition::all().add(left).add(issued.into_condition()))
    }

    /// Rows of the organisations whose reports the caller's drafts, be they its own.
    pub fn written_rows<C: ColumnTrait>(&self, organisation: C) -> Condition {
        let written = self.principals().chain(self.fills_for.iter().copied());
        Condition::all().add(organisation.is_in(written))
    }

    /// `these` rows, and those of the organisations the caller's fills for.
    pub fn or_filled<C: ColumnTrait>(&self, these: Condition, organisation: C) -> Condition {
        match self.fills_for.is_empty() {
            true => these,
            false => Condition::any()
                .add(these)
                .add(organisation.is_in(self.fills_for.iter().copied())),
        }
    }
}

/// Whether the row of `E` with the id in `column` is one a scope may see.
pub fn sees<E: Scoped>(scope: &Scope, column: impl ColumnTrait) -> SimpleExpr {
    is_one_of::<E>(column, E::within(scope))
}

/// Whether the row of `E` with the id in `column` is one of `these`: looked up for each row that asks, where `IN` would read all of `these` first.
pub fn is_one_of<E: EntityTrait>(column: impl ColumnTrait, these: impl IntoCondition) -> SimpleExpr {
    let mut found = E::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(these.into_condition());
    for key in E::PrimaryKey::iter() {
        found = found.filter(key.into_column().into_expr().equals(column.as_column_ref()));
    }
    Expr::exists(found.into_query())
}

/// Whether any row of `E` whose `column` names the row's `id` is one of `these`.
pub fn has_one_of<E: EntityTrait>(column: E::Column, id: impl ColumnTrait, these: impl IntoCondition) -> SimpleExpr {
    has_one_whose::<E>(column.into_expr(), id, these)
}

/// As [`has_one_of`], where what names the row is worked out.
pub fn has_one_whose<E: EntityTrait>(names: SimpleExpr, id: impl ColumnTrait, these: impl IntoCondition) -> SimpleExpr {
    let found = E::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(these.into_condition());
    let its = found.filter(names.equals(id.as_column_ref()));
    Expr::exists(its.into_query())
}

/// Every row: for reference data that all callers may read.
pub fn everyone() -> Condition {
    Condition::all()
}

/// Rows whose unit lies in the reach of `root`.
pub(super) fn everything_in<C: ColumnTrait>(root: UnitId, level: Level, unit: C) -> Condition {
    match level {
        Level::Nation => everyone(),
        Level::Province | Level::District | Level::Commune => unit.in_subquery(units_of(root)).into(),
    }
}

/// No row, whatever is asked besides.
pub fn no_one() -> Condition {
    Condition::all().add(Expr::val(1).eq(0))
}

fn units_of(root: UnitId) -> SelectStatement {
    Query::select()
        .column(Alias::new("unit_id"))
        .from(Alias::new("unit_reach"))
        .and_where(Expr::col((Alias::new("unit_reach"), Alias::new("root_id"))).eq(root))
        .take()
}

/// How many acts in a row what was issued is followed through: each gives about a year to replace it.
pub const ACTS: usize = 3;

fn passed_into(heirs: SimpleExpr) -> SelectStatement {
    Query::select()
        .column(Alias::new("predecessor_id"))
        .from(Alias::new("organisation_lineage"))
        .and_where(heirs)
        .take()
}

fn organisations_of(root: OrganisationId) -> SelectStatement {
    Query::select()
        .column(Alias::new("organisation_id"))
        .from(Alias::new("organisation_reach"))
        .and_where(Expr::col((Alias::new("organisation_reach"), Alias::new("root_id"))).eq(root))
        .take()
}
