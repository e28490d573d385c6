//! While PostgreSQL is away everything that needs it is 503 with `Retry-After`, at once or nearly so; when it is back, so is danchu.

use std::time::{Duration, Instant};

use super::{
    line::{Line, Lineman},
    support::{
        both::run,
        client::{Client, Reply},
        database::{Backend, Database},
        server::{Setup, TestServer},
    },
};

/// The longest that anybody waits for a refusal.
const PATIENCE: Duration = Duration::from_secs(8);

struct Away {
    server: TestServer,
    lineman: Lineman,
}

impl Away {
    /// A server that reaches its database by a line that can be cut.
    async fn prepared() -> Self {
        let mut database = Database::filled(Backend::Postgres).await;
        let direct = database.config.database_url.take().expect("PostgreSQL has a URL");
        let lineman = Lineman::to(&direct);
        database.config.database_url = Some(lineman.url.clone());
        let mut setup = Setup::default();
        setup.settings.answer_time = Duration::from_secs(3);
        let server = TestServer::on(database, setup).await;
        Self { server, lineman }
    }

    /// Everything that needs the database is refused, and what does not still answers.
    async fn is_told(&self, client: &Client) {
        self.server.nobody().get("/livez").await.ok(200);
        for (who, path) in [(&self.server.nobody(), "/readyz"), (client, "/api/v1/units")] {
            let reply = in_time(who, path).await;
            assert_eq!(reply.status, 503, "{path}: {:#}", reply.json);
            let code = reply.json["code"].as_str().expect("a code").to_owned();
            assert!(
                ["database_unavailable", "not_ready", "overloaded"].contains(&code.as_str()),
                "{path}: {code}"
            );
            reply.problem(503, &code);
            assert!(
                reply
                    .header("retry-after")
                    .parse::<u64>()
                    .is_ok_and(|seconds| seconds > 0),
                "{path}"
            );
        }
    }

    /// Everything answers again by itself.
    async fn is_back(&self, client: &Client) {
        let begun = Instant::now();
        while self.server.nobody().get("/readyz").await.status != 200 {
            assert!(begun.elapsed() < PATIENCE, "ready again");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        for _ in 0..20 {
            in_time(client, "/api/v1/units").await.ok(200);
        }
    }
}

async fn in_time(client: &Client, path: &str) -> Reply {
    let answered = tokio::time::timeout(PATIENCE, client.get(path)).await;
    answered.unwrap_or_else(|_| panic!("{path} hangs"))
}

#[test]
fn a_stopped_database_is_503_until_it_is_back() {
    run(Backend::Postgres, async |_| survives(Line::Cut).await);
}

#[test]
fn a_silent_database_is_503_until_it_answers() {
    run(Backend::Postgres, async |_| survives(Line::Silent).await);
}

async fn survives(trouble: Line) {
    let away = Away::prepared().await;
    let client = away.server.sign_in("officer.12").await;
    client.get("/api/v1/units").await.ok(200);
    for _ in 0..2 {
        away.lineman.set(trouble);
        away.is_told(&client).await;
        away.lineman.set(Line::Whole);
        away.is_back(&client).await;
    }
}
