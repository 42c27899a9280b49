//! What a session does, seen from outside: one file for each part, one test for each behaviour.

mod connection;
mod harness;
mod random;
