//! A board with its members and what both are measured by, and how a step of it is taken.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QuerySelect,
    QueryTrait, StreamTrait,
    sea_query::{ExprTrait, OnConflict},
};

use super::{
    entity::{Column, Entity, Model},
    kind::{BoardKind, Represents},
    listed::MemberRow,
    member,
    project::entity as project,
    rules::{self, Finding, Ground, Place},
    view,
};
use crate::{
    access::{BoardId, BoardMemberId, Caller, Event, Gather, Look, Permission, PersonId, Tx, VillageId},
    document::step::Today,
    http::{Answer, IfMatch, Result},
    person::{Position, appointment, held::VillageEnds, same_people},
    territory::village,
};

/// The members of a board, past ones included, in the order in which they were chosen.
pub async fn members_of(look: &impl Look, board: BoardId) -> Result<Vec<member::Model>> {
    let found = look.find::<member::Entity>().filter(member::Column::BoardId.eq(board));
    let mut members = found.all().await?;
    members.sort_by_key(|member| (member.position, member.choice.on, member.id));
    Ok(members)
}

/// The members of a board as [`members_of`], with their names.
pub async fn members_named<C: ConnectionTrait + StreamTrait>(board: BoardId, connection: &C) -> Result<Vec<MemberRow>> {
    let found = Gather::<member::Entity, _>::beside(connection).filter(member::Column::BoardId.eq(board));
    Ok(in_order(found.listed().await?))
}

/// Members in the order in which they were chosen, whoever leads first.
pub fn in_order(mut members: Vec<MemberRow>) -> Vec<MemberRow> {
    members.sort_by_key(|named| (named.row.position, named.row.choice.on, named.row.id));
    members
}

/// In what a board departs from the law today.
pub async fn findings_of(look: &impl Look, board: &Model, members: &[member::Model]) -> Result<Vec<Finding>> {
    let elsewhere = Elsewhere {
        holders: holders(look, board, members).await?,
        strangers: strangers(look, board, members).await?,
        outsiders: outsiders(look, board, members).await?,
    };
    found(look, board, members, &elsewhere).await
}

/// In what a board departs from the law today, but for what its members hold elsewhere.
pub async fn findings_of_all(look: &impl Look, board: &Model, members: &[member::Model]) -> Result<Vec<Finding>> {
    found(look, board, members, &Elsewhere::default()).await
}

/// What of members stands in other records.
#[derive(Default)]
struct Elsewhere {
    holders: Vec<PersonId>,
    strangers: Vec<PersonId>,
    outsiders: Vec<BoardMemberId>,
}

async fn found(
    look: &impl Look,
    board: &Model,
    members: &[member::Model],
    elsewhere: &Elsewhere,
) -> Result<Vec<Finding>> {
    let villages = match board.kind {
        BoardKind::CommunePeopleInspectorate => villages(look, board, members).await?,
        _ => Vec::new(),
    };
    let ground = Ground {
        today: look.clocks().legal.today(),
        villages: &villages,
        holders: &elsewhere.holders,
        strangers: &elsewhere.strangers,
        outsiders: &elsewhere.outsiders,
    };
    Ok(rules::findings(board, members, &ground))
}

async fn villages(look: &impl Look, board: &Model, members: &[member::Model]) -> Result<Vec<Place>> {
    use village::Column;
    let represented: Vec<_> = members.iter().filter_map(|member| member.village_id).collect();
    let these = Column::UnitId.eq(board.unit_id).or(Column::Id.is_in(represented));
    let today = look.clocks().legal.today();
    let found = village::Entity::find()
        .filter(these)
        .all(look.beside::<Entity>(board))
        .await?;
    let place = |village: &village::Model| Place {
        id: village.id,
        lives: village.exists_on(today) && village.unit_id == board.unit_id,
        successor: village.successor_id,
    };
    Ok(found.iter().map(place).collect())
}

/// Members who, on the day they were chosen or while they serve, hold a post in a village that is paid for: no member of an inspectorate does (Law 10/2022
/// Art. 37.2). Whoever else has recorded the same person is found by their identifier.
async fn holders(look: &impl Look, board: &Model, members: &[member::Model]) -> Result<Vec<PersonId>> {
    use appointment::Column;
    if board.kind != BoardKind::CommunePeopleInspectorate || members.is_empty() {
        return Ok(Vec::new());
    }
    let connection = look.beside::<Entity>(board);
    let same = same_people(members.iter().map(|member| member.person_id), connection).await?;
    let positions = [
        Position::VillageHead,
        Position::ActingVillageHead,
        Position::VillageFrontHead,
    ];
    let theirs = Column::PersonId
        .is_in(same.values().flatten().copied())
        .and(Column::Position.is_in(positions));
    let posts = appointment::Entity::find().filter(theirs).all(connection).await?;
    let ends = VillageEnds::of(posts.iter().filter_map(|post| post.village_id), connection).await?;
    let held: Vec<_> = posts.iter().map(|post| ends.held(post)).collect();
    let today = look.clocks().legal.today();
    let holds = |member: &&member::Model| {
        let at_once = |post: &appointment::Model| {
            post.holds_on(member.choice.on) || (member.is_on_board(today) && post.holds_on(today))
        };
        let all = same.get(&member.person_id);
        let is_theirs = |post: &appointment::Model| all.is_some_and(|all| all.contains(&post.person_id));
        held.iter().any(|post| is_theirs(post) && at_once(post))
    };
    let found = members.iter().filter(holds);
    Ok(found.map(|member| member.person_id).collect())
}

