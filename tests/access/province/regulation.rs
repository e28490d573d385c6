//! Regulations of bodies of every sort, in drafting and issued, beside those of the demonstration.

use danchu::{
    access::derived,
    document::regulation::{RegulationState, Setting, entity as regulation},
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
                self.keep(regulation::Model {
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
                    consultation: None,
                    number,
                    symbol: number.map(|_| "QĐ".to_owned()),
                    symbol_key: number.map(|_| "qd".to_owned()),
                    signed_year: number.map(|_| 2024),
                    signed_on,
                    in_force_on: signed_on,
                    expires_on: None,
                    issue: None,
                    review: None,
                    repeal: None,
                    version: 1,
                })
                .await;
            }
        }
    }
}
