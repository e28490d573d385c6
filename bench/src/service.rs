//! A service under load, as a process of its own.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use danchu::config::DatabaseConfig;
use serde::Deserialize;
use serde_json::Value;

use crate::{Result, register::PASSWORD};

const PATIENCE: Duration = Duration::from_secs(60);

/// A running service; killed with its value.
pub struct Service {
    child: Child,
    pub address: String,
    client: reqwest::Client,
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
}

impl Service {
    /// danchu, as it is without any setting but the database's, and without the limits on sign-ins and visits: here all come from one address.
    pub fn danchu(program: &Path, config: &DatabaseConfig) -> Result<Self> {
        let mut command = Command::new(program);
        command.args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--sign-ins-per-minute",
            "0",
            "--visits-per-minute",
            "0",
        ]);
        Self::start(command, config)
    }

    /// danchu on the nation that it has made itself.
    pub fn national(program: &Path, config: &DatabaseConfig) -> Result<Self> {
        let mut command = Command::new(program);
        command.args([
            "serve",
            "--demo",
            "national",
            "--listen",
            "127.0.0.1:0",
            "--sign-ins-per-minute",
            "0",
        ]);
        Self::start(command, config)
    }

    /// The floor.
    pub fn floor(config: &DatabaseConfig) -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("floor");
        Self::start(command, config)
    }

    fn start(mut command: Command, config: &DatabaseConfig) -> Result<Self> {
        command
            .env_remove("DATABASE_URL")
            .env("DANCHU_DATA_DIR", &config.data_dir);
        if let Some(url) = &config.database_url {
            command.env("DATABASE_URL", url);
        }
        let log = config.data_dir.join("service.log");
        command.stdin(Stdio::null()).stderr(File::create(&log)?);
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let output = child.stdout.take().ok_or("a service without output")?;
        let mut lines = BufReader::new(output).lines().map_while(std::io::Result::ok);
        let address = lines.find_map(|line| line.strip_prefix("listening on http://").map(str::to_owned));
        // Reads to the end, so that it never waits for a full pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Self {
            child,
            address: address.ok_or_else(|| std::fs::read_to_string(&log).unwrap_or_default())?,
            client: reqwest::Client::new(),
        })
    }

    /// From the start of the process to its first readiness, in seconds.
    pub async fn time_to_ready(program: &Path, config: &DatabaseConfig) -> Result<f64> {
        let started = Instant::now();
        let service = Self::danchu(program, config)?;
        let url = format!("http://{}/readyz", service.address);
        while !service.client.get(&url).send().await?.status().is_success() {
            if started.elapsed() > PATIENCE {
                return Err("danchu does not become ready".into());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        Ok(started.elapsed().as_secs_f64())
    }

    /// An access token for one of the register's callers.
    pub async fn sign_in(&self, login: &str) -> Result<String> {
        let url = format!("http://{}/api/v1/auth/login", self.address);
        let sent = self.client.post(url).json(&credentials(login));
        let tokens: Tokens = sent.send().await?.error_for_status()?.json().await?;
        Ok(tokens.access_token)
    }

    /// What a path answers.
    pub async fn get(&self, path: &str, token: Option<&str>) -> Result<Value> {
        let mut request = self.client.get(format!("http://{}{path}", self.address));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    /// A file, whole; how many bytes it has.
    pub async fn download(&self, path: &str, token: &str) -> Result<usize> {
        let request = self.client.get(format!("http://{}{path}", self.address));
        let answer = request.bearer_auth(token).send().await?.error_for_status()?;
        Ok(answer.bytes().await?.len())
    }

    /// Puts a file.
    pub async fn upload(&self, path: &str, token: &str, file: Vec<u8>) -> Result<()> {
        let request = self.client.put(format!("http://{}{path}", self.address));
        request.bearer_auth(token).body(file).send().await?.error_for_status()?;
        Ok(())
    }

    /// Sends something; what it answers, and its `ETag`.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        token: &str,
        body: Option<&Value>,
        if_match: Option<&str>,
    ) -> Result<(Value, String)> {
        let url = format!("http://{}{path}", self.address);
        let mut request = self.client.request(method.parse()?, url).bearer_auth(token);
        if let Some(body) = body {
            request = request.json(body);
        }
        if let Some(etag) = if_match {
            request = request.header("If-Match", etag);
        }
        let answer = request.send().await?;
        let (status, etag) = (answer.status(), answer.headers().get("ETag").cloned());
        let etag = etag
            .and_then(|etag| etag.to_str().ok().map(str::to_owned))
            .unwrap_or_default();
        let answered: Value = answer.json().await?;
        match status.is_success() {
            true => Ok((answered, etag)),
            false => Err(format!("{method} {path} was answered {status}: {answered}").into()),
        }
    }

    /// The most memory it has had so far, in MB; none where the system does not tell.
    pub fn most_memory(&self) -> Option<f64> {
        self.memory("VmHWM:")
    }

    /// The memory it has now, in MB; the most it has had is counted from here.
    pub fn memory_from_now(&self) -> Option<f64> {
        std::fs::write(format!("/proc/{}/clear_refs", self.child.id()), "5").ok()?;
        self.memory("VmRSS:")
    }

    fn memory(&self, kind: &str) -> Option<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(kind))?;
        let kibibytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
        Some(kibibytes * 1024.0 / 1e6)
    }
}

/// What is sent to sign in.
pub fn credentials(login: &str) -> Value {
    serde_json::json!({"login": login, "password": PASSWORD})
}

impl Drop for Service {
    fn drop(&mut self) {
        // Already gone is as good.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
