//! What the host page is told. Never carries a token.

use std::sync::Arc;

use protocol::Warning;

use crate::{ConnectionState, Entry, StopReason};

/// One thing to tell.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// `rtm-state`.
    State(ConnectionState),
    /// `rtm-message`: a message from the bot or an agent is complete. Not for history.
    Message(Arc<Entry>),
    /// `rtm-sent`: the platform acknowledged a message.
    Sent(Arc<Entry>),
    /// `rtm-event`: every frame of the platform, as sent.
    Platform {
        /// The frame's JSON.
        raw: String,
    },
    /// `rtm-warning`: something odd was tolerated.
    Warning(Warning),
    /// `rtm-error`: the session gave up.
    Stopped(StopReason),
    /// `rtm-error`: a message was given up.
    SendFailed(Arc<Entry>),
}
