//! Speaks HTTP and WebSocket to a really started emulator, with literal JSON and none of the widget's types.
// Helpers outside of #[test] functions may fail a test as well.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bot;
mod control;
mod faults_http;
mod faults_messages;
mod faults_socket;
mod jwt;
mod program;
mod rest;
mod session;
mod site;
mod socket;
mod support;
