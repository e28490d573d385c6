//! Whose accounts an administrator may change: those looked after within reach that hold no post beyond it. Otherwise whoever
//! resets the password of a subordinate with a second post above would come into that post.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition};

use super::{account, post, post_place};
use crate::{
    access::{AccountId, Look, ManageAccount, OrganisationId, PostId, Tx},
    http::{Code, IfMatch, Problem, Result},
    organisation::organisation,
};

/// Those of `accounts` that reach beyond the caller's scope.
pub async fn beyond(look: &impl Look, accounts: &[account::Model]) -> Result<BTreeSet<AccountId>> {
    let ids: Vec<AccountId> = accounts.iter().map(|account| account.id).collect();
    let homes: BTreeSet<OrganisationId> = accounts.iter().map(|account| account.organisation_id).collect();
    let homes = look
        .find::<organisation::Entity>()
        .filter(organisation::Column::Id.is_in(homes));
    let homes: BTreeSet<OrganisationId> = homes.all().await?.iter().map(|home| home.id).collect();
    let mine = look
        .find::<post::Entity>()
        .filter(post::Column::AccountId.is_in(ids.clone()));
    let mine: BTreeSet<PostId> = mine.all().await?.iter().map(|post| post.id).collect();
    let posts = look
        .find::<post_place::Entity>()
        .filter(post_place::Column::AccountId.is_in(ids));
    let posts = posts.filter(still_held(look)).all().await?;
    let elsewhere = posts
        .into_iter()
        .filter(|post| !mine.contains(&post.id))
        .map(|post| post.account_id);
    let homeless = accounts
        .iter()
        .filter(|account| !homes.contains(&account.organisation_id))
        .map(|account| account.id);
    Ok(elsewhere.chain(homeless).collect())
}

fn still_held(look: &impl Look) -> Condition {
    Condition::any()
        .add(post_place::Column::ValidTo.is_null())
        .add(post_place::Column::ValidTo.gt(look.clocks().legal.today()))
}

/// Loads and locks an account to be changed: 404 out of scope, 403 for one's own and for one that reaches beyond the scope, then 428
/// and 412 by its version.
pub async fn lock_mine(tx: &Tx<ManageAccount>, id: AccountId, if_match: IfMatch) -> Result<account::Model> {
    let account = tx.lock::<account::Entity>(id).await?;
    not_myself(tx, id)?;
    if !beyond(tx, std::slice::from_ref(&account)).await?.is_empty() {
        return Err(Problem::new(Code::NotYours).detail(
            "Tài khoản này thuộc hoặc giữ chức danh ở cơ quan ngoài phạm vi quản trị của bạn.",
            "This account belongs to, or holds a post in, an organisation beyond your reach.",
        ));
    }
    if_match.check(account.version)?;
    Ok(account)
}

/// 403: nobody changes their own power.
pub fn not_myself(look: &impl Look, id: AccountId) -> Result<()> {
    match look.identity().account == id {
        false => Ok(()),
        true => Err(Problem::new(Code::Forbidden).detail(
            "Không ai tự quản trị tài khoản của chính mình.",
            "Nobody administers their own account.",
        )),
    }
}
