//! Somebody whom everybody's organisation has recorded, with an identifier, and what they hold.

use std::collections::BTreeSet;

use danchu::{
    access::{PersonId, derived},
    demo::Tier as Demo,
    document::number::DocumentNumber,
    person::{
        Position,
        appointment::{self, AppointingDecision},
        entity::{self as person, Sex},
    },
};

use super::{callers, fixture::Fixture};
use crate::support::replica::person_keys;

/// The identifier of all of them.
pub const NATIONAL_ID: &str = "012199000123";

impl Fixture<'_> {
    pub async fn persons(&self, tier: Demo) {
        let keys = person_keys();
        let mut done = BTreeSet::new();
        for login in callers(tier) {
            let body = self.body_of(login).await;
            if !done.insert(body.id) {
                continue;
            }
            let id: PersonId = derived(&format!("test/person/{}", body.id));
            let content = format!(r#"{{"ethnicity":"Hà Nhì","national_id":"{NATIONAL_ID}"}}"#);
            let locked = keys.lock(id, content.as_bytes()).expect("it is encrypted");
            self.keep(person::Model {
                id,
                organisation_id: body.id,
                unit_id: body.unit_id,
                name: "Pờ Sì Vu".to_owned(),
                name_fold: "po si vu".to_owned(),
                name_sort: danchu::text::sort_key("Pờ Sì Vu"),
                birth_year: Some(1990),
                sex: Some(Sex::Male),
                of_a_minority: Some(true),
                sealed_key: Some(locked.key),
                sealed: Some(locked.content),
                national_id_index: Some(keys.index(NATIONAL_ID)),
                national_id_tail: Some("123".to_owned()),
                erased_at: None,
                version: 1,
            })
            .await;
            self.keep(appointment::Model {
                id: derived(&format!("test/appointment/{}", body.id)),
                person_id: id,
                position: Position::PersonInCharge,
                organisation_id: body.id,
                unit_id: body.unit_id,
                village_id: None,
                valid_from: "2024-01-02".parse().expect("a day"),
                valid_to: None,
                decision: AppointingDecision {
                    number: DocumentNumber::read("9/QĐ-UBND").expect("a number"),
                    signed_on: "2024-01-02".parse().expect("a day"),
                    front_agreed_on: None,
                },
                end_reason: None,
                version: 1,
            })
            .await;
        }
    }
}
