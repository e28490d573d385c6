//! What people see, in a headless Chromium: Swagger UI as a developer uses it, and the public page.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where its promise is broken"
)]

#[macro_use]
#[expect(dead_code, unused_macros, reason = "every test binary uses its own part")]
#[path = "../support/mod.rs"]
mod support;

mod chromium;
mod public_page;
mod swagger;
