//! A server on the demonstration with everybody signed in, under the guard.

use danchu::{access::PermissionTable, demo::Tier as Demo};
use serde_json::Value;

use super::{
    caller::{Caller, patient},
    guard, province,
    record::{Kind, Record},
    world::World,
};
use crate::support::{
    client::Client,
    database::{Backend, Database},
    replica::Replica,
    server::{Setup, TestServer},
};

pub struct Stage {
    pub server: TestServer,
    pub nobody: Client,
    pub callers: Vec<Caller>,
    pub world: World,
    pub records: Vec<Record>,
    /// As `GET /api/v1/permissions` tells them.
    pub permissions: Vec<Value>,
    setup: Setup,
}

impl Stage {
    /// With everybody signed in.
    pub async fn set(backend: Backend, tier: Demo) -> Self {
        let database = Database::empty(backend);
        let clocks = province::make(&database, tier).await;
        let setup = Setup {
            clocks,
            ..Setup::default()
        };
        let server = TestServer::on(database, setup.clone()).await;
        let before = World::read(&server.kernel).await;
        let nobody = patient(&server);
        let mut callers = Vec::new();
        for login in province::callers(tier) {
            callers.push(Caller::sign_in(&nobody, &before, login).await);
        }
        let permissions = callers[0].client.get("/api/v1/permissions").await;
        let permissions = permissions.ok(200)["items"].as_array().expect("items").clone();
        guard::set(&server.database.config).await;
        let world = World::read(&server.kernel).await;
        Self {
            nobody,
            records: Record::all(&world),
            server,
            callers,
            world,
            permissions,
            setup,
        }
    }

    pub fn caller(&self, login: &str) -> &Caller {
        self.callers
            .iter()
            .find(|caller| caller.login == login)
            .expect("a caller")
    }

    /// Moves everybody to a server with another permission table, on a copy of the database.
    pub async fn move_to(&mut self, permissions: PermissionTable) {
        let copy = Database::empty(Backend::Sqlite);
        let sql = format!("VACUUM INTO '{}'", copy.sqlite_file().display());
        guard::execute(&self.server.database.config, &sql).await;
        let setup = Setup {
            permissions,
            ..self.setup.clone()
        };
        self.server = TestServer::on(copy, setup).await;
        self.nobody = patient(&self.server);
        for caller in &mut self.callers {
            caller.client = self.nobody.bearing(&caller.token);
        }
    }

    /// Whether a record is as it was.
    pub async fn is_unchanged(&self, what: Option<&Record>) -> bool {
        match what {
            None => true,
            Some(what) => row(&self.world, what) == World::row(&self.server.kernel, what).await,
        }
    }

    /// Whether the whole register is as it was.
    pub async fn nothing_changed(&self) -> bool {
        World::read(&self.server.kernel).await == self.world
    }
}

/// The record's row as it was.
fn row(world: &World, what: &Record) -> String {
    fn told<M: std::fmt::Debug>(row: Option<&M>) -> String {
        row.map(|row| format!("{row:?}")).unwrap_or_default()
    }
    match what.kind {
        Kind::Organisation => told(world.organisations.get(&what.id.into())),
        Kind::Account => told(world.accounts.iter().find(|row| row.id.0 == what.id)),
        Kind::Post => told(world.posts.iter().find(|row| row.id.0 == what.id)),
        Kind::Mandate => told(world.mandates.iter().find(|row| row.id.0 == what.id)),
        Kind::Village => told(world.villages.iter().find(|row| row.id.0 == what.id)),
        Kind::Round => told(world.rounds.iter().find(|row| row.id.0 == what.id)),
        Kind::CalendarDay => told(world.calendar_days.iter().find(|row| row.id.0 == what.id)),
        Kind::Consolidation(_) => told(world.consolidations.iter().find(|row| row.id.0 == what.id)),
        Kind::Convention { .. } => told(world.conventions.iter().find(|row| row.id.0 == what.id)),
        Kind::Election => told(world.elections.iter().find(|row| row.id.0 == what.id)),
        Kind::Recommendation { .. } => told(world.recommendations.iter().find(|row| row.id.0 == what.id)),
        Kind::Measure(..) => {
            let found = world.measures.iter().find(|row| row.id == what.id);
            found.map(|row| row.row.clone()).unwrap_or_default()
        }
        Kind::Project => told(world.projects.iter().find(|row| row.id.0 == what.id)),
        Kind::Plan { .. } => told(world.plans.iter().find(|row| row.id.0 == what.id)),
        Kind::Inspection(_) => told(world.inspections.iter().find(|row| row.id.0 == what.id)),
        Kind::Feedback => told(world.feedback.iter().find(|row| row.id.0 == what.id)),
        Kind::Board => told(world.boards.iter().find(|row| row.id.0 == what.id)),
        Kind::Person => told(world.persons.iter().find(|row| row.id.0 == what.id)),
        Kind::Appointment => told(world.appointments.iter().find(|row| row.id.0 == what.id)),
        Kind::Resolution { .. } => told(world.resolutions.iter().find(|row| row.id.0 == what.id)),
        Kind::Regulation { .. } => told(world.regulations.iter().find(|row| row.id.0 == what.id)),
        Kind::Template { .. } => told(world.templates.iter().find(|row| row.id.0 == what.id)),
        Kind::Filling => told(world.fillings.iter().find(|row| row.id.0 == what.id)),
        Kind::Attachment => told(world.attachments.iter().find(|row| row.id.0 == what.id)),
        Kind::Delegation => told(world.delegations.iter().find(|row| row.id.0 == what.id)),
        Kind::Reorganisation { .. } => told(world.reorganisations.iter().find(|row| row.id.0 == what.id)),
        Kind::Unit => told(world.units.get(&what.id.into())),
        Kind::Session => told(world.sessions.iter().find(|row| row.id.0 == what.id)),
        Kind::Obligation(_) | Kind::Submission(_) => told(
            world
                .obligations
                .iter()
                .find(|row| row.id.0 == what.report().obligation),
        ),
    }
}

