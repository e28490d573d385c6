//! What a change has touched so far. Each record that it added or saved gets an event of its own; the one its handler tells of
//! also names what was changed beside it.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::{
    Event, EventId,
    event::{self, Stamp},
};
use crate::http::Result;

/// Events in one statement: both databases bound its parameters.
const AT_ONCE: usize = 500;

#[derive(Default)]
pub(super) struct Trail {
    touched: Vec<Event>,
    /// Where each record's event stands.
    places: HashMap<(&'static str, Uuid), usize>,
    noted: Vec<String>,
}

impl Trail {
    /// A record was added or saved, perhaps not for the first time in this change.
    pub fn touch(&mut self, event: Event) {
        let place = self.places.get(&(event.record_kind, event.record_id)).copied();
        match place.and_then(|place| self.touched.get_mut(place)) {
            Some(known) => {
                known.record_version = event.record_version;
                known.name(event.fields);
            }
            None => self.add([event]),
        }
    }

    /// Records were added, none of which this change has touched before.
    pub fn add(&mut self, events: impl IntoIterator<Item = Event>) {
        for event in events {
            self.places
                .insert((event.record_kind, event.record_id), self.touched.len());
            self.touched.push(event);
        }
    }

    /// Something was changed that is kept beside the record itself.
    pub fn note(&mut self, field: &str) {
        self.noted.push(field.to_owned());
    }

    /// Writes the event that is told, and those of the other records the change touched.
    pub async fn write(
        self,
        told: Event,
        stamp: &Stamp,
        id: impl Fn(&Event) -> EventId,
        connection: &impl ConnectionTrait,
    ) -> Result<()> {
        let rows = self.events(told).into_iter().map(|event| {
            let id = id(&event);
            event.stamped(id, stamp)
        });
        let rows: Vec<_> = rows.collect();
        for rows in rows.chunks(AT_ONCE) {
            event::Entity::insert_many(rows.iter().cloned())
                .exec_without_returning(connection)
                .await?;
        }
        Ok(())
    }

    fn events(self, mut told: Event) -> Vec<Event> {
        let (same, mut others): (Vec<_>, Vec<_>) = self
            .touched
            .into_iter()
            .partition(|touched| touched.is_of_the_same(&told));
        told.name(same.into_iter().flat_map(|touched| touched.fields));
        told.name(self.noted);
        for other in &mut others {
            other.reason.clone_from(&told.reason);
        }
        [vec![told], others].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::derived;

    fn event(name: &str, fields: &[&str]) -> Event {
        let mut event = Event::about("record", derived::<uuid::Uuid>(name));
        event.name(fields.iter().map(|field| (*field).to_owned()));
        event
    }

    #[test]
    fn every_record_touched_is_told_of_once() {
        let mut trail = Trail::default();
        trail.touch(event("one", &["a"]));
        trail.touch(event("two", &["b"]));
        trail.note("beside");
        trail.touch(event("one", &["a", "c"]));
        trail.note("beside");
        let told = trail.events(event("one", &[]).because("why"));
        let said: Vec<_> = told.iter().map(|event| (event.record_id, &event.fields[..])).collect();
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            said,
            [
                (derived("one"), &words(&["a", "c", "beside"])[..]),
                (derived("two"), &words(&["b"])[..])
            ]
        );
        assert!(told.iter().all(|event| event.reason.as_deref() == Some("why")));
    }
}
