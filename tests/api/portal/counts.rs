//! How far the recommendations of a board have come is public in numbers.

use serde_json::{Value, json};

use super::PUBLIC;
use crate::{
    recommendation::{Recommendation, answer, inspected, received, remedy, secretary},
    support::database::Backend,
};

on_both![recommendations_are_public_in_numbers];

async fn recommendations_are_public_in_numbers(backend: Backend) {
    let (mut commune, board) = inspected(backend).await;
    let clerk = secretary(&commune.year, &board, "thu.ky").await;
    // One that nobody answers, one that is answered, one that nobody has received yet, and one that is nobody else's to know.
    received(&commune, &clerk).await;
    let answered = received(&commune, &clerk).await;
    let leader = commune.year.sign_in("leader.03388").await;
    answered.act(&leader, "answer", &answer("2025-10-20")).await.ok(200);
    let sent = Recommendation::begin(&clerk, &remedy("03388")).await;
    sent.act(&clerk, "submit", &Value::Null).await.ok(200);
    sent.act(&commune.president, "confirm", &Value::Null).await.ok(200);
    let sending = json!({"number": "6/KN", "on": "2025-10-20"});
    sent.act(&clerk, "send", &sending).await.ok(200);
    Recommendation::begin(&clerk, &remedy("03388")).await;

    let at = format!("{PUBLIC}/inspection-boards/{}", board["id"].as_str().expect("an id"));
    // The fifteen days end on Tuesday, 4 November.
    for (day, overdue) in [("2025-10-20", 0), ("2025-11-04", 0), ("2025-11-05", 1)] {
        commune.year.until(day).await;
        let seen = commune.year.server().nobody().get(&at).await;
        let expected = json!({"sent": 3, "waiting": 2, "overdue": overdue, "answered": 1});
        assert_eq!(seen.ok(200)["recommendations"], expected, "{day}");
    }
}
