//! The people's inspectorate of each commune, elected by its villages and recognised by its Front.

use chrono::{Days, Months, NaiveDate};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    bodies::Body,
    day::{day, morning},
    events, holders,
    inspections::inspections,
    people::People,
    recommendations::recommendations,
    supervision::supervision,
    write::write,
};
use crate::{
    access::{BoardId, BoardMemberId, Event, Level, OrganisationId, OrganisationKind, Record, derived, event},
    board::{
        BoardKind, BoardPosition, BoardState, Course, Represents,
        course::{Leading, Recognition},
        entity::{Entity, Model},
        member::{self, Choice, Standings},
    },
    document::{number::DocumentNumber, step::Timed},
    http::Result,
    organisation::organisation,
    person::entity as person,
    territory::{unit, village, village_households as households},
    text,
};

/// Members of an inspectorate at least (Law 10/2022 Art. 36.1).
const LEAST: usize = 5;

/// A board with its members and whoever they are.
struct Founded {
    board: Model,
    members: Vec<member::Model>,
    people: Vec<person::Model>,
}

/// One in each commune that stands, with a secretary who has an account.
pub async fn boards(
    bodies: &[Body],
    people: &mut People,
    connection: &impl ConnectionTrait,
) -> Result<Vec<event::Model>> {
    let communes = unit::Entity::find()
        .filter(unit::Column::Level.eq(Level::Commune))
        .filter(unit::Column::ValidTo.is_null());
    let communes = communes.order_by_asc(unit::Column::Code).all(connection).await?;
    let villages = village::Entity::find().filter(village::Column::ValidTo.is_null());
    let villages = villages.order_by_asc(village::Column::Id).all(connection).await?;
    let counts = households::Entity::find().order_by_asc(households::Column::CountedOn);
    let counts = counts.all(connection).await?;
    let founded: Vec<Founded> = communes
        .iter()
        .filter_map(|commune| found(commune, bodies, &villages, &counts))
        .collect();
    let every = |of: fn(&Founded) -> Vec<person::Model>| founded.iter().flat_map(of).collect::<Vec<_>>();
    let persons = every(|board| board.people.clone());
    write::<person::Entity>(&persons, connection).await?;
    let rows: Vec<Model> = founded.iter().map(|board| board.board.clone()).collect();
    write::<Entity>(&rows, connection).await?;
    let members: Vec<member::Model> = founded.iter().flat_map(|board| board.members.clone()).collect();
    write::<member::Entity>(&members, connection).await?;
    Entity::keep_beside(&rows, connection).await?;
    let said = recommendations(&rows, connection).await?;
    let done = inspections(&rows, connection).await?;
    let supervised = supervision(&rows, &members, connection).await?;
    let joined = people
        .join(&posts(&rows, &communes, connection).await?, connection)
        .await?;
    let told = rows
        .iter()
        .map(|row| events::made(Event::on::<Entity>(row), morning(row.term_from)));
    let known = persons
        .iter()
        .map(|row| events::made(Event::on::<person::Entity>(row), morning(day(2023, 12, 1))));
    Ok(told
        .chain(known)
        .chain(said)
        .chain(done)
        .chain(supervised)
        .chain(joined)
        .collect())
}

/// The boards as organisations, with the second half of their people's logins.
async fn posts(rows: &[Model], communes: &[unit::Model], connection: &impl ConnectionTrait) -> Result<Vec<Body>> {
    let boards = organisation::Column::Id.is_in(rows.iter().map(|row| row.body_id));
    let boards = organisation::Entity::find().filter(boards).all(connection).await?;
    let known = |row: organisation::Model| {
        let commune = communes.iter().find(|commune| commune.id == row.unit_id)?;
        Some(Body::known(row, &commune.code))
    };
    Ok(boards.into_iter().filter_map(known).collect())
}

/// When its term began.
fn since(commune: &unit::Model) -> NaiveDate {
    match commune.valid_from < day(2025, 7, 1) {
        true => day(2024, 1, 1).max(commune.valid_from),
        false => day(2025, 10, 1),
    }
}

