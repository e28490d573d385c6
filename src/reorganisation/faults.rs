//! What speaks against an act, all of it at once.

use crate::http::{Code, Place, Problem, Result, Said};

/// Faults found so far, by their place in the lines.
pub struct Faults(Problem);

impl Faults {
    pub fn none() -> Self {
        Self(Problem::new(Code::InvalidContent))
    }

    /// Adds a fault; `pointer` is one into the lines.
    pub fn add(
        &mut self,
        pointer: impl AsRef<str>,
        code: &'static str,
        vi: impl Into<std::borrow::Cow<'static, str>>,
        en: impl Into<std::borrow::Cow<'static, str>>,
    ) {
        let place = Place::Body(format!("/lines{}", pointer.as_ref()));
        let problem = std::mem::replace(&mut self.0, Problem::new(Code::InvalidContent));
        self.0 = problem.fault(place, code, Said::new(vi, en));
    }

    /// 422 with each fault, where there is one.
    pub fn refuse(self) -> Result<()> {
        match self.0.faults.is_empty() {
            true => Ok(()),
            false => Err(self.0),
        }
    }
}
