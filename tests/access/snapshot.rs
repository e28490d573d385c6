//! The decided matrix as a page that people read: one table for each group of operations that are decided alike; callers in
//! rows, relations in columns.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use danchu::demo::Tier as Demo;

use super::{oracle::Decision, plan::Cell, record::Relation};

const RENEW: &str = "DANCHU_RENEW_MATRIX";

/// Caller → relation → what is decided there.
type Table = BTreeMap<String, Row>;
type Row = BTreeMap<Relation, BTreeSet<Decision>>;

const LEGEND: &str = "Rows are callers, `<role>.<unit or body>`; columns are how the record lies to the caller. ✓ allowed · 401, 403, 404 \
refused so · 422 refused as an unknown reference · several where records of one relation differ · empty where there is no such record. \
`DANCHU_RENEW_MATRIX=1 cargo test --test access matrix` writes this page anew.\n";

/// Compares with the page that is kept, or writes it anew when told to.
#[track_caller]
pub fn compare(tier: Demo, cells: &[Cell<'_>]) {
    let name = match tier {
        Demo::TwoTier => "two_tier",
        Demo::ThreeTier => "three_tier",
    };
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/access/{name}.md"));
    let page = page(name, cells);
    if is_asked_to_renew() {
        std::fs::write(&path, &page).expect("the page can be written");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let differing: Vec<String> = page
        .lines()
        .zip(kept.lines())
        .filter(|(decided, kept)| decided != kept)
        .take(20)
        .map(|(decided, kept)| format!("- {kept}\n+ {decided}"))
        .collect();
    assert!(
        page == kept,
        "what is decided differs from {}; if that is meant, set {RENEW}=1 and run again, then read the difference\n{}",
        path.display(),
        differing.join("\n")
    );
}

#[expect(clippy::disallowed_methods, reason = "the tests' own settings, not the program's")]
fn is_asked_to_renew() -> bool {
    std::env::var_os(RENEW).is_some_and(|value| !value.is_empty())
}

fn page(name: &str, cells: &[Cell<'_>]) -> String {
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    let mut order = Vec::new();
    for cell in cells {
        let operation = cell.question.operation.name();
        if !tables.contains_key(&operation) {
            order.push(operation.clone());
        }
        let who = cell.question.who.map_or("anonymous", |who| &who.login).to_owned();
        let row = tables.entry(operation).or_default().entry(who).or_default();
        row.entry(cell.relation).or_default().insert(cell.decided);
    }
    let mut groups: Vec<(Vec<String>, &Table)> = Vec::new();
    for operation in order {
        let table = &tables[&operation];
        match groups.iter_mut().find(|(_, known)| *known == table) {
            Some((operations, _)) => operations.push(operation),
            None => groups.push((vec![operation], table)),
        }
    }
    let head = format!("# Who may do what: {}\n\n{LEGEND}", name.replace('_', " "));
    std::iter::once(head)
        .chain(groups.iter().map(|(operations, table)| written(operations, table)))
        .collect()
}

fn written(operations: &[String], table: &Table) -> String {
    let columns: BTreeSet<Relation> = table.values().flat_map(BTreeMap::keys).copied().collect();
    // The anonymous caller is answered alike everywhere, so it has no columns of its own where there are others.
    let columns: Vec<Relation> = match columns.len() {
        1 => columns.into_iter().collect(),
        _ => columns
            .into_iter()
            .filter(|relation| *relation != Relation::None)
            .collect(),
    };
    let heading = operations
        .iter()
        .map(|operation| format!("`{operation}`"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut page = format!("\n## {heading}\n\n| |").replace("\n`", "  \n`");
    page.extend(columns.iter().map(|column| format!(" {column} |")));
    page.push_str("\n|---|");
    page.extend(columns.iter().map(|_| ":-:|"));
    page.push('\n');
    for (callers, cells) in alike(table) {
        page.push_str(&format!("| {} |", callers.join(", ")));
        for column in &columns {
            let decided = cells.get(column).or_else(|| cells.get(&Relation::None));
            let decided: Vec<String> = decided.into_iter().flatten().map(ToString::to_string).collect();
            page.push_str(&format!(" {} |", decided.join(" ")));
        }
        page.push('\n');
    }
    page
}

/// Callers for whom everything is decided alike share a row.
fn alike(table: &Table) -> Vec<(Vec<&str>, &Row)> {
    let mut rows: Vec<(Vec<&str>, &Row)> = Vec::new();
    for (caller, cells) in table {
        match rows.iter_mut().find(|(_, known)| *known == cells) {
            Some((callers, _)) => callers.push(caller),
            None => rows.push((vec![caller], cells)),
        }
    }
    rows
}
