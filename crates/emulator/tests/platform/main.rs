//! Speaks HTTP and WebSocket to a really started emulator, with literal JSON and none of the widget's types.

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
