//! Templates of two provinces, drafted and published.

use danchu::{access::derived, reporting::template::entity as template};
use sea_orm::EntityTrait;

use super::fixture::Fixture;

impl Fixture<'_> {
    pub async fn templates(&self) {
        let built_in = template::Entity::find().one(self.change.connection()).await;
        let built_in = built_in.expect("an answer").expect("a template");
        for login in ["officer.12", "officer.11"] {
            let body = self.body_of(login).await;
            let row = |state: &str, published| template::Model {
                id: derived(&format!("test/template/{state}/{login}")),
                organisation_id: Some(body.id),
                unit_id: Some(body.unit_id),
                code: state.to_owned(),
                published_at: published,
                ..built_in.clone()
            };
            self.keep(row("draft", None)).await;
            self.keep(row("published", built_in.published_at)).await;
        }
    }
}
