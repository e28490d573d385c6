//! The feed of events: what happened in scope, in order, without gaps and without repetition; and danchu's own reminders in it.

use std::collections::BTreeSet;

use danchu::{
    access::{Task, derived, event, sequencer::number_committed},
    reminding::remind,
    reporting::obligation::entity as obligation,
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::{
    support::{client::Client, database::Backend, register::organisation_id},
    year::{asked, driver::Year},
};

on_both![
    what_happened_in_scope_is_told_once_in_order,
    a_report_is_reminded_of_once_at_each_mark
];

/// Jobs are done by one replica at a time; it is this one.
pub fn replica() -> uuid::Uuid {
    derived("test/replica")
}

/// Numbers what has happened, so that it is told.
pub async fn number(year: &Year) {
    let numbered = number_committed(&year.server().kernel, replica()).await;
    numbered.expect("events are numbered");
}

/// All events after a position, a few at a time.
async fn read(client: &Client, query: &str) -> Vec<Value> {
    let mut events = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = client.get(&format!("/api/v1/events?limit=7{query}{cursor}")).await;
        let page = page.ok(200);
        events.extend(page["items"].as_array().expect("items").iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return events,
        }
    }
}

fn positions(events: &[Value]) -> Vec<i64> {
    let position = |event: &Value| event["position"].as_i64().expect("a position");
    events.iter().map(position).collect()
}

async fn what_happened_in_scope_is_told_once_in_order(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let template = year.template(&asked::template("fed", "year")).await;
    let round = year.round(&template, "2025", (12, 18)).await;
    for key in ["03388", "03390"] {
        year.draft(round, key, &asked::values(1)).await;
        year.act(round, key, &format!("leader.{key}"), "submit", &Value::Null)
            .await;
    }
    year.act(round, "03388", "leader.12", "return", &json!({"reason": "Chưa khớp"}))
        .await;
    number(&year).await;

    let all = event::Entity::find()
        .all(year.server().kernel.system(Task::LoadBuiltIns).reader())
        .await;
    let all = all.expect("events");
    let told_to = |units: &[&str], personal: bool| -> BTreeSet<i64> {
        let units: BTreeSet<_> = units
            .iter()
            .map(|code| super::support::register::unit_id(code))
            .collect();
        all.iter()
            .filter(|event| event.unit_id.is_some_and(|unit| units.contains(&unit)))
            .filter(|event| personal || !["account", "post", "session"].contains(&event.record_kind.as_str()))
            .filter_map(|event| event.position)
            .collect()
    };
    for (login, units, personal) in [
        ("officer.12", &["12", "03388", "03390", "03386"][..], false),
        ("officer.03388", &["03388", "03386"], false),
        ("administrator.03388", &["03388", "03386"], true),
    ] {
        let client = year.sign_in(login).await;
        let events = read(&client, "").await;
        let told = positions(&events);
        assert!(told.is_sorted_by(|one, next| one < next), "{login}: {told:?}");
        assert_eq!(
            told.iter().copied().collect::<BTreeSet<_>>(),
            told_to(units, personal),
            "{login}"
        );
        // Whoever reads on from a position misses nothing and reads nothing again.
        for after in [0, told[told.len() / 2], *told.last().expect("events")] {
            let rest = positions(&read(&client, &format!("&after={after}")).await);
            let expected: Vec<i64> = told.iter().copied().filter(|position| *position > after).collect();
            assert_eq!(rest, expected, "{login} after {after}");
        }
    }
    let officer = year.sign_in("officer.03388").await;
    let returned = read(&officer, "&action=submission:review").await;
    assert_eq!(returned.len(), 1);
    assert_eq!(returned[0]["reason"], "Chưa khớp");
    assert_eq!(returned[0]["actor_id"], json!(organisation_id("12")));
    assert!(
        returned[0]["fields"]
            .as_array()
            .expect("fields")
            .contains(&json!("progress"))
    );
    let record = returned[0]["record_id"].as_str().expect("an id");
    let of_record = read(&officer, &format!("&record={record}")).await;
    assert!(of_record.len() > 1 && of_record.iter().all(|event| event["record_id"] == record));
    // What happens later comes after, and only once it is numbered.
    let last = *positions(&read(&officer, "").await).last().expect("events");
    year.act(round, "03388", "leader.03388", "submit", &Value::Null).await;
    assert!(read(&officer, &format!("&after={last}")).await.is_empty());
    number(&year).await;
    let later = read(&officer, &format!("&after={last}")).await;
    assert!(
        later.iter().any(|event| event["action"] == "submission:submit"),
        "{later:#?}"
    );
    for wrong in ["after=x", "record=1", "cursor=abc", "kind=a"] {
        let refused = officer.get(&format!("/api/v1/events?{wrong}")).await;
        refused.problem(422, "invalid_parameter");
    }
    year.sign_in("overseer.council.12")
        .await
        .get("/api/v1/events")
        .await
        .problem(403, "forbidden");
}

