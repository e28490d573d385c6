//! Urging that a recommendation be settled, before its answer and after it (Law 10/2022 Art. 40.2d, 45.1d, 63.2c, 81.2c).

use serde_json::{Value, json};

use super::{Recommendation, answer, inspected, received, secretary, waits};
use crate::support::{client::Client, database::Backend};

on_both! {
    a_rejected_one_is_taken_up_after_its_answer,
    it_is_taken_up_before_the_answer_and_after_it,
}

/// The board asks whoever directs it to take it up.
async fn asked(row: &Recommendation, board: &Client) -> Value {
    let asking = json!({"content": "Đề nghị Mặt trận đôn đốc việc giải quyết."});
    row.act(board, "ask-director", &asking).await.ok(200).clone()
}

fn taking() -> Value {
    json!({"number": "40/MTTQ-BTT", "on": "2025-10-20", "to": "Chủ tịch Ủy ban nhân dân tỉnh"})
}

fn rejection() -> Value {
    let mut body = answer("2025-10-20");
    body["outcome"] = json!("rejected");
    body
}

async fn a_rejected_one_is_taken_up_after_its_answer(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let clerk = secretary(&commune.year, &board, "thu.ky").await;
    let (president, leader) = (&commune.president, commune.year.sign_in("leader.03388").await);
    let row = received(&commune, &clerk).await;
    let answered = row.act(&leader, "answer", &rejection()).await.ok(200).clone();
    let figures = "/api/v1/board-figures?group=commune_inspectorates&from=2025-10-01&to=2025-10-20";
    let counted = async || {
        let figures = president.get(figures).await.ok(200).clone();
        (figures["answered"].clone(), figures["answered_in_time"].clone())
    };
    assert_eq!(counted().await, (json!(1), json!(1)));
    for (who, actions) in [
        (&clerk, json!(["ask_director", "follow_up", "close"])),
        (president, json!(["take_up"])),
        (&leader, json!([])),
    ] {
        assert_eq!(who.get(&row.address).await.ok(200)["allowed_actions"], actions);
    }
    // It waits for nobody but the board, until that asks.
    let taken_up = "take_up_recommendation";
    assert_eq!(waits(president, taken_up).await, Vec::<Value>::new());
    let asking = asked(&row, &clerk).await;
    assert_eq!(asking["course"]["requests"][0]["waits"], true);
    assert_eq!(waits(president, taken_up).await, [Value::Null]);
    assert_eq!(waits(&clerk, "follow_recommendation").await, [Value::Null]);
    let urged = row.act(president, "take-up", &taking()).await.ok(200).clone();
    assert_eq!(urged["course"]["requests"][0]["waits"], false);
    assert_eq!(waits(president, taken_up).await, Vec::<Value>::new());
    // Its answer is what it was, and so is its time.
    for told in ["state", "due_on", "answered_on", "overdue"] {
        assert_eq!(urged[told], answered[told], "{told}");
    }
    assert_eq!(urged["course"]["answer"], answered["course"]["answer"]);
    row.act(&leader, "answer", &answer("2025-10-20"))
        .await
        .problem(409, "state_forbids");
    assert_eq!(counted().await, (json!(1), json!(1)));
    // Whom it is for has it settled after all, and the board finds so.
    let found = json!({"on": "2025-10-20", "progress": "done", "findings": "Đã xem xét lại và khắc phục."});
    row.act(&clerk, "follow-up", &found).await.ok(200);
    asked(&row, &clerk).await;
    let close = json!({"on": "2025-10-20", "reason": "Đã giải quyết xong."});
    let closed = row.act(&clerk, "close", &close).await.ok(200).clone();
    assert_eq!(
        (&closed["state"], &closed["course"]["requests"][1]["waits"]),
        (&json!("closed"), &json!(false))
    );
    assert_eq!(waits(president, taken_up).await, Vec::<Value>::new());
    let asking = json!({"content": "Đề nghị Mặt trận đôn đốc việc giải quyết."});
    for (who, verb, body) in [(&clerk, "ask-director", asking), (president, "take-up", taking())] {
        row.act(who, verb, &body).await.problem(409, "state_forbids");
    }
}

async fn it_is_taken_up_before_the_answer_and_after_it(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let clerk = secretary(&commune.year, &board, "thu.ky").await;
    let president = &commune.president;
    // Whoever has no clock is asked about at once.
    let investor = json!({
        "kind": "handle_violation", "title": "Xử lý", "content": "Thi công sai thiết kế.", "addressee_name": "Công ty TNHH Hoàng Liên",
    });
    let row = Recommendation::begin(&clerk, &investor).await;
    row.act(&clerk, "submit", &Value::Null).await.ok(200);
    row.act(president, "confirm", &Value::Null).await.ok(200);
    let sending = json!({"number": "6/KN", "on": "2025-10-20"});
    row.act(&clerk, "send", &sending).await.ok(200);
    let receipt = json!({"on": "2025-10-20"});
    row.act(&clerk, "record-receipt", &receipt).await.ok(200);
    let waiting = async || waits(president, "take_up_recommendation").await.len();
    asked(&row, &clerk).await;
    assert_eq!(waiting().await, 1);
    row.act(president, "take-up", &taking()).await.ok(200);
    assert_eq!(waiting().await, 0);
    // Asked again on the same day.
    asked(&row, &clerk).await;
    assert_eq!(waiting().await, 1);
    row.act(&clerk, "record-answer", &rejection()).await.ok(200);
    assert_eq!(waiting().await, 0, "an answer has come");
    asked(&row, &clerk).await;
    assert_eq!(waiting().await, 1);
    let urged = row.act(president, "take-up", &taking()).await.ok(200).clone();
    assert_eq!(waiting().await, 0);
    // The Front goes on unasked, too.
    let again = row.act(president, "take-up", &taking()).await.ok(200).clone();
    let times = |seen: &Value, list: &str| seen["course"][list].as_array().map(Vec::len);
    assert_eq!(
        (times(&urged, "requests"), times(&urged, "taken_up")),
        (Some(3), Some(2))
    );
    assert_eq!(times(&again, "taken_up"), Some(3));
}
