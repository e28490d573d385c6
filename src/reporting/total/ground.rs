//! What totals and progress stand on: the round, the unit asked for, and the tree around it, which says where figures count.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, FromQueryResult,
    sea_query::{Expr, ExprTrait, Query},
};

use super::{
    api::TreeBasis,
    tree::{Node, Tree},
};
use crate::{
    access::{Level, Look, RoundId, ScopePlace, UnitId},
    http::{Code, Problem, Result},
    organisation::organisation,
    reporting::{
        round::entity as round,
        template::{content::TemplateContent, entity as template},
    },
    territory::{
        lineage, unit,
        unit_name::NamedUnit,
        unit_reach::{self, reached_from},
    },
};

pub struct Ground {
    pub round: round::Model,
    template: Arc<template::Model>,
    pub basis: TreeBasis,
    pub as_of: NaiveDate,
    pub root: UnitId,
    /// The unit asked for, then those under it by name. The answer has a part for each.
    pub units: Vec<NamedUnit>,
    /// Whether the caller sees all organisations of each unit.
    pub whole_units: bool,
    tree: Tree,
    parts: BTreeMap<UnitId, usize>,
}

impl Ground {
    pub async fn lay(
        look: &impl Look,
        round: RoundId,
        unit: Option<UnitId>,
        basis: Option<TreeBasis>,
        level: Option<Level>,
        as_of: Option<NaiveDate>,
    ) -> Result<Self> {
        let round = look.find::<round::Entity>().by_id(round).await?;
        let template = look.kernel().templates.get(look, round.template_id).await?;
        let top = match look.scope().place {
            ScopePlace::Unit { root, .. } => root,
            ScopePlace::Organisation(_) => look.identity().unit,
        };
        let root = unit.unwrap_or(top);
        require_reached(look, top, root).await?;
        require_anybody(look, root).await?;
        let nodes = nodes(look, root).await?;
        let since = nodes.get(&root).map(|node| node.valid_from);
        let basis = basis.unwrap_or(match since.is_some_and(|since| since <= round.period_to) {
            true => TreeBasis::Original,
            false => TreeBasis::Current,
        });
        let as_of = as_of.unwrap_or_else(|| look.clocks().legal.today());
        let day = match basis {
            TreeBasis::Original => round.period_to,
            TreeBasis::Current => as_of,
        };
        let tree = Tree::new(nodes, day);
        if !tree.holds(root) {
            return Err(Problem::new(Code::UnitNotInBasis));
        }
        let whole_units = matches!(look.scope().place, ScopePlace::Unit { .. });
        let children = if whole_units {
            tree.under(root, level)
        } else {
            Vec::new()
        };
        let units = named(look, root, children).await?;
        Ok(Self {
            round,
            template,
            basis,
            as_of,
            root,
            parts: units.iter().enumerate().map(|(part, unit)| (unit.id, part)).collect(),
            units,
            whole_units,
            tree,
        })
    }

    pub fn content(&self) -> &TemplateContent {
        &self.template.content.0
    }

    /// Narrows to what arose in the unit asked for and under it. All of a round arises under the unit it was opened in: there the database
    /// need not look up each row's.
    pub fn arisen(&self, origin: impl ColumnTrait) -> Condition {
        let elsewhere_too = self.root != self.round.unit_id;
        Condition::all().add_option(elsewhere_too.then(|| origin.in_subquery(reached_from(self.root))))
    }

    /// The place among [`Self::units`] where a unit's figures count: 0 is the unit asked for itself. None when it lies elsewhere.
    pub fn part(&self, unit: UnitId) -> Option<usize> {
        self.tree.line_of(unit).find_map(|at| self.parts.get(&at).copied())
    }
}

/// 404 when the unit asked for does not lie within the caller's.
async fn require_reached(look: &impl Look, top: UnitId, unit: UnitId) -> Result<()> {
    let reached = look
        .find::<unit_reach::Entity>()
        .filter(unit_reach::Column::RootId.eq(top))
        .filter(unit_reach::Column::UnitId.eq(unit));
    match reached.one().await? {
        Some(_) => Ok(()),
        None => Err(Problem::new(Code::NotFound)),
    }
}

/// 404 for a body that has nobody in the unit asked for.
async fn require_anybody(look: &impl Look, unit: UnitId) -> Result<()> {
    if matches!(look.scope().place, ScopePlace::Unit { .. }) {
        return Ok(());
    }
    let here = organisation::Column::UnitId.in_subquery(reached_from(unit));
    match look.find::<organisation::Entity>().filter(here).count().await? {
        0 => Err(Problem::new(Code::NotFound)),
        _ => Ok(()),
    }
}

#[derive(FromQueryResult)]
struct NodeRow {
    id: UnitId,
    parent_id: Option<UnitId>,
    level: Level,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    heir: Option<UnitId>,
}

/// The units under `root` with their heirs: all that figures under it can pass through.
async fn nodes(look: &impl Look, root: UnitId) -> Result<BTreeMap<UnitId, Node>> {
    let heir = Query::select()
        .column(lineage::Column::SuccessorId)
        .from(lineage::Entity)
        .and_where(lineage::Column::Heir.eq(true))
        .and_where(
            Expr::col((lineage::Entity, lineage::Column::PredecessorId)).equals((unit::Entity, unit::Column::Id)),
        )
        .limit(1)
        .take();
    let rows = look
        .gather::<unit::Entity>()
        .columns([
            unit::Column::Id,
            unit::Column::ParentId,
            unit::Column::Level,
            unit::Column::ValidFrom,
            unit::Column::ValidTo,
        ])
        .value("heir", heir)
        .filter(unit::Column::Id.in_subquery(reached_from(root)))
        .all::<NodeRow>()
        .await?;
    let node = |row: NodeRow| Node {
        parent: row.parent_id,
        level: row.level,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        heir: row.heir,
    };
    Ok(rows.into_iter().map(|row| (row.id, node(row))).collect())
}

/// The unit and then those under it, by name.
async fn named(look: &impl Look, root: UnitId, children: Vec<UnitId>) -> Result<Vec<NamedUnit>> {
    let mut rows = look
        .find::<unit::Entity>()
        .filter(unit::Column::Id.is_in(children.into_iter().chain([root])))
        .all()
        .await?;
    rows.sort_by(|one, two| one.name_sort.cmp(&two.name_sort).then(one.id.cmp(&two.id)));
    rows.sort_by_key(|row| row.id != root);
    Ok(rows.iter().map(NamedUnit::from).collect())
}
