//! The migrations make the tables the entities describe, alike on both databases.

use danchu::{
    access::{IdempotencyEntity, SigningKeyEntity, Store, System, Task, event, installation, lease},
    account::{account, delegation::entity as delegation, post, refresh_token, session},
    attachment::{claim as file_content, entity as attachment, published as published_file},
    board::{
        entity as inspection_board,
        feedback::entity as citizen_feedback,
        inspection::entity as board_inspection,
        member as board_member,
        plan::entity as board_plan,
        project::entity as investment_project,
        recommendation::{entity as board_recommendation, follow_up as board_follow_up},
        support as board_support,
    },
    calendar::day::entity as calendar_day,
    document::{
        convention::{entity as village_convention, milestone as convention_milestone},
        register::{entity as document, link as document_link, word as document_word},
        regulation::entity as democracy_regulation,
        resolution::entity as council_resolution,
    },
    election::entity as village_election,
    measure::{
        activity::{entity as activity, participant as activity_participant},
        commendation::entity as commendation,
        compliance::entity as compliance_inspection,
        condition::entity as condition_record,
        consultation::entity as consultation,
        decision::entity as people_decision,
        directive::entity as directive,
        disclosure::entity as disclosure,
        evaluation::entity as evaluation,
        funding::entity as funding,
        remark::entity as document_remark,
        service_figure::entity as service_figure,
        violation::entity as violation,
    },
    organisation::{identifier, mandate, organisation, organisation_lineage, organisation_reach, staff},
    person::{appointment, entity as person},
    reorganisation::entity as reorganisation,
    reporting::{
        consolidation::entity as report_consolidation, filling::entity as report_filling,
        obligation::entity as report_obligation, round::entity as report_round, submission::draft as report_draft,
        submission::version as report_version, template::entity as report_template, total::entity as report_total,
    },
    territory::{former_place, lineage, unit, unit_area, unit_reach, village, village_households},
};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, IdenStatic, Iterable, QuerySelect, Statement};

use super::support::{
    both::run,
    database::{Backend, Database},
};

on_both![
    every_entity_has_its_table,
    every_table_has_its_entity,
    migrating_again_changes_nothing
];

/// Calls a generic function for every entity of the crate. A table without a line here fails
/// [`every_table_has_its_entity`].
macro_rules! with_every_entity {
    ($visit:ident($($argument:expr),*)) => {
        $visit!(($($argument),*):
            event::Entity, installation::Entity, SigningKeyEntity, IdempotencyEntity, lease::Entity,
            unit::Entity, lineage::Entity, former_place::Entity, unit_area::Entity, unit_reach::Entity, village::Entity, village_households::Entity,
            organisation::Entity, organisation_lineage::Entity, organisation_reach::Entity, identifier::Entity,
            staff::Entity, mandate::Entity,
            account::Entity, delegation::Entity, post::Entity, session::Entity, refresh_token::Entity, calendar_day::Entity,
            report_template::Entity, report_consolidation::Entity, report_round::Entity, report_obligation::Entity, report_draft::Entity,
            report_version::Entity, report_total::Entity, report_filling::Entity, reorganisation::Entity, attachment::Entity,
            democracy_regulation::Entity, council_resolution::Entity, document::Entity, document_link::Entity, document_word::Entity, person::Entity, appointment::Entity, village_election::Entity, inspection_board::Entity, board_member::Entity, board_recommendation::Entity, board_plan::Entity, board_support::Entity, investment_project::Entity, board_follow_up::Entity, board_inspection::Entity, citizen_feedback::Entity, file_content::Entity, published_file::Entity, village_convention::Entity, convention_milestone::Entity, directive::Entity, activity::Entity, activity_participant::Entity, condition_record::Entity, disclosure::Entity, people_decision::Entity, consultation::Entity, compliance_inspection::Entity, evaluation::Entity, commendation::Entity, violation::Entity, funding::Entity, service_figure::Entity, document_remark::Entity
        )
    };
}

macro_rules! select_each {
    (($store:expr): $($entity:path),+) => { $( select_one::<$entity>($store).await; )+ };
}

macro_rules! names {
    ((): $($entity:path),+) => { vec![$( name_of::<$entity>() ),+] };
}

async fn migrated(backend: Backend) -> (Database, Store) {
    let database = Database::empty(backend);
    let store = database.open().await;
    store.migrate(&database.config).await.expect("the migrations run");
    (database, store)
}

async fn every_entity_has_its_table(backend: Backend) {
    let (_database, store) = migrated(backend).await;
    with_every_entity!(select_each(&store));
}

/// Selects all columns of one row, and the types with them: there is none, but a missing column fails.
async fn select_one<E: EntityTrait>(store: &Store) {
    let columns: Vec<String> = E::Column::iter().map(|column| column.as_str().to_owned()).collect();
    let found = E::find()
        .limit(1)
        .all(System::new(store, Task::LoadBuiltIns).reader())
        .await;
    assert!(found.is_ok(), "{} {columns:?}: {:?}", name_of::<E>(), found.err());
}

fn name_of<E: EntityTrait>() -> String {
    E::default().as_str().to_owned()
}

async fn every_table_has_its_entity(backend: Backend) {
    let (_database, store) = migrated(backend).await;
    let mut known: Vec<String> = with_every_entity!(names());
    known.sort();
    let tables = match backend {
        Backend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        Backend::Postgres => "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'",
    };
    let mut tables = strings(&store, backend, tables).await;
    tables.retain(|name| name != "seaql_migrations");
    assert_eq!(tables, known);
}

async fn migrating_again_changes_nothing(backend: Backend) {
    let (database, store) = migrated(backend).await;
    let before = schema(&store, backend).await;
    store.migrate(&database.config).await.expect("there is nothing to do");
    assert_eq!(schema(&store, backend).await, before);
    assert!(store.is_current().await);
}

/// A later migration can change only what has a name, and the same name everywhere. SQLite changes no constraint and keeps no
/// names.
#[test]
fn every_constraint_is_named() {
    run(Backend::Postgres, async |backend| {
        let (_database, store) = migrated(backend).await;
        let names = "SELECT conname::text AS name FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid \
                     WHERE connamespace = 'public'::regnamespace AND relname <> 'seaql_migrations' AND contype <> 'n'";
        let names = strings(&store, backend, names).await;
        let ours = |name: &String| ["pk_", "fk_", "uq_"].iter().any(|start| name.starts_with(start));
        assert!(!names.is_empty() && names.iter().all(ours), "{names:#?}");
    });
}

/// Everything the database keeps of its own shape.
async fn schema(store: &Store, backend: Backend) -> Vec<String> {
    let all = match backend {
        Backend::Sqlite => "SELECT sql AS name FROM sqlite_master WHERE sql IS NOT NULL",
        Backend::Postgres => {
            "SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable) AS name \
             FROM information_schema.columns WHERE table_schema = 'public' \
             UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' \
             UNION ALL SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
        }
    };
    strings(store, backend, all).await
}

/// The sorted column `name` of a query.
async fn strings(store: &Store, backend: Backend, sql: &str) -> Vec<String> {
    let backend = match backend {
        Backend::Sqlite => DbBackend::Sqlite,
        Backend::Postgres => DbBackend::Postgres,
    };
    let reader = System::new(store, Task::LoadBuiltIns).reader();
    let rows = reader
        .query_all_raw(Statement::from_string(backend, sql))
        .await
        .expect("rows");
    let mut names: Vec<String> = rows
        .iter()
        .map(|row| row.try_get("", "name").expect("a name"))
        .collect();
    names.sort();
    names
}