impl World {
    /// A record's row as it is now.
    async fn row(kernel: &Replica, what: &Record) -> String {
        use danchu::{
            access::Task,
            account::{account, delegation::entity as delegation, post, session},
            attachment::entity as attachment,
            board::{
                entity as board, feedback::entity as feedback, inspection::entity as inspection, plan::entity as plan,
                project::entity as project, recommendation::entity as recommendation,
            },
            calendar::day::entity as calendar_day,
            document::{
                convention::entity as convention, regulation::entity as regulation, resolution::entity as resolution,
            },
            election::entity as election,
            organisation::{mandate, organisation},
            person::{appointment, entity as person},
            reorganisation::entity as reorganisation,
            reporting::{
                consolidation::entity as consolidation, filling::entity as filling, obligation::entity as obligation,
                round::entity as round, template::entity as template,
            },
            territory::{unit, village},
        };
        use sea_orm::EntityTrait;
        macro_rules! now {
            ($entity:ident, $id:expr) => {{
                let row = $entity::Entity::find_by_id($id)
                    .one(kernel.system(Task::LoadBuiltIns).reader())
                    .await;
                row.expect("the row can be read")
                    .map(|row| format!("{row:?}"))
                    .unwrap_or_default()
            }};
        }
        match what.kind {
            Kind::Organisation => now!(organisation, what.id),
            Kind::Account => now!(account, what.id),
            Kind::Post => now!(post, what.id),
            Kind::Mandate => now!(mandate, what.id),
            Kind::Village => now!(village, what.id),
            Kind::Round => now!(round, what.id),
            Kind::CalendarDay => now!(calendar_day, what.id),
            Kind::Consolidation(_) => now!(consolidation, what.id),
            Kind::Convention { .. } => now!(convention, what.id),
            Kind::Person => now!(person, what.id),
            Kind::Appointment => now!(appointment, what.id),
            Kind::Election => now!(election, what.id),
            Kind::Board => now!(board, what.id),
            Kind::Plan { .. } => now!(plan, what.id),
            Kind::Measure(kind, _) => super::measure::now(kernel, kind, what.id).await,
            Kind::Project => now!(project, what.id),
            Kind::Inspection(_) => now!(inspection, what.id),
            Kind::Feedback => now!(feedback, what.id),
            Kind::Recommendation { .. } => now!(recommendation, what.id),
            Kind::Resolution { .. } => now!(resolution, what.id),
            Kind::Regulation { .. } => now!(regulation, what.id),
            Kind::Template { .. } => now!(template, what.id),
            Kind::Reorganisation { .. } => now!(reorganisation, what.id),
            Kind::Delegation => now!(delegation, what.id),
            Kind::Filling => now!(filling, what.id),
            Kind::Attachment => now!(attachment, what.id),
            Kind::Unit => now!(unit, what.id),
            Kind::Session => now!(session, what.id),
            Kind::Obligation(_) | Kind::Submission(_) => now!(obligation, what.report().obligation),
        }
    }
}
