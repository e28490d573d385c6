use proptest::{prelude::*, test_runner::TestRunner};
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use super::*;
use crate::{
    access::{Level, OrganisationKind, Store, System, SystemTx, Task, derived},
    clock::Clocks,
    config::DatabaseConfig,
    organisation::organisation,
    territory::unit,
};

const COUNT: usize = 8;

fn id(number: usize) -> OrganisationId {
    derived(&format!("organisation/{number}"))
}

/// An organisation and its new managing body.
type Passing = (usize, Option<usize>);

/// Founded one after the other, each perhaps managed by an earlier one; then passed from body to body.
fn histories() -> impl Strategy<Value = (Vec<Option<usize>>, Vec<Passing>)> {
    let founded = proptest::collection::vec(proptest::option::of(0..COUNT), COUNT);
    let passed = proptest::collection::vec((0..COUNT, proptest::option::weighted(0.8, 0..COUNT)), 0..24);
    (founded, passed)
}

#[test]
fn a_closure_holds_each_pair_of_a_chain() {
    let managed_by = BTreeMap::from([(id(0), None), (id(1), Some(id(0))), (id(2), Some(id(1)))]);
    let expected = [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)].map(|(root, below)| (id(root), id(below)));
    assert_eq!(closure(&managed_by), BTreeSet::from(expected));
}

#[test]
fn reach_kept_step_by_step_equals_reach_computed_anew() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let store = runtime.block_on(register(directory.path()));
    let config = ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    TestRunner::new(config)
        .run(&histories(), |(founded, passed)| {
            runtime.block_on(live_through(&store, &founded, &passed));
            Ok(())
        })
        .unwrap();
}

/// Lives through a history in a change that is never committed, comparing after each step.
async fn live_through(store: &Store, founded: &[Option<usize>], passed: &[Passing]) {
    let change = System::new(store, Task::MakeDemo).begin().await.unwrap();
    let connection = change.connection();
    let mut managed_by = BTreeMap::new();
    for (number, manager) in founded.iter().enumerate() {
        let manager = manager.filter(|manager| *manager < number).map(id);
        begin(id(number), manager, connection).await.unwrap();
        managed_by.insert(id(number), manager);
    }
    assert_eq!(kept(&change).await, closure(&managed_by));
    for (number, manager) in passed {
        let (organisation, manager) = (id(*number), manager.map(id));
        let circle = manager.is_some_and(|manager| closure(&managed_by).contains(&(organisation, manager)));
        assert_eq!(pass(organisation, manager, connection).await.unwrap(), !circle);
        if !circle {
            managed_by.insert(organisation, manager);
        }
        assert_eq!(kept(&change).await, closure(&managed_by));
    }
}

async fn kept(change: &SystemTx) -> BTreeSet<(OrganisationId, OrganisationId)> {
    let rows = Entity::find().all(change.connection()).await.unwrap();
    rows.into_iter().map(|row| (row.root_id, row.organisation_id)).collect()
}

/// A database with one unit and some organisations that reach nobody yet.
async fn register(directory: &std::path::Path) -> Store {
    let config = DatabaseConfig {
        database_url: None,
        data_dir: directory.to_owned(),
        database_connections: 2,
    };
    let store = Store::open(&config).await.unwrap();
    store.migrate(&config).await.unwrap();
    let change = System::new(&store, Task::MakeDemo).begin().await.unwrap();
    insert(a_unit(), change.connection()).await;
    for number in 0..COUNT {
        insert(an_organisation(number), change.connection()).await;
    }
    let event = crate::access::Event::about("register", derived::<uuid::Uuid>("register"));
    change.commit(event, Clocks::SYSTEM.real.now()).await.unwrap();
    store
}

async fn insert<M, A>(row: M, connection: &impl ConnectionTrait)
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait + Send,
{
    let row = row.into_active_model().reset_all();
    let kept = <A::Entity as EntityTrait>::insert(row)
        .exec_without_returning(connection)
        .await;
    kept.unwrap();
}

fn a_unit() -> unit::Model {
    unit::Model {
        id: derived("unit"),
        code: "12".to_owned(),
        name: "Lai Châu".to_owned(),
        name_fold: "lai chau".to_owned(),
        name_sort: Vec::new(),
        kind: "Tỉnh".to_owned(),
        level: Level::Province,
        parent_id: None,
        valid_from: "2004-01-01".parse().unwrap(),
        valid_to: None,
        legal_basis: None,
        version: 1,
    }
}

fn an_organisation(number: usize) -> organisation::Model {
    organisation::Model {
        id: id(number),
        code: None,
        name: number.to_string(),
        name_fold: number.to_string(),
        name_sort: Vec::new(),
        kind: OrganisationKind::PublicServiceUnit,
        sector: None,
        unit_id: derived("unit"),
        origin_unit_id: derived("unit"),
        managed_by: None,
        follows_parent: false,
        work_year_start: 1,
        valid_from: "2004-01-01".parse().unwrap(),
        valid_to: None,
        legal_basis: None,
        close_reason: None,
        created_at: chrono::DateTime::UNIX_EPOCH,
        version: 1,
    }
}
