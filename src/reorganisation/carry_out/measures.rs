//! Measures under way go on with whoever goes on with the work of their organisation.

use super::Work;
use crate::{
    access::Sweep, http::Result, measure::passing::pass, organisation::heirs::Heirs,
    reorganisation::effect::AffectedMeasure,
};

impl Work<'_> {
    pub(super) async fn measures(&self, heirs: &Heirs, sweep: &mut impl Sweep) -> Result<Vec<AffectedMeasure>> {
        let passed = pass(heirs, sweep).await?;
        let mut told: Vec<AffectedMeasure> = passed.into_iter().map(AffectedMeasure::from).collect();
        told.sort_by(|one, other| one.address.cmp(&other.address));
        // One may be made by and of bodies that both close.
        told.dedup();
        Ok(told)
    }
}
