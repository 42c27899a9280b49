//! What changed for whoever shows the session. Applied in order, changes lead from the old picture to the new one.

use std::sync::Arc;

use crate::{Entry, EntryKey, Millis};

/// One change.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Change {
    /// The transcript changed.
    Timeline(TimelineDiff),
    /// The connection changed.
    Connection(ConnectionState),
    /// Somebody began or stopped typing.
    Typing(Option<Typist>),
    /// The bot began or stopped waiting for the visitor's input.
    WaitingForInput(bool),
    /// Older messages.
    History(HistoryState),
    /// So many messages wait that no more are taken, or no longer.
    OutboxFull(bool),
    /// The conversation's language, a tag such as `ar`.
    Language(String),
}

/// One change of the transcript's list of entries, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub enum TimelineDiff {
    /// Put an entry before the one that is at `index` now.
    Insert {
        /// Between 0 and the length.
        index: usize,
        /// The entry.
        entry: Arc<Entry>,
    },
    /// Replace the entry of the same key, where it stands.
    Update {
        /// The entry.
        entry: Arc<Entry>,
    },
    /// Move an entry.
    Move {
        /// Which one.
        key: EntryKey,
        /// Its index after the move.
        to: usize,
    },
    /// Take an entry out.
    Remove {
        /// Which one.
        key: EntryKey,
    },
    /// Take the oldest entries out.
    DropOldest {
        /// How many.
        count: usize,
    },
    /// Forget everything.
    Clear,
}

/// The connection, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectionState {
    /// Nobody asked for a connection.
    Idle,
    /// Waits for a token.
    Authorizing,
    /// Waits for the socket's address.
    Starting,
    /// Waits for the socket.
    Connecting,
    /// Messages travel.
    Live,
    /// Waits before the next attempt.
    Waiting {
        /// When the next attempt starts, on the monotonic clock; none while the device is offline.
        until: Option<Millis>,
        /// How many attempts failed in a row.
        attempt: u32,
    },
    /// Given up until [`crate::Input::Reconnect`].
    Stopped(StopReason),
}

/// Why a session gave up.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StopReason {
    /// The host page's callback gave no token of use.
    TokenUnavailable(TokenProblem),
    /// The platform refuses every token.
    Unauthorized,
    /// The platform refuses this visitor (close code 1008), in its words; may be empty.
    Refused(String),
}

/// What is wrong with what the host page's callback gave. Texts are for the page's developer, without tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenProblem {
    /// The callback threw, or its promise was rejected.
    Rejected(String),
    /// What it gave holds no token; the text names what is missing.
    Malformed(String),
    /// It gives tokens whose end is over, and the platform refuses them.
    Expired,
    /// It did not settle in time.
    TimedOut,
}

/// Who is typing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typist {
    /// An agent's name; empty for the bot.
    pub name: String,
}

/// Older messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HistoryState {
    /// Nothing was asked for yet.
    #[default]
    Unknown,
    /// A page is on its way.
    Loading,
    /// Older messages exist.
    More,
    /// The oldest entry is the first of the conversation.
    Complete,
    /// Older messages exist, but no more are kept in memory.
    Full,
    /// The last page failed; [`crate::Input::LoadOlder`] asks again.
    Failed,
}
