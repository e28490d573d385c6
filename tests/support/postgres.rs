//! PostgreSQL for tests: the server named by `DANCHU_TEST_DATABASE_URL`, or a private one that lives as long as the test process.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot have its server stops here"
)]

use std::ffi::OsString;
use std::io::Write;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use reqwest::Url;

/// A running server, and the right to create databases on it.
pub struct Server {
    superuser: Url,
    psql: PathBuf,
}

/// The server of this test process, started at the first call. `None`, said once, where no PostgreSQL is installed;
/// with `DANCHU_REQUIRE_POSTGRES` set that is a failure.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER.get_or_init(find_or_start).as_ref()
}

fn find_or_start() -> Option<Server> {
    let binaries = binaries();
    if let Some(url) = setting("DANCHU_TEST_DATABASE_URL") {
        let url = url.to_str().expect("DANCHU_TEST_DATABASE_URL is text");
        let psql = binaries.map_or_else(|| PathBuf::from("psql"), |directory| directory.join("psql"));
        return Some(Server {
            superuser: Url::parse(url).expect("DANCHU_TEST_DATABASE_URL is a URL"),
            psql,
        });
    }
    let Some(binaries) = binaries else {
        let message = "PostgreSQL not found: neither DANCHU_TEST_DATABASE_URL nor initdb; its cases not run";
        assert!(setting("DANCHU_REQUIRE_POSTGRES").is_none(), "{message}");
        // Not `eprintln!`: the test harness would hide it.
        writeln!(std::io::stderr(), "{message}").expect("stderr is open");
        return None;
    };
    Some(Server {
        superuser: start_cluster(&binaries),
        psql: binaries.join("psql"),
    })
}

#[expect(clippy::disallowed_methods, reason = "the tests' own settings, not the program's")]
fn setting(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Where `initdb` and its kin are: on the path, else where Debian puts them, the newest version first.
fn binaries() -> Option<PathBuf> {
    let path = setting("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).find(|directory| is_complete(directory));
    on_path.or_else(|| {
        let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
        let complete = versions.filter(|entry| is_complete(&entry.path().join("bin")));
        let newest =
            complete.max_by_key(|entry| entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()))?;
        Some(newest.path().join("bin"))
    })
}

fn is_complete(directory: &Path) -> bool {
    ["initdb", "pg_ctl", "postgres", "psql"]
        .iter()
        .all(|name| directory.join(name).is_file())
}

/// Starts an empty cluster and returns its superuser's URL. It is stopped and removed when this process ends.
fn start_cluster(binaries: &Path) -> Url {
    let home = tempfile::Builder::new()
        .prefix("danchu-postgres-")
        .permissions(std::fs::Permissions::from_mode(0o755))
        .tempdir()
        .expect("a temporary directory")
        .keep();
    clean_up_afterwards(binaries, &home);
    if is_root() {
        run(Command::new("chown").arg("postgres").arg(&home));
    }
    let data = home.join("data");
    run(as_server_user(&binaries.join("initdb"))
        .args([
            "--no-sync",
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--pgdata",
        ])
        .arg(&data));
    for _ in 0..5 {
        let port = free_port();
        let options = format!(
            "-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='' -c max_connections=300 \
             -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        );
        let mut start = as_server_user(&binaries.join("pg_ctl"));
        start
            .args(["start", "--wait", "--options", &options, "--pgdata"])
            .arg(&data)
            .arg("--log")
            .arg(home.join("log"));
        // Another process may take the port in between: then the next one.
        if start
            .current_dir(&home)
            .stdout(Stdio::null())
            .status()
            .expect("pg_ctl runs")
            .success()
        {
            let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
            return Url::parse(&url).expect("a URL");
        }
    }
    panic!(
        "PostgreSQL did not start: {}",
        std::fs::read_to_string(home.join("log")).unwrap_or_default()
    );
}

/// Test processes end by `exit` or a signal, without destructors. This shell waits for the end of its input, which the kernel
/// closes with the last of this process, then removes exactly this cluster.
#[expect(clippy::zombie_processes, reason = "it outlives the process that could wait for it")]
fn clean_up_afterwards(binaries: &Path, home: &Path) {
    let script = r#"cat >/dev/null; "$@" stop --mode=immediate --silent --pgdata "$HOME_OF_CLUSTER/data"; rm -rf "$HOME_OF_CLUSTER""#;
    let stop = as_server_user(&binaries.join("pg_ctl"));
    let mut watchdog = Command::new("sh")
        .args(["-c", script, "sh"])
        .arg(stop.get_program())
        .args(stop.get_args())
        .env("HOME_OF_CLUSTER", home)
        .current_dir("/")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Ctrl-C at the terminal must not end the one that cleans up.
        .process_group(0)
        .spawn()
        .expect("sh runs");
    std::mem::forget(watchdog.stdin.take());
}

/// PostgreSQL refuses to run as root; then its own user does.
fn as_server_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("runuser");
    command.args(["-u", "postgres", "--"]).arg(program);
    command
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().expect("id runs");
    id.stdout.trim_ascii() == b"0"
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("a bound address").port()
}

fn run(command: &mut Command) {
    let output = command
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

impl Server {
    /// Creates a database, empty or as a copy of `template` (to which nobody may be connected), and returns its URL.
    pub fn create_database(&self, name: &str, template: Option<&str>) -> String {
        let (name, template) = (identifier(name), identifier(template.unwrap_or("template0")));
        self.execute(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
        let mut url = self.superuser.clone();
        url.set_path(name);
        url.into()
    }

    /// Drops a database, if it is there, and ends the connections to it.
    pub fn drop_database(&self, name: &str) {
        self.execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", identifier(name)));
    }

    fn execute(&self, sql: &str) {
        run(Command::new(&self.psql).args([
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            self.superuser.as_str(),
            "-c",
            sql,
        ]));
    }
}

/// A name that needs no quoting: small letters, digits and underscores.
fn identifier(name: &str) -> &str {
    let plain = name
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    assert!(
        plain && name.starts_with(|first: char| first.is_ascii_lowercase()),
        "{name:?} needs quoting"
    );
    name
}
