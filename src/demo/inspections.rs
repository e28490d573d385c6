//! What the demonstration's boards plan and inspect, and what citizens have told them.

use chrono::Days;
use sea_orm::ConnectionTrait;

use super::{day::morning, events, write::write};
use crate::{
    access::{Event, derived, event},
    board::{
        entity::Model as Board,
        feedback::entity::{self as feedback, Channel, Verification},
        inspection::entity::{self as inspection, InspectionKind, InspectionOutcome, InspectionResult, Notice},
        plan::entity::{self as plan, PlanContent},
    },
    document::step::Timed,
    http::Result,
};

/// Those of some boards: a plan that was issued and one that was not; an inspection that has ended, one that was announced, one that was not.
pub async fn inspections(boards: &[Board], connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let plans: Vec<plan::Model> = boards
        .iter()
        .flat_map(|board| [issued(board), drafted(board)])
        .collect();
    write::<plan::Entity>(&plans, connection).await?;
    let inspections: Vec<inspection::Model> = boards.iter().flat_map(made).collect();
    write::<inspection::Entity>(&inspections, connection).await?;
    let heard: Vec<feedback::Model> = boards.iter().map(heard).collect();
    write::<feedback::Entity>(&heard, connection).await?;
    let at = |board: &Board| morning(board.term_from + Days::new(30));
    let told = boards.iter().zip(plans.chunks(2)).flat_map(|(board, plans)| {
        let made = plans
            .iter()
            .map(|row| events::made(Event::on::<plan::Entity>(row), at(board)));
        made.collect::<Vec<_>>()
    });
    let inspected = inspections.iter().map(|row| {
        events::made(
            Event::on::<inspection::Entity>(row),
            morning(row.starts_on - Days::new(9)),
        )
    });
    let received = heard
        .iter()
        .map(|row| events::made(Event::on::<feedback::Entity>(row), morning(row.received_on)));
    Ok(told.chain(inspected).chain(received).collect())
}

fn issued(board: &Board) -> plan::Model {
    let year = board.term_from.format("%Y").to_string();
    plan::Model {
        id: derived(&format!("demo/plan/{}/1", board.id)),
        organisation_id: board.body_id,
        unit_id: board.unit_id,
        board_id: board.id,
        board_kind: board.kind,
        director_id: board.organisation_id,
        host_id: board.host_id,
        title: format!("Kế hoạch hoạt động năm {year}"),
        period_key: Some(year),
        content: PlanContent {
            purpose: "Giám sát việc thu, chi các quỹ và việc thực hiện quyết định của cộng đồng dân cư.".to_owned(),
            work: "Kiểm tra quỹ của các thôn, bản; giám sát đường vào nhà văn hóa.".to_owned(),
            funding: Some(15_000_000),
            organisation: Some("Trưởng ban phân công thành viên phụ trách từng thôn, bản.".to_owned()),
        },
        issued_on: Some(board.term_from + Days::new(30)),
        version: 1,
    }
}

fn drafted(board: &Board) -> plan::Model {
    plan::Model {
        id: derived(&format!("demo/plan/{}/2", board.id)),
        title: "Kế hoạch hoạt động của nhiệm kỳ".to_owned(),
        period_key: None,
        issued_on: None,
        ..issued(board)
    }
}

fn made(board: &Board) -> [inspection::Model; 3] {
    let first = inspection::Model {
        id: derived(&format!("demo/inspection/{}/1", board.id)),
        organisation_id: board.body_id,
        unit_id: board.unit_id,
        origin_unit_id: board.unit_id,
        board_id: board.id,
        board_kind: board.kind,
        director_id: board.organisation_id,
        host_id: board.host_id,
        plan_id: Some(issued(board).id),
        kind: InspectionKind::Supervision,
        subject: "Đường vào nhà văn hóa: khối lượng và nghiệm thu".to_owned(),
        inspected_id: Some(board.host_id),
        inspected_name: None,
        notice: Some(Notice(Timed {
            on: board.term_from + Days::new(9),
            due_on: board.term_from + Days::new(9),
            late: false,
        })),
        starts_on: board.term_from + Days::new(16),
        ended_on: Some(board.term_from + Days::new(18)),
        result: Some(InspectionResult {
            outcome: InspectionOutcome::Shortcomings,
            findings: "Một đoạn đường sụt lún; nghiệm thu vượt khối lượng.".to_owned(),
            cases: 2,
            money: 45_000_000,
            land: 0,
        }),
        cases: 2,
        recorded_at: None,
        version: 1,
    };
    let announced = inspection::Model {
        id: derived(&format!("demo/inspection/{}/2", board.id)),
        kind: InspectionKind::Check,
        subject: "Thu, chi quỹ của các thôn, bản".to_owned(),
        starts_on: board.term_from + Days::new(85),
        notice: Some(Notice(Timed::unhurried(board.term_from + Days::new(75)))),
        ended_on: None,
        result: None,
        cases: 0,
        ..first.clone()
    };
    let begun = inspection::Model {
        id: derived(&format!("demo/inspection/{}/3", board.id)),
        kind: InspectionKind::Verification,
        subject: "Phản ánh về việc thu quỹ không có biên bản họp".to_owned(),
        starts_on: board.term_from + Days::new(95),
        notice: None,
        ..announced.clone()
    };
    [first, announced, begun]
}

fn heard(board: &Board) -> feedback::Model {
    let received_on = board.term_from + Days::new(60);
    let verified_on = received_on + Days::new(6);
    feedback::Model {
        id: derived(&format!("demo/feedback/{}", board.id)),
        organisation_id: board.body_id,
        unit_id: board.unit_id,
        board_id: board.id,
        director_id: board.organisation_id,
        received_on,
        channel: Channel::SuggestionBox,
        content: "Thu quỹ ở bản không có biên bản họp.".to_owned(),
        giver_key: None,
        giver: None,
        verification: Some(Verification {
            on: verified_on,
            confirmed: true,
            findings: "Đúng như phản ánh; Ban kiến nghị xử lý.".to_owned(),
        }),
        verified_on: Some(verified_on),
        told_on: None,
        recorded_at: None,
        version: 2,
    }
}
