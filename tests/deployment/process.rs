//! The processes of the topology: replicas of `danchu`, and nginx with the shipped configuration.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot have its processes stops here"
)]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;

/// How long a process may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(30);

/// A process that ends with its value.
pub struct Running(Child);

impl Running {
    /// Ends it at once, as a crash would.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // Already gone is as good.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.end();
    }
}

fn danchu(database_url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_danchu"));
    command
        .env("DATABASE_URL", database_url)
        .env("DANCHU_LOG_FORMAT", "json")
        .stdin(Stdio::null());
    command
}

/// `danchu migrate`, to its good end.
pub fn migrate(database_url: &str) {
    let output = danchu(database_url).arg("migrate").output().expect("danchu runs");
    assert!(
        output.status.success(),
        "danchu migrate: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// One replica on a port of its own, as the Compose file starts it. It accepts connections; whether it is ready, `/readyz` says.
pub struct Replica {
    pub process: Running,
    /// `127.0.0.1:PORT`.
    pub address: String,
}

impl Replica {
    pub fn start(database_url: &str, data: &Path) -> Self {
        let mut child = danchu(database_url)
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(data)
            .env("DANCHU_TRUSTED_PROXIES", "127.0.0.1")
            .env("DANCHU_COMPRESSION", "off")
            .stdout(Stdio::piped())
            .spawn()
            .expect("danchu runs");
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let process = Running(child);
        let (found, address) = mpsc::channel();
        // Reads to the end, so that the replica never waits for a full pipe.
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                if let Some(address) = line.strip_prefix("listening on http://") {
                    drop(found.send(address.to_owned()));
                }
            }
        });
        let address = address
            .recv_timeout(PATIENCE)
            .expect("`danchu serve` says where it listens");
        Self { process, address }
    }
}

/// nginx with the shipped configuration; only the port and the replicas' addresses differ.
pub struct Proxy {
    _process: Running,
    pub port: u16,
    directory: TempDir,
}

impl Proxy {
    /// `None`, said once, where nginx is not installed; with `DANCHU_REQUIRE_NGINX` set that is a failure.
    pub fn start(replicas: &[&str]) -> Option<Self> {
        let Some(nginx) = nginx() else {
            let message = "nginx not found: the deployment as processes not run";
            assert!(!required(), "{message}");
            writeln!(std::io::stderr(), "{message}").expect("stderr is open");
            return None;
        };
        let directory = tempfile::tempdir().expect("a temporary directory");
        let port = write_configuration(directory.path(), replicas);
        let log = |name| File::create(directory.path().join(name)).expect("a log file");
        let mut command = Command::new(nginx);
        command
            .args(["-e", "stderr", "-g"])
            .arg(directives())
            .arg("-p")
            .arg(directory.path());
        command.arg("-c").arg(directory.path().join("nginx.conf"));
        let process = command
            .stdin(Stdio::null())
            .stdout(log("access.log"))
            .stderr(log("error.log"))
            .spawn();
        let proxy = Self {
            _process: Running(process.expect("nginx runs")),
            port,
            directory,
        };
        proxy.wait_until_it_accepts();
        Some(proxy)
    }

    /// The access log so far: one JSON object a line.
    pub fn access_log(&self) -> String {
        self.read("access.log")
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.directory.path().join(name)).expect("a log")
    }

    fn wait_until_it_accepts(&self) {
        let pause = Duration::from_millis(20);
        for _ in 0..PATIENCE.as_millis() / pause.as_millis() {
            if std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_ok() {
                return;
            }
            std::thread::sleep(pause);
        }
        panic!("nginx did not start: {}", self.read("error.log"));
    }
}

/// One process instead of master and workers, so that ending it ends all of it; and no change of user, whose
/// temporary directory is private.
fn directives() -> &'static str {
    "daemon off; master_process off;"
}

fn write_configuration(directory: &Path, replicas: &[&str]) -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let port = listener.local_addr().expect("a bound address").port();
    let shipped = include_str!("../../proxy/nginx.conf");
    assert_eq!(shipped.matches("listen 8080;").count(), 1);
    let adapted = shipped.replace("listen 8080;", &format!("listen 127.0.0.1:{port};"));
    fs::write(directory.join("nginx.conf"), adapted).expect("a configuration");
    fs::write(directory.join("upstream.conf"), upstream(replicas)).expect("a configuration");
    port
}

/// The shipped upstream with other addresses, and without the look-up by name, which these have no need of.
fn upstream(replicas: &[&str]) -> String {
    let mut replicas = replicas.iter();
    let mut lines = Vec::new();
    for line in include_str!("../../proxy/upstream.conf").lines() {
        let mut words: Vec<&str> = line.split_whitespace().filter(|word| *word != "resolve").collect();
        if words.first() == Some(&"server") {
            let address = replicas.next().expect("as many replicas as shipped");
            words.splice(1..2, [*address]);
        }
        if words.first() != Some(&"resolver") {
            lines.push(words.join(" "));
        }
    }
    assert_eq!(replicas.next(), None, "as many replicas as shipped");
    lines.join("\n")
}

#[expect(clippy::disallowed_methods, reason = "the tests' own setting, not the program's")]
fn required() -> bool {
    std::env::var_os("DANCHU_REQUIRE_NGINX").is_some()
}

#[expect(clippy::disallowed_methods, reason = "where the machine keeps its programs")]
fn nginx() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Debian keeps it where only root's path looks.
    let directories = std::env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    directories
        .map(|directory| directory.join("nginx"))
        .find(|program| program.is_file())
}
