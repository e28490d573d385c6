//! Tài khoản: one person's account.

use sea_orm::{ColumnTrait, Condition, entity::prelude::*, sea_query::Query};

use super::{login::Login, post};
use crate::{
    access::{AccountId, OrganisationId, Scope, Scoped, UnitId, fresh_personal},
    clock::Clocks,
    organisation::organisation,
    text::{self, Text},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AccountId,
    pub login: String,
    pub name: String,
    pub name_fold: String,
    pub name_sort: Vec<u8>,
    pub password_hash: String,
    pub password_changed_at: DateTimeUtc,
    pub must_change_password: bool,
    pub suspended_at: Option<DateTimeUtc>,
    pub suspend_reason: Option<String>,
    pub failed_attempts: i64,
    pub locked_until: Option<DateTimeUtc>,
    /// Raised when the account's power changes; tokens of an earlier version are spent.
    pub token_version: i64,
    /// The organisation that looks after the account.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub created_at: DateTimeUtc,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// An account as it begins: with a one-time password, looked after at `home`.
    pub fn new(
        login: Login,
        name: Text<1, 200>,
        password_hash: String,
        home: &organisation::Model,
        clocks: Clocks,
    ) -> Self {
        Self {
            id: fresh_personal(),
            login: login.into_string(),
            name_fold: text::fold(name.as_str()),
            name_sort: text::sort_key(name.as_str()),
            name: name.into_string(),
            password_hash,
            password_changed_at: clocks.real.now(),
            must_change_password: true,
            suspended_at: None,
            suspend_reason: None,
            failed_attempts: 0,
            locked_until: None,
            token_version: 1,
            organisation_id: home.id,
            unit_id: home.unit_id,
            created_at: clocks.legal.now(),
            version: 1,
        }
    }
}

impl Scoped for Entity {
    /// An account is seen where it is looked after and wherever it holds a post.
    fn within(scope: &Scope) -> Condition {
        let posts = Query::select()
            .column(post::Column::AccountId)
            .from(post::Entity)
            .cond_where(scope.places(post::Column::OrganisationId, post::Column::UnitId))
            .take();
        Condition::any()
            .add(scope.places(Column::OrganisationId, Column::UnitId))
            .add(Column::Id.in_subquery(posts))
    }
}

crate::record!(Entity, AccountId, "account", ends_with_its_unit: false);
