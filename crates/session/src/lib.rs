//! The conversation itself, without I/O: connection, tokens, outbox, timeline.
//!
//! [`Session::handle`] takes what happened ([`Input`]) and answers what to do ([`Effect`]), what to show
//! ([`Change`]) and what to tell the host page ([`Event`]). [`Session::next_deadline`] says when to call it
//! with [`Input::Tick`]. There is no clock, no randomness but the seed, and no async in here.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[macro_use]
mod mutation;

mod backoff;
mod change;
mod config;
mod connection;
mod effect;
mod entry;
mod event;
mod history;
mod incoming;
mod input;
mod liveness;
mod machine;
mod outbox;
mod outgoing;
mod record;
mod secret;
mod sorted;
mod text;
mod timeline;
mod token;
mod typing;

pub use change::{Change, ConnectionState, HistoryState, StopReason, TimelineDiff, TokenProblem, Typist};
pub use config::{Config, ConnectionMode};
pub use effect::{ConnId, Effect, HttpCall, Method, RequestId, TokenReason};
pub use entry::{Entry, EntryBody, EntryKey, FailReason, From, GapState, Notice, SendState};
pub use event::Event;
pub use input::{Credential, Draft, HttpFailure, HttpResponse, Input, Now, TokenFailure};
pub use machine::{Output, Session};
#[cfg(feature = "mutations")]
pub use mutation::{Mutation, choose};

/// A span of time, in milliseconds.
pub type Millis = u64;
