//! What happened in the demonstration, as the events that would have told of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;

use super::{day::morning, people::Person};
use crate::access::{Event, Record, Task, derived, event};

/// Something a person did.
pub fn done_by(person: &Person, action: &str, event: Event, fields: &[&str], at: DateTime<Utc>) -> event::Model {
    event::Model {
        account_id: Some(person.account),
        post_id: Some(person.post),
        actor_id: Some(person.organisation),
        action: action.to_owned(),
        fields: fields.iter().copied().map(Value::from).collect(),
        ..made(event, at)
    }
}

/// That a record began and, where it has ended, that it did: its first version and its second.
pub fn lifetime<E: Record>(row: &E::Model, began: DateTime<Utc>, ended: Option<NaiveDate>) -> Vec<event::Model> {
    let told = |version, at| {
        let event = Event {
            record_version: version,
            ..Event::on::<E>(row)
        };
        made(event, at)
    };
    let end = ended.map(|day| told(2, morning(day)));
    [told(1, began)].into_iter().chain(end).collect()
}

/// Something that the making of the demonstration put there.
pub fn made(event: Event, at: DateTime<Utc>) -> event::Model {
    let Event {
        record_kind,
        record_id,
        record_version,
        organisation_id,
        unit_id,
        confidential,
        fields,
        reason,
    } = event;
    event::Model {
        id: derived(&format!("demo/event/{record_kind}/{record_id}/{record_version}")),
        position: None,
        chain: None,
        at,
        account_id: None,
        post_id: None,
        actor_id: None,
        action: Task::MakeDemo.name().to_owned(),
        record_kind: record_kind.to_owned(),
        record_id,
        record_version,
        organisation_id,
        unit_id,
        confidential,
        fields: Value::from(fields),
        reason,
        request_id: None,
    }
}
