//! The callers the demonstration lacks.

use danchu::{
    access::{Feature, Role, derived},
    demo::Tier as Demo,
    organisation::mandate,
};

use super::fixture::Fixture;

impl Fixture<'_> {
    pub async fn people_of_the_demonstration(&self, tier: Demo) {
        let commune = self.body_of("officer.03388").await;
        self.hire("administrator.03388", Role::Administrator, &commune).await;
        self.hire("newcomer.03388", Role::Officer, &commune).await;
        let council = self.body_of("overseer.12").await;
        self.hire("administrator.hdnd-12", Role::Administrator, &council).await;
        let department = self.body_of("officer.so-gddt").await;
        self.hire("administrator.so-gddt", Role::Administrator, &department)
            .await;
        if tier == Demo::ThreeTier {
            self.hire(
                "administrator.105",
                Role::Administrator,
                &self.body_of("officer.105").await,
            )
            .await;
        }
        if tier == Demo::TwoTier {
            // Somebody who still reads what a district has left behind.
            self.hire("officer.106", Role::Officer, &self.committee_of("106").await)
                .await;
        }
        let province = self.body_of("officer.12").await;
        let body = self.body_of("officer.so-tu-phap").await;
        self.keep(mandate::Model {
            id: derived("test/mandate"),
            committee_id: province.id,
            organisation_id: body.id,
            unit_id: province.unit_id,
            feature: Feature::Organisation,
            valid_from: province.valid_from.max(body.valid_from),
            valid_to: None,
            document: "Quyết định số 9/QĐ-UBND".to_owned(),
            end_reason: None,
            version: 1,
        })
        .await;
    }
}
