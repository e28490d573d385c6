//! The program to measure: the one cargo makes of this checkout.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::Result;

/// Builds `danchu` in the profile this program was built in, and says where it is.
pub fn build(cargo: &Path) -> Result<PathBuf> {
    let mut command = Command::new(cargo);
    // With `bench` in the selection the dependencies have the features they were just built with.
    command
        .args([
            "build",
            "--quiet",
            "--package",
            "danchu",
            "--package",
            "bench",
            "--bins",
        ])
        .arg("--manifest-path")
        .arg(checkout().join("Cargo.toml"));
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    match command.status()?.success() {
        true => Ok(beside("danchu")?),
        false => Err("danchu cannot be built".into()),
    }
}

/// The root of the checkout.
pub fn checkout() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn beside(name: &str) -> Result<PathBuf> {
    let this = std::env::current_exe()?;
    Ok(this.with_file_name(name))
}
