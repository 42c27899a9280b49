//! What the host page is told. Never carries a token.

use std::sync::Arc;

use protocol::Warning;

use crate::{ConnectionState, Entry, StopReason, TokenProblem};

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
    /// `rtm-warning`: the platform closed the socket because it did not understand it (close code 1002 or 1007).
    SocketFault {
        /// The close code.
        code: u16,
        /// In the platform's words; may be empty.
        reason: String,
    },
    /// `rtm-error`: the host page's callback failed; it is called again, unless it fails too often.
    TokenFailed(TokenProblem),
    /// `rtm-error`: the session gave up.
    Stopped(StopReason),
    /// `rtm-error`: a message was not taken, as too many wait already.
    OutboxFull,
    /// `rtm-warning`: messages cannot be kept over a reload of the page. Told once.
    StorageFailed,
    /// `rtm-error`: a message was given up.
    SendFailed(Arc<Entry>),
}
