//! What becomes of open reports when bodies end: whoever ended owes nothing more, and what waits for somebody who ended goes to
//! whoever receives instead.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{LockType, Query},
};

use super::{
    entity::{Column, Entity, Model},
    rules,
};
use crate::{
    access::{Event, Feature, ObligationId, Store, System, SystemTx, Task, fresh, lease},
    clock::Clocks,
    http::Result,
    organisation::{organisation, organisation_lineage, routing::Directory},
    reporting::{kinds::Progress, round::entity as round, settling::ended},
};

const JOB: &str = "settle_reports";
const OPEN: [Progress; 4] = [
    Progress::NotStarted,
    Progress::Draft,
    Progress::Submitted,
    Progress::Returned,
];

/// Settles the open reports that concern bodies which have ended by today; returns how many.
pub async fn settle(store: &Store, clocks: Clocks, holder: uuid::Uuid) -> Result<u64> {
    let system = System::new(store, Task::SettleReports);
    let today = clocks.legal.today();
    let mut settled = 0;
    for id in concerned(system.reader(), today).await? {
        let mut change = system.begin().await?;
        if !lease::hold(JOB, holder, clocks.real.now(), change.connection()).await? {
            break;
        }
        if let Some((row, reason)) = settle_one(&mut change, id, today).await? {
            settled += 1;
            let event = Event::on::<Entity>(&row).because(reason);
            change.commit(event, clocks.legal.now()).await?;
        }
    }
    Ok(settled)
}

/// Open reports, of rounds that are not closed, that are owed or received by a body which has ended.
async fn concerned(connection: &impl ConnectionTrait, today: NaiveDate) -> Result<Vec<ObligationId>> {
    let open_rounds = Query::select()
        .column(round::Column::Id)
        .from(round::Entity)
        .and_where(round::Column::ClosedAt.is_null())
        .take();
    let owed = Condition::all()
        .add(Column::OrganisationId.in_subquery(ended(today)))
        .add(Column::Progress.ne(Progress::Submitted))
        .add(Column::AcceptedVersion.is_null());
    let received = Condition::all().add(Column::ReceiverId.in_subquery(ended(today)));
    let mut concerned = BTreeSet::new();
    // One after the other: of both together a database reads every report that is open.
    for those in [owed, received] {
        let found = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::Progress.is_in(OPEN))
            .filter(Column::RoundId.in_subquery(open_rounds.clone()))
            .filter(those);
        let ids: Vec<ObligationId> = found.into_tuple().all(connection).await?;
        concerned.extend(ids);
    }
    Ok(concerned.into_iter().collect())
}

/// Waives or passes on one report, and says why; none when somebody was quicker, or there is nobody to pass it on to.
async fn settle_one(change: &mut SystemTx, id: ObligationId, today: NaiveDate) -> Result<Option<(Model, String)>> {
    let locked = Entity::find_by_id(id).lock(LockType::NoKeyUpdate);
    let Some(before) = locked.one(change.connection()).await? else {
        return Ok(None);
    };
    let body = organisation::Entity::find_by_id(before.organisation_id);
    let Some(body) = body.one(change.connection()).await? else {
        return Ok(None);
    };
    let waived = match body.exists_on(today) {
        true => None,
        false => rules::waive(&before, &act(&body)).ok(),
    };
    let (mut after, reason) = match waived {
        Some(after) => (after, act(&body)),
        None => {
            let directory = Directory::above(&body, today, change.connection()).await?;
            match passed_on(&before, &body, &directory) {
                Some(after) => (after, "Cơ quan nhận đã kết thúc hoạt động.".to_owned()),
                None => return Ok(None),
            }
        }
    };
    after.version = before.version + 1;
    change.save::<Entity>(&before, &after).await?;
    if after.progress == Progress::Waived
        && let Some(owed) = owed_by_heir(change, &before, &body, &reason, today).await?
    {
        change.add::<Entity>(&owed).await?;
    }
    Ok(Some((after, reason)))
}

/// What the heir of a body that ended owes in its stead, by the same hour: as when the report was returned after the act that ended it.
/// None where nobody goes on with its work, or the heir owes this report already.
async fn owed_by_heir(
    change: &SystemTx,
    before: &Model,
    body: &organisation::Model,
    reason: &str,
    today: NaiveDate,
) -> Result<Option<Model>> {
    let successors = Query::select()
        .column(organisation_lineage::Column::SuccessorId)
        .from(organisation_lineage::Entity)
        .and_where(organisation_lineage::Column::PredecessorId.eq(body.id))
        .take();
    let heirs = organisation::Entity::find()
        .filter(organisation::Column::Id.in_subquery(successors))
        .filter(organisation::Column::Kind.eq(body.kind))
        .order_by_asc(organisation::Column::Id);
    let heirs = heirs.all(change.connection()).await?;
    let Some(heir) = heirs.iter().find(|heir| heir.exists_on(today)) else {
        return Ok(None);
    };
    let known = Entity::find()
        .filter(Column::RoundId.eq(before.round_id))
        .filter(Column::OrganisationId.eq(heir.id));
    if known.one(change.connection()).await?.is_some() {
        return Ok(None);
    }
    let directory = Directory::above(heir, today, change.connection()).await?;
    Ok(directory.receiver_of(heir).map(|receiver_id| Model {
        id: fresh(),
        organisation_id: heir.id,
        unit_id: heir.unit_id,
        organisation_name: heir.name.clone(),
        name_sort: heir.name_sort.clone(),
        progress: Progress::NotStarted,
        received_on: None,
        receipt: None,
        waiver_reason: None,
        addition_reason: Some(reason.to_owned()),
        supplement_reason: None,
        receiver_id,
        handled_by: directory.handled_by(receiver_id, Feature::Reporting),
        submission_id: None,
        first_submitted_at: None,
        latest_version: None,
        version: 1,
        ..before.clone()
    }))
}

/// The report of `body` with whoever receives it now; none when that is nobody, or the same as before.
pub fn passed_on(before: &Model, body: &organisation::Model, directory: &Directory) -> Option<Model> {
    let receiver = directory
        .receiver_of(body)
        .filter(|receiver| *receiver != before.receiver_id)?;
    Some(Model {
        receiver_id: receiver,
        handled_by: directory.handled_by(receiver, Feature::Reporting),
        ..before.clone()
    })
}

/// The act that ended a body, as its reports are waived by it.
fn act(body: &organisation::Model) -> String {
    let said = [&body.close_reason, &body.legal_basis].into_iter().flatten();
    match said.map(String::as_str).collect::<Vec<_>>().join("; ") {
        nothing if nothing.is_empty() => "Cơ quan báo cáo đã kết thúc hoạt động.".to_owned(),
        act => act,
    }
}
