//! Each test is written once and runs on both databases.

use std::future::Future;

use super::database::Backend;

/// Makes two tests of each `async fn name(backend: Backend)`: `name::sqlite` and `name::postgres`.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            use $crate::support::{both::run, database::Backend};

            #[test]
            fn sqlite() {
                run(Backend::Sqlite, super::$name);
            }

            #[test]
            fn postgres() {
                run(Backend::Postgres, super::$name);
            }
        }
    )+ };
}

/// Runs a test on one database; passes over PostgreSQL where there is none, which [`super::postgres`] has said.
pub fn run<F: Future<Output = ()>>(backend: Backend, test: impl FnOnce(Backend) -> F) {
    if backend.is_here() {
        block_on(test(backend));
    }
}

/// Runs a test that needs no database of its own choice.
pub fn block_on<F: Future>(test: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(test)
}
