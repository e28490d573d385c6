//! Regulations of bodies of every sort and resolutions of councils, in drafting and issued, beside those of the demonstration.

use danchu::{
    access::derived,
    document::{
        number::DocumentNumber,
        regulation::{RegulationState, Setting, entity as regulation},
        resolution::{
            ResolutionState, ResolutionSubject,
            entity::{self as resolution, Proposal},
        },
    },
};

use super::fixture::Fixture;

impl Fixture<'_> {
    pub async fn regulations(&self) {
        for login in [
            "officer.12",
            "officer.so-gddt",
            "officer.thpt-chuyen",
            "officer.03388",
            "front.03388",
            "officer.11",
            "officer.03127",
        ] {
            let body = self.body_of(login).await;
            for (state, number) in [(RegulationState::Draft, None), (RegulationState::Issued, Some(900))] {
                let signed_on = number.map(|_| "2024-12-01".parse().expect("a day"));
                let title = format!("Quy chế {number:?} của {login}");
                let row = regulation::Model {
                    id: derived(&format!("test/regulation/{login}/{state:?}")),
                    organisation_id: body.id,
                    unit_id: body.unit_id,
                    origin_unit_id: body.unit_id,
                    setting: Setting::Agency,
                    field: None,
                    title_fold: danchu::text::fold(&title),
                    title,
                    summary: None,
                    state,
                    begun_on: "2024-11-01".parse().expect("a day"),
                    number,
                    symbol: number.map(|_| "QĐ".to_owned()),
                    signed_on,
                    in_force_on: signed_on,
                    expires_on: None,
                    course: regulation::Course::default(),
                    version: 1,
                };
                self.keep(row.clone()).await;
                self.keep_beside::<regulation::Entity>(row).await;
            }
        }
    }

    pub async fn resolutions(&self) {
        for login in ["overseer.12", "overseer.03388", "officer.11", "officer.03127"] {
            let body = self.body_of(login).await;
            for (state, number) in [(ResolutionState::Proposed, None), (ResolutionState::Adopted, Some(900))] {
                let signed_on = number.map(|_| "2024-12-01".parse().expect("a day"));
                let title = format!("Nghị quyết {number:?} của {login}");
                let row = resolution::Model {
                    id: derived(&format!("test/resolution/{login}/{state:?}")),
                    organisation_id: body.id,
                    unit_id: body.unit_id,
                    origin_unit_id: body.unit_id,
                    title_fold: danchu::text::fold(&title),
                    title,
                    summary: None,
                    subject: ResolutionSubject::DemocracyMeasures,
                    state,
                    proposal: Proposal {
                        proposer: "Ủy ban nhân dân".to_owned(),
                        number: DocumentNumber::read("9/TTr-UBND").expect("a number"),
                        signed_on: "2024-11-01".parse().expect("a day"),
                        file: None,
                    },
                    examination: None,
                    adoption: None,
                    rejection: None,
                    number,
                    symbol: number.map(|_| "NQ-HĐND".to_owned()),
                    signed_on,
                    in_force_on: signed_on,
                    expires_on: None,
                    repeal: None,
                    version: 1,
                };
                self.keep(row.clone()).await;
                self.keep_beside::<resolution::Entity>(row).await;
            }
        }
    }
}
