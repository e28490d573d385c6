//! The stored totals are what adding up the accepted reports by hand comes to, and every way a report can go is met.

use std::collections::{BTreeMap, BTreeSet};

use danchu::{
    access::{RoundId, System, Task},
    demo::{Tier, make},
    reporting::{
        kinds::Progress,
        obligation::entity as obligation,
        rollup::Folded,
        round::entity as round,
        submission::version,
        template::{content::ValueType, entity as template},
        total::entity as total,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::support::database::{Backend, Database};

on_both![totals_equal_a_sum_by_hand];

async fn totals_equal_a_sum_by_hand(backend: Backend) {
    let database = Database::empty(backend);
    let store = database.open().await;
    store.migrate(&database.config).await.expect("the migrations run");
    let clocks = make(&store, Tier::TwoTier).await.expect("the demonstration is made");
    let reader = System::new(&store, Task::MakeDemo).reader();
    let template = template::Entity::find()
        .one(reader)
        .await
        .expect("read")
        .expect("a template");
    let content = template.content.0;
    for row in round::Entity::find().all(reader).await.expect("read") {
        let mut folded = Folded::empty(&content);
        let totals = total::Entity::find()
            .filter(total::Column::RoundId.eq(row.id))
            .all(reader)
            .await;
        for unit in totals.expect("read") {
            folded.merge(&unit.cells.0).expect("of one template");
        }
        let by_hand = by_hand(reader, row.id).await;
        let stored = folded.totals(&content).expect("of this template");
        let integers = content
            .indicators
            .iter()
            .zip(&stored)
            .filter(|(indicator, _)| matches!(indicator.value_type, ValueType::Integer | ValueType::Money));
        let mut compared = 0;
        for (indicator, total) in integers {
            let sum = by_hand.get(&indicator.code).copied().unwrap_or_default();
            let value = serde_json::to_value(&total.value).expect("JSON");
            assert_eq!(value, sum, "{} of {}", indicator.code, row.period_key);
            compared += i64::from(sum > 0);
        }
        assert!(compared > 60, "only {compared} indicators have a sum");
        assert_eq!(seen(reader, &row, clocks.legal.now()).await, expected(&row));
    }
}

/// The sum of each whole-number indicator over the accepted versions.
async fn by_hand(reader: &impl sea_orm::ConnectionTrait, round: RoundId) -> BTreeMap<String, i64> {
    let obligations = obligation::Entity::find()
        .filter(obligation::Column::RoundId.eq(round))
        .all(reader)
        .await;
    let accepted: BTreeMap<_, _> = obligations
        .expect("read")
        .into_iter()
        .filter_map(|row| Some((row.id, row.accepted_version?)))
        .collect();
    let versions = version::Entity::find()
        .filter(version::Column::RoundId.eq(round))
        .all(reader)
        .await;
    let mut sums = BTreeMap::new();
    for version in versions.expect("read") {
        if accepted.get(&version.obligation_id) == Some(&version.number) {
            for (code, value) in version.values.0 {
                *sums.entry(code).or_default() += value.as_i64().unwrap_or_default();
            }
        }
    }
    sums
}

/// How far reports have come, and whether they are late.
type Seen = BTreeSet<(Progress, bool)>;

async fn seen(
    reader: &impl sea_orm::ConnectionTrait,
    round: &round::Model,
    now: chrono::DateTime<chrono::Utc>,
) -> Seen {
    let obligations = obligation::Entity::find()
        .filter(obligation::Column::RoundId.eq(round.id))
        .all(reader)
        .await;
    obligations
        .expect("read")
        .iter()
        .map(|row| (row.progress, row.first_submitted_at.unwrap_or(now) >= row.due_at))
        .collect()
}

fn expected(round: &round::Model) -> Seen {
    match round.closed_at {
        Some(_) => Seen::from([(Progress::Accepted, false), (Progress::Accepted, true)]),
        None => Seen::from([
            (Progress::NotStarted, false),
            (Progress::NotStarted, true),
            (Progress::Draft, false),
            (Progress::Draft, true),
            (Progress::Submitted, false),
            (Progress::Submitted, true),
            (Progress::Returned, false),
            (Progress::Accepted, false),
            (Progress::Accepted, true),
        ]),
    }
}
