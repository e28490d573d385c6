//! The texts of indicators that are lists.

use crate::reporting::{
    rollup::IndicatorTotal,
    template::content::{AcrossUnits, TemplateContent},
    values::Values,
};

/// The texts listed of one indicator, at most; how many there are its `n` tells.
pub const LONGEST_LIST: usize = 5_000;

/// By the code of their indicator; none unless they are asked for.
pub struct Texts(Vec<(String, Vec<String>)>);

impl Texts {
    pub fn of(content: &TemplateContent, wanted: bool) -> Self {
        let listed = content
            .indicators
            .iter()
            .filter(|indicator| wanted && indicator.across_units == AcrossUnits::List);
        Self(listed.map(|indicator| (indicator.code.clone(), Vec::new())).collect())
    }

    pub fn are_wanted(&self) -> bool {
        !self.0.is_empty()
    }

    pub fn take(&mut self, values: &Values) {
        for (code, texts) in &mut self.0 {
            let text = values.get(code).and_then(|value| value.as_str());
            texts.extend(text.filter(|_| texts.len() < LONGEST_LIST).map(str::to_owned));
        }
    }

    pub fn give(self, totals: &mut [IndicatorTotal]) {
        for (code, texts) in self.0 {
            if let Some(total) = totals.iter_mut().find(|total| total.code == code) {
                total.items = Some(texts);
            }
        }
    }
}
