//! What betrays a draft where it must not be read.

use danchu::reporting::submission::draft;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::fixture::Fixture;

/// What every draft begins with, before the id of the organisation it belongs to.
pub const SEAL: &str = "BẢN SOẠN CỦA ";

impl Fixture<'_> {
    /// Writes into every draft whose it is.
    pub async fn seal_drafts(&self) {
        let drafts = draft::Entity::find()
            .all(self.change.connection())
            .await
            .expect("an answer");
        for mut row in drafts {
            let seal = format!("{SEAL}{}", row.organisation_id);
            row.narrative.0.insert("overview".to_owned(), seal);
            let row = row.into_active_model().reset_all();
            draft::Entity::update(row)
                .exec(self.change.connection())
                .await
                .expect("the draft is kept");
        }
    }
}