/// Members of a supervision board for the inspectorate (Law 10/2022 Art. 41.1) who were not in it on the day they were sent, where the commune had one
/// then.
async fn strangers(look: &impl Look, board: &Model, members: &[member::Model]) -> Result<Vec<PersonId>> {
    let sent = members
        .iter()
        .filter(|member| member.represents == Represents::Inspectorate);
    let sent: Vec<_> = sent.collect();
    if board.kind != BoardKind::CommunityInvestmentSupervision || sent.is_empty() {
        return Ok(Vec::new());
    }
    let connection = look.beside::<Entity>(board);
    let same = same_people(sent.iter().map(|member| member.person_id), connection).await?;
    let inspectorates = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::UnitId.eq(board.unit_id))
        .filter(Column::Kind.eq(BoardKind::CommunePeopleInspectorate));
    let theirs = member::Column::BoardId.in_subquery(inspectorates.into_query());
    let inspectors = member::Entity::find().filter(theirs).all(connection).await?;
    let strange = sent.iter().filter(|member| {
        let serving = || {
            inspectors
                .iter()
                .filter(|inspector| inspector.serves_on(member.choice.on))
        };
        let all = same.get(&member.person_id);
        let is_one = |inspector: &member::Model| all.is_some_and(|all| all.contains(&inspector.person_id));
        serving().next().is_some() && !serving().any(is_one)
    });
    Ok(strange.map(|member| member.person_id).collect())
}

/// Residents' representatives of a supervision board from villages where its project is not (Law 10/2022 Art. 41.1); a village that has
/// merged is the one it went into.
async fn outsiders(look: &impl Look, board: &Model, members: &[member::Model]) -> Result<Vec<BoardMemberId>> {
    let Some(project) = board.project_id else {
        return Ok(Vec::new());
    };
    let connection = look.beside::<Entity>(board);
    let project = project::Entity::find_by_id(project).one(connection).await?;
    let its = project.map(|project| project.villages.0).unwrap_or_default();
    if its.is_empty() {
        return Ok(Vec::new());
    }
    let villages = villages(look, board, members).await?;
    let now = |village: VillageId| rules::now(&villages, village).unwrap_or(village);
    let its: Vec<_> = its.into_iter().map(|village| Some(now(village))).collect();
    let residents = members.iter().filter(|member| member.represents == Represents::Village);
    let outside = residents.filter(|member| !its.contains(&member.village_id.map(now)));
    Ok(outside.map(|member| member.id).collect())
}

/// A board that is locked, with its members.
pub struct Held {
    pub board: Model,
    pub members: Vec<member::Model>,
    pub today: Today,
    pub findings: Vec<Finding>,
}

/// Locks a board with its members.
pub async fn hold<P: Permission>(tx: &Tx<P>, id: BoardId, if_match: IfMatch) -> Result<Held> {
    let board = tx.lock_matching::<Entity>(id, if_match).await?;
    let members = members_of(tx, id).await?;
    Ok(Held {
        findings: findings_of(tx, &board, &members).await?,
        today: Today::of(tx).await?,
        board,
        members,
    })
}

/// Takes a step: locks a board with its members, lets `decide` change both, and answers with it.
pub async fn step<P: Permission>(
    caller: &Caller<P>,
    id: BoardId,
    if_match: IfMatch,
    decide: impl FnOnce(&mut Held) -> Result<()>,
) -> Result<Answer> {
    let tx = caller.begin().await?;
    let held = hold(&tx, id, if_match).await?;
    taken(tx, held, decide).await
}

/// Lets `decide` change a board that is locked, and commits it. Reasons stand in the course alone: whom the board inspects reads events of its commune.
pub async fn taken<P: Permission>(
    mut tx: Tx<P>,
    mut held: Held,
    decide: impl FnOnce(&mut Held) -> Result<()>,
) -> Result<Answer> {
    let (before, members) = (held.board.clone(), held.members.clone());
    decide(&mut held)?;
    let board = tx.save::<Entity>(&before, held.board).await?;
    if keep(&tx, &board, &members, held.members).await? {
        tx.note("members");
    }
    let answer = view::answer(&tx, &board).await?;
    tx.commit(Event::on::<Entity>(&board), answer).await
}

/// Writes the members who are new or have changed; whether there were any.
async fn keep<P: Permission>(
    tx: &Tx<P>,
    board: &Model,
    before: &[member::Model],
    after: Vec<member::Model>,
) -> Result<bool> {
    let changed = after.into_iter().filter(|member| !before.contains(member));
    let rows: Vec<_> = changed.map(|member| member.into_active_model().reset_all()).collect();
    if rows.is_empty() {
        return Ok(false);
    }
    let others = member::Column::iter().filter(|column| !matches!(column, member::Column::Id));
    let again = OnConflict::column(member::Column::Id).update_columns(others).to_owned();
    member::Entity::insert_many(rows)
        .on_conflict(again)
        .exec_without_returning(tx.within_lock::<Entity>(board))
        .await?;
    Ok(true)
}
