//! The targets of Article 3 as of several days, against a count that knows nothing of how danchu counts: from the lists, one record after the other.

use std::collections::BTreeSet;

use danchu::demo::Tier;
use serde_json::Value;

use super::{
    start::{all, sign_in, start},
    support::{client::Client, database::Backend},
};

on_both![each_target_is_what_the_records_come_to];

const AGENCIES: &[&str] = &["people_committee", "provincial_department", "public_service_unit"];

/// What the province has recorded.
struct Recorded {
    organisations: Vec<Value>,
    regulations: Vec<Value>,
    resolutions: Vec<Value>,
    activities: Vec<Value>,
    conditions: Vec<Value>,
    appointments: Vec<Value>,
    villages: Vec<Value>,
    conventions: Vec<Value>,
    /// Those reviewed in the year.
    reviewed: Vec<Value>,
    /// With their members; only where people are counted.
    boards: Vec<Value>,
}

fn text<'v>(value: &'v Value, pointer: &str) -> &'v str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// Whether something that began and perhaps ended is there on a day; days compare as they are written.
fn there(row: &Value, from: &str, to: &str, day: &str) -> bool {
    let (begun, ended) = (text(row, from), text(row, to));
    !begun.is_empty() && begun <= day && (ended.is_empty() || day < ended)
}

/// Whether another document has replaced or repealed it by a day.
fn undone(row: &Value, day: &str) -> bool {
    let links = row["done_by"].as_array().into_iter().flatten();
    let mut ending = links.filter(|link| ["replaces", "repeals"].contains(&text(link, "/relation")));
    ending.any(|link| text(link, "/effective_on") <= day)
}

impl Recorded {
    async fn read(who: &Client, day: &str, with_boards: bool) -> Self {
        let list = async |path: &str| all(who, &format!("/api/v1/{path}"), 200).await;
        let mut boards = Vec::new();
        if with_boards {
            for board in list("inspection-boards").await {
                let board = who
                    .get(&format!("/api/v1/inspection-boards/{}", text(&board, "/id")))
                    .await;
                boards.push(board.ok(200).clone());
            }
        }
        let year = &day[..4];
        Self {
            villages: list(&format!("villages?as_of={day}")).await,
            conventions: list(&format!("village-conventions?as_of={day}")).await,
            reviewed: list(&format!(
                "village-conventions?milestone=reviewed&from={year}-01-01&to={day}"
            ))
            .await,
            boards,
            organisations: list(&format!("organisations?as_of={day}")).await,
            regulations: list("democracy-regulations").await,
            resolutions: list("council-resolutions").await,
            activities: list("activities").await,
            conditions: list("conditions").await,
            appointments: list(&format!("appointments?as_of={day}")).await,
        }
    }

    fn owing(&self, kinds: &[&str], levels: &[&str]) -> Vec<&Value> {
        let of = |row: &&Value| {
            let of_the_kind = kinds.contains(&text(row, "/kind")) && row["follows_parent"] != true;
            of_the_kind && (levels.is_empty() || levels.contains(&text(row, "/unit/level")))
        };
        self.organisations.iter().filter(of).collect()
    }

    /// Of organisations, those for which a record is so.
    fn done(owing: &[&Value], records: &[Value], so: impl Fn(&Value) -> bool) -> i64 {
        let those: BTreeSet<&str> = records
            .iter()
            .filter(|row| so(row))
            .map(|row| text(row, "/organisation/id"))
            .collect();
        let done = owing.iter().filter(|body| those.contains(text(body, "/id"))).count();
        i64::try_from(done).expect("few")
    }

