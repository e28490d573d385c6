//! Who keeps an organisation's record: records it, changes it, counts its staff, closes it.
//!
//! It is whoever manages the organisation, and the committee of a unit above. The committee of its own unit keeps what is under
//! that committee, and neither what others manage nor what stands beside it and oversees it: a People's committee is the
//! Council's executive and answers to it and to the committee above (Constitution Art. 114), not the Council to the committee.

use std::collections::BTreeSet;

use super::{
    line::{self, Lines},
    organisation::{Entity, Model},
};
use crate::{
    access::{Level, Look, OrganisationId, OrganisationKind, Permission, Scope, ScopePlace, Tx},
    http::{Code, IfMatch, Problem, Result},
};

/// Loads and locks an organisation to be changed: 404 out of scope, 403 when others keep its record or it is history, then 428 and
/// 412 by its version.
pub(super) async fn lock_kept<P: Permission>(tx: &Tx<P>, id: OrganisationId, if_match: IfMatch) -> Result<Model> {
    let row = tx.lock::<Entity>(id).await?;
    require_kept(tx, &row).await?;
    if_match.check(row.version)?;
    Ok(row)
}

/// 403 when others keep the record.
pub(super) async fn require_kept(look: &impl Look, row: &Model) -> Result<()> {
    match kept(look, [line::Model::from(row)]).await?.contains(&row.id) {
        true => Ok(()),
        false => Err(Problem::new(Code::NotYours)),
    }
}

/// Those of some organisations in scope whose records the caller keeps.
pub(super) async fn kept(
    look: &impl Look,
    rows: impl IntoIterator<Item = line::Model> + Clone,
) -> Result<BTreeSet<OrganisationId>> {
    let (scope, today) = (look.scope(), look.clocks().legal.today());
    // Who else manages an organisation matters to none but a committee with another above it.
    let managers = rows.clone().into_iter().filter_map(|row| row.managed_by);
    let managers = managers.filter(|body| !is_topmost(scope) && !scope.owns(*body));
    let lines = Lines::above(look, managers.collect()).await?;
    let mine = rows.into_iter().filter(|row| keeps(scope, &lines.of(row, today)));
    Ok(mine.map(|row| row.id).collect())
}

/// Whether whoever acts in `scope` keeps the record of an organisation it sees: the first of a line, after which come those that
/// manage it.
pub fn keeps(scope: &Scope, line: &[line::Model]) -> bool {
    let [row, ..] = line else { return false };
    let [.., head] = line else { return false };
    let manages = |body: &line::Model| body.managed_by.is_some_and(|manager| scope.owns(manager));
    match scope.place {
        _ if scope.owns(row.id) || line.iter().any(manages) => true,
        ScopePlace::Organisation(_) => false,
        ScopePlace::Unit { .. } if is_topmost(scope) => true,
        ScopePlace::Unit { root, .. } => {
            row.unit_id != root || (head.unit_id == root && is_under_its_committee(head.kind))
        }
    }
}

/// Nobody stands above a province: whatever stands in it is for the province to keep.
const fn is_topmost(scope: &Scope) -> bool {
    match scope.place {
        ScopePlace::Unit { level, .. } => matches!(level, Level::Nation | Level::Province),
        ScopePlace::Organisation(_) => false,
    }
}

/// Whether the committee of its unit keeps an organisation of this kind that nobody manages.
pub const fn is_under_its_committee(kind: OrganisationKind) -> bool {
    use OrganisationKind as Kind;
    match kind {
        Kind::ProvincialDepartment
        | Kind::CommuneDivision
        | Kind::PublicServiceUnit
        | Kind::StateOwnedEnterprise
        | Kind::NonStateEmployer
        | Kind::Community => true,
        // The committee above answers for a committee.
        Kind::PeopleCommittee
        // Law 10/2022/QH15: the Council supervises every body of the unit (Art. 86.1b), the Front (87.4), the unions (88.4) and the
        // other socio-political organisations (89.3) do so too, and the boards act for the people under the Front (38, 39.1, 44.1).
        | Kind::PeopleCouncil
        | Kind::CouncilCommittee
        | Kind::FatherlandFront
        | Kind::SocioPoliticalOrganisation
        | Kind::TradeUnion
        | Kind::InspectionBoard
        // Their superiors are their own.
        | Kind::PartyBody
        | Kind::CentralAgency => false,
    }
}

#[cfg(test)]
mod tests;
