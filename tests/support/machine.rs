//! What the machine has for the tests.

use std::path::PathBuf;

/// Where a program is, where it is installed.
#[expect(clippy::disallowed_methods, reason = "where the machine keeps its programs")]
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|directory| directory.join(name))
        .find(|program| program.is_file())
}

/// Whether a variable says that something must be there.
#[expect(clippy::disallowed_methods, reason = "the tests' own setting, not the program's")]
pub fn is_required(by: &str) -> bool {
    std::env::var_os(by).is_some()
}
