//! Reporting: templates, rounds, obligations, submissions and totals.

pub mod exact;
pub mod fault;
pub mod figure;
pub mod pointer;
pub mod rollup;
pub mod template;
pub mod values;
