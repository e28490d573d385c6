//! What leaders of several organisations have delegated, to nobody who calls.

use danchu::{
    access::derived,
    account::{
        delegation::entity::{self as delegation, Delegated},
        post,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::fixture::Fixture;

impl Fixture<'_> {
    pub async fn delegations(&self) {
        for login in [
            "officer.12",
            "officer.03388",
            "officer.so-gddt",
            "officer.thpt-chuyen",
            "officer.11",
        ] {
            let body = self.body_of(login).await;
            let posts = post::Entity::find().filter(post::Column::OrganisationId.eq(body.id));
            let post = posts.one(self.change.connection()).await;
            let post = post.expect("an answer").expect("a post");
            self.keep(delegation::Model {
                id: derived(&format!("test/delegation/{login}")),
                organisation_id: body.id,
                unit_id: body.unit_id,
                from_post_id: post.id,
                from_name: login.to_owned(),
                from_title: post.title,
                to_account_id: post.account_id,
                to_name: login.to_owned(),
                permissions: Delegated(vec!["round:open".to_owned()]),
                valid_from: body.valid_from,
                valid_to: body.valid_from + chrono::Days::new(1),
                document: "Giấy ủy quyền 1".to_owned(),
                end_reason: Some("Đã kết thúc".to_owned()),
                version: 1,
            })
            .await;
        }
    }
}
