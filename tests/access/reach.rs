//! The kept tables of reach are what a walk over the whole register gives.

use std::collections::BTreeSet;

use danchu::{access::Task, organisation::organisation_reach, territory::unit_reach};
use sea_orm::EntityTrait;

use super::stage::Stage;

pub async fn kept_is_walked(stage: &Stage) {
    let world = &stage.world;
    let system = stage.server.kernel.system(Task::LoadBuiltIns);
    let kept = unit_reach::Entity::find().all(system.reader()).await.expect("rows");
    let kept: BTreeSet<_> = kept
        .into_iter()
        .map(|row| (row.root_id, row.unit_id, row.inherited))
        .collect();
    let ended = |unit| world.unit(unit).valid_to.is_some();
    let reached = |root| {
        world
            .reach(root)
            .into_iter()
            .map(move |unit| (root, unit, ended(unit)))
            .collect::<Vec<_>>()
    };
    let walked: BTreeSet<_> = world.units.keys().copied().flat_map(reached).collect();
    assert_eq!(kept, walked);
    let kept = organisation_reach::Entity::find()
        .all(system.reader())
        .await
        .expect("rows");
    let kept: BTreeSet<_> = kept.into_iter().map(|row| (row.root_id, row.organisation_id)).collect();
    let managed = |root| {
        world
            .managed(root)
            .into_iter()
            .map(move |body| (root, body))
            .collect::<Vec<_>>()
    };
    let walked: BTreeSet<_> = world.organisations.keys().copied().flat_map(managed).collect();
    assert_eq!(kept, walked);
}
