//! Reorganisations of two provinces, drafted and carried out.

use danchu::{
    access::derived,
    reorganisation::{act::ReorganisationLines, entity as reorganisation},
};

use super::fixture::Fixture;

impl Fixture<'_> {
    pub async fn reorganisations(&self) {
        for login in ["officer.12", "officer.11"] {
            let body = self.body_of(login).await;
            let row = |state: &str, applied_at| reorganisation::Model {
                id: derived(&format!("test/reorganisation/{state}/{login}")),
                organisation_id: body.id,
                unit_id: body.unit_id,
                legal_basis: "Nghị quyết 1".to_owned(),
                effective_on: body.valid_from,
                lines: reorganisation::StoredLines(ReorganisationLines::default()),
                drafter_name: login.to_owned(),
                applied_at,
                applier_name: None,
                effect: None,
                version: 1,
            };
            self.keep(row("draft", None)).await;
            self.keep(row("applied", Some(body.created_at))).await;
        }
    }
}
