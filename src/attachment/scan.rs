//! Quét mã độc: a command of whoever runs the service looks at each file before it is kept.

use std::{process::Stdio, time::Duration};

use tokio::{io::AsyncWriteExt, process::Command};

use super::store::Arrived;
use crate::http::{Code, Problem, Result};

/// A scan may take this long.
const PATIENCE: Duration = Duration::from_secs(60);
/// What scanners end with when they found something.
const FOUND: i32 = 1;

/// The command: it reads a file from its standard input, and ends with 0 where it is harmless and 1 where it is not.
#[derive(Clone, Debug)]
pub struct Scan {
    program: String,
    arguments: Vec<String>,
}

impl Scan {
    /// The words of the command, the program first; none where there are none.
    pub fn of(words: &[String]) -> Option<Self> {
        let (program, arguments) = words.split_first()?;
        Some(Self {
            program: program.clone(),
            arguments: arguments.to_vec(),
        })
    }

    /// 422 `harmful_file` where the command finds something; 503 where it cannot say, for nothing is kept unseen.
    pub async fn require_harmless(&self, arrived: &Arrived) -> Result<()> {
        match tokio::time::timeout(PATIENCE, self.run(arrived)).await {
            Ok(Ok(0)) => Ok(()),
            Ok(Ok(FOUND)) => Err(Problem::invalid(
                "",
                "harmful_file",
                "Tệp có mã độc.",
                "The file is harmful.",
            )),
            Ok(Ok(code)) => Err(unable(format!("it ended with {code}"))),
            Ok(Err(error)) => Err(unable(error)),
            Err(elapsed) => Err(unable(elapsed)),
        }
    }

    async fn run(&self, arrived: &Arrived) -> std::io::Result<i32> {
        let mut file = tokio::fs::File::from_std(arrived.reopen().map_err(std::io::Error::other)?);
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            // One that has seen enough closes its input.
            match tokio::io::copy(&mut file, &mut input).await {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => return Err(error),
                _ => drop(input.shutdown().await),
            }
        }
        let status = child.wait().await?;
        status.code().ok_or_else(|| std::io::Error::other("it was killed"))
    }
}

fn unable(why: impl std::fmt::Display) -> Problem {
    Problem::new(Code::ScanUnavailable).cause(std::io::Error::other(format!("the scan: {why}")))
}
