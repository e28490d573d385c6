//! The matrix notices: with one entry of the permission table changed, some cell is answered otherwise than decided.

use danchu::{
    access::{Capacity, Level, PermissionTable, Reach, Role, Rule},
    demo::Tier as Demo,
};

use super::{
    operation::operations,
    oracle::Oracle,
    plan::{self, Cell},
    stage::Stage,
    walk::first_difference,
};
use crate::support::{both::block_on, database::Backend};

/// A permission, and one change to its entry.
type Flip = (&'static str, &'static str, fn(&mut Rule));

const FLIPS: &[Flip] = &[
    ("account:read", "officers too", |rule| rule.roles.push(Role::Officer)),
    ("account:manage", "leaders too", |rule| rule.roles.push(Role::Leader)),
    ("organisation:read", "no leaders", |rule| {
        rule.roles.retain(|role| *role != Role::Leader)
    }),
    ("organisation:edit", "bodies too", |rule| {
        rule.capacities.push(Capacity::Body)
    }),
    ("organisation:edit", "not by mandate", |rule| {
        rule.capacities.retain(|capacity| *capacity != Capacity::Mandated)
    }),
    ("organisation:close", "one's own too", |rule| rule.reach = Reach::Scope),
    ("mandate:grant", "officers too", |rule| rule.roles.push(Role::Officer)),
    ("village:edit", "provinces too", |rule| {
        rule.levels.push(Level::Province)
    }),
    ("village:read", "no boards", |rule| {
        rule.roles.retain(|role| *role != Role::Board)
    }),
    ("round:open", "communes too", |rule| rule.levels.push(Level::Commune)),
    ("calendar:read", "no overseers", |rule| {
        rule.roles.retain(|role| *role != Role::Overseer)
    }),
    ("calendar:edit", "officers too", |rule| rule.roles.push(Role::Officer)),
    ("obligation:read", "no overseers", |rule| {
        rule.roles.retain(|role| *role != Role::Overseer)
    }),
    ("submission:read", "administrators too", |rule| {
        rule.roles.push(Role::Administrator)
    }),
    ("submission:edit", "anybody's below", |rule| rule.reach = Reach::Scope),
    ("submission:submit", "officers too", |rule| {
        rule.roles.push(Role::Officer)
    }),
    ("submission:review", "officers too", |rule| {
        rule.roles.push(Role::Officer)
    }),
    ("submission:examine", "no bodies", |rule| {
        rule.capacities.retain(|capacity| *capacity != Capacity::Body)
    }),
    ("resolution:adopt", "officers too", |rule| {
        rule.roles.push(Role::Officer)
    }),
    ("person:reveal", "officers too", |rule| rule.roles.push(Role::Officer)),
    ("person:read", "administrators too", |rule| {
        rule.roles.push(Role::Administrator)
    }),
    ("duty:read", "no overseers", |rule| {
        rule.roles.retain(|role| *role != Role::Overseer)
    }),
    ("board:read", "no boards", |rule| {
        rule.roles.retain(|role| *role != Role::Board)
    }),
    ("board:edit", "overseers too", |rule| rule.roles.push(Role::Overseer)),
    ("board:recognise", "officers too", |rule| rule.roles.push(Role::Officer)),
    ("recommendation:read", "no overseers", |rule| {
        rule.roles.retain(|role| *role != Role::Overseer)
    }),
    ("recommendation:edit", "leaders too", |rule| {
        rule.roles.push(Role::Leader)
    }),
    ("recommendation:confirm", "officers too", |rule| {
        rule.roles.push(Role::Officer)
    }),
    ("recommendation:receive", "no officers", |rule| {
        rule.roles.retain(|role| *role != Role::Officer)
    }),
    ("recommendation:answer", "officers too", |rule| {
        rule.roles.push(Role::Officer)
    }),
    ("inspection:read", "no overseers", |rule| {
        rule.roles.retain(|role| *role != Role::Overseer)
    }),
    ("inspection:edit", "officers too", |rule| rule.roles.push(Role::Officer)),
    ("feedback:read", "committees too", |rule| {
        rule.capacities.push(Capacity::Committee)
    }),
    ("feedback:edit", "officers too", |rule| rule.roles.push(Role::Officer)),
    ("measure:read", "no overseers", |rule| {
        rule.roles.retain(|role| *role != Role::Overseer)
    }),
    ("measure:edit", "leaders too", |rule| rule.roles.push(Role::Leader)),
    ("document:remark", "committees too", |rule| {
        rule.capacities.push(Capacity::Committee)
    }),
    ("file:publish", "officers too", |rule| rule.roles.push(Role::Officer)),
    ("measure:decide", "officers too", |rule| rule.roles.push(Role::Officer)),
    ("compliance:read", "no overseers", |rule| {
        rule.roles.retain(|role| *role != Role::Overseer)
    }),
    ("compliance:edit", "leaders too", |rule| rule.roles.push(Role::Leader)),
    ("compliance:answer", "officers too", |rule| {
        rule.roles.push(Role::Officer)
    }),
    ("evaluation:read", "overseers too", |rule| {
        rule.capacities.push(Capacity::Overseer)
    }),
    ("evaluation:edit", "leaders too", |rule| rule.roles.push(Role::Leader)),
    ("evaluation:decide", "officers too", |rule| {
        rule.roles.push(Role::Officer)
    }),
    ("totals:read", "no communes", |rule| {
        rule.levels.retain(|level| *level != Level::Commune)
    }),
];

#[test]
fn each_changed_entry_is_noticed() {
    block_on(async {
        let mut stage = Stage::set(Backend::Sqlite, Demo::TwoTier).await;
        let mut unnoticed = Vec::new();
        for (name, told, flip) in FLIPS {
            let mut table = PermissionTable::default();
            flip(table.rule_mut(name).expect("a permission"));
            stage.move_to(table).await;
            let oracle = Oracle::new(&stage.world, &stage.permissions);
            let operations = operations();
            let concerned: Vec<_> = operations
                .into_iter()
                .filter(|operation| operation.permission.as_deref() == Some(name))
                .collect();
            let mut cells: Vec<Cell<'_>> = plan::cells(&stage, &oracle, &concerned);
            cells.retain(|cell| cell.question.who.is_some());
            if first_difference(&stage, &cells).await.is_none() {
                unnoticed.push(format!("{name}: {told}"));
            }
        }
        assert!(unnoticed.is_empty(), "{unnoticed:#?}");
    });
}
