//! What the people of the demonstration's communes supervise: a road and a village house in each, and in Đoàn Kết a board that does.

use chrono::Days;
use sea_orm::ConnectionTrait;

use super::{day::morning, events, holders, write::write};
use crate::{
    access::{BoardId, BoardMemberId, Event, ProjectId, Record, derived, event},
    board::{
        BoardKind, BoardPosition, BoardState, Course, Represents,
        course::{Notice, Recognition},
        entity::{Entity, Model as Board},
        member::{self, Choice, Model as Member},
        project::entity::{self as project, Funding, ProjectVillages},
    },
    document::{number::DocumentNumber, step::Timed},
    http::Result,
    person::entity as person,
    text,
};

/// The inspectorate whose commune has a supervision board too, by its name.
const COMMUNE: &str = "Ban Thanh tra nhân dân phường Đoàn Kết";
const NAME: &str = "Ban Giám sát đầu tư của cộng đồng đường Nà Khằm – Nà Đông";

/// The projects of each inspectorate's commune, and the board; its members are of the inspectorate, and one of the Front.
pub async fn supervision(
    boards: &[Board],
    members: &[Member],
    connection: &impl ConnectionTrait,
) -> Result<Vec<event::Model>> {
    let projects: Vec<project::Model> = boards.iter().flat_map(|board| [road(board), house(board)]).collect();
    write::<project::Entity>(&projects, connection).await?;
    let mut told: Vec<event::Model> = projects
        .iter()
        .map(|row| events::made(Event::on::<project::Entity>(row), morning(row.begins_on)))
        .collect();
    let here = boards
        .iter()
        .zip(projects.iter().step_by(2))
        .find(|(board, _)| board.name == COMMUNE);
    if let Some((inspectorate, road)) = here {
        let sent = holders::somebody("front/supervisor", inspectorate.organisation_id, inspectorate.unit_id);
        let (board, supervisors) = board(inspectorate, road, members, &sent);
        write::<person::Entity>(std::slice::from_ref(&sent), connection).await?;
        write::<Entity>(std::slice::from_ref(&board), connection).await?;
        write::<member::Entity>(&supervisors, connection).await?;
        Entity::keep_beside(std::slice::from_ref(&board), connection).await?;
        told.push(events::made(Event::on::<Entity>(&board), morning(board.term_from)));
        told.push(events::made(
            Event::on::<person::Entity>(&sent),
            morning(board.term_from),
        ));
    }
    Ok(told)
}

fn road(board: &Board) -> project::Model {
    let name = format!(
        "Nâng cấp đường liên bản ({})",
        board.name.replace("Ban Thanh tra nhân dân ", "")
    );
    let id: ProjectId = derived(&format!("demo/project/{}", board.unit_id));
    project::Model {
        id,
        organisation_id: board.organisation_id,
        unit_id: board.unit_id,
        name_sort: text::sort_key(&name),
        name,
        funding: Funding::PublicInvestment,
        investor: "Ban quản lý dự án khu vực Lai Châu".to_owned(),
        cost: Some(4_500_000_000),
        villages: ProjectVillages::default(),
        begins_on: board.term_from + Days::new(10),
        ended_on: None,
        version: 1,
    }
}

fn house(board: &Board) -> project::Model {
    let name = "Sửa chữa nhà văn hóa thôn, bản".to_owned();
    let id: ProjectId = derived(&format!("demo/project/{}/house", board.unit_id));
    project::Model {
        id,
        name_sort: text::sort_key(&name),
        name,
        funding: Funding::Community,
        investor: "Cộng đồng dân cư".to_owned(),
        cost: Some(180_000_000),
        ..road(board)
    }
}

/// Three of the inspectorate for their villages, one for the inspectorate, and one of the Front.
fn board(
    inspectorate: &Board,
    road: &project::Model,
    members: &[Member],
    sent: &person::Model,
) -> (Board, Vec<Member>) {
    let id: BoardId = derived("demo/supervision");
    let term_from = road.begins_on;
    let recognised_on = term_from + Days::new(3);
    let of_the_inspectorate = members.iter().filter(|member| member.board_id == inspectorate.id);
    let parts = [
        (Represents::Village, BoardPosition::Head),
        (Represents::Village, BoardPosition::Deputy),
        (Represents::Village, BoardPosition::Member),
        (Represents::Inspectorate, BoardPosition::Member),
    ];
    let mut supervisors: Vec<Member> = of_the_inspectorate
        .zip(parts)
        .map(|(known, (represents, position))| {
            let elected = represents == Represents::Village;
            Member {
                position,
                represents,
                village_id: known.village_id.filter(|_| elected),
                choice: Choice {
                    on: term_from,
                    received_on: term_from,
                    ..known.choice
                },
                ..known.clone()
            }
        })
        .collect();
    supervisors.extend(supervisors.first().cloned().map(|first| Member {
        person_id: sent.id,
        position: BoardPosition::Member,
        represents: Represents::Front,
        village_id: None,
        ..first
    }));
    for (member, number) in supervisors.iter_mut().zip(1..) {
        member.id = derived::<BoardMemberId>(&format!("demo/supervisor/{number}"));
        member.board_id = id;
        member.recognised_on = Some(recognised_on);
        if member.represents != Represents::Village {
            member.choice.households = None;
            member.choice.present = None;
            member.choice.in_favour = None;
        }
    }
    let number = |number, symbol: &str| DocumentNumber {
        number,
        symbol: symbol.to_owned(),
    };
    let course = Course {
        recognitions: vec![Recognition {
            by: inspectorate.organisation_id,
            number: number(24, "QĐ-MTTQ-BTT"),
            made: Timed::by(recognised_on, term_from + Days::new(7)),
            signer: "Lò Thị Phương".to_owned(),
            explanation: None,
            members: supervisors.iter().map(|member| member.id).collect(),
        }],
        notice: Some(Notice {
            number: number(30, "MTTQ-BTT"),
            sent: Timed::by(term_from + Days::new(5), term_from + Days::new(15)),
            starts_on: term_from + Days::new(60),
        }),
        ..Course::default()
    };
    let board = Board {
        id,
        body_id: derived("demo/organisation/supervision"),
        kind: BoardKind::CommunityInvestmentSupervision,
        name: NAME.to_owned(),
        name_sort: text::sort_key(NAME),
        state: BoardState::Recognised,
        term_from,
        term_to: None,
        project_id: Some(road.id),
        course,
        version: 3,
        ..inspectorate.clone()
    };
    (board, supervisors)
}
