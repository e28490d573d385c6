//! Every setting of `danchu serve` and its sister commands: flag, environment variable, default, meaning.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use actix_web::http::Uri;
use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};
use ipnet::IpNet;

use crate::reporting::state::StateCode;

/// Where the data lives.
#[derive(Args, Clone, Debug)]
pub struct DatabaseConfig {
    /// PostgreSQL to use (`postgres://user:password@host/database`). Without it danchu keeps an SQLite file in the
    /// data directory and needs no server.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,

    /// Directory of the SQLite file; made when missing.
    #[arg(long, env = "DANCHU_DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,

    /// Connections to the database at most, per process.
    #[arg(long, env = "DANCHU_DATABASE_CONNECTIONS", default_value_t = 16, value_parser = clap::value_parser!(u32).range(2..=500))]
    pub database_connections: u32,
}

/// The demonstration province to fill an empty database with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Demo {
    /// Lai Châu since 2025-07-01: 38 communes; the legal clock starts on 2025-12-22 at 08:00.
    TwoTier,
    /// Lai Châu in 2024: 8 districts, 106 communes; the legal clock starts on 2024-12-20 at 08:00.
    ThreeTier,
    /// The nation, as `danchu demo --scale national` has made it.
    National,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    Pretty,
    Json,
}

/// Whether answers are compressed here or by the proxy in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Compression {
    On,
    Off,
}

/// The settings of `danchu serve`.
#[derive(Args, Clone, Debug)]
pub struct ServeConfig {
    #[command(flatten)]
    pub database: DatabaseConfig,

    /// Address and port to listen on; port 0 takes a free one.
    #[arg(long, env = "DANCHU_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,

    /// Fill an empty database with the demonstration province and print its accounts; a demonstration made earlier
    /// is opened again. Refuses any other database and any address but this machine's.
    #[arg(long, value_enum, num_args = 0..=1, default_missing_value = "two-tier")]
    pub demo: Option<Demo>,

    /// Set the legal clock of a demonstration database (RFC 3339, such as `2025-12-22T08:00:00+07:00`).
    #[arg(long, requires = "demo")]
    pub clock: Option<DateTime<Utc>>,

    /// Issuer named in access tokens (`iss`); the public address of this installation.
    #[arg(long, env = "DANCHU_ISSUER", default_value = "https://danchu.invalid")]
    pub issuer: String,

    /// Worker threads; by default one for each core.
    #[arg(long, env = "DANCHU_WORKERS", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub workers: Option<u16>,

    /// Seconds a request may take to arrive whole, and then to be answered.
    #[arg(long, env = "DANCHU_REQUEST_TIMEOUT", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub request_timeout: u64,

    /// Seconds requests in flight get to finish after SIGTERM.
    #[arg(long, env = "DANCHU_DRAIN_TIMEOUT", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub drain_timeout: u64,

    /// Bytes a request body may have at most.
    #[arg(long, env = "DANCHU_BODY_LIMIT", default_value_t = 1_048_576, value_parser = clap::value_parser!(u64).range(1024..=67_108_864))]
    pub body_limit: u64,

    /// Attempts to sign in that one client address may make in a minute, at once or spread; 0 sets no limit. An IPv6 address counts with its whole /64; each process counts for itself.
    #[arg(long, env = "DANCHU_SIGN_INS_PER_MINUTE", default_value_t = 600, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub sign_ins_per_minute: u32,

    /// Requests for what is public that one client address may make in a minute, at once or spread; 0 sets no limit.
    #[arg(long, env = "DANCHU_VISITS_PER_MINUTE", default_value_t = 600, value_parser = clap::value_parser!(u32).range(0..=1_000_000))]
    pub visits_per_minute: u32,

    /// Proxies whose `X-Forwarded-For` is believed, as addresses or networks (`10.0.0.0/8`), separated by commas; none by
    /// default.
    #[arg(long, env = "DANCHU_TRUSTED_PROXIES", value_delimiter = ',', value_parser = crate::http::network)]
    pub trusted_proxies: Vec<IpNet>,

