//! The real server in this process, on a port and a database of its own.

use std::{
    sync::{Arc, mpsc},
    thread::JoinHandle,
};

use actix_web::{HttpServer, dev::ServerHandle, rt::System};
use danchu::{
    access::PermissionTable,
    attachment::{Files, Scan},
    clock::Clocks,
    config::DatabaseConfig,
    http::Operations,
    probe::Draining,
    server::{self, Settings},
};

use super::{
    client::Client,
    database::{Backend, Database},
    register,
    replica::{Replica, files},
};

pub const ISSUER: &str = "https://danchu.test";

/// What a test may set before the server starts.
#[derive(Clone)]
pub struct Setup {
    pub settings: Settings,
    pub permissions: PermissionTable,
    pub clocks: Clocks,
    pub files: Files,
    pub scan: Option<Scan>,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            permissions: PermissionTable::default(),
            clocks: Clocks::SYSTEM,
            files: files(),
            scan: None,
        }
    }
}

/// A server that runs until this value is dropped, and its database with it.
pub struct TestServer {
    /// `127.0.0.1:PORT`.
    pub address: String,
    /// The test's own view of the same database, as another replica would have.
    pub kernel: Replica,
    /// What the server's own connections have sent shows in it.
    pub served: danchu::access::Store,
    handle: ServerHandle,
    thread: Option<JoinHandle<()>>,
    pub database: Database,
}

impl TestServer {
    pub async fn start(backend: Backend) -> Self {
        Self::start_with(backend, |_| ()).await
    }

    pub async fn start_with(backend: Backend, change: impl FnOnce(&mut Setup)) -> Self {
        let mut setup = Setup::default();
        change(&mut setup);
        Self::on(Database::filled(backend).await, setup).await
    }

    /// On a database that is there already.
    pub async fn on(database: Database, setup: Setup) -> Self {
        let (started, hears) = mpsc::channel();
        let (config, for_server) = (database.config.clone(), setup.clone());
        let thread = std::thread::spawn(move || {
            System::new().block_on(async move {
                let (replica, running, address) = listen(&config, for_server).await;
                started
                    .send((address, running.handle(), replica.store.clone()))
                    .expect("the test waits");
                running.await.expect("the server runs");
                replica.store.close().await;
            });
        });
        let (address, handle, served) = hears.recv().expect("the server starts");
        Self {
            address,
            kernel: replica(&database.config, &setup).await,
            served,
            handle,
            thread: Some(thread),
            database,
        }
    }

    /// A client that has not signed in.
    pub fn nobody(&self) -> Client {
        Client::new(&self.address)
    }

    /// A client that acts in the post of a login of the [`register`].
    pub async fn sign_in(&self, login: &str) -> Client {
        let token = register::token(&self.kernel, login).await;
        self.nobody().bearing(&token)
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        // Told at once; the thread ends when it is done.
        drop(self.handle.stop(false));
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

async fn listen(config: &DatabaseConfig, setup: Setup) -> (Replica, actix_web::dev::Server, String) {
    let replica = replica(config, &setup).await;
    let document = server::document(&setup.permissions);
    let operations = Operations::of(&document).expect("addresses that differ");
    let for_app = Arc::clone(&replica.kernel);
    let patience = setup.settings.limits.body_time;
    let server = HttpServer::new(move || {
        server::app(
            Arc::clone(&for_app),
            setup.settings.clone(),
            Draining::default(),
            document.clone(),
            operations.clone(),
        )
    })
    .workers(1)
    .client_request_timeout(patience)
    .disable_signals()
    .bind(("127.0.0.1", 0))
    .expect("a free port");
    let address = server.addrs().first().expect("an address").to_string();
    (replica, server.run(), address)
}

async fn replica(config: &DatabaseConfig, setup: &Setup) -> Replica {
    let store = danchu::access::Store::open(config).await.expect("the database opens");
    let (files, scan) = (setup.files.clone(), setup.scan.clone());
    Replica::with(store, setup.clocks, setup.permissions.clone(), files, scan).await
}
