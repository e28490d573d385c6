//! Boards go on, with what they have under way, under whoever answers for their commune or their agency now.

use super::Work;
use crate::{
    access::Sweep,
    board::passing::{Occasion, pass},
    http::Result,
    organisation::heirs::Heirs,
    reorganisation::effect::AffectedBoard,
};

impl Work<'_> {
    pub(super) async fn boards(&self, heirs: &Heirs, sweep: &mut impl Sweep) -> Result<Vec<AffectedBoard>> {
        let occasion = Occasion {
            on: self.act.effective_on,
            reason: &self.act.legal_basis,
        };
        let passed = pass(heirs, occasion, sweep).await?;
        let mut told: Vec<AffectedBoard> = passed.into_iter().map(AffectedBoard::from).collect();
        told.sort_by_key(|board| board.id);
        told.dedup_by_key(|board| board.id);
        Ok(told)
    }
}
