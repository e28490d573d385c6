//! What is sent to sign in, and to accounts, their posts, delegations and mandates.

use serde_json::{Value, json};

use super::{Asked, Part, Question, reason};
use crate::{record::Kind, support::register::PASSWORD};

pub const PART: Part = Part {
    operations: &[
        ("POST", "/auth/login"),
        ("POST", "/auth/refresh"),
        ("POST", "/auth/password"),
        ("POST", "/auth/post"),
        ("POST", "/accounts"),
        ("PATCH", "/accounts/{id}"),
        ("POST", "/accounts/{id}/suspend"),
        ("POST", "/accounts/{id}/reinstate"),
        ("POST", "/accounts/{id}/reset-password"),
        ("POST", "/accounts/{id}/posts"),
        ("POST", "/posts/{id}/end"),
        ("POST", "/delegations"),
        ("POST", "/delegations/{id}/end"),
        ("POST", "/mandates"),
        ("POST", "/mandates/{id}/end"),
    ],
    body,
};

fn body(question: &Question<'_>, asked: Asked<'_>) -> Option<Value> {
    let today = question.world.today;
    Some(match asked {
        ("POST", "/auth/login") => json!({
            "login": question.who.map_or("nobody", |who| &who.login),
            "password": PASSWORD,
        }),
        ("POST", "/auth/refresh") => json!({ "refresh_token": question.who.map_or("none", |who| &who.refresh_token) }),
        ("POST", "/auth/password") => {
            json!({ "current_password": PASSWORD, "new_password": "Mot-mat-khau-khac-2026" })
        }
        ("POST", "/auth/post") => json!({ "post_id": question.id }),
        ("POST", "/accounts") => json!({ "login": "nguoi.moi", "name": "Người Mới", "organisation": question.id }),
        ("PATCH", "/accounts/{id}") => json!({ "name": "Tên Khác" }),
        ("POST", "/accounts/{id}/suspend" | "/accounts/{id}/reinstate" | "/accounts/{id}/reset-password") => reason(),
        ("POST", "/accounts/{id}/posts") => question.post(),
        ("POST", "/posts/{id}/end") => reason(),
        ("POST", "/mandates") => json!({
            "organisation_id": question.id, "feature": "territory", "valid_from": today, "document": "Quyết định 1",
        }),
        ("POST", "/delegations") => json!({
            "to": question.colleague(), "permissions": ["submission:submit"], "valid_from": today,
            "valid_to": today + chrono::Days::new(7), "document": "Giấy ủy quyền 1",
        }),
        ("POST", "/delegations/{id}/end") => reason(),
        ("POST", "/mandates/{id}/end") => json!({ "on": today, "reason": "Kiểm tra phân quyền" }),
        _ => return None,
    })
}

impl Question<'_> {
    /// A post for the record's account in the caller's organisation, or in the record's organisation for one of the caller's
    /// accounts.
    fn post(&self) -> Value {
        let own = self.who.map(|who| self.world.organisation(who.organisation));
        let named = self
            .what
            .and_then(|what| self.world.organisations.get(&what.organisation));
        let (organisation, since) = match (self.names_organisation(), own) {
            (true, _) => (self.id, named.map(|body| body.valid_from)),
            (false, Some(own)) => (own.id.into(), Some(own.valid_from)),
            (false, None) => (self.id, None),
        };
        let since = since.unwrap_or(self.world.today);
        json!({ "organisation": organisation, "title": "Chuyên viên", "roles": ["officer"], "valid_from": since })
    }

    fn names_organisation(&self) -> bool {
        self.operation.kind == Some(Kind::Organisation)
    }

    /// The login of somebody else with a post in the caller's organisation.
    fn colleague(&self) -> String {
        let Some(who) = self.who else {
            return "nobody".to_owned();
        };
        let mut posts = self.world.posts.iter();
        let post = posts.find(|post| {
            post.organisation_id == who.organisation
                && post.account_id != who.account
                && post.holds_on(self.world.today)
        });
        let account = post.and_then(|post| self.world.accounts.iter().find(|account| account.id == post.account_id));
        account.map_or_else(|| "nobody".to_owned(), |account| account.login.clone())
    }
}
