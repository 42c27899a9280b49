//! Every template: its fields in all spellings, what it sends, its sample payloads, and any damage to them.
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

#[path = "../common/mod.rs"]
mod common;
mod mutations;
mod samples;
