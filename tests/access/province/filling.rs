//! Who fills for whom: bodies of one commune for each other, and somebody above for whom they manage.

use danchu::{access::derived, reporting::filling::entity as filling};

use super::fixture::Fixture;

impl Fixture<'_> {
    pub async fn fillings(&self) {
        for (whose, who) in [
            // The one who also receives, one who sees nothing else of it, one who manages, and one of another province.
            ("officer.truong-03388", "officer.03388"),
            ("officer.03388", "officer.truong-03388"),
            ("officer.thpt-chuyen", "officer.so-gddt"),
            ("officer.03127", "officer.11"),
        ] {
            let (whose, who) = (self.body_of(whose).await, self.body_of(who).await);
            self.keep(filling::Model {
                id: derived(&format!("test/filling/{}/{}", whose.id, who.id)),
                organisation_id: whose.id,
                unit_id: whose.unit_id,
                filler_id: who.id,
                valid_from: whose.valid_from.max(who.valid_from),
                valid_to: None,
                document: "Công văn 15".to_owned(),
                end_reason: None,
                version: 1,
            })
            .await;
        }
    }
}
