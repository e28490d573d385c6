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
    async fn prepared(answer_time: Duration) -> Self {
        let mut database = Database::filled(Backend::Postgres).await;
        let direct = database.config.database_url.take().expect("PostgreSQL has a URL");
        let lineman = Lineman::to(&direct);
        database.config.database_url = Some(lineman.url.clone());
        let mut setup = Setup::default();
        setup.settings.answer_time = answer_time;
        let server = TestServer::on(database, setup).await;
        Self { server, lineman }
    }

    /// Whether the service is ready, and something that needs the database, while it is away; and what does not.
    async fn refusals(&self, client: &Client) -> [Reply; 2] {
        self.server.nobody().get("/livez").await.ok(200);
        let refusals = [
            in_time(&self.server.nobody(), "/readyz").await,
            in_time(client, "/api/v1/units").await,
        ];
        for reply in &refusals {
            let seconds = reply.header("retry-after").parse::<u64>();
            assert!(seconds.is_ok_and(|seconds| seconds > 0), "{:?}", reply.headers);
        }
        refusals
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
    run(Backend::Postgres, async |_| {
        // Long enough to find out that no connection is to be had.
        let away = Away::prepared(PATIENCE).await;
        let client = away.server.sign_in("officer.12").await;
        for _ in 0..2 {
            client.get("/api/v1/units").await.ok(200);
            away.lineman.set(Line::Cut);
            let [ready, units] = away.refusals(&client).await;
            ready.problem(503, "not_ready");
            units.problem(503, "database_unavailable");
            away.lineman.set(Line::Whole);
            away.is_back(&client).await;
        }
    });
}

#[test]
fn a_silent_database_is_503_until_it_answers() {
    run(Backend::Postgres, async |_| {
        let away = Away::prepared(Duration::from_secs(3)).await;
        let client = away.server.sign_in("officer.12").await;
        client.get("/api/v1/units").await.ok(200);
        away.lineman.set(Line::Silent);
        let [ready, units] = away.refusals(&client).await;
        ready.problem(503, "not_ready");
        units.problem(503, "overloaded");
        away.lineman.set(Line::Whole);
        away.is_back(&client).await;
    });
}
