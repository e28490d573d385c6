//! Files: whoever goes on with the work of a body that closes names those it has uploaded last. What no record names is swept away after a day.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

use super::{CHUNK, Work};
use crate::{
    access::{OrganisationId, Sweep},
    attachment::{
        entity::{Column, Entity},
        sweep::LEFT_ALONE,
    },
    http::Result,
    organisation::heirs::{Heirs, Place},
};

impl Work<'_> {
    pub(super) async fn attachments(&self, heirs: &Heirs, sweep: &impl Sweep) -> Result<()> {
        let mut to: BTreeMap<Place, Vec<OrganisationId>> = BTreeMap::new();
        for body in heirs.bodies() {
            if let Some(place) = heirs.answering(body) {
                to.entry(place).or_default().push(body);
            }
        }
        for ((organisation, unit), bodies) in to {
            for bodies in bodies.chunks(CHUNK) {
                Entity::update_many()
                    .col_expr(Column::OrganisationId, Expr::value(organisation))
                    .col_expr(Column::UnitId, Expr::value(unit))
                    .filter(Column::OrganisationId.is_in(bodies.iter().copied()))
                    .filter(Column::UploadedAt.gt(self.moment.now - LEFT_ALONE))
                    .exec(sweep.connection())
                    .await?;
            }
        }
        Ok(())
    }
}
