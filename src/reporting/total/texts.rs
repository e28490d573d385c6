//! The texts of indicators that are lists.

use crate::reporting::{
    rollup::IndicatorTotal,
    template::content::{AcrossUnits, TemplateContent},
    values::Values,
};

/// The texts listed of one indicator, at most; how many there are its `n` tells.
pub const LONGEST_LIST: usize = 5_000;

/// The bytes of all texts together, about; a client that wants more asks for one unit after the other.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// By the code of their indicator; none unless they are asked for.
pub struct Texts {
    lists: Vec<(String, Vec<String>)>,
    left: usize,
}

impl Texts {
    pub fn of(content: &TemplateContent, wanted: bool) -> Self {
        let listed = content
            .indicators
            .iter()
            .filter(|indicator| wanted && indicator.across_units == AcrossUnits::List);
        Self {
            lists: listed.map(|indicator| (indicator.code.clone(), Vec::new())).collect(),
            left: MOST_BYTES,
        }
    }

    pub fn are_wanted(&self) -> bool {
        !self.lists.is_empty()
    }

    pub fn take(&mut self, values: &Values) {
        for (code, texts) in &mut self.lists {
            let text = values.get(code).and_then(|value| value.as_str());
            let fits = |text: &&str| texts.len() < LONGEST_LIST && text.len() <= self.left;
            if let Some(text) = text.filter(fits) {
                self.left -= text.len();
                texts.push(text.to_owned());
            }
        }
    }

    pub fn give(self, totals: &mut [IndicatorTotal]) {
        for (code, texts) in self.lists {
            if let Some(total) = totals.iter_mut().find(|total| total.code == code) {
                total.items = Some(texts);
            }
        }
    }
}
