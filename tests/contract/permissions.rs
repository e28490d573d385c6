//! The permissions of the document are those of the table.

use std::collections::BTreeSet;

use danchu::access::PermissionTable;

use super::operations::operations;

/// Permissions that no operation names, with why.
const UNNAMED: &[(&str, &str)] = &[];

#[test]
fn every_operation_names_a_permission_of_the_table() {
    let table = PermissionTable::default();
    for operation in operations() {
        if let Some(name) = operation.permission() {
            assert!(table.rule(name).is_some(), "{}: {name}", operation.address);
        }
    }
}

#[test]
fn every_permission_of_the_table_is_named_by_an_operation() {
    let operations = operations();
    let named: BTreeSet<&str> = operations
        .iter()
        .filter_map(|operation| operation.permission())
        .collect();
    let table = PermissionTable::default();
    let unnamed: Vec<&str> = table
        .rules()
        .map(|rule| rule.name)
        .filter(|name| !named.contains(name))
        .collect();
    let excused: Vec<&str> = UNNAMED.iter().map(|(name, _)| *name).collect();
    assert_eq!(unnamed, excused);
}