    /// What each duty comes to: who owes it, and for whom it is done.
    fn counted(&self, duty: &str, day: &str) -> (i64, i64) {
        let year = format!("{}-01-01", &day[..4]);
        let number = |count: usize| i64::try_from(count).expect("few");
        let regulation = |setting: &'static str| {
            move |row: &Value| {
                row["setting"] == setting && there(row, "/in_force_on", "/expires_on", day) && !undone(row, day)
            }
        };
        match duty {
            "commune_regulation" => {
                let owing = self.owing(&["people_committee"], &["commune"]);
                (
                    number(owing.len()),
                    Self::done(&owing, &self.regulations, regulation("commune")),
                )
            }
            "agency_regulation" => {
                let owing = self.owing(AGENCIES, &[]);
                (
                    number(owing.len()),
                    Self::done(&owing, &self.regulations, regulation("agency")),
                )
            }
            "council_resolution" => {
                let owing = self.owing(&["people_council"], &["district", "commune"]);
                let about = |row: &Value| text(row, "/title").contains("các biện pháp bảo đảm thực hiện dân chủ");
                let holds =
                    |row: &Value| about(row) && there(row, "/in_force_on", "/expires_on", day) && !undone(row, day);
                (number(owing.len()), Self::done(&owing, &self.resolutions, holds))
            }
            "dissemination" => {
                let kinds = [AGENCIES, &["state_owned_enterprise"]].concat();
                let owing = self.owing(&kinds, &[]);
                let held = |row: &Value| {
                    let on = text(row, "/held/on");
                    ["dissemination", "training"].contains(&text(row, "/kind")) && *year <= *on && on <= day
                };
                (number(owing.len()), Self::done(&owing, &self.activities, held))
            }
            "it_application" => {
                let owing = self.owing(AGENCIES, &[]);
                let applies = |row: &Value| {
                    row["applies_it"] == true && row.get("village_id").is_none() && text(row, "/counted_on") <= day
                };
                (number(owing.len()), Self::done(&owing, &self.conditions, applies))
            }
            "enterprise_regulation" => {
                let owing = self.owing(&["state_owned_enterprise"], &[]);
                (
                    number(owing.len()),
                    Self::done(&owing, &self.regulations, regulation("state_enterprise")),
                )
            }
            "village_convention" => {
                let holding = self.holding();
                let done = self
                    .villages
                    .iter()
                    .filter(|village| holding.contains(text(village, "/id")));
                (number(self.villages.len()), number(done.count()))
            }
            "convention_review" => {
                // What is in force by the last day for its review (Decree 61/2023 Art. 15.4).
                let last = format!("{}-11-18", &day[..4]);
                let (holding, last) = (self.holding(), last.as_str().min(day));
                let since =
                    |row: &&Value| text(row, "/in_force_on") <= last && holding.contains(text(row, "/village_id"));
                let owing = villages_of(self.conventions.iter().filter(since));
                let reviewed = villages_of(self.reviewed.iter());
                (number(owing.len()), number(owing.intersection(&reviewed).count()))
            }
            _ => self.people(duty, day),
        }
    }

    /// The villages of which a convention is in force, be it in part.
    fn holding(&self) -> BTreeSet<&str> {
        let holds = |row: &&Value| ["in_force", "partly"].contains(&text(row, "/force"));
        villages_of(self.conventions.iter().filter(holds))
    }

    /// Whom a training on something has named by a day.
    fn named(&self, topic: &str, day: &str) -> Vec<Value> {
        let trains = |row: &&Value| {
            let topics = row["topics"].as_array().expect("topics");
            topics.iter().any(|known| known == topic) && text(row, "/held/on") <= day
        };
        let persons = |row: &Value| row["held"]["persons"].as_array().cloned().unwrap_or_default();
        self.activities.iter().filter(trains).flat_map(persons).collect()
    }

    /// Of those who serve on boards, whom a training in the practice has named.
    fn serving(&self, kinds: &[&str], day: &str) -> (i64, i64) {
        let named = self.named("practice", day);
        let boards = self.boards.iter().filter(|board| kinds.contains(&text(board, "/kind")));
        let members = boards.flat_map(|board| board["members"].as_array().expect("members"));
        let serving: Vec<_> = members
            .filter(|member| there(member, "/recognised_on", "/ended_on", day))
            .collect();
        let trained = serving
            .iter()
            .filter(|member| named.contains(&member["person_id"]))
            .count();
        let number = |count: usize| i64::try_from(count).expect("few");
        (number(serving.len()), number(trained))
    }

    /// Of people, those whom a training of one's own has named.
    fn people(&self, duty: &str, day: &str) -> (i64, i64) {
        let (positions, topic): (&[&str], _) = match duty {
            "village_heads_trained" => (&["village_head", "acting_village_head"], "conventions"),
            "village_front_heads_trained" => (&["village_front_head"], "conventions"),
            "persons_in_charge_trained" => (&["person_in_charge"], "practice"),
            "drafting_teams_trained" => (&["drafting_team_head", "drafting_team_member"], "conventions"),
            "supervision_trained" => return self.serving(&["community_investment_supervision"], day),
            "inspectorates_trained" => {
                let kinds = [
                    "commune_people_inspectorate",
                    "agency_people_inspectorate",
                    "enterprise_people_inspectorate",
                ];
                return self.serving(&kinds, day);
            }
            other => panic!("{other} is not counted here"),
        };
        let of = |row: &&Value| positions.contains(&text(row, "/position"));
        let held: Vec<_> = self.appointments.iter().filter(of).collect();
        let named = self.named(topic, day);
        let trained = held.iter().filter(|row| named.contains(&row["person_id"])).count();
        let number = |count: usize| i64::try_from(count).expect("few");
        (number(held.len()), number(trained))
    }
}

