//! What a report is begun with is what the records themselves say.

use danchu::demo::Tier;
use serde_json::{Value, json};

use super::{
    start::{all, sign_in, start},
    support::{client::Client, database::Backend},
};

on_both![
    documents_tell_their_figures,
    an_enterprise_s_dialogues_are_counted_by_their_occasion
];

/// What is known of the organisation's yearly report, and its period.
async fn known(officer: &Client) -> (Value, String, String) {
    let rounds = officer.get("/api/v1/report-rounds?period_key=2024").await;
    let round = &rounds.ok(200)["items"][0];
    let day = |name: &str| round[name].as_str().expect("a day").to_owned();
    let me = officer.get("/api/v1/me").await.ok(200)["organisation"]["id"].clone();
    let owed = format!(
        "/api/v1/report-obligations?round={}&organisation={}",
        round["id"].as_str().expect("an id"),
        me.as_str().expect("an id")
    );
    let owed = officer.get(&owed).await.ok(200)["items"][0]["id"].clone();
    let address = format!(
        "/api/v1/report-obligations/{}/known-figures",
        owed.as_str().expect("an id")
    );
    (
        officer.get(&address).await.ok(200)["figures"].clone(),
        day("period_from"),
        day("period_to"),
    )
}

async fn an_enterprise_s_dialogues_are_counted_by_their_occasion(backend: Backend) {
    let server = start(backend, Tier::ThreeTier).await;
    let officer = sign_in(&server, "officer.xo-so").await;
    let (_, from, _) = known(&officer).await;
    let dialogue = |occasion: Option<&str>| {
        let mut new = json!({
            "kind": "dialogue", "title": "Đối thoại tại nơi làm việc", "planned_on": from, "channels": ["meeting"],
            "held": {"on": from, "attendance": [{"who": "workers", "people": 24}]},
        });
        if let Some(occasion) = occasion {
            new["occasion"] = json!(occasion);
        }
        new
    };
    let at = |number: usize| format!("/api/v1/activities/0a3c6f0e-2b7d-4f57-9d2e-{number:012}");
    for (occasion, number) in ["periodic", "on_request", "periodic", "on_a_case"].into_iter().zip(1..) {
        officer.put(&at(number), &dialogue(Some(occasion))).await.ok(201);
    }
    let unsaid = officer.put(&at(9), &dialogue(None)).await;
    assert_eq!(unsaid.faults()["/occasion"], "unsuited");
    let commune = sign_in(&server, "officer.03388").await;
    let elsewhere = commune.put(&at(9), &dialogue(Some("periodic"))).await;
    assert_eq!(elsewhere.faults()["/occasion"], "unsuited");
    let (figures, ..) = known(&officer).await;
    let told = |code: &str| {
        let mut figures = figures.as_array().expect("figures").iter();
        figures
            .find(|figure| figure["indicator"] == code)
            .map(|figure| figure["value"].clone())
    };
    let expected = [("E09.1", 2), ("E09.2", 1), ("E09.3", 1)];
    for (code, times) in expected {
        assert_eq!(told(code), Some(json!(times)), "{code}");
    }
}

async fn documents_tell_their_figures(backend: Backend) {
    let server = start(backend, Tier::ThreeTier).await;
    let mut told = 0;
    for commune in ["03388", "03390", "03403"] {
        let officer = sign_in(&server, &format!("officer.{commune}")).await;
        let (figures, from, to) = known(&officer).await;
        let value = |code: &str| {
            let mut figures = figures.as_array().expect("figures").iter();
            figures
                .find(|figure| figure["indicator"] == code)
                .map(|figure| figure["value"].clone())
        };
        let mut counted = Counted::default();
        for listed in all(&officer, "/api/v1/village-conventions", 200).await {
            let address = format!(
                "/api/v1/village-conventions/{}?as_of={to}",
                listed["id"].as_str().expect("an id")
            );
            counted.add(officer.get(&address).await.ok(200), &from, &to);
        }
        assert_eq!(value("B06"), Some(json!(counted.in_force)), "{commune}");
        assert_eq!(value("B07"), Some(json!(counted.recognised)), "{commune}");
        assert_eq!(value("B08"), Some(json!(0)), "{commune}");
        told += counted.recognised;
        let of_the_commune = format!("/api/v1/democracy-regulations?setting=commune&as_of={to}");
        let own = all(&officer, &of_the_commune, 50).await.into_iter();
        let held = own.filter(|row| ["in_force", "partly"].contains(&row["force"].as_str().unwrap_or_default()));
        let held: Vec<Value> = held.collect();
        assert_eq!(
            value("B02").unwrap_or(json!(false)),
            json!(!held.is_empty()),
            "{commune}"
        );
        if let [one] = held.as_slice() {
            let number = one["number"].as_str().expect("a number");
            let said = value("B02.1").expect("its number");
            assert!(said.as_str().expect("words").starts_with(number), "{said} {number}");
        }
        // Every figure leads to the records behind it.
        for figure in figures.as_array().expect("figures") {
            for address in figure["records"].as_array().expect("records") {
                officer.get(address.as_str().expect("an address")).await.ok(200);
            }
        }
    }
    assert!(told > 0, "some conventions were recognised in the period");
}

#[derive(Default)]
struct Counted {
    in_force: usize,
    recognised: usize,
}

impl Counted {
    fn add(&mut self, convention: &Value, from: &str, to: &str) {
        let within = |day: &Value| day.as_str().is_some_and(|day| from <= day && day <= to);
        self.recognised += usize::from(within(&convention["in_force_on"]));
        let force = convention["force"].as_str().unwrap_or_default();
        self.in_force += usize::from(["in_force", "partly"].contains(&force));
    }
}
