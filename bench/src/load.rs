//! The load: so many connections, each asking again as soon as it is answered. The same for both sides, on one thread.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::{Duration, Instant},
};

use http_body_util::{BodyExt, Full};
use hyper::{Method, Request, body::Bytes, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::Result;

/// How often and how long each figure is taken.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub runs: usize,
    pub lasting: Duration,
}

impl Plan {
    pub const fn new(runs: usize, lasting: Duration) -> Self {
        Self { runs, lasting }
    }
}

/// What is asked, over and over.
#[derive(Clone, Debug)]
pub struct Question {
    method: Method,
    address: String,
    path: String,
    token: Option<String>,
    body: Bytes,
}

impl Question {
    pub fn get(address: &str, path: &str, token: Option<&str>) -> Self {
        Self {
            method: Method::GET,
            address: address.to_owned(),
            path: path.to_owned(),
            token: token.map(str::to_owned),
            body: Bytes::new(),
        }
    }

    pub fn post(address: &str, path: &str, body: &serde_json::Value) -> Self {
        Self {
            method: Method::POST,
            body: Bytes::from(body.to_string()),
            ..Self::get(address, path, None)
        }
    }

    /// Without `Accept-Encoding`: answers come as they are.
    fn request(&self) -> Result<Request<Full<Bytes>>, hyper::http::Error> {
        let mut request = Request::builder()
            .method(&self.method)
            .uri(&self.path)
            .header(header::HOST, &self.address);
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if !self.body.is_empty() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        request.body(Full::new(self.body.clone()))
    }
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Run {
    took: Duration,
    /// Of every answer, in order of length.
    latencies: Vec<Duration>,
}

impl Run {
    pub fn per_second(&self) -> f64 {
        let answers = u32::try_from(self.latencies.len()).unwrap_or(u32::MAX);
        f64::from(answers) / self.took.as_secs_f64()
    }

    /// The latency that 95 of 100 answers do not exceed, in milliseconds.
    pub fn p95(&self) -> f64 {
        let at = self.latencies.len().saturating_mul(95).div_ceil(100).saturating_sub(1);
        self.latencies
            .get(at)
            .map_or(f64::NAN, |latency| latency.as_secs_f64() * 1000.0)
    }
}

/// Asks for so long over so many connections; anything but 2xx ends it.
pub async fn ask(question: &Question, connections: usize, lasting: Duration) -> Result<Run> {
    let latencies = Rc::new(RefCell::new(Vec::with_capacity(1 << 17)));
    let over = Rc::new(Cell::new(false));
    let started = Instant::now();
    let askers: Vec<_> = (0..connections)
        .map(|_| {
            let (question, latencies, over) = (question.clone(), Rc::clone(&latencies), Rc::clone(&over));
            actix_web::rt::spawn(async move {
                asker(&question, &over, |latency| latencies.borrow_mut().push(latency))
                    .await
                    .map_err(|error| error.to_string())
            })
        })
        .collect();
    tokio::time::sleep(lasting).await;
    over.set(true);
    for asker in askers {
        asker.await??;
    }
    let took = started.elapsed();
    let mut latencies = latencies.take();
    latencies.sort_unstable();
    Ok(Run { took, latencies })
}

async fn asker(question: &Question, over: &Cell<bool>, mut answered: impl FnMut(Duration)) -> Result<()> {
    let stream = TcpStream::connect(&question.address).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let connection = actix_web::rt::spawn(connection);
    while !over.get() {
        let asked = Instant::now();
        sender.ready().await?;
        let mut answer = sender.send_request(question.request()?).await?;
        while let Some(frame) = answer.frame().await {
            frame?;
        }
        if !answer.status().is_success() {
            return Err(format!("{} {} was answered {}", question.method, question.path, answer.status()).into());
        }
        answered(asked.elapsed());
    }
    drop(sender);
    Ok(connection.await??)
}
