//! People: what they hold in a village goes where the village goes, and they with it; everybody else goes to the heir of whoever recorded them.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::LockType};

use super::{CHUNK, Work};
use crate::{
    access::{OrganisationId, PersonId, Sweep, VillageId},
    http::Result,
    organisation::heirs::{Heirs, Place},
    person::{appointment, entity as person, held::VillageEnds},
    territory::{former_place, village},
};

impl Work<'_> {
    /// `heirs` are those of the bodies that close or move, `moved` the villages that come to another commune.
    pub(super) async fn persons(
        &self,
        heirs: &Heirs,
        moved: &BTreeSet<VillageId>,
        sweep: &mut impl Sweep,
    ) -> Result<()> {
        let bodies: Vec<OrganisationId> = heirs.bodies();
        let villages: Vec<VillageId> = moved.iter().copied().collect();
        let mut along: BTreeMap<PersonId, Place> = BTreeMap::new();
        let mut left = Vec::new();
        let of_bodies = bodies
            .chunks(CHUNK)
            .map(|chunk| appointment::Column::OrganisationId.is_in(chunk.iter().copied()));
        let of_villages = villages
            .chunks(CHUNK)
            .map(|chunk| appointment::Column::VillageId.is_in(chunk.iter().copied()));
        for which in of_bodies.chain(of_villages) {
            let rows = appointment::Entity::find()
                .filter(Condition::all().add(which))
                .order_by_asc(appointment::Column::Id)
                .lock(LockType::NoKeyUpdate);
            let rows = rows.all(sweep.connection()).await?;
            let places = places(&rows, sweep).await?;
            let ends = VillageEnds::of(places.keys().copied(), sweep.connection()).await?;
            for before in rows {
                let of_village = before.village_id.and_then(|id| places.get(&id).copied());
                let heir = heirs.answering(before.organisation_id);
                let Some(place) = of_village.or(heir) else { continue };
                if ends.held(&before).holds_on(self.act.effective_on) {
                    along.insert(before.person_id, place);
                }
                let now = (before.organisation_id, before.unit_id);
                if place != now {
                    left.push(self.left(before.id, now));
                    let after = appointment::Model {
                        organisation_id: place.0,
                        unit_id: place.1,
                        ..before.clone()
                    };
                    sweep.amend::<appointment::Entity>(&before, after).await?;
                }
            }
        }
        former_place::keep(left, sweep.connection()).await?;
        let with_them: Vec<PersonId> = along.keys().copied().collect();
        let of_bodies = bodies
            .chunks(CHUNK)
            .map(|chunk| person::Column::OrganisationId.is_in(chunk.iter().copied()));
        let by_post = with_them
            .chunks(CHUNK)
            .map(|chunk| person::Column::Id.is_in(chunk.iter().copied()));
        for which in of_bodies.chain(by_post) {
            let rows = person::Entity::find()
                .filter(Condition::all().add(which))
                .order_by_asc(person::Column::Id)
                .lock(LockType::NoKeyUpdate);
            for before in rows.all(sweep.connection()).await? {
                let heir = heirs.answering(before.organisation_id);
                let place = along.get(&before.id).copied().or(heir);
                let now = (before.organisation_id, before.unit_id);
                if let Some(place) = place.filter(|place| *place != now) {
                    let after = person::Model {
                        organisation_id: place.0,
                        unit_id: place.1,
                        ..before.clone()
                    };
                    sweep.amend::<person::Entity>(&before, after).await?;
                }
            }
        }
        Ok(())
    }
}

/// Where the villages of some appointments are now.
async fn places(rows: &[appointment::Model], sweep: &impl Sweep) -> Result<BTreeMap<VillageId, Place>> {
    let ids: BTreeSet<VillageId> = rows.iter().filter_map(|row| row.village_id).collect();
    let ids: Vec<VillageId> = ids.into_iter().collect();
    let mut places = BTreeMap::new();
    for chunk in ids.chunks(CHUNK) {
        let found = village::Entity::find().filter(village::Column::Id.is_in(chunk.iter().copied()));
        let found = found.all(sweep.connection()).await?;
        places.extend(
            found
                .into_iter()
                .map(|row| (row.id, (row.organisation_id, row.unit_id))),
        );
    }
    Ok(places)
}
