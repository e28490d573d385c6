//! danchu (dân chủ, democracy): the register and the reporting line of grassroots democracy in a Vietnamese province.
//!
//! The modules in reading order; arrows point one way, from the last to the first.

pub mod access;
pub mod account;
pub mod attachment;
pub mod board;
pub mod calendar;
pub mod clock;
pub mod config;
pub mod demo;
pub mod document;
pub mod duty;
pub mod election;
pub mod exchange;
pub mod http;
pub mod measure;
pub mod openapi;
pub mod organisation;
pub mod person;
pub mod portal;
pub mod probe;
pub mod reminding;
pub mod reorganisation;
pub mod reporting;
pub mod said;
pub mod server;
pub mod telemetry;
pub mod territory;
pub mod text;
pub mod worklist;