/// Of organisations, seen from the province.
const OF_ALL: &[&str] = &[
    "commune_regulation",
    "agency_regulation",
    "council_resolution",
    "dissemination",
    "it_application",
    "enterprise_regulation",
    "village_convention",
    "convention_review",
];
/// Of people: whoever trains them knows their names, so each commune counts its own.
const OF_PEOPLE: &[&str] = &[
    "village_heads_trained",
    "village_front_heads_trained",
    "persons_in_charge_trained",
    "inspectorates_trained",
    "supervision_trained",
    "drafting_teams_trained",
];

fn villages_of<'v>(rows: impl Iterator<Item = &'v Value>) -> BTreeSet<&'v str> {
    rows.map(|row| text(row, "/village_id")).collect()
}

/// `above` may have trained people too, and knows their names then.
async fn compare((who, above): (&Client, &Client), told: &str, day: &str, duties: &[&str]) -> i64 {
    let mut recorded = Recorded::read(who, day, duties == OF_PEOPLE).await;
    if duties == OF_PEOPLE {
        recorded.activities.extend(all(above, "/api/v1/activities", 200).await);
    }
    let covered = who.get(&format!("/api/v1/duties/coverage?as_of={day}")).await;
    let mut sum = 0;
    for duty in covered.ok(200)["duties"].as_array().expect("duties") {
        let code = text(duty, "/duty");
        if duties.contains(&code) {
            let counted = ["owing", "done"].map(|figure| duty[figure].as_i64().expect("a number"));
            let (owing, done) = recorded.counted(code, day);
            assert_eq!(counted, [owing, done], "{told} {day} {code}");
            sum += done;
        }
    }
    sum
}

/// What lies in communes and districts is told of one of them, also as of a day before they were merged.
async fn the_parts_add_up(province: &Client, day: &str) {
    let covered = province.get(&format!("/api/v1/duties/coverage?as_of={day}")).await;
    let owing = |duties: &Value, code: &str| {
        let mut duties = duties.as_array().expect("duties").iter();
        let told = duties.find(|duty| duty["duty"] == code).expect("a duty");
        told["owing"].as_i64().expect("a number")
    };
    // What Resolution 75 asks it asks since the end of 2024.
    let (of_the_law, of_the_resolution) = (
        ["village_convention", "commune_regulation"].as_slice(),
        ["village_heads_trained", "village_front_heads_trained"].as_slice(),
    );
    let asked = if day < "2024-12-09" { &[] } else { of_the_resolution };
    for code in of_the_law.iter().chain(asked) {
        let parts = covered.ok(200)["parts"].as_array().expect("parts").iter();
        let sum: i64 = parts.map(|part| owing(&part["duties"], code)).sum();
        let whole = owing(&covered.json["duties"], code);
        assert!(whole > 0 && whole == sum, "{day} {code}: {whole}, {sum}");
    }
}

/// Behind what is done there are records to be read.
async fn the_records_are_there(province: &Client, day: &str) {
    let covered = province.get(&format!("/api/v1/duties/coverage?as_of={day}")).await;
    let duties = covered.ok(200)["duties"].as_array().expect("duties").iter();
    let done: Vec<_> = duties.filter(|duty| duty["done"] != 0).collect();
    assert!(done.len() > 10, "{day}: {}", done.len());
    for duty in done {
        let records = province.get(text(duty, "/records")).await;
        let records = records.ok(200)["items"].as_array().expect("items");
        assert!(!records.is_empty(), "{day} {}", text(duty, "/duty"));
    }
}

async fn each_target_is_what_the_records_come_to(backend: Backend) {
    for (tier, days) in [
        (Tier::TwoTier, ["2025-12-22", "2025-10-30", "2025-06-30"]),
        (Tier::ThreeTier, ["2024-12-20", "2024-12-09", "2024-06-30"]),
    ] {
        let server = start(backend, tier).await;
        let (province, commune) = (
            sign_in(&server, "officer.12").await,
            sign_in(&server, "officer.03390").await,
        );
        let mut done = 0;
        for day in days {
            done += compare((&province, &province), &format!("{tier:?} province"), day, OF_ALL).await;
            done += compare((&commune, &province), &format!("{tier:?} commune"), day, OF_PEOPLE).await;
            the_parts_add_up(&province, day).await;
        }
        assert!(done > 0, "something was done");
        the_records_are_there(&province, days[0]).await;
    }
}