    /// Origins that browsers may call from, separated by commas; none by default.
    #[arg(long, env = "DANCHU_CORS_ORIGINS", value_delimiter = ',')]
    pub cors_origins: Vec<String>,

    /// Origins whose pages may show the public page in a frame (`https://laichau.gov.vn`), separated by commas; none by default.
    #[arg(long, env = "DANCHU_EMBED_IN", value_delimiter = ',', value_parser = origin)]
    pub embed_in: Vec<String>,

    /// Compress answers here; turn off behind the shipped proxy, which does it cheaper.
    #[arg(long, env = "DANCHU_COMPRESSION", value_enum, default_value = "on")]
    pub compression: Compression,

    /// Key that people's ethnicity and identifiers are encrypted under: 64 hexadecimal digits, alike on every replica. Without it one is
    /// made and kept in `person.key` in the data directory. Whoever loses it loses what it encrypts.
    #[arg(long, env = "DANCHU_PERSON_KEY", hide_env_values = true)]
    pub person_key: Option<String>,

    /// Where files are kept: a bucket (`s3://bucket/prefix`), whose credentials, region and endpoint the environment names as AWS programs read
    /// them. Without it they are kept in the data directory, which replicas must then share.
    #[arg(long, env = "DANCHU_FILES")]
    pub files: Option<String>,

    /// Command that looks at each file before it is kept, in words separated by spaces, such as `clamdscan --no-summary -`. It reads the file
    /// from its standard input and ends with 0 for a harmless one and 1 for a harmful one; none by default.
    #[arg(long, env = "DANCHU_SCAN_COMMAND", value_delimiter = ' ')]
    pub scan_command: Vec<String>,

    /// Codes of report states in the national reporting system (QCVN 125:2021/BTTTT), as `state=code`, separated by commas; none by
    /// default.
    #[arg(long, env = "DANCHU_NATIONAL_STATE_CODES", value_delimiter = ',')]
    pub national_state_codes: Vec<StateCode>,

    /// Log lines for people or for machines.
    #[arg(long, env = "DANCHU_LOG_FORMAT", value_enum, default_value = "pretty")]
    pub log_format: LogFormat,

    /// What is logged, as directives such as `info,danchu=debug`.
    #[arg(long, env = "DANCHU_LOG", default_value = "info,sqlx=warn,sea_orm_migration=warn")]
    pub log: String,
}

impl ServeConfig {
    /// The time a request may take to arrive whole, and then to be answered.
    pub fn request_timeout(&self) -> Duration {
        Duration::from_secs(self.request_timeout)
    }
}

/// An origin as a header names it: a scheme and a host, in ASCII.
fn origin(written: &str) -> Result<String, String> {
    // A line that is there and says nothing.
    if written.is_empty() {
        return Ok(String::new());
    }
    let uri: Uri = written.parse().map_err(|_not_an_address| NO_ORIGIN.to_owned())?;
    let whole = matches!(uri.scheme_str(), Some("http" | "https")) && uri.authority().is_some();
    let bare = uri.path() == "/" && uri.query().is_none() && !written.ends_with('/');
    match whole && bare && !written.contains([';', ',', '@', '\'', '*', '#']) {
        true => Ok(written.to_owned()),
        false => Err(NO_ORIGIN.to_owned()),
    }
}

const NO_ORIGIN: &str = "an origin is written like https://laichau.gov.vn, a name beyond ASCII in its xn-- form";

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_portal("https://laichau.gov.vn", true)]
    #[case::with_a_port("http://localhost:8081", true)]
    #[case::beyond_ascii("https://laichâu.gov.vn", false)]
    #[case::with_a_path("https://laichau.gov.vn/", false)]
    #[case::a_further_directive("https://laichau.gov.vn;script-src", false)]
    #[case::everybody("*", false)]
    #[case::every_site("https://*", false)]
    #[case::a_fragment("https://laichau.gov.vn#x", false)]
    #[case::an_empty_setting("", true)]
    #[case::no_scheme("laichau.gov.vn", false)]
    fn an_origin_is_one(#[case] written: &str, #[case] expected: bool) {
        assert_eq!(origin(written).is_ok(), expected);
    }
}
