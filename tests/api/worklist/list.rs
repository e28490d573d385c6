//! The worklist as a list: its pages, its order and its counts, over work of many kinds.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{measure, paged};
use crate::{convention::village, support::database::Backend, year::driver::Year};

on_both! {
    pages_and_counts_tell_the_whole_list,
    nobody_waits_for_what_they_cannot_do,
}

/// An officer with work of several kinds, due and not, in time and late.
async fn busy(backend: Backend) -> Year {
    let mut year = Year::begin(backend, "2025-10-06").await;
    let officer = year.sign_in("officer.03388").await;
    for name in ["1", "2", "3"] {
        village(&officer, name).await;
    }
    for (number, arisen_on) in [(1, "2025-10-01"), (2, "2025-10-02"), (3, "2025-10-06")] {
        let new = json!({"group": "budget", "title": format!("Nội dung {number}"), "arisen_on": arisen_on});
        officer.put(&measure("disclosures", number), &new).await.ok(201);
    }
    let asked =
        json!({"matter": "economic_plan", "title": "Kế hoạch 2026", "opened_on": "2025-09-08", "forms": ["portal"]});
    officer.put(&measure("consultations", 1), &asked).await.ok(201);
    let dialogue =
        json!({"kind": "dialogue", "title": "Đối thoại", "planned_on": "2025-10-08", "channels": ["meeting"]});
    officer.put(&measure("activities", 1), &dialogue).await.ok(201);
    let draft = json!({"setting": "agency", "title": "Quy chế của cơ quan"});
    officer.post("/api/v1/democracy-regulations", &draft).await.ok(201);
    year.until("2025-10-10").await;
    year
}

async fn pages_and_counts_tell_the_whole_list(backend: Backend) {
    let year = busy(backend).await;
    let officer = year.sign_in("officer.03388").await;
    let all = paged(&officer, None, 200).await;
    for limit in [1, 3, 7] {
        assert_eq!(paged(&officer, None, limit).await, all, "{limit}");
    }
    // What is due first comes first, what has no time last.
    let due: Vec<Option<&str>> = all.iter().map(|item| item["due_at"].as_str()).collect();
    let mut sorted = due.clone();
    sorted.sort_by_key(|due| (due.is_none(), *due));
    assert_eq!(due, sorted);
    let summary = officer.get("/api/v1/worklist/summary").await;
    let mut expected: BTreeMap<String, (u64, u64, String)> = BTreeMap::new();
    for item in &all {
        let text = |field: &str| item[field].as_str().expect("text").to_owned();
        let count = expected.entry(text("kind")).or_insert((0, 0, text("since")));
        count.0 += 1;
        count.1 += u64::from(item["timeliness"] == "overdue");
        count.2 = count.2.clone().min(text("since"));
    }
    let counts = summary.ok(200)["counts"].as_array().expect("counts").iter();
    let told: BTreeMap<String, (u64, u64, String)> = counts
        .map(|count| {
            let number = |field: &str| count[field].as_u64().expect("a number");
            let text = |field: &str| count[field].as_str().expect("text").to_owned();
            (text("kind"), (number("count"), number("late"), text("oldest")))
        })
        .collect();
    assert_eq!(told, expected);
    let kinds: Vec<&str> = told.keys().map(String::as_str).collect();
    assert_eq!(
        kinds,
        [
            "begin_convention",
            "begin_regulation",
            "disclose",
            "draft_regulation",
            "end_consultation",
            "fulfil_duty",
            "hold_activity"
        ]
    );
    assert_eq!((told["disclose"].0, told["disclose"].1), (3, 2));
    assert_eq!(told["begin_convention"].0, 3);
    for kind in kinds {
        let of_kind: Vec<&Value> = all.iter().filter(|item| item["kind"] == kind).collect();
        let alone = paged(&officer, Some(kind), 2).await;
        assert_eq!(alone.iter().collect::<Vec<_>>(), of_kind, "{kind}");
    }
}

/// Of one organisation's work, nothing is in the list of anybody else, nor of those of the house who may not do it.
async fn nobody_waits_for_what_they_cannot_do(backend: Backend) {
    let year = busy(backend).await;
    let mine = paged(&year.sign_in("officer.03388").await, None, 200).await;
    let addresses = ["address", "document_id", "village_id"];
    for login in [
        "leader.03388",
        "officer.03390",
        "leader.03390",
        "officer.12",
        "leader.12",
        "officer.so-noi-vu",
        "officer.council.03388",
        "overseer.council.03388",
        "officer.front.03388",
        "officer.board.03388",
        "officer.village.03388",
        "officer.thpt-lai-chau",
    ] {
        let theirs = paged(&year.sign_in(login).await, None, 200).await;
        for place in addresses {
            let of_mine =
                |item: &&Value| item[place].is_string() && mine.iter().any(|known| known[place] == item[place]);
            assert_eq!(theirs.iter().filter(of_mine).count(), 0, "{login}: {theirs:#?}");
        }
    }
}
