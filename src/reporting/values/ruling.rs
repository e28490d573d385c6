//! The rules of a template, judged over a report.

use std::collections::BTreeSet;

use super::Checked;
use crate::reporting::{
    fault::ValueFault,
    figure::Figures,
    template::{
        content::{Applicability, TemplateContent},
        rule::{RuleKind, TemplateRule, Verdict, judge},
    },
};

/// What rules are judged in view of.
pub struct Ruling<'r> {
    pub content: &'r TemplateContent,
    pub applicability: &'r [Applicability],
    /// Indicators whose answers were refused for themselves; the rules that name them wait.
    pub refused: BTreeSet<&'r str>,
    pub previous: &'r Figures,
}

impl Ruling<'_> {
    /// The rules that `report` breaks and does not explain.
    pub fn faults(&self, report: &Checked) -> Vec<ValueFault> {
        let rules = self.content.rules.iter();
        rules.filter_map(|rule| self.fault(rule, report)).collect()
    }

    fn fault(&self, rule: &TemplateRule, report: &Checked) -> Option<ValueFault> {
        let tree = rule.rule.tree()?;
        let named = tree.named();
        let waits = named.iter().any(|code| self.refused.contains(code));
        let explained = rule.kind == RuleKind::Warning && report.narrative.contains_key(&rule.code);
        let first = named.into_iter().find(|code| self.is_asked(code))?;
        let broken = judge(tree, &report.values, self.previous) == Verdict::Broken;
        (broken && !waits && !explained).then(|| ValueFault::of_rule(rule, first))
    }

    fn is_asked(&self, code: &str) -> bool {
        let mut indicators = self.content.indicators.iter();
        indicators.any(|indicator| indicator.code == code && indicator.is_asked_of(self.applicability))
    }
}
