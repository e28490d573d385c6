//! What is named, each once.

use std::collections::BTreeSet;

use crate::http::{Problem, Result};

/// 422 where something is named twice.
pub fn each_once<T: Ord>(pointer: &'static str, named: &[T]) -> Result<()> {
    let different: BTreeSet<&T> = named.iter().collect();
    match different.len() == named.len() {
        true => Ok(()),
        false => Err(Problem::invalid(
            pointer,
            "duplicate",
            "Mỗi mục chỉ nêu một lần.",
            "Each is named once.",
        )),
    }
}
