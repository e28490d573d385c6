//! Bytes on a connection, for what no client would send.

use reqwest::{
    StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::client::Reply;

/// Sends bytes as they are and reads the answer. The server may answer before it has read all of them.
pub async fn exchange(address: &str, request: &[u8]) -> Reply {
    let mut connection = TcpStream::connect(address).await.expect("the server accepts");
    let (mut reads, mut writes) = connection.split();
    let (answer, _) = tokio::join!(read(&mut reads), writes.write_all(request));
    answer.expect("an answer")
}

/// Sends the beginning at once and then a byte at a time, until there is an answer.
pub async fn trickle(address: &str, beginning: &[u8], pause: std::time::Duration) -> Reply {
    let mut connection = TcpStream::connect(address).await.expect("the server accepts");
    let (mut reads, mut writes) = connection.split();
    writes.write_all(beginning).await.expect("the beginning is taken");
    let drip = async {
        while writes.write_all(b" ").await.is_ok() {
            tokio::time::sleep(pause).await;
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        answer = read(&mut reads) => answer.expect("an answer"),
        () = drip => unreachable!("only an answer ends the drip"),
    }
}

/// Sends the beginning and then the same again and again without an end, until there is an answer; how often it was taken.
pub async fn endless(address: &str, beginning: &[u8], again: &[u8]) -> (Reply, usize) {
    let mut connection = TcpStream::connect(address).await.expect("the server accepts");
    let (mut reads, mut writes) = connection.split();
    writes.write_all(beginning).await.expect("the beginning is taken");
    let mut taken = 0;
    let flood = async {
        while writes.write_all(again).await.is_ok() {
            taken += 1;
        }
        std::future::pending::<()>().await;
    };
    let answer = tokio::select! {
        answer = read(&mut reads) => answer.expect("an answer"),
        () = flood => unreachable!("only an answer ends the flood"),
    };
    (answer, taken)
}

/// The head and, as far as its length is told, the body of an answer.
async fn read(connection: &mut (impl AsyncReadExt + Unpin)) -> Option<Reply> {
    let mut bytes = Vec::new();
    loop {
        let end = connection.read_buf(&mut bytes).await.unwrap_or(0) == 0;
        if let Some(reply) = parse(&bytes, end) {
            return Some(reply);
        }
        if end {
            return None;
        }
    }
}

/// The answer, when it is there whole.
fn parse(bytes: &[u8], end: bool) -> Option<Reply> {
    let blank = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let (head, body) = (bytes.get(..blank)?, bytes.get(blank + 4..)?);
    let head = std::str::from_utf8(head).ok()?;
    let mut lines = head.lines();
    let status: u16 = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(": ")?;
        headers.append(HeaderName::try_from(name).ok()?, HeaderValue::from_str(value).ok()?);
    }
    let length = headers
        .get("content-length")
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let whole = end || length.is_some_and(|length| body.len() >= length);
    whole.then(|| Reply::new(StatusCode::from_u16(status).expect("a status"), headers, body))
}
