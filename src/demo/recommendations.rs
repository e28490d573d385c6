//! What the demonstration's boards have recommended to their committees: one that was answered and followed up, one that waits for its answer, one that is
//! being written.

use chrono::{Days, NaiveDate};
use sea_orm::ConnectionTrait;

use super::{day::morning, events, write::write};
use crate::{
    access::{Event, Record, derived, event},
    board::{
        RecommendationState,
        entity::Model as Board,
        recommendation::{
            course::{
                Confirmation, Course, FollowUp, Implementation, Outcome, Receipt, RecommendationAnswer, Recovered,
                Sending,
            },
            entity::{Entity, Model, RecommendationKind},
        },
    },
    document::number::DocumentNumber,
    http::Result,
};

/// Those of some boards.
pub async fn recommendations(boards: &[Board], connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let rows: Vec<Model> = boards
        .iter()
        .flat_map(|board| [done(board), waiting(board), begun(board)])
        .collect();
    write::<Entity>(&rows, connection).await?;
    Entity::keep_beside(&rows, connection).await?;
    let told = rows
        .iter()
        .map(|row| events::made(Event::on::<Entity>(row), morning(row.begun_on)));
    Ok(told.collect())
}

/// One that was begun so many days into the board's term.
fn draft(board: &Board, number: u32, days: u64, kind: RecommendationKind, title: &str, content: &str) -> Model {
    Model {
        id: derived(&format!("demo/recommendation/{}/{number}", board.id)),
        organisation_id: board.body_id,
        body_id: board.body_id,
        unit_id: board.unit_id,
        origin_unit_id: board.unit_id,
        board_id: board.id,
        board_kind: board.kind,
        director_id: board.organisation_id,
        host_id: board.host_id,
        kind,
        title: title.to_owned(),
        content: content.to_owned(),
        addressee_id: Some(board.host_id),
        addressee_name: None,
        answer_by: None,
        state: RecommendationState::Draft,
        begun_on: board.term_from + Days::new(days),
        sent_on: None,
        due_on: None,
        answered_on: None,
        reminded_days: None,
        course: Course::default(),
        version: 1,
    }
}

/// Sent on the second day, received on the third.
fn sent(row: Model, number: u32) -> Model {
    let on = |days| row.begun_on + Days::new(days);
    Model {
        state: RecommendationState::Received,
        sent_on: Some(on(2)),
        due_on: Some(due(on(3))),
        course: Course {
            submitted_on: Some(on(0)),
            confirmation: Some(Confirmation {
                by: row.director_id,
                on: on(1),
            }),
            sending: Some(Sending {
                number: DocumentNumber {
                    number,
                    symbol: "KN-BTTND".to_owned(),
                },
                on: on(2),
                through_director: false,
            }),
            receipt: Some(Receipt {
                on: on(3),
                by_addressee: true,
            }),
            ..Course::default()
        },
        version: 5,
        ..row
    }
}

/// Fifteen days on, and past a weekend (Law 10/2022 Art. 40.1c).
fn due(received_on: NaiveDate) -> NaiveDate {
    use chrono::{Datelike, Weekday};
    let last = received_on + Days::new(15);
    match last.weekday() {
        Weekday::Sat => last + Days::new(2),
        Weekday::Sun => last + Days::new(1),
        _ => last,
    }
}

fn done(board: &Board) -> Model {
    let row = draft(
        board,
        1,
        20,
        RecommendationKind::Remedy,
        "Khắc phục đoạn đường sụt lún vào nhà văn hóa",
        "Đề nghị khắc phục đoạn đường sụt lún, thu hồi phần kinh phí nghiệm thu vượt khối lượng.",
    );
    let row = sent(row, 1);
    let answered_on = row.begun_on + Days::new(10);
    let answer = RecommendationAnswer {
        outcome: Outcome::Accepted,
        explanation: "Đã yêu cầu đơn vị thi công khắc phục và giảm trừ khối lượng.".to_owned(),
        number: None,
        on: answered_on,
        late: Some(false),
        by_addressee: true,
        file: None,
    };
    let found = FollowUp {
        on: answered_on + Days::new(10),
        progress: Implementation::Done,
        findings: "Đoạn đường đã được sửa; đã thu hồi tiền nghiệm thu vượt.".to_owned(),
        recovered: Recovered {
            money_recovered: 12_000_000,
            ..Recovered::default()
        },
    };
    Model {
        state: RecommendationState::Answered,
        answered_on: Some(answered_on),
        course: Course {
            answer: Some(answer),
            follow_ups: vec![found],
            ..row.course.clone()
        },
        version: 7,
        ..row
    }
}

fn waiting(board: &Board) -> Model {
    let row = draft(
        board,
        2,
        68,
        RecommendationKind::HandleViolation,
        "Xử lý việc thu quỹ ngoài quy định ở bản",
        "Đề nghị kiểm tra, xử lý việc thu quỹ không có biên bản họp của cộng đồng dân cư.",
    );
    sent(row, 2)
}

fn begun(board: &Board) -> Model {
    draft(
        board,
        3,
        75,
        RecommendationKind::Commend,
        "Biểu dương tổ tự quản giữ gìn an ninh, vệ sinh",
        "Đề nghị biểu dương tổ tự quản có thành tích trong năm.",
    )
}
