//! What every operation promises, asked over HTTP of a real server on both databases.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where its promise is broken"
)]

#[macro_use]
#[expect(dead_code, reason = "every test binary uses its own part")]
#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod after_a_merger;
mod area;
mod articles;
mod attachment;
mod board;
mod board_after;
mod board_kinds;
mod bodies;
mod calendar;
mod carried_over;
mod changing;
mod codes;
mod convention;
mod convention_dossier;
mod counted;
mod delegation;
mod document_links;
mod duty;
mod duty_cells;
mod election;
mod erasing;
mod events;
mod feed;
mod filling;
mod http;
mod inspection;
mod inspectorate;
mod keeping;
mod known;
mod known_documents;
mod known_measures;
mod line;
mod mandate;
mod matching;
mod measure;
mod not_counted;
mod obligation;
mod operation;
mod organisation;
mod out_of_order;
mod oversight;
mod pages;
mod papers;
mod parameters;
mod parts;
mod pending;
mod person;
mod portal;
mod probes;
mod public_file;
mod public_kept;
mod recommendation;
mod refusals;
mod regulation;
mod rehashing;
mod remark;
mod reorganisation;
mod repeating;
mod report_actions;
mod reporting;
mod resolution;
mod rules;
mod school;
mod search_documents;
mod sign_in_limit;
mod signing_in;
mod slow;
mod small_measures;
mod stage_as_of;
mod states;
mod strictness;
mod supplement;
mod template;
mod territory;
mod texts;
mod token;
mod tokens;
mod uploads;
mod waiting;
mod withdrawal;
mod work_of_a_year;
mod worklist;
mod year;
