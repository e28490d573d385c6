//! Somebody must remain: an administrator's post ends only while another active administrator can look after its organisation,
//! from the same organisation or from a committee above it.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::LockType,
};

use super::{account, post};
use crate::{
    access::{AccountId, OrganisationKind, PostId, Role, UnitId},
    http::{Code, Problem, Result},
    organisation::organisation,
    territory::{unit, unit_reach},
};

/// 409 when nobody would be left to administer the organisation of one of the `leaving` posts. The units above are locked
/// first, so that of two who remove each other one comes too late.
pub async fn somebody_remains(
    connection: &impl ConnectionTrait,
    leaving: &[post::Model],
    today: NaiveDate,
) -> Result<()> {
    let leaving_ids: Vec<PostId> = leaving.iter().map(|post| post.id).collect();
    for post in leaving.iter().filter(|post| administers(post, today)) {
        let above = units_above(connection, post.unit_id).await?;
        let others = administrators(connection, post, &above, today).await?;
        let remaining = others.into_iter().filter(|other| !leaving_ids.contains(&other.id));
        if !any_active(connection, remaining.map(|other| other.account_id).collect()).await? {
            return Err(Problem::new(Code::LastAdministrator));
        }
    }
    Ok(())
}

/// Whether a post makes its holder an administrator on a day.
pub fn administers(post: &post::Model, day: NaiveDate) -> bool {
    post.holds_on(day) && post.roles.0.contains(&Role::Administrator)
}

/// The units whose reach covers `unit`, locked in one order everywhere.
async fn units_above(connection: &impl ConnectionTrait, unit: UnitId) -> Result<Vec<UnitId>> {
    let roots = unit_reach::Entity::find()
        .select_only()
        .column(unit_reach::Column::RootId)
        .filter(unit_reach::Column::UnitId.eq(unit))
        .into_query();
    let above = unit::Entity::find()
        .filter(unit::Column::Id.in_subquery(roots))
        .order_by_asc(unit::Column::Id)
        .lock(LockType::NoKeyUpdate)
        .all(connection)
        .await?;
    Ok(above.iter().map(|unit| unit.id).collect())
}

/// The administrator posts, on a day, of the post's organisation and of the committees of the units above it.
async fn administrators(
    connection: &impl ConnectionTrait,
    post: &post::Model,
    above: &[UnitId],
    today: NaiveDate,
) -> Result<Vec<post::Model>> {
    let committees = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .filter(organisation::Column::Kind.eq(OrganisationKind::PeopleCommittee))
        .filter(organisation::Column::UnitId.is_in(above.iter().copied()))
        .filter(organisation::Column::ValidTo.is_null())
        .into_query();
    let there = Condition::any()
        .add(post::Column::OrganisationId.eq(post.organisation_id))
        .add(post::Column::OrganisationId.in_subquery(committees));
    let mut posts = post::Entity::find().filter(there).all(connection).await?;
    // One whose own end is already set is no remedy.
    posts.retain(|post| administers(post, today) && post.valid_to.is_none());
    Ok(posts)
}

async fn any_active(connection: &impl ConnectionTrait, accounts: Vec<AccountId>) -> Result<bool> {
    let active = account::Entity::find()
        .filter(account::Column::Id.is_in(accounts))
        .filter(account::Column::SuspendedAt.is_null())
        .limit(1)
        .one(connection)
        .await?;
    Ok(active.is_some())
}
