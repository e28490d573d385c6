//! Ràng buộc giữa các chỉ tiêu: the small language in which a template says how the answers of a report must fit together,
//! as `D02 + D03 + D04 <= D01` or `when D15 then answered(D15.1)`. What it means is told where the API tells it, at
//! [`TemplateRule`].
//!
//! A rule is read once, from its text into a tree ([`reading`], [`spelling`] writes it back); the tree is checked against
//! the indicators of its template, first its types ([`typing`]), then that no number can outgrow 128 bits ([`size`]); a
//! tree that passed can be judged over any report ([`judging`]).

use std::collections::BTreeMap;

mod expression;
mod fault;
mod judging;
#[cfg(test)]
mod made;
mod reading;
mod size;
mod spelling;
mod template_rule;
mod typing;

pub use expression::{Arithmetic, Comparison, Expression, Logic};
pub use fault::{Expected, RuleFault, SyntaxFault};
pub use judging::{Reason, Verdict, judge};
pub use template_rule::{RuleKind, TemplateRule};

use super::content::Indicator;

/// The indicators a rule may name, by code.
pub type Indicators<'t> = BTreeMap<&'t str, &'t Indicator>;

/// A rule as its author wrote it, and as a tree if it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    source: String,
    tree: Result<Expression, SyntaxFault>,
}

impl Rule {
    pub fn source(&self) -> &str {
        &self.source
    }

    /// `None` only for a rule that [`Self::faults`] refuses.
    pub fn tree(&self) -> Option<&Expression> {
        self.tree.as_ref().ok()
    }

    /// All that is wrong with the rule in a template of these indicators.
    pub fn faults(&self, indicators: &Indicators<'_>) -> Vec<RuleFault> {
        let tree = match &self.tree {
            Ok(tree) => tree,
            Err(fault) => return vec![RuleFault::Syntax(*fault)],
        };
        let faults = typing::faults(tree, indicators);
        match faults.is_empty() {
            true => size::faults(tree, indicators),
            false => faults,
        }
    }
}

impl From<String> for Rule {
    fn from(source: String) -> Self {
        let tree = reading::read(&source);
        Self { source, tree }
    }
}