fn found(
    commune: &unit::Model,
    bodies: &[Body],
    villages: &[village::Model],
    counts: &[households::Model],
) -> Option<Founded> {
    let of_kind = |kind| {
        let mut here = bodies
            .iter()
            .filter(|body| body.row.unit_id == commune.id && body.row.valid_to.is_none());
        here.find(|body| body.row.kind == kind).map(|body| body.row.id)
    };
    let front = of_kind(OrganisationKind::FatherlandFront)?;
    let host = of_kind(OrganisationKind::PeopleCommittee)?;
    let here: Vec<&village::Model> = villages
        .iter()
        .filter(|village| village.unit_id == commune.id)
        .collect();
    let term_from = since(commune);
    let id: BoardId = derived(&format!("demo/board/{}", commune.id));
    let chosen_on = term_from + Days::new(3);
    let elected = here.iter().cycle().zip(0..here.len().max(LEAST));
    let (members, people): (Vec<_>, Vec<_>) = elected
        .map(|(village, number)| elect(id, village, number, front, (chosen_on, counts)))
        .unzip();
    let recognised = Timed {
        on: term_from + Days::new(8),
        due_on: term_from + Days::new(12),
        late: false,
    };
    let recognition = Recognition {
        by: front,
        number: DocumentNumber {
            number: 21,
            symbol: "QĐ-MTTQ-BTT".to_owned(),
        },
        made: recognised,
        signer: "Lò Thị Phương".to_owned(),
        explanation: None,
        members: members.iter().map(|member: &member::Model| member.id).collect(),
    };
    let name = format!(
        "Ban Thanh tra nhân dân {} {}",
        commune.kind.to_lowercase(),
        commune.name
    );
    Some(Founded {
        board: Model {
            id,
            organisation_id: front,
            unit_id: commune.id,
            origin_unit_id: commune.id,
            body_id: body_of(commune),
            host_id: host,
            kind: BoardKind::CommunePeopleInspectorate,
            name_sort: text::sort_key(&name),
            name,
            state: BoardState::Recognised,
            staff: None,
            term_from,
            term_to: term_from.checked_add_months(Months::new(60)),
            project_id: None,
            course: Course {
                recognitions: vec![recognition],
                leaders: leading(&members, recognised.on),
                ..Course::default()
            },
            ended_on: None,
            version: 2,
        },
        members: members
            .into_iter()
            .map(|member| member::Model {
                recognised_on: Some(recognised.on),
                ..member
            })
            .collect(),
        people,
    })
}

/// Who leads it since it was recognised.
fn leading(members: &[member::Model], on: NaiveDate) -> Vec<Leading> {
    let at = |position| members.iter().filter(move |member| member.position == position);
    let head = at(BoardPosition::Head).next();
    let deputies = at(BoardPosition::Deputy).map(|member| member.id).collect();
    let leading = head.map(|head| Leading {
        on,
        head: head.id,
        deputies,
    });
    leading.into_iter().collect()
}

/// The organisation a commune's inspectorate is.
fn body_of(commune: &unit::Model) -> OrganisationId {
    derived(&format!("demo/organisation/board/{}", commune.id))
}

fn elect(
    board: BoardId,
    village: &village::Model,
    number: usize,
    front: OrganisationId,
    (on, counts): (NaiveDate, &[households::Model]),
) -> (member::Model, person::Model) {
    let key = format!("inspector/{}/{number}", village.id);
    let person = holders::somebody(&key, front, village.unit_id);
    let mut counted = counts
        .iter()
        .filter(|count| count.village_id == village.id && count.counted_on <= on);
    let households = counted.next_back().map(|count| count.households);
    let part = |percent: i64| households.and_then(|all| u32::try_from(all * percent / 100).ok());
    let id: BoardMemberId = derived(&format!("demo/board-member/{key}"));
    let member = member::Model {
        id,
        board_id: board,
        person_id: person.id,
        position: match number {
            0 => BoardPosition::Head,
            1 => BoardPosition::Deputy,
            _ => BoardPosition::Member,
        },
        represents: Represents::Village,
        village_id: Some(village.id),
        department: None,
        choice: Choice {
            on,
            received_on: on + Days::new(2),
            households,
            present: part(90),
            in_favour: part(80),
        },
        standing: Standings::default(),
        recognised_on: None,
        ended_on: None,
        end: None,
    };
    (member, person)
}
