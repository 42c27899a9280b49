//! What a session does, seen from outside: one file for each part, one test for each behaviour.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test may end here")]

mod burst;
mod close_codes;
mod connection;
mod gaps;
mod harness;
mod history;
mod lifecycle;
mod liveness;
mod outbox;
mod places;
mod random;
mod restore;
mod streams;
mod timeline;
mod tokens;
mod vendor_failures;