/// The reminders since a position, as who was reminded and how.
async fn reminders(year: &Year, after: &mut i64) -> BTreeSet<(String, String)> {
    let kernel = &year.server().kernel;
    let told = remind::<obligation::Entity>(&kernel.store, kernel.clocks, replica())
        .await
        .expect("it reminds");
    number(year).await;
    let leader = year.sign_in("leader.12").await;
    let events = read(&leader, &format!("&record_kind=report_reminder&after={after}")).await;
    assert_eq!(u64::try_from(events.len()), Ok(told), "{events:#?}");
    *after = positions(&events).last().copied().unwrap_or(*after);
    let named = |event: &Value| {
        let who = event["organisation_id"].as_str().expect("whose").to_owned();
        (who, event["fields"][0].as_str().expect("a mark").to_owned())
    };
    events.iter().map(named).collect()
}

async fn a_report_is_reminded_of_once_at_each_mark(backend: Backend) {
    let mut year = Year::begin(backend, "2025-11-20").await;
    let template = year.template(&asked::template("reminded", "year")).await;
    let round = year.round(&template, "2025", (12, 18)).await;
    let mut after = 0;
    let all = |mark: &str, keys: &[&str]| -> BTreeSet<(String, String)> {
        keys.iter()
            .map(|key| (organisation_id(key).to_string(), mark.to_owned()))
            .collect()
    };
    let owed = ["so-noi-vu", "so-gddt", "03388", "03390", "thpt-lai-chau"];
    // The deadline is the end of the 18th of December, midnight to the 19th; it is nine in the morning.
    year.until("2025-12-04").await;
    assert_eq!(reminders(&year, &mut after).await, BTreeSet::new());
    year.until("2025-12-05").await;
    assert_eq!(reminders(&year, &mut after).await, all("due_in_14_days", &owed));
    assert_eq!(reminders(&year, &mut after).await, BTreeSet::new());
    // What was sent is not reminded of; a draft is.
    year.draft(round, "03388", &asked::values(1)).await;
    year.draft(round, "03390", &asked::values(1)).await;
    year.act(round, "03388", "leader.03388", "submit", &Value::Null).await;
    let owed = ["so-noi-vu", "so-gddt", "03390", "thpt-lai-chau"];
    year.until("2025-12-12").await;
    assert_eq!(reminders(&year, &mut after).await, all("due_in_7_days", &owed));
    // More time begins anew; another who was not looked at for days is told the nearest mark alone.
    let more = json!({"until": "2025-12-29", "reason": "Mưa lũ"});
    year.decide(round, "03390", "leader.12", "extend", &more).await;
    let owed = ["so-noi-vu", "so-gddt", "thpt-lai-chau"];
    year.until("2025-12-19").await;
    let mut expected = all("overdue", &owed);
    expected.extend(all("due_in_14_days", &["03390"]));
    assert_eq!(reminders(&year, &mut after).await, expected);
    year.until("2025-12-29").await;
    assert_eq!(reminders(&year, &mut after).await, all("due_in_1_day", &["03390"]));
    year.until("2025-12-30").await;
    assert_eq!(reminders(&year, &mut after).await, all("overdue", &["03390"]));
    assert_eq!(reminders(&year, &mut after).await, BTreeSet::new());
}
