//! People as other records name them.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::entity::{Column, Entity, Model};
use crate::{
    access::{Look, OrganisationId, PersonId},
    http::{Problem, Result},
};

/// 422 at `pointer` unless each is somebody whom the organisation has recorded and who was not erased, and none is named twice.
pub async fn recorded(
    look: &impl Look,
    organisation: OrganisationId,
    people: impl Iterator<Item = PersonId>,
    pointer: impl Fn(usize) -> String,
) -> Result<()> {
    let people: Vec<PersonId> = people.collect();
    let known = look
        .find::<Entity>()
        .filter(Column::Id.is_in(people.iter().copied()))
        .filter(Column::OrganisationId.eq(organisation))
        .filter(Column::ErasedAt.is_null());
    let known = known.all().await?;
    for (at, id) in people.iter().enumerate() {
        if known.iter().all(|row| row.id != *id) {
            return Err(Problem::unknown_reference(pointer(at)));
        }
        if people.iter().take(at).any(|before| before == id) {
            return Err(Problem::invalid(
                pointer(at),
                "duplicate",
                "Đã nêu người này.",
                "This person is named already.",
            ));
        }
    }
    Ok(())
}

/// The names of people, for a record that names them to whoever sees it.
pub async fn names_of(people: &[PersonId], connection: &impl ConnectionTrait) -> Result<BTreeMap<PersonId, String>> {
    let named = Entity::find().filter(Column::Id.is_in(people.iter().copied()));
    let named = named.all(connection).await?;
    Ok(named.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Under which ids each of these people was recorded, by whomever: those with the same identifier are the same.
pub async fn same_people(
    people: impl Iterator<Item = PersonId>,
    connection: &impl ConnectionTrait,
) -> Result<BTreeMap<PersonId, Vec<PersonId>>> {
    let asked = Entity::find().filter(Column::Id.is_in(people)).all(connection).await?;
    let indexes: Vec<Vec<u8>> = asked.iter().filter_map(|row| row.national_id_index.clone()).collect();
    let same = Entity::find().filter(Column::NationalIdIndex.is_in(indexes));
    let same = same.all(connection).await?;
    let ids = |row: &Model| {
        let alike = same
            .iter()
            .filter(|other| other.national_id_index.is_some() && other.national_id_index == row.national_id_index);
        alike.map(|other| other.id).chain([row.id]).collect()
    };
    Ok(asked.iter().map(|row| (row.id, ids(row))).collect())
}
