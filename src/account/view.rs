//! How accounts and posts are shown to administrators.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::{account, post, reach::beyond};
use crate::{
    access::{AccountId, Look, ManageAccount, PostId, Role, UnitId},
    http::Result,
    organisation::name::{NamedOrganisation, Names},
    territory::unit_name::NamedUnit,
};

/// Tài khoản: one person's account.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Tên đăng nhập.
    #[schema(example = "officer.03388")]
    pub login: String,
    /// Họ và tên.
    #[schema(example = "Lò Thị Mai")]
    pub name: String,
    /// Cơ quan quản lý tài khoản: who looks after it.
    pub organisation: NamedOrganisation,
    /// The unit of that organisation.
    #[schema(nullable = false)]
    pub unit: Option<NamedUnit>,
    /// Whether it may sign in.
    pub status: AccountStatus,
    /// Since when it is suspended.
    #[schema(nullable = false)]
    pub suspended_at: Option<DateTime<Utc>>,
    /// Why it is suspended.
    #[schema(nullable = false)]
    pub suspend_reason: Option<String>,
    /// Its password is a one-time password that was not changed yet.
    pub must_change_password: bool,
    /// Until when it rests after wrong passwords; may lie in the past.
    #[schema(nullable = false)]
    pub locked_until: Option<DateTime<Utc>>,
    /// When its password was last set.
    pub password_changed_at: DateTime<Utc>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// What this caller may do with it now.
    pub allowed_actions: Vec<AccountAction>,
}

/// Trạng thái tài khoản.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountStatus {
    /// Đang hoạt động.
    Active,
    /// Tạm khóa.
    Suspended,
}

/// What may be done with an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountAction {
    /// Sửa.
    Change,
    /// Tạm khóa.
    Suspend,
    /// Mở lại.
    Reinstate,
    /// Cấp lại mật khẩu.
    ResetPassword,
    /// Giao chức danh.
    GrantPost,
}

/// Chức danh: what an account may do for an organisation, from a day to a day.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// Whose it is.
    pub account_id: AccountId,
    /// Cơ quan.
    pub organisation: NamedOrganisation,
    /// Chức vụ.
    #[schema(example = "Công chức Văn phòng - Thống kê")]
    pub title: String,
    /// Vai trò.
    pub roles: Vec<Role>,
    /// Its first day.
    pub valid_from: NaiveDate,
    /// The first day it is no longer held.
    #[schema(nullable = false)]
    pub valid_to: Option<NaiveDate>,
    /// Văn bản giao.
    #[schema(nullable = false, example = "Quyết định 15/QĐ-UBND ngày 01/7/2025")]
    pub document: Option<String>,
    /// Why it ended.
    #[schema(nullable = false)]
    pub end_reason: Option<String>,
    /// What this caller may do with it now.
    pub allowed_actions: Vec<PostAction>,
}

/// What may be done with a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PostAction {
    /// Kết thúc.
    End,
}

/// What is needed to show several accounts.
pub struct Accounts {
    names: Names,
    units: BTreeMap<UnitId, NamedUnit>,
    beyond: BTreeSet<AccountId>,
    myself: AccountId,
    may_manage: bool,
}

impl Accounts {
    pub async fn of(look: &impl Look, rows: &[account::Model]) -> Result<Self> {
        Ok(Self {
            names: Names::of(look, rows.iter().map(|row| row.organisation_id)).await?,
            units: NamedUnit::all(look, rows.iter().map(|row| row.unit_id)).await?,
            beyond: beyond(look, rows).await?,
            myself: look.identity().account,
            may_manage: look.may::<ManageAccount>(),
        })
    }

    pub fn view(&self, row: account::Model) -> Account {
        Account {
            id: row.id,
            organisation: self.names.named(row.organisation_id),
            unit: self.units.get(&row.unit_id).cloned(),
            status: match row.suspended_at {
                Some(_) => AccountStatus::Suspended,
                None => AccountStatus::Active,
            },
            allowed_actions: self.allowed(&row),
            login: row.login,
            name: row.name,
            suspended_at: row.suspended_at,
            suspend_reason: row.suspend_reason,
            must_change_password: row.must_change_password,
            locked_until: row.locked_until,
            password_changed_at: row.password_changed_at,
            created_at: row.created_at,
        }
    }

    fn allowed(&self, row: &account::Model) -> Vec<AccountAction> {
        use AccountAction::{Change, GrantPost, Reinstate, ResetPassword, Suspend};
        let others = self.may_manage && row.id != self.myself;
        match (others, self.beyond.contains(&row.id), row.suspended_at) {
            (false, ..) => vec![],
            (true, true, _) => vec![GrantPost],
            (true, false, Some(_)) => vec![Change, Reinstate, ResetPassword, GrantPost],
            (true, false, None) => vec![Change, Suspend, ResetPassword, GrantPost],
        }
    }
}

impl Account {
    pub async fn of(look: &impl Look, row: &account::Model) -> Result<Self> {
        let accounts = Accounts::of(look, std::slice::from_ref(row)).await?;
        Ok(accounts.view(row.clone()))
    }
}

impl Post {
    pub async fn of(look: &impl Look, row: &post::Model) -> Result<Self> {
        let names = Names::of(look, [row.organisation_id]).await?;
        Ok(Self::new(look, &names, row.clone()))
    }

    pub fn new(look: &impl Look, names: &Names, row: post::Model) -> Self {
        let today = look.clocks().legal.today();
        let mine = look.may::<ManageAccount>() && look.identity().account != row.account_id;
        let held = row.valid_to.is_none_or(|end| today < end);
        Self {
            id: row.id,
            account_id: row.account_id,
            organisation: names.named(row.organisation_id),
            title: row.title,
            roles: row.roles.0,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            document: row.document,
            end_reason: row.end_reason,
            allowed_actions: if mine && held { vec![PostAction::End] } else { vec![] },
        }
    }
}
