//! A request that arrives too slowly is given up, so that it holds no worker.

use std::time::Duration;

use super::support::{database::Backend, raw, server::TestServer};

on_both![a_body_a_byte_at_a_time_is_408, a_head_that_does_not_end_is_408];

async fn impatient(backend: Backend) -> TestServer {
    TestServer::start_with(backend, |setup| {
        setup.settings.limits.body_time = Duration::from_millis(300);
    })
    .await
}

async fn a_body_a_byte_at_a_time_is_408(backend: Backend) {
    let server = impatient(backend).await;
    let head = "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\
                Content-Length: 1000\r\n\r\n{";
    let reply = raw::trickle(&server.address, head.as_bytes(), Duration::from_millis(20)).await;
    reply.problem(408, "request_timeout");
}

async fn a_head_that_does_not_end_is_408(backend: Backend) {
    let server = impatient(backend).await;
    let reply = raw::trickle(
        &server.address,
        b"GET /livez HTTP/1.1\r\nA: ",
        Duration::from_millis(20),
    )
    .await;
    assert_eq!(reply.status, 408);
}
