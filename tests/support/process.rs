//! The real program as a process of its own.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

use danchu::config::DatabaseConfig;

use super::client::Client;

/// How long it may take to say where it listens.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running `danchu serve`; killed with its value.
pub struct Process {
    child: Child,
    pub address: String,
}

/// `danchu …` on a database, with nothing else of this environment that it would read.
pub fn danchu(config: &DatabaseConfig) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_danchu"));
    command.stdin(Stdio::null()).env("RUST_BACKTRACE", "0");
    command
        .env_remove("DATABASE_URL")
        .env("DANCHU_DATA_DIR", &config.data_dir);
    if let Some(url) = &config.database_url {
        command.env("DATABASE_URL", url);
    }
    command
}

impl Process {
    /// `danchu serve` on a free port; waits until it listens.
    pub fn serve(config: &DatabaseConfig, issuer: &str) -> Self {
        Self::logging(config, issuer, "error", Stdio::inherit())
    }

    /// The same, telling so much to a file.
    pub fn logging(config: &DatabaseConfig, issuer: &str, log: &str, to: impl Into<Stdio>) -> Self {
        let mut child = danchu(config)
            .args(["serve", "--listen", "127.0.0.1:0", "--issuer", issuer, "--log", log])
            .stdout(Stdio::piped())
            .stderr(to)
            .spawn()
            .expect("danchu runs");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let (found, address) = mpsc::channel();
        // Reads to the end, so that it never waits for a full pipe.
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if let Some(address) = line.strip_prefix("listening on http://") {
                    drop(found.send(address.to_owned()));
                }
            }
        });
        let address = address.recv_timeout(PATIENCE).expect("danchu says where it listens");
        Self { child, address }
    }

    pub fn client(&self) -> Client {
        Client::new(&self.address)
    }

    /// Ends it as a power failure would: SIGKILL.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // Already gone is as good.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}
